# The officer’s pages: cases and what is in their files.
case-new = Neue Akte
case-none = Es gibt noch keine Akte.
case-newer = Neuere Akten
case-older = Ältere Akten
case-worrying = besorgniserregendes Verschwinden
case-title = Akte
case-back = Zurück zur Akte
case-open = Akte anlegen
case-save = Speichern
case-change = Ändern
case-nothing = nichts
# What is to be done next.
case-next-live = Eine Kampagne läuft.
case-next-not-allowed = Zu klären: Diese Person darf so nicht gesucht werden.
case-next-tell = Zu tun: die Behörden informieren und es eintragen.
case-next-photo = Zu tun: ein Foto hinzufügen.
case-next-declaration = Zu tun: die Anzeige bei der Polizei eintragen und prüfen.
case-next-heard = Zu tun: alle Beteiligten anhören.
case-next-finish = Zu tun: die begonnene Kampagne fertigstellen.
case-next-campaign = Zu tun: eine Kampagne vorbereiten.
# $state: where the campaign stands.
case-next-state = Kampagne: { $state }
# The file as a list.
case-facts = Die Fakten
case-photos = Fotos
case-photos-none = Es gibt noch kein Foto.
case-photos-count =
    { $count ->
        [1] Ein Foto
       *[other] { $count } Fotos
    }
case-photos-official =
    { $count ->
        [1] Ein Foto, das amtliche
       *[other] { $count } Fotos, darunter das amtliche
    }
case-declaration = Anzeige bei der Polizei
case-declaration-lead = Ohne geprüfte Anzeige wird nichts verbreitet.
case-declaration-verified = Erstattet und geprüft
case-heard = Abstimmung
case-heard-all = Alle wurden angehört
case-heard-none = Noch keine Stellungnahme.
case-heard-add = Eine Stellungnahme eintragen
case-consent = Zustimmung
case-consent-none = Noch niemand wurde gefragt.
case-consent-without = Keine gültige Zustimmung
case-consent-count =
    { $count ->
        [1] Eine Zustimmung
       *[other] { $count } Zustimmungen
    }
case-consent-young = Ab 14 Jahren wird auch die gesuchte Person gefragt. Ist das nicht möglich, tragen Sie es ein.
case-state-complete = Vollständig
case-state-missing = Es fehlt etwas
case-campaigns = Kampagnen
case-campaigns-none = Es gibt noch keine Kampagne.
case-missing = Was vor dem Start fehlt
case-campaign-new = Neue Kampagne
case-campaign-change = Diese Kampagne ändern
case-begun = Begonnen, nicht fertig
# $when: when it was saved last.
case-begun-new = Neue Kampagne, gespeichert am { $when }
case-begun-change = Änderung einer Kampagne, gespeichert am { $when }
# Whatever was in the way.
case-changed-meanwhile = Jemand anderes hat das inzwischen geändert. Was Sie geschrieben haben, bleibt erhalten; was jetzt in der Akte steht, steht daneben. Erneutes Senden ersetzt, was in der Akte steht.
case-sent-before = Sie hatten dieses Formular schon gesendet. Sehen Sie nach, was in der Akte steht, bevor Sie diese andere Fassung senden.
case-sure = Zurücknehmen, was verbreitet ist?
case-sure-text = Noch ist nichts geändert. Prüfen Sie, was Sie geschrieben haben: Ein Tippfehler im Datum genügt.
case-sure-yes = Ja, speichern und alles zurückholen
case-sure-no = Nein, die Fakten ansehen
# The facts.
case-group-person = Die Person
case-group-disappearance = Das Verschwinden
case-group-criteria = Ist es besorgniserregend?
case-group-authorities = Die Behörden
case-group-foreign = Ersuchen aus dem Ausland
case-hint-reference = Die eigene Nummer der Stiftung, wie 2026-0417. Die nächste ist vorgeschlagen.
case-hint-grammar = Wie die Sätze der Meldung gebildet werden. Es sagt nichts über die Person.
case-grammar-feminine = Vermisste, sie
case-grammar-masculine = Vermisster, er
case-grammar-neutral = Anders formulieren
case-protected = Hat den Schutzstatus (früher verlängerte Minderjährigkeit)
case-kind-runaway = Weggelaufen
case-kind-third-party-abduction = Entführung durch Dritte
case-kind-international-abduction = Internationale Entführung
case-kind-unaccompanied-minor = Unbegleiteter ausländischer Minderjähriger
case-kind-undefined = Noch nicht bestimmt
case-requester-parents = Ein Elternteil oder eine sorgeberechtigte Person
case-requester-interested-person = Eine direkt betroffene Person
case-requester-judicial-authorities = Die Justizbehörden
case-requester-foundation = Die Stiftung selbst
case-hint-circumstances = Für die Personen, die an der Akte arbeiten. Wird nie veröffentlicht.
case-hint-criteria = Eines genügt. Kreuzen Sie an, was zutrifft, und sagen Sie jeweils, warum.
case-hint-cell = Die Zelle Vermisste Personen muss von einem besorgniserregenden Verschwinden erfahren.
case-offence = Gesucht, weil einer Straftat verdächtigt
case-hint-offence = Dann darf nichts veröffentlicht werden.
case-foreign = Eine ausländische Organisation bittet um die Suche
case-hint-country = In zwei Buchstaben, wie FR.
# Photos.
case-photo-file = Datei des Fotos
case-photo-hint = JPEG, PNG oder WebP, höchstens 30 MB. Bitten Sie um das Original: Ein Foto aus einem Messenger ist oft verkleinert. Ort und Gerät werden gelöscht.
case-photo-choose = Wählen Sie zuerst eine Datei.
case-photo-add = Ein Foto hinzufügen
case-photo-send = Das Foto senden
case-photo-first = Fügen Sie der Akte zuerst ein Foto hinzu.
case-photo-official = Das ist das Foto der Behörden
case-photo-is-official = amtliches Foto
case-photo-no-official = Noch ist kein Foto als das der Behörden benannt. Die Meldungen müssen dasselbe zeigen.
case-photo-frame = Die Mitte des Gesichts
case-photo-frame-hint = Von 0 bis 1000, vom linken Rand und von oben. Die Ausschnitte der Plakate folgen diesem Punkt.
case-photo-across = Von links
case-photo-down = Von oben
case-photo-move-frame = Den Ausschnitt speichern
case-crop-poster = Auf einem Plakat
case-crop-screen = Auf einem Bildschirm
# Papers.
case-scan = Das gescannte Dokument
case-scan-none = Keines
case-scan-add = Einen Scan hinzufügen
case-scan-hint = PDF, JPEG oder PNG, höchstens 20 MB.
case-scan-open = Den Scan herunterladen
case-verification = Die Prüfung
case-verified-details = Bei der Polizeidienststelle geprüft
case-verified-cell = Von der Zelle Vermisste Personen geprüft
case-verified-not = Noch nicht geprüft
case-hint-verification = Sie können das später nachtragen.
case-hint-magistrate = Nur wenn Sie bei der Polizeidienststelle geprüft haben.
case-hint-advice = „Nicht angehört“ gilt nur für die Eltern.
case-hint-note = Nötig, wenn die Stellungnahme nicht einfach zustimmend ist: die Bedingungen, die Gründe, oder warum sie nicht angehört wurden.
# Consent.
case-nobody = Niemand.
case-consents = Wer zugestimmt hat
case-denials = Wer abgelehnt hat oder nicht gefragt werden konnte
case-askings = Wer einen Link bekam
case-overrides = Ohne Zustimmung
case-overrides-none = Keine Kampagne geht ohne Zustimmung hinaus.
# $channels, $languages: names. $area: in words. $photos: how many. $until: day and time.
case-consent-scope = { $channels }; auf { $languages }; { $area }; Fotos: { $photos }; bis { $until }
# $when: day and time.
case-withdrawn = Zurückgezogen am { $when }
case-outcome-asked = Noch keine Antwort
case-outcome-agreed = Zugestimmt
case-outcome-refused = Hat abgelehnt
case-outcome-withdrawn = Hat die Zustimmung zurückgezogen
case-not-asked = Konnte nicht gefragt werden
case-refused-hint = Eine Ablehnung geht der Zustimmung anderer vor. Was dadurch ohne Zustimmung ist, wird sofort zurückgeholt.
case-hint-denied = Nötig, wenn die Person nicht gefragt werden konnte: Sagen Sie, warum.
case-hint-holder = Wie in einem Brief, etwa „Frau Beispiel“: So wird die Person begrüßt. Schreiben Sie es immer gleich.
case-ask = Zustimmung über einen Link erbitten
case-ask-lead = Die Person sieht genau, was verbreitet würde, und antwortet selbst.
case-ask-needs-proof = Zuerst ist eine Kampagne mit fertigem Abzug nötig: Man stimmt nur dem zu, was man sieht.
case-proof-there = Abzug fertig
case-proof-missing = noch kein Abzug
case-link-title = Der Link zum Weitergeben
case-link-once = Dieser Link wird nur einmal gezeigt. Kopieren Sie ihn jetzt und geben Sie ihn nur dieser Person.
case-link = Link
case-link-shown-before = Der Link wurde einmal gezeigt und kann nicht noch einmal gezeigt werden. Haben Sie ihn nicht kopiert, ziehen Sie ihn unten zurück und bitten Sie erneut.
case-link-revoke = Diesen Link zurückziehen
case-link-revoked = Link zurückgezogen am { $when }
case-record = Eine schriftliche oder mündliche Zustimmung eintragen
case-record-lead = Tragen Sie genau ein, wozu die Person zustimmt, nicht mehr.
case-hint-consent-note = Bei mündlicher Zustimmung: wer sie gehört hat, wann, und woran man erkannte, wer sprach.
case-scope = Was erlaubt ist
case-scope-hint = Was nicht angekreuzt ist, ist nicht erlaubt.
case-denied = Eine Ablehnung eintragen, oder wer nicht gefragt werden konnte
case-without = Ohne Zustimmung verbreiten
case-without-lead = Für eine einzige Kampagne, mit den Gründen.
case-without-needs-campaign = Zuerst ist eine Kampagne nötig.
case-ground-magistrate-requires = Der Magistrat verlangt die Verbreitung
case-ground-child-in-danger = Nicht zu verbreiten würde das Kind gefährden
case-hint-reasons = Ein oder zwei Sätze, mindestens 20 Zeichen.
case-for-campaign = Die Kampagne ansehen
case-withdraw = Einen Widerruf eintragen
case-withdraw-sure = Diese Zustimmung zurückziehen?
case-withdraw-what = Alles, was nur diese Zustimmung erlaubte, wird sofort zurückgeholt.
case-withdraw-yes = Ja, die Zustimmung zurückziehen
case-withdraw-no = Nein, behalten
# Somebody else was there meanwhile.
case-over-typed = Was Sie geschrieben hatten
case-over-typed-text = Das ist nicht gespeichert. Kopieren Sie, was fehlt, und ändern Sie dann die Kampagne von der Akte aus, oder beginnen Sie eine neue.
# $names: municipalities.
case-area-only-there = Nur in der Akte: { $names }
case-area-only-here = Nur hier: { $names }
# $steps: the steps that somebody else saved meanwhile.
case-check-changed = Jemand anders hat diese Antworten geändert, seit Sie sie gelesen haben: { $steps }. Lesen Sie sie noch einmal, bevor Sie erneut senden.
case-check-changed-first = Jemand anders hat Antworten geändert, seit Sie sie gelesen haben. Lesen Sie sie noch einmal, bevor Sie erneut senden.
# $criterion: what holds.
case-reason-of = Warum: { $criterion }
case-photo-gone = ein Foto, das nicht mehr in der Akte ist
