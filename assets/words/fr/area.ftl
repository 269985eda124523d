# Choosing where a campaign reaches.
picker-legend = Zone
picker-nationwide = Toute la Belgique
picker-places = Certaines communes seulement
picker-languages = Langues des affiches :
picker-no-languages = aucune pour l’instant : choisissez une commune
picker-chosen = Communes choisies
picker-none = Aucune pour l’instant.
picker-remove = Retirer { $name }
picker-find = Trouver une commune par son nom ou son code postal
picker-find-do = Chercher

# $count: how many were found.
picker-hits = Trouvé : { $count }
picker-no-hits = Rien trouvé. Vérifiez l’orthographe, ou essayez un autre nom ou le code postal.

# $name: a municipality that was found and is chosen already.
picker-already = { $name } : choisie
picker-map = Carte des communes
picker-map-click = Cliquez sur une commune pour la choisir, et une seconde fois pour la retirer.
picker-map-tap = Touchez une région pour la voir en grand, puis une commune pour la choisir.
picker-map-show = Montrer sur la carte
picker-map-all = tout le pays
picker-by-province = Toutes les communes, par province
picker-whole = Toutes les communes de cette liste

# A small map. $area: what is filled on it, in words.
area-map = Carte de Belgique. Zone marquée : { $area }

# Provinces, and the Brussels region.
province-antwerp = Anvers
province-brussels = Bruxelles
province-east-flanders = Flandre orientale
province-flemish-brabant = Brabant flamand
province-hainaut = Hainaut
province-liege = Liège
province-limburg = Limbourg
province-luxembourg = Luxembourg
province-namur = Namur
province-walloon-brabant = Brabant wallon
province-west-flanders = Flandre occidentale
