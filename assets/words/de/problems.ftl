# Errors of the API: `problem-{code}` is the title, `problem-{code}-mend` the detail. `field-{code}` is one field's error.
# $field: name of the field. $expected: what it should be, or `unsaid`. $limit: a number.

problem-unauthorised = Sie sind nicht angemeldet.
problem-unauthorised-mend = Melden Sie sich an oder senden Sie einen gültigen Schlüssel.
problem-forbidden = Ihre Rolle erlaubt das nicht.
problem-forbidden-mend = Fragen Sie jemanden mit dieser Rolle oder einen Administrator.
problem-not-found = Das gibt es nicht oder nicht mehr.
problem-not-found-mend = Prüfen Sie die Adresse.
problem-conflict = Jemand hat inzwischen etwas geändert.
problem-conflict-mend = Laden Sie neu, sehen Sie sich die Änderung an und versuchen Sie es dann noch einmal.
problem-refused = Die Regeln lassen das noch nicht zu.
problem-refused-mend = Erledigen Sie jeden Punkt der Liste und versuchen Sie es dann noch einmal.
problem-invalid-body = Einige Felder stimmen nicht.
problem-invalid-body-mend = Berichtigen Sie die Felder der Liste und senden Sie erneut.
problem-invalid-json = Dieser Text ist kein gültiges JSON.
problem-invalid-json-mend = Prüfen Sie Anführungszeichen, Kommas und die Kodierung UTF-8 und senden Sie erneut.
problem-already-withdrawn = Diese Zustimmung ist schon zurückgezogen.
problem-already-withdrawn-mend = Es ist nichts mehr zu tun: Laden Sie neu, um zu sehen, seit wann.
# $count: wie viele Kampagnen.
problem-takes-back =
    { $count ->
        [1] Diese Änderung verbietet die Suche und holt eine laufende Kampagne zurück.
       *[other] Diese Änderung verbietet die Suche und holt { $count } laufende Kampagnen zurück.
    }
problem-takes-back-mend = Prüfen Sie die Angaben. Stimmen sie, senden Sie dieselbe Anfrage mit retract=true.
problem-worker-version = Dieses Verbreitungsprogramm hat nicht die richtige Version.
problem-worker-version-mend = Installieren Sie dieselbe Version wie der Dienst und starten Sie es neu.
# $limit: the largest size, with its unit.
problem-too-large = Das ist zu groß: höchstens { $limit }.
problem-too-large-mend = Senden Sie weniger Daten.
# $expected: the content types accepted.
problem-unsupported-media = Diese Art von Inhalt wird nicht angenommen.
problem-unsupported-media-mend = Senden Sie { $expected } und geben Sie es im Header Content-Type an.
problem-idempotency-missing = Der Header Idempotency-Key fehlt.
problem-idempotency-missing-mend = Senden Sie für jede Aktion einen neuen Schlüssel und beim erneuten Versuch denselben.
problem-idempotency-reused = Dieser Idempotency-Key wurde schon für eine andere Anfrage verwendet.
problem-idempotency-reused-mend = Senden Sie einen neuen Schlüssel.
problem-idempotency-in-progress = Die erste Anfrage mit diesem Schlüssel läuft noch.
problem-idempotency-in-progress-mend = Warten Sie einen Augenblick und senden Sie dann dieselbe Anfrage mit demselben Schlüssel.
# $seconds: how long to wait.
problem-too-many-requests = Zu viele Anfragen in kurzer Zeit.
problem-too-many-requests-mend =
    { $seconds ->
        [1] Warten Sie eine Sekunde und versuchen Sie es dann noch einmal.
       *[other] Warten Sie { $seconds } Sekunden und versuchen Sie es dann noch einmal.
    }
problem-unavailable = Der Dienst antwortet im Moment nicht.
problem-unavailable-mend = Versuchen Sie es in einer Minute noch einmal. Dauert es an, benachrichtigen Sie den Bereitschaftsdienst.
problem-internal = Bei uns ist ein Fehler aufgetreten. Er ist vermerkt.
problem-internal-mend = Versuchen Sie es noch einmal. Dauert es an, nennen Sie dem Bereitschaftsdienst die Nummer der Anfrage.

problem-photo-too-large = Das Foto ist zu groß: höchstens 30 MB.
problem-photo-too-large-mend = Speichern Sie es als JPEG oder kleiner.
problem-photo-too-many-pixels = Das Foto hat zu viele Pixel: höchstens 50 Megapixel.
problem-photo-too-many-pixels-mend = Verringern Sie Breite und Höhe.
problem-photo-too-small = Das Foto ist zu klein für ein Plakat: Die kurze Seite braucht mindestens 400 Pixel.
problem-photo-too-small-mend = Bitten Sie um das Original. Ein Foto aus einer Nachrichten-App ist oft verkleinert.
problem-photo-unknown-format = Diese Datei ist kein Foto in JPEG, PNG oder WebP.
problem-photo-unknown-format-mend = Speichern Sie das Foto als JPEG und senden Sie es erneut.
problem-photo-damaged = Das Foto ist beschädigt oder unvollständig.
problem-photo-damaged-mend = Bitten Sie noch einmal darum oder speichern Sie es neu als JPEG.
problem-photo-not-taken-in = Dieses Foto ist nicht geprüft.
problem-photo-not-taken-in-mend = Senden Sie es erneut in die Akte.
problem-photo-not-a-picture = Diese Datei ist kein Foto.
problem-photo-not-a-picture-mend = Senden Sie ein Foto als JPEG, PNG oder WebP.
problem-photo-unsupported = Dieses Fotoformat wird nicht angenommen.
problem-photo-unsupported-mend = Speichern Sie das Foto als JPEG, PNG oder WebP.
problem-photo-truncated = Das Foto ist unvollständig.
problem-photo-truncated-mend = Senden Sie es erneut oder bitten Sie um das Original.
problem-photo-animated = Dieses Bild bewegt sich.
problem-photo-animated-mend = Senden Sie ein unbewegtes Foto.
problem-photo-broken = Das Foto kann nicht gelesen werden.
problem-photo-broken-mend = Öffnen Sie es in einem anderen Programm, speichern Sie es als JPEG und senden Sie es erneut.

# What an officer should know of a photo that was taken in.
photo-warning-low-resolution = Auf A4 gedruckt hat das Foto weniger als 300 Punkte pro Zoll.
photo-warning-low-resolution-mend = Bitten Sie um das Original. Ein Foto aus einer Nachrichten-App ist oft verkleinert.
photo-warning-no-face-found = Auf dem Foto wurde kein Gesicht gefunden.
photo-warning-no-face-found-mend = Verschieben Sie den Ausschnitt von Hand.
photo-warning-several-faces = Auf dem Foto ist mehr als ein Gesicht.
photo-warning-several-faces-mend = Nehmen Sie ein Foto, auf dem das Kind allein ist.
photo-warning-older-than-a-year = Das Foto wurde vor mehr als einem Jahr aufgenommen.
photo-warning-older-than-a-year-mend = Bitten Sie um ein neueres: Ein Kind verändert sich schnell.

# $field: which text. $excess: how many characters are too many, 0 if not known.
problem-kit-text-too-long = Dieser Text passt nicht auf das Plakat: { $field }.
problem-kit-text-too-long-mend =
    { $excess ->
        [0] Kürzen Sie ihn und erstellen Sie den Abzug neu.
       *[other] Streichen Sie etwa { $excess } Zeichen und erstellen Sie den Abzug neu.
    }
problem-kit-no-glyph = Dieser Text enthält ein Zeichen, das unsere Schriften nicht haben ({ $character }): { $field }.
problem-kit-no-glyph-mend = Ersetzen Sie dieses Zeichen oder schreiben Sie den Namen in lateinischen Buchstaben.
problem-kit-missing = Ein Text des Plakats ist leer: { $field }.
problem-kit-missing-mend = Füllen Sie ihn aus und erstellen Sie den Abzug neu.
problem-kit-too-many = Nicht alles passt auf das Plakat: { $field }.
problem-kit-too-many-mend = Streichen Sie eine Angabe und erstellen Sie den Abzug neu.
problem-kit-facts-differ = Die zwei Sprachen eines Plakats haben nicht dieselben Angaben: { $field }.
problem-kit-facts-differ-mend = Machen Sie in beiden Sprachen dieselben Angaben und erstellen Sie den Abzug neu.
problem-kit-no-notice = Ein Plakat verlangt eine Sprache ohne Meldung: { $field }.
problem-kit-no-notice-mend = Schreiben Sie die Meldung in dieser Sprache und erstellen Sie den Abzug neu.
problem-kit-photo-mismatch = Das Foto des Plakats ist nicht das der Akte.
problem-kit-photo-mismatch-mend = Erstellen Sie den Abzug neu. Dauert es an, benachrichtigen Sie den Bereitschaftsdienst.
problem-kit-photo-unreadable = Das Foto des Plakats kann nicht gelesen werden.
problem-kit-photo-unreadable-mend = Senden Sie das Foto erneut und erstellen Sie den Abzug neu.
problem-kit-out-of-range = Ein Maß des Plakats passt nicht: { $field }.
problem-kit-out-of-range-mend = Setzen Sie den Rahmen auf das Gesicht und erstellen Sie den Abzug neu.
problem-kit-cards-out-of-range = Die Zahl der Vignetten geht von 1 bis 400.
problem-kit-cards-out-of-range-mend = Ändern Sie die Zahl und erstellen Sie den Abzug neu.
problem-kit-too-many-words = Dieser Text hat mehr als 35 Wörter: { $field }.
problem-kit-too-many-words-mend = Streichen Sie mindestens { $excess } davon und erstellen Sie den Abzug neu.
problem-kit-file-too-large = Die Datei des Plakats ist zu groß.
problem-kit-file-too-large-mend = Wählen Sie ein kleineres Foto und erstellen Sie den Abzug neu.
problem-kit-not-written = Das Plakat konnte nicht geschrieben werden.
problem-kit-not-written-mend = Erstellen Sie den Abzug neu. Dauert es an, benachrichtigen Sie den Bereitschaftsdienst.
problem-kit-photo-missing = Das Foto dieses Abzugs fehlt.
problem-kit-photo-missing-mend = Senden Sie das Foto erneut und erstellen Sie den Abzug neu.
problem-kit-render-failed = Das Plakat konnte nicht erstellt werden.
problem-kit-render-failed-mend = Erstellen Sie den Abzug neu. Dauert es an, benachrichtigen Sie den Bereitschaftsdienst.

field-required = „{ $field }“ fehlt: Ergänzen Sie es.
field-unknown = „{ $field }“ ist hier nicht bekannt: Entfernen Sie es oder prüfen Sie die Schreibweise.
field-wrong-type =
    { $expected ->
        [unsaid] „{ $field }“ hat nicht den richtigen Typ.
       *[other] „{ $field }“ muss { $expected } sein.
    }
field-wrong-format =
    { $expected ->
        [unsaid] „{ $field }“ hat nicht die richtige Form.
       *[other] „{ $field }“ muss { $expected } sein.
    }
field-too-short =
    { $limit ->
        [1] „{ $field }“ ist leer: Schreiben Sie mindestens ein Zeichen.
       *[other] „{ $field }“ ist zu kurz: mindestens { $limit } Zeichen.
    }
field-too-long = „{ $field }“ ist zu lang: höchstens { $limit } Zeichen.
field-too-small = „{ $field }“ ist zu klein: mindestens { $limit }.
field-too-large = „{ $field }“ ist zu groß: höchstens { $limit }.
field-too-few =
    { $limit ->
        [1] „{ $field }“ ist leer: Geben Sie mindestens ein Element an.
       *[other] „{ $field }“ hat zu wenige Elemente: mindestens { $limit }.
    }
field-too-many = „{ $field }“ hat zu viele Elemente: höchstens { $limit }.
field-not-one-of =
    { $expected ->
        [unsaid] „{ $field }“ ist keiner der möglichen Werte.
       *[other] „{ $field }“ muss einer dieser Werte sein: { $expected }.
    }
field-pattern =
    { $expected ->
        [unsaid] „{ $field }“ hat nicht die richtige Form.
       *[other] „{ $field }“ hat nicht die richtige Form, wie { $expected }.
    }
field-duplicate = „{ $field }“ enthält zweimal dasselbe Element: Behalten Sie eines.

# What stands for the whole body in a field's error.
request-body = der Inhalt der Anfrage
type-or = { $first } oder { $second }
type-string = ein Text
type-integer = eine ganze Zahl
type-number = eine Zahl
type-boolean = true oder false
type-array = eine Liste
type-object = ein Objekt
type-null = null

format-date-time = ein Datum mit Uhrzeit (2026-11-21T16:40:00+01:00)
format-date = ein Datum (2026-11-21)
format-uuid = eine UUID (0192d3c4-5b6a-7c8d-9e0f-112233445566)
format-email = eine E-Mail-Adresse (name@beispiel.be)
format-uri = eine Webadresse (https://beispiel.be/)
