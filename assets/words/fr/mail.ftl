# E-mails to volunteers, and the neutral words for the end. The end never names the person nor says what happened.

mail-subject-public = Recherche { $reference } : votre aide, s’il vous plaît ({ $area })
mail-subject-discreet = Recherche discrète { $reference } : votre aide, s’il vous plaît ({ $area })
# $subject: the subject without this.
mail-subject-update = Mise à jour : { $subject }
mail-greeting = Bonjour,
mail-intro = Une personne a disparu et nous demandons votre aide. Zone : { $area }.
mail-ask = Ce que nous vous demandons
mail-ask-replaces = Ce message remplace celui que nous vous avons envoyé : supprimez-le.
mail-ask-replaces-posters = Retirez les anciennes affiches là où vous posez la nouvelle.
mail-ask-check = Regardez d’abord si la recherche est toujours en cours.
mail-ask-print = Imprimez l’affiche et posez-la là où c’est permis.
mail-ask-owner = Demandez toujours l’accord du commerçant ou du propriétaire avant d’afficher.
mail-ask-link = Partagez le lien de la page, jamais la photo seule : quand la recherche prend fin, la page s’efface partout.
mail-ask-share = Partagez le lien de la page autour de vous.
mail-ask-chosen = Montrez cet avis ou sa vignette à des personnes choisies avec soin : commerçants, personnel des gares.
mail-ask-private = Pas d’affichage public : n’affichez rien, ne publiez rien en ligne, ne transférez pas ce message.
mail-ask-note = Notez où vous laissez une vignette : il faudra la reprendre.
mail-never = N’intervenez jamais vous-même
mail-never-text = Vous voyez cette personne ? Ne l’abordez pas et ne la suivez pas. Appelez tout de suite le 116 000, gratuit, jour et nuit. De l’étranger : +32 2 475 44 99. En cas de danger immédiat : 112.
mail-end = Dès que la recherche prend fin, nous vous l’écrivons. Il faudra alors tout retirer le jour même.
mail-poster = Affiche à imprimer (PDF)
mail-vignette = Vignette à imprimer (PDF)
mail-page = Page de l’avis
mail-check = La recherche est-elle en cours ?
mail-why = Vous recevez ce message parce que vous êtes volontaire. Merci.

closing-title = Recherche terminée
closing-text-poster = Merci. Veuillez retirer l’affiche.
closing-text-vignette = Merci. Veuillez reprendre et détruire les vignettes.
closing-text-online = Merci. Veuillez effacer ce que vous avez partagé.
closing-text-picture = Merci à toutes les personnes qui ont aidé.
closing-mail-subject = Recherche { $reference } : terminée, merci de tout retirer
closing-mail-text = La recherche { $reference } est terminée. Merci pour votre aide.
closing-mail-ask = À faire aujourd’hui
closing-mail-posters = Retirez toutes les affiches que vous avez posées, et détruisez-les.
closing-mail-vignettes = Reprenez toutes les vignettes que vous avez laissées, et détruisez-les.
closing-mail-delete = Effacez notre premier message et les fichiers que vous avez enregistrés.
closing-mail-posts = Effacez ce que vous avez publié ou partagé, et demandez-le à ceux qui l’ont partagé après vous.
closing-mail-silence = Par respect, ne commentez pas la fin de cette recherche. Une question ? Appelez le 116 000.
