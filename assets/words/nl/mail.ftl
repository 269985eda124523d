# E-mails to volunteers, and the neutral words for the end. The end never names the person nor says what happened.

mail-subject-public = Zoektocht { $reference }: uw hulp, alstublieft ({ $area })
mail-subject-discreet = Discrete zoektocht { $reference }: uw hulp, alstublieft ({ $area })
# $subject: the subject without this.
mail-subject-update = Bijgewerkt: { $subject }
mail-greeting = Goeiedag,
mail-intro = Iemand is vermist en we vragen uw hulp. Gebied: { $area }.
mail-ask = Wat we u vragen
mail-ask-replaces = Dit bericht vervangt het vorige: verwijder dat.
mail-ask-replaces-posters = Haal de oude affiches weg waar u de nieuwe ophangt.
mail-ask-check = Kijk eerst of de zoektocht nog loopt.
mail-ask-print = Druk de affiche af en hang ze op waar het mag.
mail-ask-owner = Vraag altijd eerst de toestemming van de winkelier of de eigenaar.
mail-ask-link = Deel de link van de pagina, nooit de foto alleen: als de zoektocht eindigt, verdwijnt de pagina overal.
mail-ask-share = Deel de link van de pagina in uw omgeving.
mail-ask-chosen = Toon dit bericht of het vignet aan zorgvuldig gekozen mensen: winkeliers, stationspersoneel.
mail-ask-private = Niet voor openbare plaatsen: hang niets op, zet niets online, stuur dit bericht niet door.
mail-ask-note = Noteer waar u een vignet achterlaat: u moet het later terughalen.
mail-never = Grijp nooit zelf in
mail-never-text = Ziet u deze persoon? Spreek hem of haar niet aan en ga er niet achteraan. Bel meteen 116 000, gratis, dag en nacht. Vanuit het buitenland: +32 2 475 44 99. Bij onmiddellijk gevaar: 112.
mail-end = Zodra de zoektocht eindigt, schrijven we u dat. Dan moet alles dezelfde dag weg.
mail-poster = Affiche om af te drukken (PDF)
mail-vignette = Vignet om af te drukken (PDF)
mail-page = Pagina van het bericht
mail-check = Loopt de zoektocht nog?
mail-why = U krijgt dit bericht omdat u vrijwilliger bent. Dank u.

closing-title = Zoektocht beëindigd
closing-text-poster = Dank u. Haal de affiche alstublieft weg.
closing-text-vignette = Dank u. Haal de vignetten alstublieft terug en vernietig ze.
closing-text-online = Dank u. Wis alstublieft wat u gedeeld hebt.
closing-text-picture = Dank aan iedereen die heeft geholpen.
closing-mail-subject = Zoektocht { $reference }: beëindigd, haal alstublieft alles weg
closing-mail-text = De zoektocht { $reference } is beëindigd. Dank u voor uw hulp.
closing-mail-ask = Vandaag te doen
closing-mail-posters = Haal alle affiches weg die u hebt opgehangen en vernietig ze.
closing-mail-vignettes = Haal alle vignetten terug die u hebt achtergelaten en vernietig ze.
closing-mail-delete = Wis ons eerste bericht en de bestanden die u hebt bewaard.
closing-mail-posts = Wis wat u hebt geplaatst of gedeeld, en vraag het ook aan wie het na u deelde.
closing-mail-silence = Geef uit respect geen commentaar op het einde van deze zoektocht. Een vraag? Bel 116 000.
