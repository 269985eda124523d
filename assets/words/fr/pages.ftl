# The public site.

site-name = Avis de disparition
page-languages = Langues
page-skip = Aller au contenu
page-main-title = { $headline } : { $name }, { $age }
page-active-since = Actif depuis le { $when }
page-facts = Signalement
page-call = Appeler le 116 000
page-call-note = Gratuit, jour et nuit.
page-call-abroad = De l’étranger :
page-seen = Vous avez vu cette personne ?
page-seen-call = Appelez tout de suite le 116 000. Vous pouvez rester anonyme.
page-seen-say = Dites où, quand, avec qui et dans quelle direction.
page-seen-danger = En cas de danger immédiat, appelez le 112.
page-not = À ne pas faire
page-not-approach = N’abordez pas la personne et ne la suivez pas : appelez.
page-not-post = Ne publiez pas ce que vous avez vu, ni vos suppositions : appelez.
page-not-photo = Ne partagez pas la photo seule : elle resterait en ligne après la fin de la recherche.
page-help = Aider à chercher
page-print = Imprimer l’affiche (PDF)
page-print-note = Demandez d’abord l’accord du commerçant ou du propriétaire.
page-share = Partager cette adresse
page-feed = Flux des avis (Atom)
page-home = Tous les avis actifs

page-ended-call = Une information sur une autre disparition ? Appelez le 116 000.
page-ended-remove = Vous avez une affiche, une capture d’écran ou un partage ? Retirez-les, s’il vous plaît. Par respect, ne commentez pas la fin de cette recherche.

page-check-title = Cette recherche est-elle en cours ?
page-check-active = Oui, la recherche est en cours
page-check-active-text = Vous savez quelque chose ? Appelez le 116 000, gratuit, jour et nuit.
page-check-notice = Voir l’avis
page-check-ended = Non, la recherche est terminée
page-check-ended-text = Merci. Veuillez retirer l’affiche ou la vignette et la détruire.
page-check-unknown = Nous ne connaissons pas cette adresse
page-check-unknown-text = Elle est peut-être incomplète. Scannez le code de nouveau. Un doute ? Appelez le 116 000.

page-front-title = Recherches en cours
page-front-text = Regardez ces visages. Vous savez quelque chose ? Appelez le 116 000.
page-front-none = Aucun avis actif en ce moment.
page-front-none-text = Merci de garder l’œil ouvert. Le 116 000 répond jour et nuit.
page-front-active = Avis actifs
page-front-since = Depuis le { $when }

page-not-found-title = Cette page n’existe pas
page-not-found-text = Vérifiez l’adresse ou regardez les avis actifs.
page-fault-title = La page ne peut pas s’afficher
page-fault-text = L’erreur vient de nous. Réessayez dans une minute. Le 116 000 répond jour et nuit.

feed-title = Avis de disparition
feed-author = Ligne 116 000
