# What things are called. The codes are the program's own.

age =
    { $years ->
        [0] jonger dan één jaar
        [1] 1 jaar
       *[other] { $years } jaar
    }

area-nationwide = heel België
# $names: the first municipalities of a longer list. $count: how many more.
area-more = { $names } en { $count } andere gemeenten

language-fr = Frans
language-nl = Nederlands
language-de = Duits
language-en = Engels

channel-page = openbare pagina
channel-feed = webfeed
channel-bluesky = Bluesky
channel-mastodon = Mastodon
channel-facebook = Facebook
channel-telegram = Telegram
channel-email = e-mails aan vrijwilligers

kind-child-alert = Child Alert
kind-public-poster = affichecampagne
kind-discreet = discrete campagne (vignetten)
kind-online = onlinecampagne

campaign-state-draft = in voorbereiding
campaign-state-proposed = wacht op een beslissing
campaign-state-approved = goedgekeurd
campaign-state-opposed = verspreiding geweigerd door de magistraat
campaign-state-live = wordt verspreid
campaign-state-ended = beëindigd, wordt teruggehaald
campaign-state-closed = afgesloten

placement-state-planned = nog te verspreiden
placement-state-placing = wordt verspreid
placement-state-live = verspreid
placement-state-unknown = toestand onbekend
placement-state-rejected = geweigerd door het kanaal
placement-state-suppressed = nooit verspreid
placement-state-withdrawing = wordt teruggehaald
placement-state-withdrawn = teruggehaald
placement-state-corrected = rechtgezet met een bericht
placement-state-escalated = wacht op een persoon
placement-state-closed = afgesloten door een persoon

# The directive of 20 February 2002.
criterion-under-13 = jonger dan 13 jaar
criterion-disability = lichamelijke of geestelijke handicap, gebrek aan zelfredzaamheid
criterion-treatment = afhankelijk van medische behandeling
criterion-mortal-danger = mogelijk in levensgevaar
criterion-threatened = in gezelschap van derden die het welzijn bedreigen, of slachtoffer van een misdrijf
criterion-out-of-character = volledig in strijd met het normale gedrag

party-magistrate = de magistraat
party-police = de politiedienst
party-foundation = de stichting
party-cell = de Cel Vermiste Personen
party-parents = de ouders

reason-found-safe = levend teruggevonden
reason-found-dead = overleden teruggevonden
reason-consent-withdrawn = toestemming ingetrokken
reason-magistrate-order = bevel van de magistraat
reason-published-in-error = per vergissing gepubliceerd
reason-not-permitted = mag niet meer verspreid worden
reason-expired = periode verstreken

role-officer = consulent
role-magistrate = magistraat
role-coordinator = coördinator
role-operator = operator van wacht
role-volunteer = vrijwilliger
role-partner = affichagepartner
role-privacy-officer = functionaris voor gegevensbescherming
role-administrator = beheerder
role-worker = verspreidingsprogramma

notice-part-notice = bericht
notice-part-shown-name = getoonde naam
notice-part-shown-name-native = naam in eigen schrift
notice-part-cards = aantal vignetten
notice-part-fact = gegeven nr. { $number }
notice-part-place = plaats
notice-part-height = lengte
notice-part-hair = haar
notice-part-eyes = ogen
notice-part-clothing = kleding
notice-part-sign = bijzonder kenmerk
notice-part-appeal = tekst
notice-part-in = { $part } ({ $language })
