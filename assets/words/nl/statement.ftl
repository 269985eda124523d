# De afsluitingsverklaring van een campagne, voor wie ze als bewijs bewaart. Ze noemt niemand.
# $code: de publieke code van de campagne. $copies: hoeveel. $closed, $reopened: tijdstippen. $act: wat beslist is.

statement-title = Afsluitingsverklaring
statement-of = Campagne { $code }
statement-lead =
    { $copies ->
        [0] Deze campagne had geen kopieën.
        [1] Van de enige kopie van deze campagne staat vast wat ermee gebeurd is. Er staat niets meer open.
       *[other] Van alle { $copies } kopieën van deze campagne staat vast wat ermee gebeurd is. Er staat niets meer open.
    }
statement-check = Of er nog gezocht wordt:
statement-footer = Afsluitingsverklaring, campagne { $code }. Ze noemt geen kind en toont geen gezicht.

statement-course = Verloop
statement-launched = Verspreid
statement-ended = Beëindigd
statement-last-copy = Laatste kopie weg
statement-closed = Afgesloten
statement-clock = Tijden zijn die van België. Het JSON-bestand geeft ze in UTC.

statement-copies = Wat er met de kopieën gebeurd is
statement-channel = Kanaal
statement-planned = Kopieën
statement-withdrawn = Verwijderd en nagekeken
statement-corrected = Rechtgezet met een bericht
statement-answered = Een persoon staat ervoor in
statement-suppressed = Nooit gemaakt
statement-all = Alle kanalen

statement-times = Hoelang het duurde
statement-half = De helft
statement-most = 95 op 100
statement-last = De laatste
statement-last-at = Weg op

statement-persons = Kopieën waarvoor een persoon instaat

statement-replaces = Deze verklaring vervangt een eerdere
statement-replaces-text = De campagne was afgesloten op { $closed }. Op { $reopened } dook er toch nog een kopie op. De verklaring van die afsluiting geldt niet meer.

statement-evidence = Waarop ze steunt
statement-proof = Verspreide proef
statement-decision = Beslissing: { $act }
statement-trail = Auditspoor
statement-entry = Regel { $seq }
statement-signed = Ondertekend door installatie
statement-unsigned = niet ondertekend
statement-sha256 = SHA-256 van het JSON-bestand
statement-how = Om ze te controleren: “childalert proof verify BESTAND” leest het JSON-bestand, “childalert audit verify --checkpoint BESTAND” vergelijkt het met het auditspoor.

problem-not-ended = Deze campagne is niet beëindigd.
problem-not-ended-mend = De afsluitingsverklaring wordt gemaakt zodra alles teruggetrokken is en er niets meer openstaat.
# $count: hoeveel kopieën openstaan. $service: daarvan bij de dienst. $waiting: wachten op een persoon. $taken: bij $people.
problem-not-closed =
    { $count ->
        [0] Deze campagne wordt zo meteen afgesloten.
        [1] Deze campagne is niet afgesloten: er staat nog één kopie open.
       *[other] Deze campagne is niet afgesloten: er staan nog { $count } kopieën open.
    }
problem-not-closed-mend =
    { $people ->
        [unsaid] Bij de dienst: { $service }. Wachten op een persoon: { $waiting }. Het register van de campagne noemt ze een voor een.
       *[other] Bij de dienst: { $service }. Wachten op een persoon: { $waiting }. Bij { $people }: { $taken }. Het register van de campagne noemt ze een voor een.
    }

moment = { $date } { $time }
duration-seconds = { $whole },{ $tenth } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } u { $minutes } min
