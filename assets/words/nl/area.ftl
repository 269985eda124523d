# Choosing where a campaign reaches.
picker-legend = Gebied
picker-nationwide = Heel België
picker-places = Alleen bepaalde gemeenten
picker-languages = Talen op de affiches:
picker-no-languages = nog geen: kies een gemeente
picker-chosen = Gekozen gemeenten
picker-none = Nog geen.
picker-remove = { $name } weglaten
picker-find = Zoek een gemeente op naam of postcode
picker-find-do = Zoeken

# $count: how many were found.
picker-hits = Gevonden: { $count }
picker-no-hits = Niets gevonden. Controleer de spelling, of probeer een andere naam of de postcode.

# $name: a municipality that was found and is chosen already.
picker-already = { $name }: gekozen
picker-map = Kaart van de gemeenten
picker-map-click = Klik op een gemeente om ze te kiezen, en nog eens om ze weg te laten.
picker-map-tap = Tik op een streek om ze groter te zien, en dan op een gemeente om ze te kiezen.
picker-map-show = Toon op de kaart
picker-map-all = het hele land
picker-by-province = Alle gemeenten, per provincie
picker-whole = Alle gemeenten van deze lijst

# A small map. $area: what is filled on it, in words.
area-map = Kaart van België. Aangeduid: { $area }

# Provinces, and the Brussels region.
province-antwerp = Antwerpen
province-brussels = Brussel
province-east-flanders = Oost-Vlaanderen
province-flemish-brabant = Vlaams-Brabant
province-hainaut = Henegouwen
province-liege = Luik
province-limburg = Limburg
province-luxembourg = Luxemburg
province-namur = Namen
province-walloon-brabant = Waals-Brabant
province-west-flanders = West-Vlaanderen
