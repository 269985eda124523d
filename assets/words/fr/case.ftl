# The officer’s pages: cases and what is in their files.
case-new = Nouveau dossier
case-none = Il n’y a encore aucun dossier.
case-newer = Dossiers plus récents
case-older = Dossiers plus anciens
case-worrying = disparition inquiétante
case-title = Dossier
case-back = Retour au dossier
case-open = Ouvrir le dossier
case-save = Enregistrer
case-change = Modifier
case-nothing = rien
# What is to be done next.
case-next-live = Une campagne est en cours.
case-next-not-allowed = À régler : cette personne ne peut pas être recherchée ainsi.
case-next-tell = À faire : prévenir les autorités et le noter.
case-next-photo = À faire : ajouter une photo.
case-next-declaration = À faire : noter la déclaration à la police et la vérifier.
case-next-heard = À faire : entendre toutes les parties.
case-next-finish = À faire : terminer la campagne commencée.
case-next-campaign = À faire : préparer une campagne.
# $state: where the campaign stands.
case-next-state = Campagne : { $state }
# The file as a list.
case-facts = Les faits
case-photos = Photos
case-photos-none = Il n’y a pas encore de photo.
case-photos-count =
    { $count ->
        [1] Une photo
       *[other] { $count } photos
    }
case-photos-official =
    { $count ->
        [1] Une photo, l’officielle
       *[other] { $count } photos, dont l’officielle
    }
case-declaration = Déclaration à la police
case-declaration-lead = Sans déclaration vérifiée, rien n’est diffusé.
case-declaration-verified = Faite et vérifiée
case-heard = Concertation
case-heard-all = Tous ont été entendus
case-heard-none = Pas encore d’avis.
case-heard-add = Noter un avis
case-consent = Consentement
case-consent-none = Personne n’a encore été interrogé.
case-consent-without = Aucun accord en vigueur
case-consent-count =
    { $count ->
        [1] Un accord
       *[other] { $count } accords
    }
case-consent-young = À partir de 14 ans, la personne recherchée est aussi interrogée. Si elle ne peut pas l’être, notez-le.
case-state-complete = Complet
case-state-missing = Il manque quelque chose
case-campaigns = Campagnes
case-campaigns-none = Il n’y a pas encore de campagne.
case-missing = Ce qui manque avant le lancement
case-campaign-new = Nouvelle campagne
case-campaign-change = Modifier cette campagne
case-begun = Commencées, pas terminées
# $when: when it was saved last.
case-begun-new = Nouvelle campagne, enregistrée le { $when }
case-begun-change = Modification d’une campagne, enregistrée le { $when }
# Whatever was in the way.
case-changed-meanwhile = Quelqu’un d’autre a changé cela entre-temps. Ce que vous avez écrit est gardé ; ce qui est au dossier maintenant est indiqué à côté. Envoyer de nouveau remplace ce qui est au dossier.
case-sent-before = Vous aviez déjà envoyé ce formulaire. Regardez ce qui est au dossier avant d’envoyer cette autre version.
case-sure = Reprendre ce qui est diffusé ?
case-sure-text = Rien n’est encore changé. Vérifiez ce que vous avez écrit : une date mal tapée suffit.
case-sure-yes = Oui, enregistrer et tout reprendre
case-sure-no = Non, revoir les faits
# The facts.
case-group-person = La personne
case-group-disappearance = La disparition
case-group-criteria = Est-elle inquiétante ?
case-group-authorities = Les autorités
case-group-foreign = Demande de l’étranger
case-hint-reference = Le numéro propre à la fondation, comme 2026-0417. Le suivant est proposé.
case-hint-grammar = Comment les phrases de l’avis s’accordent. Cela ne dit rien de la personne.
case-grammar-feminine = Disparue, elle
case-grammar-masculine = Disparu, il
case-grammar-neutral = Formuler autrement
case-protected = A le statut de protection (ancienne minorité prolongée)
case-kind-runaway = Fugue
case-kind-third-party-abduction = Enlèvement par un tiers
case-kind-international-abduction = Enlèvement international
case-kind-unaccompanied-minor = Mineur étranger non accompagné
case-kind-undefined = Pas encore défini
case-requester-parents = Un parent ou un titulaire de l’autorité parentale
case-requester-interested-person = Une personne directement concernée
case-requester-judicial-authorities = Les autorités judiciaires
case-requester-foundation = La fondation elle-même
case-hint-circumstances = Pour les personnes qui travaillent au dossier. N’est jamais publié.
case-hint-criteria = Un seul suffit. Cochez ceux qui s’appliquent et dites pour chacun pourquoi.
case-hint-cell = La Cellule personnes disparues doit être prévenue d’une disparition inquiétante.
case-offence = Recherchée parce que soupçonnée d’une infraction
case-hint-offence = Dans ce cas, rien ne peut être publié.
case-foreign = Une organisation étrangère demande la recherche
case-hint-country = En deux lettres, comme FR.
# Photos.
case-photo-file = Fichier de la photo
case-photo-hint = JPEG, PNG ou WebP, 30 Mo au plus. Demandez l’original : une photo de messagerie est souvent réduite. Le lieu et l’appareil sont effacés.
case-photo-choose = Choisissez un fichier d’abord.
case-photo-add = Ajouter une photo
case-photo-send = Envoyer la photo
case-photo-first = Ajoutez d’abord une photo au dossier.
case-photo-official = C’est la photo des autorités
case-photo-is-official = photo officielle
case-photo-no-official = Aucune photo n’est encore désignée comme celle des autorités. Les avis doivent montrer la même.
case-photo-frame = Le milieu du visage
case-photo-frame-hint = De 0 à 1000, depuis le bord gauche et depuis le haut. Les cadrages des affiches suivent ce point.
case-photo-across = Depuis la gauche
case-photo-down = Depuis le haut
case-photo-move-frame = Enregistrer le cadrage
case-crop-poster = Sur une affiche
case-crop-screen = Sur un écran
# Papers.
case-scan = Le document scanné
case-scan-none = Aucun
case-scan-add = Ajouter un scan
case-scan-hint = PDF, JPEG ou PNG, 20 Mo au plus.
case-scan-open = Télécharger le scan
case-verification = La vérification
case-verified-details = Vérifiée auprès du service de police
case-verified-cell = Vérifiée par la Cellule personnes disparues
case-verified-not = Pas encore vérifiée
case-hint-verification = Vous pouvez l’ajouter plus tard.
case-hint-magistrate = Seulement si vous avez vérifié auprès du service de police.
case-hint-advice = « Pas entendus » vaut seulement pour les parents.
case-hint-note = Nécessaire si l’avis n’est pas simplement favorable : les conditions, les raisons, ou pourquoi ils n’ont pas été entendus.
# Consent.
case-nobody = Personne.
case-consents = Qui est d’accord
case-denials = Qui a refusé ou n’a pas pu être interrogé
case-askings = Qui a reçu un lien
case-overrides = Sans consentement
case-overrides-none = Aucune campagne n’est diffusée sans accord.
# $channels, $languages: names. $area: in words. $photos: how many. $until: day and time.
case-consent-scope = { $channels } ; en { $languages } ; { $area } ; photos : { $photos } ; jusqu’au { $until }
# $when: day and time.
case-withdrawn = Retiré le { $when }
case-outcome-asked = Pas encore de réponse
case-outcome-agreed = D’accord
case-outcome-refused = A refusé
case-outcome-withdrawn = A retiré son accord
case-not-asked = N’a pas pu être interrogé
case-refused-hint = Un refus l’emporte sur l’accord d’un autre. Ce qu’il laisse sans accord est retiré aussitôt.
case-hint-denied = Nécessaire si la personne n’a pas pu être interrogée : dites pourquoi.
case-hint-holder = Comme sur une lettre, par exemple « Madame Exemple » : la page salue ainsi la personne. Écrivez-le toujours de la même façon.
case-ask = Demander l’accord par un lien
case-ask-lead = La personne voit exactement ce qui serait diffusé et répond elle-même.
case-ask-needs-proof = Il faut d’abord une campagne avec une épreuve prête : on ne consent qu’à ce qu’on voit.
case-proof-there = épreuve prête
case-proof-missing = pas encore d’épreuve
case-link-title = Le lien à donner
case-link-once = Ce lien n’est montré qu’une fois. Copiez-le maintenant et donnez-le à cette seule personne.
case-link = Lien
case-link-shown-before = Le lien a été montré une fois et ne peut pas l’être de nouveau. Si vous ne l’avez pas copié, reprenez-le ci-dessous et demandez de nouveau.
case-link-revoke = Reprendre ce lien
case-link-revoked = Lien repris le { $when }
case-record = Noter un accord sur papier ou oral
case-record-lead = Notez exactement à quoi la personne consent, rien de plus.
case-hint-consent-note = Pour un accord oral : qui l’a entendu, quand, et comment on savait qui parlait.
case-scope = Ce qui est permis
case-scope-hint = Ce qui n’est pas coché n’est pas permis.
case-denied = Noter un refus, ou qui n’a pas pu être interrogé
case-without = Diffuser sans consentement
case-without-lead = Pour une seule campagne, avec les raisons.
case-without-needs-campaign = Il faut d’abord une campagne.
case-ground-magistrate-requires = Le magistrat exige la diffusion
case-ground-child-in-danger = Ne pas diffuser mettrait l’enfant en danger
case-hint-reasons = Une ou deux phrases, 20 caractères au moins.
case-for-campaign = Voir la campagne
case-withdraw = Noter un retrait
case-withdraw-sure = Retirer cet accord ?
case-withdraw-what = Tout ce que ce seul accord permettait est retiré aussitôt.
case-withdraw-yes = Oui, retirer l’accord
case-withdraw-no = Non, le garder
# Somebody else was there meanwhile.
case-over-typed = Ce que vous aviez écrit
case-over-typed-text = Ceci n’est pas enregistré. Copiez ce qui manque, puis modifiez la campagne depuis le dossier, ou commencez-en une autre.
# $names: municipalities.
case-area-only-there = Seulement au dossier : { $names }
case-area-only-here = Seulement ici : { $names }
# $steps: the steps that somebody else saved meanwhile.
case-check-changed = Quelqu’un d’autre a changé ces réponses depuis que vous les avez lues : { $steps }. Relisez-les avant d’envoyer de nouveau.
case-check-changed-first = Quelqu’un d’autre a changé des réponses depuis que vous les avez lues. Relisez-les avant d’envoyer de nouveau.
# $criterion: what holds.
case-reason-of = Pourquoi : { $criterion }
case-photo-gone = une photo qui n’est plus au dossier
