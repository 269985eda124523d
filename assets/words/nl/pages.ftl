# The public site.

site-name = Opsporingsberichten
page-languages = Talen
page-skip = Naar de inhoud
page-main-title = { $headline }: { $name }, { $age }
page-active-since = Actief sinds { $when }
page-facts = Beschrijving
page-call = Bel 116 000
page-call-note = Gratis, dag en nacht.
page-call-abroad = Uit het buitenland:
page-seen = Hebt u deze persoon gezien?
page-seen-call = Bel meteen 116 000. U mag anoniem blijven.
page-seen-say = Zeg waar, wanneer, met wie en in welke richting.
page-seen-danger = Bel 112 bij onmiddellijk gevaar.
page-not = Wat u niet moet doen
page-not-approach = Spreek de persoon niet aan en ga er niet achteraan: bel.
page-not-post = Zet niet online wat u zag of vermoedt: bel.
page-not-photo = Deel de foto niet alleen: ze zou online blijven na het einde van de zoektocht.
page-help = Mee zoeken
page-print = De affiche afdrukken (PDF)
page-print-note = Vraag eerst de toestemming van de winkelier of de eigenaar.
page-share = Deel dit adres
page-feed = Feed van de berichten (Atom)
page-home = Alle actieve berichten

page-ended-call = Weet u iets over een andere verdwijning? Bel 116 000.
page-ended-remove = Hebt u een affiche of een schermafbeelding, of hebt u iets gedeeld? Haal dat alstublieft weg. Geef uit respect geen commentaar op het einde van deze zoektocht.

page-check-title = Loopt deze zoektocht nog?
page-check-active = Ja, de zoektocht loopt
page-check-active-text = Weet u iets? Bel 116 000, gratis, dag en nacht.
page-check-notice = Bekijk het bericht
page-check-ended = Nee, de zoektocht is beëindigd
page-check-ended-text = Dank u. Haal uw affiches en vignetten alstublieft weg en vernietig ze.
page-check-unknown = We kennen dit adres niet
page-check-unknown-text = Misschien is het onvolledig. Scan de code opnieuw. Twijfelt u? Bel 116 000.

page-front-title = Lopende zoektochten
page-front-text = Bekijk deze gezichten. Weet u iets? Bel 116 000.
page-front-none = Er is nu geen actief bericht.
page-front-none-text = Bedankt om uit te kijken. 116 000 antwoordt dag en nacht.
page-front-active = Actieve berichten
page-front-since = Sinds { $when }

page-not-found-title = Deze pagina bestaat niet
page-not-found-text = Controleer het adres of bekijk de actieve berichten.
page-fault-title = De pagina kan niet getoond worden
page-fault-text = De fout ligt bij ons. Probeer het over een minuut opnieuw. 116 000 antwoordt dag en nacht.

feed-title = Opsporingsberichten
feed-author = Hulplijn 116 000
