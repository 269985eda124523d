# What came later: the language of a poster, dates ahead.
page-print-in = Plakat drucken (PDF, auf { $languages })
page-front-in = Meldung auf { $language }
mail-poster-in = Plakat zum Ausdrucken (PDF, auf { $languages })
rule-date-ahead = Dieses Datum liegt in der Zukunft.
rule-date-ahead-mend = Schreiben Sie, wann es geschehen ist.
rule-birth-date = Dieses Geburtsdatum ist nicht möglich.
rule-birth-date-mend = Prüfen Sie das Jahr: Die Person ist vor dem Verschwinden geboren, vor weniger als 120 Jahren.
rule-note-missing = Zu diesem Rat gehören einige Worte.
rule-note-missing-mend = Schreiben Sie die Bedingungen, die Gründe oder warum die Person nicht angehört wurde.
field-taken = Eine andere Akte hat dieses „{ $field }“ schon.
problem-preview-failed = Diese Datei kann aus diesem Entwurf nicht erstellt werden.
problem-preview-failed-mend = Berichtigen Sie die Felder der Liste und sehen Sie noch einmal nach.
problem-idempotency-unusable = Der Header Idempotency-Key ist nicht verwendbar.
problem-idempotency-unusable-mend = Senden Sie 1 bis 200 sichtbare ASCII-Zeichen, etwa eine UUID.
decide-files =
    { $count ->
        [1] Eine Datei
       *[other] Alle { $count } Dateien
    }
decide-said = { $who }: { $what }
authority-parent = Elternteil
authority-guardian = Vormund
authority-institution = Einrichtung
authority-administrator = Betreuer
authority-child = die junge Person selbst
decide-consented = { $who } ({ $authority }), { $until }
decide-refused = Abgelehnt: { $who } ({ $authority }), { $when }
decide-not-asked = Konnte nicht gefragt werden: { $who } ({ $authority })
hand-hello-done = Guten Tag { $name }.
hand-still =
    { $count ->
        [1] Im Augenblick wird niemand gebraucht, aber eine Kopie ist noch nicht zurück: Der Dienst nimmt sie zurück. Sehen Sie in einer Minute noch einmal nach.
       *[other] Im Augenblick wird niemand gebraucht, aber { $count } Kopien sind noch nicht zurück: Der Dienst nimmt sie zurück. Sehen Sie in einer Minute noch einmal nach.
    }
hand-delete-mend = Der Dienst konnte sie nicht löschen: Öffnen Sie das Konto, löschen Sie sie dort, sehen Sie ihre Adresse abgemeldet an, und stehen Sie dann hier dafür ein.
hand-tell-mend = Eine E-Mail lässt sich nicht zurückholen. Die Berichtigung erreichte nicht alle: Sagen Sie denen, die die Meldung haben, per Telefon oder aus einem anderen Postfach, dass die Suche vorbei ist, und stehen Sie dann hier dafür ein.
hand-told-note = Wen haben Sie erreicht, und wie?
hand-told = Sie wissen Bescheid: Ich stehe dafür ein
rule-date-before = Dieses Datum liegt vor dem Verschwinden.
rule-date-before-mend = Prüfen Sie Tag und Jahr, und schreiben Sie, wann es geschah.
consent-is-out = Diese Meldung ist schon öffentlich.
consent-exists-in = Sie besteht auf: { $languages }. Brauchen Sie eine Erklärung in Ihrer Sprache, rufen Sie 116 000 an.
consent-others = Die Meldung in den anderen Sprachen
decide-withdrawn = Zurückgezogen: { $who } ({ $authority }), { $when }
consent-form-paper = auf Papier
consent-form-oral = mündlich
consent-form-link = über einen Link
