# Choosing where a campaign reaches.
picker-legend = Gebiet
picker-nationwide = Ganz Belgien
picker-places = Nur bestimmte Gemeinden
picker-languages = Sprachen auf den Plakaten:
picker-no-languages = noch keine: Wählen Sie eine Gemeinde
picker-chosen = Gewählte Gemeinden
picker-none = Noch keine.
picker-remove = { $name } weglassen
picker-find = Gemeinde nach Name oder Postleitzahl suchen
picker-find-do = Suchen

# $count: how many were found.
picker-hits = Gefunden: { $count }
picker-no-hits = Nichts gefunden. Prüfen Sie die Schreibweise, oder versuchen Sie einen anderen Namen oder die Postleitzahl.

# $name: a municipality that was found and is chosen already.
picker-already = { $name }: gewählt
picker-map = Karte der Gemeinden
picker-map-click = Klicken Sie auf eine Gemeinde, um sie zu wählen, und noch einmal, um sie wegzulassen.
picker-map-tap = Tippen Sie auf eine Gegend, um sie größer zu sehen, und dann auf eine Gemeinde, um sie zu wählen.
picker-map-show = Auf der Karte zeigen
picker-map-all = das ganze Land
picker-by-province = Alle Gemeinden, nach Provinz
picker-whole = Alle Gemeinden dieser Liste

# A small map. $area: what is filled on it, in words.
area-map = Karte von Belgien. Markiert: { $area }

# Provinces, and the Brussels region.
province-antwerp = Antwerpen
province-brussels = Brüssel
province-east-flanders = Ostflandern
province-flemish-brabant = Flämisch-Brabant
province-hainaut = Hennegau
province-liege = Lüttich
province-limburg = Limburg
province-luxembourg = Luxemburg
province-namur = Namur
province-walloon-brabant = Wallonisch-Brabant
province-west-flanders = Westflandern
