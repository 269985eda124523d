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
