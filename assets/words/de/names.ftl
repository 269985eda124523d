# What things are called. The codes are the program's own.

age =
    { $years ->
        [0] unter einem Jahr
        [1] 1 Jahr
       *[other] { $years } Jahre
    }

area-nationwide = ganz Belgien
# $names: the first municipalities of a longer list. $count: how many more.
area-more = { $names } und { $count } weitere Gemeinden

language-fr = Französisch
language-nl = Niederländisch
language-de = Deutsch
language-en = Englisch

channel-page = öffentliche Seite
channel-feed = Webfeed
channel-bluesky = Bluesky
channel-mastodon = Mastodon
channel-facebook = Facebook
channel-telegram = Telegram
channel-email = E-Mails an Freiwillige

kind-child-alert = Child Alert
kind-public-poster = Plakatkampagne
kind-discreet = diskrete Kampagne (Vignetten)
kind-online = Onlinekampagne

campaign-state-draft = in Vorbereitung
campaign-state-proposed = wartet auf eine Entscheidung
campaign-state-approved = genehmigt
campaign-state-opposed = Verbreitung vom Magistrat abgelehnt
campaign-state-live = wird verbreitet
campaign-state-ended = beendet, wird zurückgeholt
campaign-state-closed = abgeschlossen

placement-state-planned = noch zu verbreiten
placement-state-placing = wird verbreitet
placement-state-live = verbreitet
placement-state-unknown = Zustand unbekannt
placement-state-rejected = vom Kanal abgelehnt
placement-state-suppressed = nie verbreitet
placement-state-withdrawing = wird zurückgeholt
placement-state-withdrawn = zurückgeholt
placement-state-corrected = durch eine Nachricht berichtigt
placement-state-escalated = wartet auf eine Person
placement-state-closed = von einer Person abgeschlossen

# The directive of 20 February 2002.
criterion-under-13 = jünger als 13 Jahre
criterion-disability = körperliche oder geistige Behinderung, mangelnde Selbstständigkeit
criterion-treatment = auf Behandlung oder Medikamente angewiesen
criterion-mortal-danger = möglicherweise in Lebensgefahr
criterion-threatened = in bedrohlicher Begleitung oder Opfer einer Straftat
criterion-out-of-character = völlig im Widerspruch zum üblichen Verhalten

party-magistrate = der Magistrat
party-police = die Polizeidienststelle
party-foundation = die Stiftung
party-cell = die Zelle Vermisste Personen
party-parents = die Eltern

reason-found-safe = lebend gefunden
reason-found-dead = tot gefunden
reason-consent-withdrawn = Zustimmung zurückgezogen
reason-magistrate-order = Anordnung des Magistrats
reason-published-in-error = irrtümlich veröffentlicht
reason-not-permitted = Verbreitung nicht mehr erlaubt
reason-expired = Frist abgelaufen

role-officer = Fallberater
role-magistrate = Magistrat
role-coordinator = Koordinator
role-operator = diensthabender Mitarbeiter
role-volunteer = Freiwilliger
role-partner = Anzeigepartner
role-privacy-officer = Datenschutzbeauftragter
role-administrator = Administrator
role-worker = Verbreitungsprogramm

notice-part-notice = Meldung
notice-part-shown-name = gezeigter Name
notice-part-shown-name-native = Name in eigener Schrift
notice-part-cards = Zahl der Vignetten
notice-part-fact = Angabe Nr. { $number }
notice-part-place = Ort
notice-part-height = Größe
notice-part-hair = Haare
notice-part-eyes = Augen
notice-part-clothing = Kleidung
notice-part-sign = besonderes Merkmal
notice-part-appeal = Text
notice-part-in = { $part } ({ $language })
