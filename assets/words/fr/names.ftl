# What things are called. The codes are the program's own.

age =
    { $years ->
        [0] moins d’un an
        [1] 1 an
       *[other] { $years } ans
    }

area-nationwide = toute la Belgique
# $names: the first municipalities of a longer list. $count: how many more.
area-more = { $names } et { $count } autres communes

language-fr = français
language-nl = néerlandais
language-de = allemand
language-en = anglais

channel-page = page publique
channel-feed = flux web
channel-bluesky = Bluesky
channel-mastodon = Mastodon
channel-facebook = Facebook
channel-telegram = Telegram
channel-email = e-mails aux volontaires

kind-child-alert = Child Alert
kind-public-poster = campagne d’affichage
kind-discreet = campagne discrète (vignettes)
kind-online = campagne en ligne

campaign-state-draft = en préparation
campaign-state-proposed = en attente de décision
campaign-state-approved = approuvée
campaign-state-opposed = diffusion refusée par le magistrat
campaign-state-live = en diffusion
campaign-state-ended = terminée, retrait en cours
campaign-state-closed = clôturée

placement-state-planned = à diffuser
placement-state-placing = en cours de diffusion
placement-state-live = diffusée
placement-state-unknown = état inconnu
placement-state-rejected = refusée par le canal
placement-state-suppressed = jamais diffusée
placement-state-withdrawing = en cours de retrait
placement-state-withdrawn = retirée
placement-state-corrected = corrigée par un message
placement-state-escalated = à traiter par une personne
placement-state-closed = close par une personne

# The directive of 20 February 2002.
criterion-under-13 = a moins de 13 ans
criterion-disability = présente un handicap physique ou mental ou manque d’autonomie
criterion-treatment = suit un traitement médical ou doit prendre des médicaments
criterion-mortal-danger = se trouve peut-être en danger de mort
criterion-threatened = peut-être en compagnie de tiers qui menacent son bien-être, ou victime d’un fait délictueux
criterion-out-of-character = absence en contradiction totale avec le comportement habituel

party-magistrate = le magistrat
party-police = le service de police
party-foundation = la fondation
party-cell = la Cellule personnes disparues
party-parents = les parents

reason-found-safe = retrouvé en vie
reason-found-dead = retrouvé sans vie
reason-consent-withdrawn = consentement retiré
reason-magistrate-order = ordre du magistrat
reason-published-in-error = publié par erreur
reason-not-permitted = la diffusion n’est plus permise
reason-expired = période écoulée

role-officer = conseiller
role-magistrate = magistrat
role-coordinator = coordinateur
role-operator = opérateur de garde
role-volunteer = volontaire
role-partner = partenaire d’affichage
role-privacy-officer = délégué à la protection des données
role-administrator = administrateur
role-worker = programme de diffusion

notice-part-notice = avis
notice-part-shown-name = nom montré
notice-part-shown-name-native = nom dans son écriture
notice-part-cards = nombre de vignettes
notice-part-fact = indication n° { $number }
notice-part-place = lieu
notice-part-height = taille
notice-part-hair = cheveux
notice-part-eyes = yeux
notice-part-clothing = vêtements
notice-part-sign = signe particulier
notice-part-appeal = texte
notice-part-in = { $part } ({ $language })
