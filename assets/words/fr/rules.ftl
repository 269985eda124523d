# Why something may not be done (`rule-{code}`), and what to do about it (`rule-{code}-mend`).
# $value: a name, a count or a date, or `unsaid`. $part: the notice's field and language, or `unsaid`. $field: the field's path.

rule-eligibility-age =
    { $value ->
        [unsaid] Cette personne est trop âgée : la limite est le 25e anniversaire, sauf statut de protection.
       *[other] Cette personne a { $value } ans : la limite est le 25e anniversaire, sauf statut de protection.
    }
rule-eligibility-age-mend = Vérifiez la date de naissance. Si la personne a le statut de protection, indiquez-le dans le dossier.
rule-eligibility-requester = De 18 à 24 ans, la recherche doit être demandée par les parents, par une personne directement intéressée ou par les autorités judiciaires.
rule-eligibility-requester-mend = Indiquez qui demande la recherche.
rule-eligibility-criterion = De 18 à 24 ans, il faut au moins un critère inquiétant.
rule-eligibility-criterion-mend = Cochez le critère qui s’applique et dites pourquoi. S’il n’y en a pas, ne publiez pas.
rule-purpose = Cette personne est recherchée pour une infraction : rien ne peut être publié dans ce but.
rule-purpose-mend = Ne publiez pas. Si le dossier le dit par erreur, corrigez-le.

rule-declaration-missing = Il n’y a pas encore de déclaration à la police.
rule-declaration-missing-mend = Invitez les parents à la faire, puis notez le service de police et le numéro du procès-verbal.
rule-declaration-unverified = La déclaration à la police n’a pas été vérifiée.
rule-declaration-unverified-mend = Vérifiez-la auprès du service de police ou de la Cellule personnes disparues, et notez à qui vous avez parlé.
rule-cell-not-told = La Cellule personnes disparues n’est pas encore prévenue de cette disparition inquiétante.
rule-cell-not-told-mend = Prévenez la Cellule maintenant et notez l’heure.

rule-consent-missing = Aucun titulaire de l’autorité parentale n’a donné son accord.
rule-consent-missing-mend = Notez l’accord. Sans lui, il faut que le magistrat exige la diffusion ou que l’enfant soit en danger : notez-le avec les raisons.
rule-consent-channel =
    { $value ->
        [unsaid] L’accord ne couvre pas un des canaux.
       *[other] L’accord ne couvre pas ce canal : { $value }.
    }
rule-consent-channel-mend = Retirez ce canal ou demandez un accord qui le couvre.
rule-consent-language =
    { $value ->
        [unsaid] L’accord ne couvre pas une des langues.
       *[other] L’accord ne couvre pas cette langue : { $value }.
    }
rule-consent-language-mend = Retirez cette langue ou demandez un accord qui la couvre.
rule-consent-photo =
    { $value ->
        [unsaid] L’accord ne couvre pas une des photos.
       *[other] L’accord ne couvre pas la photo dont l’empreinte est { $value }.
    }
rule-consent-photo-mend = Choisissez une photo que l’accord couvre ou demandez un accord pour celle-ci.
rule-consent-area = L’accord ne couvre pas toute la zone de la campagne.
rule-consent-area-mend = Réduisez la zone ou demandez un accord qui la couvre.
rule-consent-period =
    { $value ->
        [unsaid] L’accord prend fin avant la campagne.
       *[other] L’accord prend fin le { $value }, avant la campagne.
    }
rule-consent-period-mend = Terminez la campagne plus tôt ou demandez un accord plus long.
rule-override-campaign = Cette dérogation ne désigne aucune campagne de ce dossier.
rule-override-campaign-mend = Indiquez la campagne concernée : une dérogation n’en couvre qu’une.

rule-concertation =
    { $value ->
        [unsaid] Il manque un avis dans la concertation.
       *[other] Il manque un avis dans la concertation : { $value }.
    }
rule-concertation-mend = Demandez cet avis et notez-le. Seuls les parents peuvent, par exception, ne pas être entendus : dites alors pourquoi.
rule-opposed = Le magistrat s’oppose à la diffusion.
rule-opposed-mend = Ne publiez pas. Seul un nouvel avis du magistrat peut changer cela.
rule-foundation-refuses = La fondation refuse cette diffusion.
rule-foundation-refuses-mend = Ne publiez pas. Si la fondation change d’avis, notez le nouvel avis et ses raisons.
rule-companion = Le texte parle d’une personne qui accompagne l’enfant : il faut la demande écrite du magistrat.
rule-companion-mend = Retirez ce passage ou joignez la demande écrite, et suivez-en les termes.

rule-channel-kind =
    { $value ->
        [unsaid] Ce type de campagne ne peut pas passer par un des canaux choisis.
       *[other] Ce type de campagne ne peut pas passer par ce canal : { $value }.
    }
rule-channel-kind-mend = Retirez ce canal ou choisissez un autre type de campagne.
rule-no-channel = Aucun canal n’est choisi.
rule-no-channel-mend = Choisissez au moins un canal.
rule-no-notice =
    { $value ->
        [unsaid] Il manque l’avis dans une des langues de la campagne.
       *[other] Il manque l’avis dans cette langue : { $value }.
    }
rule-no-notice-mend = Écrivez l’avis dans cette langue ou retirez la langue.
rule-photos = Un avis montre un seul enfant, sur une ou deux photos.
rule-photos-mend = Ajoutez une photo ou gardez-en deux au plus.
rule-cards = Une campagne discrète compte de 1 à 400 vignettes.
rule-cards-mend = Indiquez combien de vignettes seront remises.
rule-photo-unknown = Cette photo n’est pas dans le dossier.
rule-photo-unknown-mend = Ajoutez-la d’abord au dossier ou choisissez-en une autre.
rule-notice-twice =
    { $value ->
        [unsaid] Il y a deux avis dans la même langue.
       *[other] Il y a deux avis dans la même langue : { $value }.
    }
rule-notice-twice-mend = Gardez-en un seul.
rule-too-many-words =
    { $value ->
        [unsaid] Ce texte est trop long : 35 mots au plus.
       *[other]
            { $part ->
                [unsaid] Ce texte a { $value } mots : 35 au plus.
               *[other] { $part } : { $value } mots, et 35 au plus.
            }
    }
rule-too-many-words-mend = Raccourcissez. Un texte court se retient mieux.
rule-too-many-facts =
    { $value ->
        [unsaid] Il y a trop d’indications : six au plus, avec la date et le lieu.
       *[other] Il y a { $value } indications : six au plus, avec la date et le lieu.
    }
rule-too-many-facts-mend = Gardez celles qui aident le plus à reconnaître la personne.
rule-empty-text =
    { $part ->
        [unsaid] Un texte est vide.
       *[other] Ce champ est vide : { $part }.
    }
rule-empty-text-mend = Remplissez-le.
rule-child-alert-area = Une Child Alert s’adresse à tout le pays.
rule-child-alert-area-mend = Choisissez tout le pays, ou un autre type de campagne.
rule-area = Aucune commune n’est choisie, ou l’une d’elles est inconnue.
rule-area-mend = Choisissez au moins une commune dans la liste, ou tout le pays.

rule-period-past =
    { $value ->
        [unsaid] La fin est déjà passée.
       *[other] La fin est déjà passée : { $value }.
    }
rule-period-past-mend = Choisissez une fin à venir.
rule-period-child-alert =
    { $value ->
        [unsaid] Une Child Alert dure six heures au plus à la fois.
       *[other] Une Child Alert dure six heures au plus à la fois : ici, jusqu’au { $value }.
    }
rule-period-child-alert-mend = Choisissez une fin plus proche. La campagne pourra être prolongée.
rule-period-long =
    { $value ->
        [unsaid] Une campagne dure 92 jours au plus à la fois.
       *[other] Une campagne dure 92 jours au plus à la fois : ici, jusqu’au { $value }.
    }
rule-period-long-mend = Choisissez une fin plus proche. La campagne pourra être prolongée.
rule-period-age =
    { $value ->
        [unsaid] Le jour où la personne ne peut plus être recherchée, la campagne doit être finie.
       *[other] Le jour où la personne ne peut plus être recherchée, la campagne doit être finie : ici, le { $value } au plus tard.
    }
rule-period-age-mend = Choisissez une fin plus proche. Si l’âge ou le statut est faux dans le dossier, corrigez-le.

rule-proof-missing = L’épreuve n’a pas encore été faite.
rule-proof-missing-mend = Faites l’épreuve et soumettez-la au magistrat.
rule-proof-not-frozen = L’épreuve n’est pas prête : les fichiers sont en préparation ou n’ont pas pu être faits.
rule-proof-not-frozen-mend = Attendez un instant. Si une erreur s’affiche, corrigez-la et refaites l’épreuve.
rule-decision-missing = Le magistrat n’a pas encore décidé.
rule-decision-missing-mend = Attendez sa décision ou appelez-le.
rule-decision-old-digest =
    { $value ->
        [unsaid] La décision porte sur une autre version.
       *[other] La décision porte sur une autre version que l’épreuve { $value }.
    }
rule-decision-old-digest-mend = Soumettez la dernière épreuve : il faut une nouvelle décision.
rule-decision-period =
    { $value ->
        [unsaid] La période de la décision ne convient pas.
       *[other]
            { $field ->
                [until] La décision doit prendre fin dans l’avenir, et au plus tard le { $value }.
               *[other] La décision n’est plus valable : elle a pris fin le { $value }.
            }
    }
rule-decision-period-mend =
    { $field ->
        [until] Choisissez une fin entre maintenant et cette date.
       *[other] Demandez au magistrat de prolonger.
    }
rule-decision-reasons = Cette décision doit être motivée.
rule-decision-reasons-mend = Écrivez les raisons en une phrase ou deux.

rule-nothing-newer = Il n’y a pas de version plus récente que celle qui est diffusée.
rule-nothing-newer-mend = Modifiez d’abord le projet, commandez une épreuve et faites-la approuver.
rule-version-over = Cette version n’a plus cours : elle a été modifiée, renvoyée ou refusée depuis.
rule-version-over-mend = Commandez une nouvelle épreuve et faites-la approuver.
rule-hand-note = Il manque comment vous savez que la copie a disparu, ou le texte est trop long.
rule-hand-note-mend = Écrivez en quelques mots ce que vous avez vu ou fait, 2 000 caractères au plus.
rule-kind-fixed = Une campagne diffusée ne peut pas changer de type.
rule-kind-fixed-mend = Gardez le type, ou terminez cette campagne et ouvrez-en une autre.
rule-campaign-state =
    { $value ->
        [unsaid] L’état de la campagne ne permet pas cette action.
       *[other] L’état de la campagne ne permet pas cette action : { $value }.
    }
rule-campaign-state-mend = Rechargez la page pour voir où en est la campagne.
rule-placement-state =
    { $value ->
        [unsaid] L’état de cette copie ne permet pas cette action.
       *[other] L’état de cette copie ne permet pas cette action : { $value }.
    }
rule-placement-state-mend = Rechargez la page pour voir où en est cette copie.
rule-own-work = Qui a préparé une campagne ne peut pas l’approuver.
rule-own-work-mend = Demandez la décision d’une autre personne.

rule-volunteer-email = Cette adresse e-mail ne peut pas recevoir de message.
rule-volunteer-email-mend = Écrivez-la en entier, comme nom@exemple.be.
rule-volunteer-lang = La langue de ce volontaire n’est pas connue.
rule-volunteer-lang-mend = Choisissez fr, nl, de ou en.
rule-volunteer-postcode = Ce code postal n’existe pas en Belgique.
rule-volunteer-postcode-mend = Écrivez les quatre chiffres, comme 1050.
rule-volunteer-phone = Ce numéro de téléphone n’est pas complet.
rule-volunteer-phone-mend = Écrivez-le avec l’indicatif, comme +32 470 12 34 56, ou laissez le champ vide.
rule-volunteer-active = On ne sait pas s’il faut écrire à ce volontaire.
rule-volunteer-active-mend = Écrivez oui ou non dans la colonne « active », ou laissez le champ vide.
