# The public site.

site-name = Vermisstenmeldungen
page-languages = Sprachen
page-skip = Zum Inhalt
page-main-title = { $headline }: { $name }, { $age }
page-active-since = Aktiv seit { $when }
page-facts = Beschreibung
page-call = 116 000 anrufen
page-call-note = Kostenlos, Tag und Nacht.
page-call-abroad = Aus dem Ausland:
page-seen = Haben Sie diese Person gesehen?
page-seen-call = Rufen Sie sofort die 116 000 an. Sie können anonym bleiben.
page-seen-say = Sagen Sie, wo, wann, mit wem und in welche Richtung.
page-seen-danger = Rufen Sie bei unmittelbarer Gefahr die 112 an.
page-not = Was Sie nicht tun sollten
page-not-approach = Sprechen Sie die Person nicht an und folgen Sie ihr nicht: Rufen Sie an.
page-not-post = Veröffentlichen Sie nicht, was Sie gesehen haben oder vermuten: Rufen Sie an.
page-not-photo = Teilen Sie das Foto nicht allein: Es bliebe nach dem Ende der Suche im Netz.
page-help = Bei der Suche helfen
page-print = Plakat drucken (PDF)
page-print-note = Fragen Sie zuerst die Ladeninhaber oder Eigentümer.
page-share = Diese Adresse teilen
page-feed = Feed der Meldungen (Atom)
page-home = Alle aktiven Meldungen

page-ended-call = Wissen Sie etwas über ein anderes Verschwinden? Rufen Sie die 116 000 an.
page-ended-remove = Haben Sie ein Plakat oder einen Screenshot, oder haben Sie etwas geteilt? Bitte entfernen Sie es. Bitte äußern Sie sich aus Respekt nicht zum Ende dieser Suche.

page-check-title = Läuft diese Suche noch?
page-check-active = Ja, die Suche läuft
page-check-active-text = Wissen Sie etwas? Rufen Sie die 116 000 an, kostenlos, Tag und Nacht.
page-check-notice = Meldung ansehen
page-check-ended = Nein, die Suche ist beendet
page-check-ended-text = Danke. Bitte nehmen Sie Plakate und Vignetten ab und vernichten Sie sie.
page-check-unknown = Wir kennen diese Adresse nicht
page-check-unknown-text = Vielleicht ist sie unvollständig. Scannen Sie den Code noch einmal. Im Zweifel rufen Sie die 116 000 an.

page-front-title = Laufende Suchen
page-front-text = Sehen Sie sich diese Gesichter an. Wissen Sie etwas? Rufen Sie die 116 000 an.
page-front-none = Zurzeit gibt es keine aktive Meldung.
page-front-none-text = Danke, dass Sie die Augen offen halten. Die 116 000 ist Tag und Nacht erreichbar.
page-front-active = Aktive Meldungen
page-front-since = Seit { $when }

page-not-found-title = Diese Seite gibt es nicht
page-not-found-text = Prüfen Sie die Adresse oder sehen Sie sich die aktiven Meldungen an.
page-fault-title = Die Seite kann nicht angezeigt werden
page-fault-text = Der Fehler liegt bei uns. Versuchen Sie es in einer Minute noch einmal. Die 116 000 ist Tag und Nacht erreichbar.

feed-title = Vermisstenmeldungen
feed-author = Hotline 116 000
