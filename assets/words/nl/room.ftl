# Wat er loopt, voor de mensen van de stichting.

now-title = Nu
cases-title = Dossiers
now-new = Nieuw dossier
now-quiet = Er staat nu niets online en er wacht niets.
now-live = Nu gepubliceerd
now-ending = Wordt teruggehaald
now-approved = Goedgekeurd, te lanceren
now-waiting = Wacht op de magistraat
now-preparing = In voorbereiding
now-closed = Afgesloten in de laatste zeven dagen
# $state: hoe de campagne ervoor staat. $when: sinds wanneer.
now-state-since = { $state }, sinds { $when }
# $live, $copies: aantallen kopieën.
now-copies =
    { $copies ->
        [1] { $live } van 1 kopie online
       *[other] { $live } van { $copies } kopieën online
    }
now-needs-person =
    { $count ->
        [1] Eén kopie heeft iemand nodig
       *[other] { $count } kopieën hebben iemand nodig
    }
now-owed =
    { $count ->
        [1] Eén kopie moet nog terug
       *[other] { $count } kopieën moeten nog terug
    }
now-newer-waits = Een nieuwe versie wacht op de magistraat
now-newer-approved = Een nieuwe versie is goedgekeurd: zet ze in de plaats

# $reference: het nummer van het dossier.
room-title = Campagne { $reference }
# $since, $until: dag en uur.
room-since-until = gepubliceerd sinds { $since }, tot { $until }
# $state: ended of closed, in woorden. $reason: waarom.
room-ended = { $state }; gestopt op { $when }: { $reason }
room-next-draft = Te doen: de proef
room-next-draft-text = Is de campagne klaar, bestel dan de proef: elk woord en elk bestand zoals ze zouden verschijnen. Daarover beslist de magistraat.
room-next-newer = Een nieuwe versie
room-next-newer-text = Het ontwerp is veranderd. Wat gepubliceerd is, blijft zoals het is tot over een nieuwe proef beslist is en ze in de plaats komt.
room-next-rendering = De proef wordt gemaakt
room-next-rendering-text = Dat duurt minder dan een minuut. Deze pagina werkt zichzelf bij; zonder script laadt u ze opnieuw.
room-next-failed = De proef kon niet gemaakt worden
room-next-failed-text = Verbeter dit en bestel ze opnieuw:
room-next-waiting = De magistraat is aan zet
room-next-waiting-text = De proef wacht op een beslissing. De magistraat is verwittigd en wordt eraan herinnerd. Intussen kan vanuit het dossier toestemming gevraagd worden.
room-next-launch = Goedgekeurd: u kunt lanceren
room-next-launch-text = Vóór de lancering zegt een pagina wie bereikt wordt, en wat er nog zou ontbreken.
room-next-update = Nieuwe versie goedgekeurd
room-next-update-text = Ze kan in de plaats komen van wat gepubliceerd is.
room-next-refused = Deze versie verschijnt niet
room-next-refused-text = Verander het ontwerp en bestel een nieuwe proef.
room-change = Het ontwerp veranderen
room-order = De proef bestellen
room-order-again = De proef opnieuw bestellen
room-see-proof = De proef bekijken
room-launch = Naar de lancering
room-update = Naar de vervanging
# $done, $all, $moving, $owed, $stuck: aantallen kopieën.
room-bar = { $done } van { $all } kopieën online of afgehandeld{ $moving ->
    [0] {""}
   *[other] , { $moving } onderweg
}{ $owed ->
    [0] {""}
   *[other] , van { $owed } is de toestand onbekend
}{ $stuck ->
    [0] {""}
   *[other] , { $stuck } hebben iemand nodig
}
room-bar-over = { $done } van { $all } kopieën teruggehaald of afgehandeld{ $moving ->
    [0] {""}
   *[other] , { $moving } te schrappen voor ze verschijnen
}{ $owed ->
    [0] {""}
   *[other] , { $owed } worden teruggehaald
}{ $stuck ->
    [0] {""}
   *[other] , { $stuck } hebben iemand nodig
}
room-channels = Kopieën per kanaal
room-channel = Kanaal
room-copies = Kopieën
room-state = Toestand
room-count-planned = { $count } te maken
room-count-placing = { $count } in de maak
room-count-live = { $count } online
room-count-unknown = { $count } met onbekende toestand
room-count-rejected = { $count } geweigerd door het kanaal
room-count-suppressed = { $count } nooit verschenen
room-count-withdrawing =
    { $count ->
        [1] 1 wordt teruggehaald
       *[other] { $count } worden teruggehaald
    }
room-count-withdrawn = { $count } teruggehaald
room-count-corrected = { $count } rechtgezet met een bericht
room-count-escalated =
    { $count ->
        [1] 1 heeft iemand nodig
       *[other] { $count } hebben iemand nodig
    }
room-count-closed = { $count } afgehandeld door een persoon
# $last: een duur.
room-took = de laatste weg na { $last }
room-reach =
    { $count ->
        [1] gezien door één persoon
       *[other] gezien door { $count } personen
    }
room-shares =
    { $count ->
        [1] één keer gedeeld
       *[other] { $count } keer gedeeld
    }
room-reactions =
    { $count ->
        [1] één reactie
       *[other] { $count } reacties
    }
room-replies =
    { $count ->
        [1] één antwoord
       *[other] { $count } antwoorden
    }
room-open = Wat nog open staat
room-more-open =
    { $count ->
        [1] En nog één kopie.
       *[other] En nog { $count } kopieën.
    }
room-nobody = Niemand is er al mee bezig.
room-service = De dienst is ermee bezig.
room-window = Na { $when } kan geen programma ze nog verwijderen.
room-take = Ik neem dit op mij
room-stop-title = Is het kind gevonden?
room-stop-text =
    { $count ->
        [1] Haalt de ene kopie terug. Eén persoon volstaat.
       *[other] Haalt alle { $count } kopieën terug. Eén persoon volstaat.
    }
room-stop-none = Er is nog niets verschenen. Stoppen zorgt dat er niets verschijnt. Eén persoon volstaat.
room-stop-reason = Waarom?
room-stop-choose = Kies
room-stop = Stoppen en alles terughalen
room-statement = Afgesloten
room-statement-text = Elke kopie is afgehandeld. De verklaring bewijst het, zonder naam of gezicht van het kind.
room-statement-pdf = Afsluitingsverklaring (PDF)
room-untold =
    { $count ->
        [1] Eén bericht aan de overheden is nog niet aangekomen.
       *[other] { $count } berichten aan de overheden zijn nog niet aangekomen.
    }
room-lately = Onlangs
# $what: wat er gedaan is. $who: een naam.
act-by = { $what } ({ $who })
act-campaign-draft = Campagne voorbereid
act-campaign-edit = Ontwerp veranderd
act-campaign-decide = Beslissing van de magistraat
act-campaign-launch = Gelanceerd
act-campaign-update = Nieuwe versie in de plaats gezet
act-campaign-retract = Gestopt: alles wordt teruggehaald
act-campaign-close = Afgesloten
act-campaign-end-again = Opnieuw gestopt nadat een oudere databank terugkwam
act-proof-order = Proef besteld
act-proof-export = Bewijsdossier uitgevoerd
act-placement-escalate = Een kopie heeft iemand nodig
act-placement-retry = Een kopie opnieuw geprobeerd
act-placement-take = Iemand neemt een kopie op zich
act-placement-close = Iemand staat in voor een kopie
act-placement-hand = Kopieën opgenomen via de link
act-placement-reopen = Een kopie dook weer op
act-placement-renew = Een kopie vervangen

launch-title = Lanceren
launch-update-title = De nieuwe versie in de plaats zetten
launch-against = Dit houdt de publicatie tegen
# $area: waar. $channels: waarmee. $until: tot wanneer.
launch-sentence = Door te lanceren publiceert u dit bericht in dit gebied: { $area }. Kanalen: { $channels }. Tot { $until }.
launch-update-sentence = De nieuwe versie vervangt wat gepubliceerd is in dit gebied: { $area }. Kanalen: { $channels }. Tot { $until }.
launch-people =
    { $count ->
        [0] niemand in dit gebied
        [1] één persoon ({ $languages })
       *[other] { $count } personen ({ $languages })
    }
launch-everybody = iedereen ({ $languages })
launch-deleted = kan op het einde verwijderd worden
# $hours: how long.
launch-window = kan maar { $hours } uur lang verwijderd worden
launch-corrected = kan niet teruggehaald worden: op het einde volgt een rechtzetting
launch-button = Nu lanceren
launch-update-button = Nu in de plaats zetten
launch-back = Terug naar de campagne

proof-page-title = Proef { $reference }
proof-jump = Naar een taal
proof-page-text = Elk woord en elk bestand zoals ze zouden verschijnen. Een klik toont een bestand groot.
proof-version = versie { $number }
proof-pictures = Beelden
proof-papers = Om af te drukken
proof-posts = Berichten op de netwerken
proof-letters =
    { $count ->
        [1] 1 teken
       *[other] { $count } tekens
    }
proof-mail = De e-mail aan de vrijwilligers
proof-closing = De woorden van het einde
proof-shared = Bestanden in meerdere talen
proof-size = { $count } kB
proof-whole-digest = De hele vingerafdruk:

# $when: dag en uur. $who: een naam.
decide-asked = Beslissing gevraagd op { $when }.
decide-asked-by = Beslissing gevraagd op { $when } door { $who }.
decide-prepared-by = Opgesteld door { $who }.
decide-reach-sentence = Dit zou verspreid worden in dit gebied: { $area }. Kanalen: { $channels }. Talen: { $languages }. Tot { $until }.
decide-reach-each = Kanaal per kanaal
decide-whole-proof = De hele proef bekijken

# $what: waarover het gaat. $more: wat erover gezegd is.
room-said = { $what }: { $more }
room-lacks = Er ontbreekt iets
room-stop-lacks = Kies waarom. Stop daarna: er is nog niets gestopt.
room-note-lacks = Schrijf hoe u het weet. Sta er daarna opnieuw voor in.
room-stale = Deze pagina werkt zichzelf niet meer bij: wat hier staat, kan oud zijn.
room-stale-again = Opnieuw laden
room-no-script = Zonder script werkt deze pagina zichzelf niet bij.
launch-changed = De proef is intussen veranderd
launch-changed-text = Er is niets gelanceerd. Dit is de nieuwe versie zoals ze nu goedgekeurd is: bekijk ze en lanceer dan.
