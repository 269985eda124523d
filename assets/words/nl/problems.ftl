# Errors of the API: `problem-{code}` is the title, `problem-{code}-mend` the detail. `field-{code}` is one field's error.
# $field: name of the field. $expected: what it should be, or `unsaid`. $limit: a number.

problem-unauthorised = U bent niet aangemeld.
problem-unauthorised-mend = Meld u aan of stuur een geldige sleutel.
problem-forbidden = Met uw rol kan dit niet.
problem-forbidden-mend = Vraag het aan iemand met die rol of aan een beheerder.
problem-not-found = Dit bestaat niet of niet meer.
problem-not-found-mend = Controleer het adres.
problem-conflict = Iemand heeft intussen iets veranderd.
problem-conflict-mend = Laad opnieuw, bekijk de verandering en probeer nog eens.
problem-refused = De regels laten dit nog niet toe.
problem-refused-mend = Regel elk punt van de lijst en probeer dan opnieuw.
problem-invalid-body = Sommige velden kloppen niet.
problem-invalid-body-mend = Verbeter de velden van de lijst en stuur opnieuw.
problem-invalid-json = Deze tekst is geen juiste JSON.
problem-invalid-json-mend = Controleer de aanhalingstekens, de komma’s en de codering UTF-8, en stuur opnieuw.
problem-already-withdrawn = Deze toestemming is al ingetrokken.
problem-already-withdrawn-mend = U hoeft niets meer te doen: laad opnieuw om te zien sinds wanneer.
# $count: hoeveel campagnes.
problem-takes-back =
    { $count ->
        [1] Deze verandering verbiedt de zoektocht en haalt één lopende campagne terug.
       *[other] Deze verandering verbiedt de zoektocht en haalt { $count } lopende campagnes terug.
    }
problem-takes-back-mend = Kijk na wat er staat. Klopt het, stuur dan hetzelfde verzoek met retract=true.
problem-worker-version = Dit verspreidingsprogramma heeft niet de juiste versie.
problem-worker-version-mend = Installeer dezelfde versie als de dienst en start het opnieuw.
# $limit: the largest size, with its unit.
problem-too-large = Dit is te groot: hoogstens { $limit }.
problem-too-large-mend = Stuur minder gegevens.
# $expected: the content types accepted.
problem-unsupported-media = Dit soort inhoud wordt niet aanvaard.
problem-unsupported-media-mend = Stuur { $expected } en vermeld het in de header Content-Type.
problem-idempotency-missing = De header Idempotency-Key ontbreekt.
problem-idempotency-missing-mend = Stuur een nieuwe sleutel voor elke actie, en dezelfde sleutel als u opnieuw probeert.
problem-idempotency-reused = Deze Idempotency-Key is al gebruikt voor een ander verzoek.
problem-idempotency-reused-mend = Stuur een nieuwe sleutel.
problem-idempotency-in-progress = Het eerste verzoek met deze sleutel loopt nog.
problem-idempotency-in-progress-mend = Wacht even en stuur dan hetzelfde verzoek met dezelfde sleutel.
# $seconds: how long to wait.
problem-too-many-requests = Te veel verzoeken in korte tijd.
problem-too-many-requests-mend =
    { $seconds ->
        [1] Wacht één seconde en probeer opnieuw.
       *[other] Wacht { $seconds } seconden en probeer opnieuw.
    }
problem-unavailable = De dienst antwoordt nu niet.
problem-unavailable-mend = Probeer over een minuut opnieuw. Blijft het duren, verwittig de persoon van wacht.
problem-internal = Er ging bij ons iets mis. Het is genoteerd.
problem-internal-mend = Probeer opnieuw. Blijft het duren, geef het nummer van het verzoek aan de persoon van wacht.

problem-photo-too-large = De foto is te zwaar: hoogstens 30 MB.
problem-photo-too-large-mend = Bewaar ze als JPEG, of kleiner.
problem-photo-too-many-pixels = De foto heeft te veel pixels: hoogstens 50 megapixel.
problem-photo-too-many-pixels-mend = Maak ze minder breed en hoog.
problem-photo-too-small = De foto is te klein voor een affiche: de korte zijde moet minstens 400 pixels hebben.
problem-photo-too-small-mend = Vraag het origineel. Een foto uit een berichtenapp is vaak verkleind.
problem-photo-unknown-format = Dit bestand is geen foto in JPEG, PNG of WebP.
problem-photo-unknown-format-mend = Bewaar de foto als JPEG en stuur ze opnieuw.
problem-photo-damaged = De foto is beschadigd of onvolledig.
problem-photo-damaged-mend = Vraag ze opnieuw of bewaar ze nog eens als JPEG.
problem-photo-not-taken-in = Deze foto is niet gecontroleerd.
problem-photo-not-taken-in-mend = Stuur ze opnieuw naar het dossier.
problem-photo-not-a-picture = Dit bestand is geen foto.
problem-photo-not-a-picture-mend = Stuur een foto in JPEG, PNG of WebP.
problem-photo-unsupported = Dit fotoformaat wordt niet aanvaard.
problem-photo-unsupported-mend = Bewaar de foto als JPEG, PNG of WebP.
problem-photo-truncated = De foto is onvolledig.
problem-photo-truncated-mend = Stuur ze opnieuw of vraag het origineel.
problem-photo-animated = Deze afbeelding beweegt.
problem-photo-animated-mend = Stuur een stilstaande foto.
problem-photo-broken = De foto kan niet gelezen worden.
problem-photo-broken-mend = Open ze in een ander programma, bewaar ze als JPEG en stuur ze opnieuw.

# What an officer should know of a photo that was taken in.
photo-warning-low-resolution = Op A4 gedrukt heeft de foto minder dan 300 punten per duim.
photo-warning-low-resolution-mend = Vraag het origineel. Een foto uit een berichtenapp is vaak verkleind.
photo-warning-no-face-found = Op de foto is geen gezicht gevonden.
photo-warning-no-face-found-mend = Verplaats het kader met de hand.
photo-warning-several-faces = Op de foto staat meer dan één gezicht.
photo-warning-several-faces-mend = Gebruik een foto waarop het kind alleen staat.
photo-warning-older-than-a-year = De foto is meer dan een jaar geleden genomen.
photo-warning-older-than-a-year-mend = Vraag een recente foto: een kind verandert snel.

# $field: which text. $excess: how many characters are too many, 0 if not known.
problem-kit-text-too-long = Deze tekst past niet op de affiche: { $field }.
problem-kit-text-too-long-mend =
    { $excess ->
        [0] Maak hem korter en maak de proef opnieuw.
       *[other] Haal ongeveer { $excess } tekens weg en maak de proef opnieuw.
    }
problem-kit-no-glyph = Deze tekst bevat een teken dat onze lettertypes niet hebben ({ $character }): { $field }.
problem-kit-no-glyph-mend = Vervang dat teken of schrijf de naam in Latijnse letters.
problem-kit-missing = Een tekst van de affiche is leeg: { $field }.
problem-kit-missing-mend = Vul hem in en maak de proef opnieuw.
problem-kit-too-many = Niet alles past op de affiche: { $field }.
problem-kit-too-many-mend = Haal een gegeven weg en maak de proef opnieuw.
problem-kit-facts-differ = De twee talen van één affiche hebben niet dezelfde gegevens: { $field }.
problem-kit-facts-differ-mend = Geef dezelfde gegevens in beide talen en maak de proef opnieuw.
problem-kit-no-notice = Een affiche vraagt een taal zonder bericht: { $field }.
problem-kit-no-notice-mend = Schrijf het bericht in die taal en maak de proef opnieuw.
problem-kit-photo-mismatch = De foto van de affiche is niet die van het dossier.
problem-kit-photo-mismatch-mend = Maak de proef opnieuw. Blijft het duren, verwittig de persoon van wacht.
problem-kit-photo-unreadable = De foto van de affiche kan niet gelezen worden.
problem-kit-photo-unreadable-mend = Stuur de foto opnieuw en maak de proef opnieuw.
problem-kit-out-of-range = Een maat van de affiche klopt niet: { $field }.
problem-kit-out-of-range-mend = Zet het kader op het gezicht en maak de proef opnieuw.
problem-kit-cards-out-of-range = Het aantal vignetten gaat van 1 tot 400.
problem-kit-cards-out-of-range-mend = Wijzig het aantal en maak de proef opnieuw.
problem-kit-too-many-words = Deze tekst telt meer dan 35 woorden: { $field }.
problem-kit-too-many-words-mend = Haal er minstens { $excess } weg en maak de proef opnieuw.
problem-kit-file-too-large = Het bestand van de affiche is te zwaar.
problem-kit-file-too-large-mend = Kies een kleinere foto en maak de proef opnieuw.
problem-kit-not-written = De affiche kon niet geschreven worden.
problem-kit-not-written-mend = Maak de proef opnieuw. Blijft het duren, verwittig de persoon van wacht.
problem-kit-photo-missing = De foto van deze proef ontbreekt.
problem-kit-photo-missing-mend = Stuur de foto opnieuw en maak de proef opnieuw.
problem-kit-render-failed = De affiche kon niet gemaakt worden.
problem-kit-render-failed-mend = Maak de proef opnieuw. Blijft het duren, verwittig de persoon van wacht.

field-required = “{ $field }” ontbreekt: voeg het toe.
field-unknown = “{ $field }” is hier niet bekend: haal het weg of controleer de spelling.
field-wrong-type =
    { $expected ->
        [unsaid] “{ $field }” is niet van het juiste type.
       *[other] “{ $field }” moet { $expected } zijn.
    }
field-wrong-format =
    { $expected ->
        [unsaid] “{ $field }” heeft niet de juiste vorm.
       *[other] “{ $field }” moet { $expected } zijn.
    }
field-too-short =
    { $limit ->
        [1] “{ $field }” is leeg: schrijf minstens één teken.
       *[other] “{ $field }” is te kort: minstens { $limit } tekens.
    }
field-too-long = “{ $field }” is te lang: hoogstens { $limit } tekens.
field-too-small = “{ $field }” is te klein: minstens { $limit }.
field-too-large = “{ $field }” is te groot: hoogstens { $limit }.
field-too-few =
    { $limit ->
        [1] “{ $field }” is leeg: geef minstens één element.
       *[other] “{ $field }” heeft te weinig elementen: minstens { $limit }.
    }
field-too-many = “{ $field }” heeft te veel elementen: hoogstens { $limit }.
field-not-one-of =
    { $expected ->
        [unsaid] “{ $field }” is geen van de mogelijke waarden.
       *[other] “{ $field }” moet een van deze waarden zijn: { $expected }.
    }
field-pattern =
    { $expected ->
        [unsaid] “{ $field }” heeft niet de juiste vorm.
       *[other] “{ $field }” heeft niet de juiste vorm, zoals { $expected }.
    }
field-duplicate = “{ $field }” bevat twee keer hetzelfde element: houd er één.

# What stands for the whole body in a field's error.
request-body = de inhoud van het verzoek
type-or = { $first } of { $second }
type-string = een tekst
type-integer = een geheel getal
type-number = een getal
type-boolean = true of false
type-array = een lijst
type-object = een object
type-null = null

format-date-time = een datum en een tijd (2026-11-21T16:40:00+01:00)
format-date = een datum (2026-11-21)
format-uuid = een UUID (0192d3c4-5b6a-7c8d-9e0f-112233445566)
format-email = een e-mailadres (naam@voorbeeld.be)
format-uri = een webadres (https://voorbeeld.be/)
