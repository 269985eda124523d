# Choosing where a campaign reaches.
picker-legend = Area
picker-nationwide = The whole of Belgium
picker-places = Only some municipalities
picker-languages = Languages on the posters:
picker-no-languages = none yet: choose a municipality
picker-chosen = Chosen municipalities
picker-none = None yet.
picker-remove = Remove { $name }
picker-find = Find a municipality by name or postcode
picker-find-do = Search

# $count: how many were found.
picker-hits = Found: { $count }
picker-no-hits = Nothing found. Check the spelling, or try another name or the postcode.

# $name: a municipality that was found and is chosen already.
picker-already = { $name }: chosen
picker-map = Map of the municipalities
picker-map-click = Click on a municipality to choose it, and once more to remove it.
picker-map-tap = Tap on a region to see it larger, then on a municipality to choose it.
picker-map-show = Show on the map
picker-map-all = the whole country
picker-by-province = All municipalities, by province
picker-whole = All municipalities of this list

# A small map. $area: what is filled on it, in words.
area-map = Map of Belgium. Marked: { $area }

# Provinces, and the Brussels region.
province-antwerp = Antwerp
province-brussels = Brussels
province-east-flanders = East Flanders
province-flemish-brabant = Flemish Brabant
province-hainaut = Hainaut
province-liege = Liège
province-limburg = Limburg
province-luxembourg = Luxembourg
province-namur = Namur
province-walloon-brabant = Walloon Brabant
province-west-flanders = West Flanders
