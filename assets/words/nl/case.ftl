# The officer’s pages: cases and what is in their files.
case-new = Nieuw dossier
case-none = Er is nog geen dossier.
case-newer = Recentere dossiers
case-older = Oudere dossiers
case-worrying = onrustwekkende verdwijning
case-title = Dossier
case-back = Terug naar het dossier
case-open = Dossier openen
case-save = Bewaren
case-change = Wijzigen
case-nothing = niets
# What is to be done next.
case-next-live = Er loopt een campagne.
case-next-not-allowed = Op te lossen: deze persoon mag zo niet worden gezocht.
case-next-tell = Te doen: de overheden verwittigen en dat noteren.
case-next-photo = Te doen: een foto toevoegen.
case-next-declaration = Te doen: de aangifte bij de politie noteren en controleren.
case-next-heard = Te doen: alle partijen horen.
case-next-finish = Te doen: de begonnen campagne afwerken.
case-next-campaign = Te doen: een campagne voorbereiden.
# $state: where the campaign stands.
case-next-state = Campagne: { $state }
# The file as a list.
case-facts = De feiten
case-photos = Foto’s
case-photos-none = Er is nog geen foto.
case-photos-count =
    { $count ->
        [1] Eén foto
       *[other] { $count } foto’s
    }
case-photos-official =
    { $count ->
        [1] Eén foto, de officiële
       *[other] { $count } foto’s, waaronder de officiële
    }
case-declaration = Aangifte bij de politie
case-declaration-lead = Zonder gecontroleerde aangifte wordt niets verspreid.
case-declaration-verified = Gedaan en gecontroleerd
case-heard = Overleg
case-heard-all = Iedereen is gehoord
case-heard-none = Nog geen advies.
case-heard-add = Een advies noteren
case-consent = Toestemming
case-consent-none = Er is nog niemand gevraagd.
case-consent-without = Geen geldige toestemming
case-consent-count =
    { $count ->
        [1] Eén toestemming
       *[other] { $count } toestemmingen
    }
case-consent-young = Vanaf 14 jaar wordt ook de gezochte persoon gevraagd. Kan dat niet, noteer dat dan.
case-state-complete = Volledig
case-state-missing = Er ontbreekt iets
case-campaigns = Campagnes
case-campaigns-none = Er is nog geen campagne.
case-missing = Wat ontbreekt voor de lancering
case-campaign-new = Nieuwe campagne
case-campaign-change = Deze campagne wijzigen
case-begun = Begonnen, niet afgewerkt
# $when: when it was saved last.
case-begun-new = Nieuwe campagne, bewaard op { $when }
case-begun-change = Wijziging van een campagne, bewaard op { $when }
# Whatever was in the way.
case-changed-meanwhile = Iemand anders heeft dit intussen veranderd. Wat u schreef, is bewaard; wat nu in het dossier staat, staat ernaast. Opnieuw verzenden vervangt wat in het dossier staat.
case-sent-before = U had dit formulier al verzonden. Bekijk wat in het dossier staat voor u deze andere versie verzendt.
case-sure = Terughalen wat verspreid is?
case-sure-text = Er is nog niets veranderd. Kijk na wat u schreef: één fout getypte datum volstaat.
case-sure-yes = Ja, bewaren en alles terughalen
case-sure-no = Nee, de feiten herbekijken
# The facts.
case-group-person = De persoon
case-group-disappearance = De verdwijning
case-group-criteria = Is ze onrustwekkend?
case-group-authorities = De overheden
case-group-foreign = Vraag uit het buitenland
case-hint-reference = Het eigen nummer van de stichting, zoals 2026-0417. Het volgende is voorgesteld.
case-hint-grammar = Hoe de zinnen van het bericht worden gevormd. Het zegt niets over de persoon.
case-grammar-feminine = Zij, haar
case-grammar-masculine = Hij, zijn
case-grammar-neutral = Anders verwoorden
case-protected = Heeft de beschermde status (vroeger verlengde minderjarigheid)
case-kind-runaway = Weggelopen
case-kind-third-party-abduction = Ontvoering door een derde
case-kind-international-abduction = Internationale ontvoering
case-kind-unaccompanied-minor = Niet-begeleide minderjarige vreemdeling
case-kind-undefined = Nog niet bepaald
case-requester-parents = Een ouder of een houder van het ouderlijk gezag
case-requester-interested-person = Een rechtstreeks betrokken persoon
case-requester-judicial-authorities = De gerechtelijke overheden
case-requester-foundation = De stichting zelf
case-hint-circumstances = Voor wie aan het dossier werkt. Wordt nooit gepubliceerd.
case-hint-criteria = Eén volstaat. Vink aan wat van toepassing is en zeg telkens waarom.
case-hint-cell = De Cel Vermiste Personen moet van een onrustwekkende verdwijning worden verwittigd.
case-offence = Gezocht omdat de persoon van een misdrijf verdacht wordt
case-hint-offence = Dan mag er niets worden gepubliceerd.
case-foreign = Een buitenlandse organisatie vraagt de zoektocht
case-hint-country = In twee letters, zoals FR.
# Photos.
case-photo-file = Bestand van de foto
case-photo-hint = JPEG, PNG of WebP, hoogstens 30 MB. Vraag het origineel: een foto uit een berichtenapp is vaak verkleind. Plaats en toestel worden gewist.
case-photo-choose = Kies eerst een bestand.
case-photo-add = Een foto toevoegen
case-photo-send = De foto verzenden
case-photo-first = Voeg eerst een foto toe aan het dossier.
case-photo-official = Dit is de foto van de overheden
case-photo-is-official = officiële foto
case-photo-no-official = Nog geen foto is aangeduid als die van de overheden. De berichten moeten dezelfde tonen.
case-photo-frame = Het midden van het gezicht
case-photo-frame-hint = Van 0 tot 1000, vanaf de linkerrand en vanaf boven. De uitsneden van de affiches volgen dit punt.
case-photo-across = Van links
case-photo-down = Van boven
case-photo-move-frame = De uitsnede bewaren
case-crop-poster = Op een affiche
case-crop-screen = Op een scherm
# Papers.
case-scan = Het gescande document
case-scan-none = Geen
case-scan-add = Een scan toevoegen
case-scan-hint = PDF, JPEG of PNG, hoogstens 20 MB.
case-scan-open = De scan downloaden
case-verification = De controle
case-verified-details = Gecontroleerd bij de politiedienst
case-verified-cell = Gecontroleerd door de Cel Vermiste Personen
case-verified-not = Nog niet gecontroleerd
case-hint-verification = U kunt het later toevoegen.
case-hint-magistrate = Alleen als u bij de politiedienst controleerde.
case-hint-advice = “Niet gehoord” geldt alleen voor de ouders.
case-hint-note = Nodig als het advies niet gewoon gunstig is: de voorwaarden, de redenen, of waarom zij niet werden gehoord.
# Consent.
case-nobody = Niemand.
case-consents = Wie akkoord gaat
case-denials = Wie weigerde of niet gevraagd kon worden
case-askings = Wie een link kreeg
case-overrides = Zonder toestemming
case-overrides-none = Geen enkele campagne gaat uit zonder toestemming.
# $channels, $languages: names. $area: in words. $photos: how many. $until: day and time.
case-consent-scope = { $channels }; in het { $languages }; { $area }; foto’s: { $photos }; tot { $until }
# $when: day and time.
case-withdrawn = Ingetrokken op { $when }
case-outcome-asked = Nog geen antwoord
case-outcome-agreed = Akkoord
case-outcome-refused = Heeft geweigerd
case-outcome-withdrawn = Heeft het akkoord ingetrokken
case-not-asked = Kon niet worden gevraagd
case-refused-hint = Een weigering gaat voor op het akkoord van een ander. Wat daardoor zonder akkoord valt, wordt meteen teruggehaald.
case-hint-denied = Nodig als de persoon niet kon worden gevraagd: zeg waarom.
case-hint-holder = Zoals in een brief, bijvoorbeeld “mevrouw Voorbeeld”: zo begroet de pagina de persoon. Schrijf het altijd op dezelfde manier.
case-ask = Akkoord vragen met een link
case-ask-lead = De persoon ziet precies wat verspreid zou worden en antwoordt zelf.
case-ask-needs-proof = Er is eerst een campagne met een klare proef nodig: men stemt alleen in met wat men ziet.
case-proof-there = proef klaar
case-proof-missing = nog geen proef
case-link-title = De link om te geven
case-link-once = Deze link wordt maar één keer getoond. Kopieer hem nu en geef hem alleen aan deze persoon.
case-link = Link
case-link-shown-before = De link is één keer getoond en kan niet opnieuw worden getoond. Hebt u hem niet gekopieerd, trek hem dan hieronder in en vraag opnieuw.
case-link-revoke = Deze link intrekken
case-link-revoked = Link ingetrokken op { $when }
case-record = Een akkoord op papier of mondeling noteren
case-record-lead = Noteer precies waarmee de persoon instemt, niets meer.
case-hint-consent-note = Voor een mondeling akkoord: wie het hoorde, wanneer, en hoe men wist wie sprak.
case-scope = Wat is toegestaan
case-scope-hint = Wat niet aangevinkt is, is niet toegestaan.
case-denied = Een weigering noteren, of wie niet gevraagd kon worden
case-without = Zonder toestemming verspreiden
case-without-lead = Voor één enkele campagne, met de redenen.
case-without-needs-campaign = Er is eerst een campagne nodig.
case-ground-magistrate-requires = De magistraat legt de verspreiding op
case-ground-child-in-danger = Niet verspreiden zou het kind in gevaar brengen
case-hint-reasons = Eén of twee zinnen, minstens 20 tekens.
case-for-campaign = De campagne bekijken
case-withdraw = Een intrekking noteren
case-withdraw-sure = Deze toestemming intrekken?
case-withdraw-what = Alles wat alleen door deze toestemming kon, wordt meteen teruggehaald.
case-withdraw-yes = Ja, de toestemming intrekken
case-withdraw-no = Nee, behouden
# Somebody else was there meanwhile.
case-over-typed = Wat u had geschreven
case-over-typed-text = Dit is niet bewaard. Kopieer wat ontbreekt en wijzig dan de campagne vanuit het dossier, of begin een nieuwe.
# $names: municipalities.
case-area-only-there = Alleen in het dossier: { $names }
case-area-only-here = Alleen hier: { $names }
# $steps: the steps that somebody else saved meanwhile.
case-check-changed = Iemand anders heeft deze antwoorden gewijzigd sinds u ze las: { $steps }. Lees ze na voor u opnieuw verstuurt.
case-check-changed-first = Iemand anders heeft antwoorden gewijzigd sinds u ze las. Lees ze na voor u opnieuw verstuurt.
# $criterion: what holds.
case-reason-of = Waarom: { $criterion }
case-photo-gone = een foto die niet meer in het dossier zit
