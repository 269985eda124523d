# Why something may not be done (`rule-{code}`), and what to do about it (`rule-{code}-mend`).
# $value: a name, a count or a date, or `unsaid`. $part: the notice's field and language, or `unsaid`. $field: the field's path.

rule-eligibility-age =
    { $value ->
        [unsaid] Deze persoon is te oud: de grens is de 25ste verjaardag, tenzij met beschermingsstatuut.
       *[other] Deze persoon is { $value } jaar: de grens is de 25ste verjaardag, tenzij met beschermingsstatuut.
    }
rule-eligibility-age-mend = Controleer de geboortedatum. Heeft de persoon het beschermingsstatuut? Noteer het in het dossier.
rule-eligibility-requester = Van 18 tot en met 24 jaar moet de zoektocht gevraagd worden door de ouders, een rechtstreeks betrokken persoon of de gerechtelijke overheid.
rule-eligibility-requester-mend = Noteer wie de zoektocht vraagt.
rule-eligibility-criterion = Van 18 tot en met 24 jaar is minstens één onrustwekkend criterium nodig.
rule-eligibility-criterion-mend = Vink aan welk criterium geldt en zeg waarom. Geldt er geen, publiceer dan niet.
rule-purpose = Deze persoon wordt gezocht voor een misdrijf: daarvoor mag niets gepubliceerd worden.
rule-purpose-mend = Publiceer niet. Staat het per vergissing in het dossier? Verbeter het.

rule-declaration-missing = Er is nog geen aangifte bij de politie.
rule-declaration-missing-mend = Vraag de ouders om aangifte te doen en noteer daarna de politiedienst en het nummer van het proces-verbaal.
rule-declaration-unverified = De aangifte bij de politie is niet gecontroleerd.
rule-declaration-unverified-mend = Controleer ze bij de politiedienst of de Cel Vermiste Personen en noteer met wie u sprak.
rule-cell-not-told = De Cel Vermiste Personen is nog niet verwittigd van deze onrustwekkende verdwijning.
rule-cell-not-told-mend = Verwittig de Cel nu en noteer het uur.

rule-consent-missing = Niemand met ouderlijk gezag heeft toegestemd.
rule-consent-missing-mend = Noteer de toestemming. Zonder toestemming moet de magistraat de verspreiding eisen of het kind in gevaar zijn: noteer dat met de redenen.
rule-consent-channel =
    { $value ->
        [unsaid] De toestemming geldt niet voor een van de kanalen.
       *[other] De toestemming geldt niet voor dit kanaal: { $value }.
    }
rule-consent-channel-mend = Haal dit kanaal weg of vraag een toestemming die ervoor geldt.
rule-consent-language =
    { $value ->
        [unsaid] De toestemming geldt niet voor een van de talen.
       *[other] De toestemming geldt niet voor deze taal: { $value }.
    }
rule-consent-language-mend = Haal deze taal weg of vraag een toestemming die ervoor geldt.
rule-consent-photo =
    { $value ->
        [unsaid] De toestemming geldt niet voor een van de foto’s.
       *[other] De toestemming geldt niet voor de foto met vingerafdruk { $value }.
    }
rule-consent-photo-mend = Kies een foto waarvoor de toestemming geldt of vraag toestemming voor deze foto.
rule-consent-area = De toestemming geldt niet voor het hele gebied van de campagne.
rule-consent-area-mend = Maak het gebied kleiner of vraag een toestemming die ervoor geldt.
rule-consent-period =
    { $value ->
        [unsaid] De toestemming loopt af vóór de campagne.
       *[other] De toestemming loopt af op { $value }, vóór de campagne.
    }
rule-consent-period-mend = Laat de campagne vroeger eindigen of vraag een langere toestemming.
rule-override-campaign = Deze afwijking noemt geen campagne van dit dossier.
rule-override-campaign-mend = Noem de campagne waarvoor ze geldt: een afwijking dekt maar één campagne.

rule-concertation =
    { $value ->
        [unsaid] Er ontbreekt een advies in het overleg.
       *[other] Er ontbreekt een advies in het overleg: { $value }.
    }
rule-concertation-mend = Vraag dit advies en noteer het. Alleen de ouders kunnen bij uitzondering niet gehoord worden: zeg dan waarom.
rule-opposed = De magistraat verzet zich tegen de verspreiding.
rule-opposed-mend = Publiceer niet. Alleen een nieuw advies van de magistraat kan dit veranderen.
rule-foundation-refuses = De stichting weigert deze verspreiding.
rule-foundation-refuses-mend = Publiceer niet. Verandert de stichting van mening, noteer dan het nieuwe advies en de redenen.
rule-companion = De tekst gaat over iemand die het kind vergezelt: daarvoor is het schriftelijke verzoek van de magistraat nodig.
rule-companion-mend = Haal dit stuk weg of voeg het schriftelijke verzoek toe en volg de voorwaarden ervan.

rule-channel-kind =
    { $value ->
        [unsaid] Dit soort campagne mag niet via een van de gekozen kanalen.
       *[other] Dit soort campagne mag niet via dit kanaal: { $value }.
    }
rule-channel-kind-mend = Haal dit kanaal weg of kies een ander soort campagne.
rule-no-channel = Er is geen kanaal gekozen.
rule-no-channel-mend = Kies minstens één kanaal.
rule-no-notice =
    { $value ->
        [unsaid] Het bericht ontbreekt in een van de talen van de campagne.
       *[other] Het bericht ontbreekt in deze taal: { $value }.
    }
rule-no-notice-mend = Schrijf het bericht in deze taal of haal de taal weg.
rule-photos = Een bericht toont één kind, op één of twee foto’s.
rule-photos-mend = Voeg een foto toe of houd er hoogstens twee.
rule-cards = Een discrete campagne telt 1 tot 400 vignetten.
rule-cards-mend = Geef aan hoeveel vignetten er worden afgegeven.
rule-photo-unknown = Deze foto zit niet in het dossier.
rule-photo-unknown-mend = Voeg ze eerst toe aan het dossier of kies een andere.
rule-notice-twice =
    { $value ->
        [unsaid] Er zijn twee berichten in dezelfde taal.
       *[other] Er zijn twee berichten in dezelfde taal: { $value }.
    }
rule-notice-twice-mend = Houd er één.
rule-too-many-words =
    { $value ->
        [unsaid] Deze tekst is te lang: hoogstens 35 woorden.
       *[other]
            { $part ->
                [unsaid] Deze tekst heeft { $value } woorden: hoogstens 35.
               *[other] { $part }: { $value } woorden, hoogstens 35.
            }
    }
rule-too-many-words-mend = Maak het korter. Een korte tekst blijft beter hangen.
rule-too-many-facts =
    { $value ->
        [unsaid] Er zijn te veel gegevens: hoogstens zes, met de datum en de plaats.
       *[other] Er zijn { $value } gegevens: hoogstens zes, met de datum en de plaats.
    }
rule-too-many-facts-mend = Houd wat het meest helpt om de persoon te herkennen.
rule-empty-text =
    { $part ->
        [unsaid] Een tekst is leeg.
       *[other] Dit veld is leeg: { $part }.
    }
rule-empty-text-mend = Vul het in.
rule-child-alert-area = Een Child Alert gaat naar het hele land.
rule-child-alert-area-mend = Kies het hele land of een ander soort campagne.
rule-area = Er is geen gemeente gekozen, of een ervan is onbekend.
rule-area-mend = Kies minstens één gemeente uit de lijst, of het hele land.

rule-period-past =
    { $value ->
        [unsaid] Het einde is al voorbij.
       *[other] Het einde is al voorbij: { $value }.
    }
rule-period-past-mend = Kies een einde in de toekomst.
rule-period-child-alert =
    { $value ->
        [unsaid] Een Child Alert duurt hoogstens zes uur per keer.
       *[other] Een Child Alert duurt hoogstens zes uur per keer: nu dus tot { $value }.
    }
rule-period-child-alert-mend = Kies een vroeger einde. De campagne kan verlengd worden.
rule-period-long =
    { $value ->
        [unsaid] Een campagne duurt hoogstens 92 dagen per keer.
       *[other] Een campagne duurt hoogstens 92 dagen per keer: nu dus tot { $value }.
    }
rule-period-long-mend = Kies een vroeger einde. De campagne kan verlengd worden.
rule-period-age =
    { $value ->
        [unsaid] De campagne moet gedaan zijn op de dag vanaf wanneer de persoon niet meer gezocht mag worden.
       *[other] De campagne moet gedaan zijn op de dag vanaf wanneer de persoon niet meer gezocht mag worden: nu dus ten laatste op { $value }.
    }
rule-period-age-mend = Kies een vroeger einde. Staat de leeftijd of het statuut verkeerd in het dossier? Verbeter het.

rule-proof-missing = De proef is nog niet gemaakt.
rule-proof-missing-mend = Maak de proef en leg ze voor aan de magistraat.
rule-proof-not-frozen = De proef is niet klaar: de bestanden worden gemaakt of konden niet gemaakt worden.
rule-proof-not-frozen-mend = Wacht even. Ziet u een fout, verbeter die en maak de proef opnieuw.
rule-decision-missing = De magistraat heeft nog niet beslist.
rule-decision-missing-mend = Wacht op de beslissing of bel de magistraat.
rule-decision-old-digest =
    { $value ->
        [unsaid] De beslissing gaat over een andere versie.
       *[other] De beslissing gaat over een andere versie dan de proef { $value }.
    }
rule-decision-old-digest-mend = Leg de laatste proef voor: er is een nieuwe beslissing nodig.
rule-decision-period =
    { $value ->
        [unsaid] De periode van de beslissing klopt niet.
       *[other]
            { $field ->
                [until] De beslissing moet eindigen in de toekomst, en ten laatste op { $value }.
               *[other] De beslissing geldt niet meer: ze liep af op { $value }.
            }
    }
rule-decision-period-mend =
    { $field ->
        [until] Kies een einde tussen nu en die datum.
       *[other] Vraag de magistraat om te verlengen.
    }
rule-decision-reasons = Bij deze beslissing horen redenen.
rule-decision-reasons-mend = Schrijf de redenen in een of twee zinnen.

rule-nothing-newer = Er is geen nieuwere versie dan de verspreide.
rule-nothing-newer-mend = Wijzig eerst het ontwerp, bestel een proef en laat die goedkeuren.
rule-version-over = Deze versie geldt niet meer: ze is sindsdien gewijzigd, teruggestuurd of geweigerd.
rule-version-over-mend = Bestel een nieuwe proef en laat die goedkeuren.
rule-hand-note = Er staat niet hoe u weet dat de kopie weg is, of de tekst is te lang.
rule-hand-note-mend = Schrijf in enkele woorden wat u zag of deed, hoogstens 2.000 tekens.
rule-kind-fixed = Een campagne die verspreid is, kan niet van soort veranderen.
rule-kind-fixed-mend = Behoud de soort, of beëindig deze campagne en open een andere.
rule-campaign-state =
    { $value ->
        [unsaid] In deze toestand van de campagne kan dit niet.
       *[other] In deze toestand van de campagne kan dit niet: { $value }.
    }
rule-campaign-state-mend = Laad de pagina opnieuw om te zien hoe ver de campagne staat.
rule-placement-state =
    { $value ->
        [unsaid] In deze toestand van de kopie kan dit niet.
       *[other] In deze toestand van de kopie kan dit niet: { $value }.
    }
rule-placement-state-mend = Laad de pagina opnieuw om te zien hoe ver deze kopie staat.
rule-own-work = Wie een campagne voorbereidt, mag ze niet goedkeuren.
rule-own-work-mend = Vraag de beslissing van iemand anders.

rule-volunteer-email = Dit e-mailadres kan geen bericht ontvangen.
rule-volunteer-email-mend = Schrijf het volledig, zoals naam@voorbeeld.be.
rule-volunteer-lang = De taal van deze vrijwilliger is niet bekend.
rule-volunteer-lang-mend = Kies fr, nl, de of en.
rule-volunteer-postcode = Deze postcode bestaat niet in België.
rule-volunteer-postcode-mend = Schrijf de vier cijfers, zoals 1050.
rule-volunteer-phone = Dit telefoonnummer is niet volledig.
rule-volunteer-phone-mend = Schrijf het met het landnummer, zoals +32 470 12 34 56, of laat het veld leeg.
rule-volunteer-active = Het is niet duidelijk of deze vrijwilliger berichten moet krijgen.
rule-volunteer-active-mend = Schrijf ja of nee in de kolom “active”, of laat het veld leeg.
