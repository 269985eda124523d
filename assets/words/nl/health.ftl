# The administrator’s page on how the service is. `health-PART-FOUND` says what was found, `…-mend` what to do about it. $took: how
# long an answer took. $when: day and time. $count: how many, or seconds.
health-title = Toestand van de dienst
health-launch = Lanceren
health-launch-good = Een campagne kan nu worden gelanceerd.
health-launch-look = Een campagne kan worden gelanceerd, maar niet alles is zoals gewoonlijk: zie hieronder.
health-launch-down = Nu kan er geen campagne worden gelanceerd. Herstel eerst wat uitgevallen is.
health-take-back = Terugnemen
health-take-back-good = Een campagne kan nu worden teruggenomen.
health-take-back-look = Een campagne kan worden teruggenomen, maar het kan langer duren of iemand nodig hebben: zie hieronder.
health-take-back-down = Niet alles kan nu worden teruggenomen. Geef toch het einde in, en laat kopieën met de hand verwijderen waar een kanaal uitgevallen is.
health-state-good = Goed
health-state-look = Nakijken
health-state-down = Uitgevallen
health-state-off = Niet in gebruik
health-parts = De onderdelen
health-channels = De kanalen
health-channels-unknown = De databank heeft niet gezegd hoe het met de kanalen staat.
health-program = Dit programma
health-version = Versie
health-since = Draait sinds
health-providers = Aanmelden via een organisatie
health-providers-none = geen ingesteld: iedereen gebruikt een toegangssleutel
health-at = Bekeken
health-again = Opnieuw kijken
health-monitors = Bewakingsprogramma’s lezen hetzelfde op /api/v1/health, met een sleutel van deze rol. Zonder aan te melden zegt /readyz of de databank en de wachtrij antwoorden.
health-no-database = De databank antwoordt niet
health-no-database-text = Alleen de databank weet wie deze pagina mag lezen: ze kan dus niet worden getoond. Kijk of de databank draait, of deze machine haar bereikt en of haar schijf plaats heeft. Zonder aan te melden zegt /readyz of ze terug is. Tot dan kan hier niets worden gelanceerd of teruggenomen: moet een campagne eindigen, laat haar kopieën dan met de hand verwijderen.

health-part-database = Databank
health-part-clock = Klok van deze machine
health-part-broker = Wachtrij (broker)
health-part-outbox = Oproepen aan de programma’s
health-part-files = Foto’s en affiches
health-part-render = Affiches maken
health-part-copies = Kopieën die iemand nodig hebben
health-part-messages = Berichten aan overheden en collega’s
health-part-passkeys = Aanmelden
health-part-authorities = Overheden
health-part-signature = Handtekening op afsluitingsverklaringen
health-part-trail = Auditspoor

health-database-answers = Ze antwoordt en bewaart wat ze krijgt ({ $took }).
health-database-slow = Ze antwoordt traag ({ $took }).
health-database-slow-mend = Kijk naar de belasting en de schijf van haar machine. Alles duurt intussen langer.
health-database-read-only = Ze kan worden gelezen, maar bewaart niets.
health-database-read-only-mend = Kijk eerst of haar schijf vol is. Zolang ze niets bewaart, kan hier niets worden gelanceerd of teruggenomen: laat kopieën met de hand verwijderen.
health-database-silent = Ze antwoordt niet.
health-database-silent-mend = Kijk of ze draait, of deze machine haar bereikt en of haar schijf plaats heeft.
health-database-failed = Ze antwoordt met een fout.
health-database-failed-mend = Het log van de dienst zegt welke. Kijk of de databank draait en of haar schijf plaats heeft.
health-clock-agrees = Ze klopt met de databank en met wat genoteerd is.
health-clock-apart = Ze verschilt { $count } seconden van de klok van de databank.
health-clock-apart-mend = Laat beide machines door een tijdserver (NTP) gelijkzetten.
health-clock-behind = Ze loopt { $count } seconden achter op wat al genoteerd is: niets kan worden beslist of gepubliceerd.
health-clock-behind-mend = Zet de klok van deze machine gelijk (NTP). Terugnemen blijft mogelijk.
health-clock-unknown = Ze kon niet worden vergeleken.
health-clock-unknown-mend = Zorg eerst voor de databank.
health-broker-answers = Ze neemt taken aan.
health-broker-away = Ze is niet verbonden. De dienst blijft proberen.
health-broker-away-mend = Kijk of RabbitMQ draait en of deze machine het bereikt. Er gaat niets verloren: wat is opgedragen wacht in de databank, en de programma’s horen van terugnames zonder haar.
health-broker-silent = Ze antwoordt niet.
health-broker-silent-mend = Kijk of RabbitMQ draait en of deze machine het bereikt. Terugnemen gaat zonder haar door, enkele seconden later.
health-outbox-empty = Er wacht er geen.
health-outbox-moving =
    { $count ->
        [one] Eén oproep is onderweg.
       *[other] { $count } oproepen zijn onderweg.
    }
health-outbox-late =
    { $count ->
        [one] Eén oproep wacht sinds { $when }.
       *[other] { $count } oproepen wachten, de oudste sinds { $when }.
    }
health-outbox-late-mend = Daalt het niet binnen een minuut, kijk dan naar de wachtrij.
health-outbox-stuck =
    { $count ->
        [one] Eén oproep wacht sinds { $when }: er komt niets door.
       *[other] { $count } oproepen wachten, de oudste sinds { $when }: er komt niets door.
    }
health-outbox-stuck-mend = Kijk naar de wachtrij. Neemt ze taken aan, herstart dan deze dienst: er gaat niets verloren.
health-outbox-unknown = De databank heeft niet gezegd hoeveel er wachten.
health-outbox-unknown-mend = Zorg eerst voor de databank.
health-files-keeps = Ze worden bewaard en onveranderd teruggelezen ({ $took }).
health-files-slow = Ze worden bewaard, maar traag ({ $took }).
health-files-slow-mend = Kijk naar de schijf, of naar de lijn naar de bestandsopslag.
health-files-altered = Wat bewaard werd, wordt niet onveranderd teruggelezen.
health-files-altered-mend = Onderzoek de schijf of de bestandsopslag voor er iets wordt gepubliceerd. Gewijzigde bestanden worden nooit gepubliceerd.
health-files-failed = Er kan niets worden bewaard of gelezen.
health-files-failed-mend = Kijk of de map of de bestandsopslag (files_url) er is, plaats heeft, en of deze dienst erin mag schrijven.
health-files-silent = De bestandsopslag antwoordt niet.
health-files-silent-mend = Kijk of ze draait en of deze machine haar bereikt (files_url). Terugnemen gaat zonder haar door.
health-files-not-compared = Wat beëindigd is, werd sinds de start van dit programma nog niet met de bestanden vergeleken. Tot dan publiceert het niets.
health-files-not-compared-mend = Het doet dat vanzelf binnen enkele seconden. Duurt het, dan zegt het log van de dienst waarom.
health-render-here = Het programma ervoor is er.
health-render-silent = Van het programma ervoor is sinds { $when } niets meer gehoord.
health-render-silent-mend = Herstart het (childalert-worker render). Zonder dit programma kan geen proef worden gemaakt.
health-render-never = Er is nog nooit een programma gezien dat affiches maakt.
health-render-never-mend = Start er een (childalert-worker render). Zonder dit programma kan geen proef worden gemaakt.
health-render-unknown = De databank heeft niet gezegd of het programma er is.
health-render-unknown-mend = Zorg eerst voor de databank.
health-copies-none = Geen.
health-copies-waiting =
    { $count ->
        [one] Eén, sinds { $when }.
       *[other] { $count }, de oudste sinds { $when }.
    }
health-copies-waiting-mend = De dienst schrijft naar wie dienst heeft. Zorg dat iemand van hen elke kopie op zich neemt.
health-copies-unknown = De databank heeft het niet gezegd.
health-copies-unknown-mend = Zorg eerst voor de databank.
health-messages-sent = De laatste zeven dagen is er geen opgegeven.
health-messages-given-up =
    { $count ->
        [one] De laatste zeven dagen is één bericht opgegeven.
       *[other] De laatste zeven dagen zijn { $count } berichten opgegeven.
    }
health-messages-given-up-mend = Zorg dat iemand die mensen opbelt, en kijk dan naar de instellingen van de mailserver. Het dossier en de campagne tonen hun berichten.
health-messages-unknown = De databank heeft het niet gezegd.
health-messages-unknown-mend = Zorg eerst voor de databank.
health-passkeys-ready = Toegangssleutels werken op dit adres.
health-passkeys-none = Op dit adres werkt geen toegangssleutel: niemand kan beslissen.
health-passkeys-none-mend = De site heeft een domeinnaam nodig: stel public_url in.
health-authorities-named =
    { $count ->
        [one] Eén krijgt bericht van elke lancering en elk einde.
       *[other] { $count } krijgen bericht van elke lancering en elk einde.
    }
health-authorities-none = Geen enkele krijgt bericht van lanceringen en eindes.
health-authorities-none-mend = Noem de federale politie en de Cel Vermiste Personen in de configuratie (authorities). Laat hen tot dan telefonisch verwittigen.
health-signature-ready = De sleutel van de installatie ondertekent ze.
health-signature-none = Ze gaan zonder handtekening buiten.
health-signature-none-mend = Maak een sleutel met “childalert audit key” en noem het bestand in de configuratie (installation_key_file).
health-trail-holds = De jongste vermelding is nr. { $count }, van { $when }; de zegels van de jongste honderd kloppen. “childalert audit verify” controleert alles.
health-trail-empty = Er is nog niets genoteerd.
health-trail-broken = De zegels van de jongste vermeldingen kloppen niet: er is iets gewijzigd.
health-trail-broken-mend = Bewaar een kopie van de databank zoals ze is, voer “childalert audit verify” uit, en verwittig de functionaris voor gegevensbescherming.
health-trail-unknown = De databank heeft het niet gezegd.
health-trail-unknown-mend = Zorg eerst voor de databank.

health-channel-ready = Het programma ervoor is er.
health-channel-unused = Het is niet ingesteld: berichten gaan hier niet uit.
health-channel-failing = Wat hier het laatst geprobeerd werd, is niet goed gegaan.
health-channel-failing-mend = De pagina van de campagne zegt om welke kopie het gaat.
health-channel-needs-person =
    { $count ->
        [one] Eén kopie heeft iemand nodig.
       *[other] { $count } kopieën hebben iemand nodig.
    }
health-channel-needs-person-mend = Zorg dat iemand met dienst het op zich neemt.
health-channel-no-account = Het programma is er, maar heeft geen account of server: het kan alleen weigeren wat hier uit moet.
health-channel-no-account-mend = Stel de account of de server in de configuratie van het programma in, en herstart het.
health-channel-never = Er is nog nooit een programma voor dit kanaal gezien: alles wat hier is opgedragen, wacht.
health-channel-never-mend = Start childalert-worker met de naam van dit kanaal en een sleutel die het opent.
health-channel-silent = Van het programma is sinds { $when } niets meer gehoord: hier wordt niets gemaakt of teruggenomen.
health-channel-silent-mend = Kijk of childalert-worker voor dit kanaal draait, en herstart het. Moeten kopieën nu weg, verwijder ze dan met de hand op het kanaal zelf.
health-fact-seen = programma { $ago } geleden gehoord
health-fact-live = laatst online: { $when }
health-fact-failed = laatste moeilijkheid: { $when }.
health-fact-standing =
    { $count ->
        [one] één kopie staat er
       *[other] { $count } kopieën staan er
    }
health-fact-person =
    { $count ->
        [one] één kopie heeft iemand nodig
       *[other] { $count } kopieën hebben iemand nodig
    }
health-fact-to-make =
    { $count ->
        [one] één taak in de wachtrij, om een kopie te maken
       *[other] { $count } taken in de wachtrij, om kopieën te maken
    }
health-fact-to-take-back =
    { $count ->
        [one] één taak in de wachtrij, om een kopie terug te nemen
       *[other] { $count } taken in de wachtrij, om kopieën terug te nemen
    }
