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
authority-parent = ouder
authority-guardian = voogd
authority-institution = instelling
authority-administrator = bewindvoerder
authority-child = de jongere zelf
decide-consented = { $who } ({ $authority }), { $until }
decide-refused = Weigerde: { $who } ({ $authority }), { $when }
decide-not-asked = Kon niet worden gevraagd: { $who } ({ $authority })
hand-hello-done = Dag { $name }.
hand-still =
    { $count ->
        [1] Niemand is nu nodig, maar één kopie is nog niet terug: de dienst haalt ze weg. Kijk over een minuut nog eens.
       *[other] Niemand is nu nodig, maar { $count } kopieën zijn nog niet terug: de dienst haalt ze weg. Kijk over een minuut nog eens.
    }
hand-delete-mend = De dienst kon ze niet verwijderen: open het account, verwijder ze daar, bekijk het adres zonder aangemeld te zijn, en sta er dan hier voor in.
hand-tell-mend = Een e-mail kan niet worden teruggehaald. De correctie bereikte niet iedereen: verwittig wie het bericht heeft, per telefoon of vanuit een andere mailbox, dat de zoektocht voorbij is, en sta er dan hier voor in.
hand-told-note = Wie hebt u bereikt, en hoe?
hand-told = Zij zijn verwittigd: ik sta ervoor in
rule-date-before = Deze datum ligt voor de verdwijning.
rule-date-before-mend = Controleer dag en jaar, en schrijf wanneer het gebeurde.
consent-is-out = Dit bericht is al openbaar.
consent-exists-in = Het bestaat in: { $languages }. Hebt u uitleg nodig in uw taal, bel dan 116 000.
consent-others = Het bericht in de andere talen
decide-withdrawn = Ingetrokken: { $who } ({ $authority }), { $when }
consent-form-paper = op papier
consent-form-oral = mondeling
consent-form-link = via een link
