# What came later: the language of a poster, dates ahead.
page-print-in = De affiche afdrukken (PDF, in het { $languages })
page-front-in = Bericht in het { $language }
mail-poster-in = Affiche om af te drukken (PDF, in het { $languages })
rule-date-ahead = Deze datum ligt in de toekomst.
rule-date-ahead-mend = Schrijf wanneer het gebeurd is.
rule-birth-date = Deze geboortedatum kan niet.
rule-birth-date-mend = Kijk het jaar na: de persoon is geboren vóór de verdwijning, minder dan 120 jaar geleden.
rule-note-missing = Bij dit advies horen enkele woorden.
rule-note-missing-mend = Schrijf de voorwaarden, de redenen, of waarom de persoon niet gehoord is.
field-taken = Een ander dossier heeft deze “{ $field }” al.
problem-preview-failed = Dit bestand kan met dit ontwerp niet gemaakt worden.
problem-preview-failed-mend = Verbeter de velden van de lijst en kijk opnieuw.
problem-idempotency-unusable = De header Idempotency-Key is niet bruikbaar.
problem-idempotency-unusable-mend = Stuur 1 tot 200 zichtbare ASCII-tekens, bijvoorbeeld een UUID.
decide-files =
    { $count ->
        [1] Eén bestand
       *[other] Alle { $count } bestanden
    }
decide-said = { $who }: { $what }
