# Ce qui est en cours, pour les personnes de la fondation.

now-title = Maintenant
cases-title = Dossiers
now-new = Nouveau dossier
now-quiet = Rien n’est public en ce moment, et rien n’attend.
now-live = Publié en ce moment
now-ending = En cours de retrait
now-approved = Approuvé, à lancer
now-waiting = Attend le magistrat
now-preparing = En préparation
now-closed = Clôturé ces sept derniers jours
# $state : où en est la campagne. $when : depuis quand.
now-state-since = { $state }, depuis le { $when }
# $live, $copies : nombres de copies.
now-copies =
    { $copies ->
        [1] { $live } copie en ligne sur 1
       *[other] { $live } copies en ligne sur { $copies }
    }
now-needs-person =
    { $count ->
        [1] Une copie attend quelqu’un
       *[other] { $count } copies attendent quelqu’un
    }
now-owed =
    { $count ->
        [1] Une copie reste à retirer
       *[other] { $count } copies restent à retirer
    }
now-newer-waits = Une nouvelle version attend le magistrat
now-newer-approved = Une nouvelle version est approuvée : mettez-la en place

# $reference : le numéro du dossier.
room-title = Campagne { $reference }
# $since, $until : jour et heure.
room-since-until = publiée depuis le { $since }, jusqu’au { $until }
# $state : ended ou closed, en mots. $reason : pourquoi.
room-ended = { $state } ; arrêtée le { $when } : { $reason }
room-next-draft = À faire : l’épreuve
room-next-draft-text = Quand la campagne est prête, commandez l’épreuve : chaque mot et chaque fichier, tels qu’ils seraient publiés. Le magistrat décide sur elle.
room-next-newer = Une nouvelle version
room-next-newer-text = Le projet a changé. Ce qui est publié reste tel quel jusqu’à ce qu’une nouvelle épreuve soit décidée et mise en place.
room-next-rendering = L’épreuve est en cours de fabrication
room-next-rendering-text = Cela prend moins d’une minute. Cette page se met à jour d’elle-même ; sans script, rechargez-la.
room-next-failed = L’épreuve n’a pas pu être faite
room-next-failed-text = Corrigez ceci, puis commandez-la de nouveau :
room-next-waiting = Au magistrat de décider
room-next-waiting-text = L’épreuve attend sa décision. Il est prévenu, puis rappelé. Le consentement peut être demandé entre-temps, depuis le dossier.
room-next-launch = Approuvée : à vous de lancer
room-next-launch-text = Avant le lancement, une page dit qui sera touché, et ce qui manquerait encore.
room-next-update = Nouvelle version approuvée
room-next-update-text = Elle peut prendre la place de celle qui est publiée.
room-next-refused = Cette version ne sera pas publiée
room-next-refused-text = Changez le projet, puis commandez une nouvelle épreuve.
room-change = Changer le projet
room-order = Commander l’épreuve
room-order-again = Commander l’épreuve de nouveau
room-see-proof = Voir l’épreuve
room-launch = Vers le lancement
room-update = Vers la mise en place
# $done, $all, $moving, $owed, $stuck : nombres de copies.
room-bar = { $done } copies en ligne ou réglées sur { $all }{ $moving ->
    [0] {""}
   *[other] , { $moving } en route
}{ $owed ->
    [0] {""}
   *[other] , { $owed } d’état inconnu
}{ $stuck ->
    [0] {""}
   *[other] , { $stuck } attendent quelqu’un
}
room-bar-over = { $done } copies retirées ou réglées sur { $all }{ $moving ->
    [0] {""}
   *[other] , { $moving } à supprimer avant d’avoir paru
}{ $owed ->
    [0] {""}
   *[other] , { $owed } en cours de retrait
}{ $stuck ->
    [0] {""}
   *[other] , { $stuck } attendent quelqu’un
}
room-channels = Copies par canal
room-channel = Canal
room-copies = Copies
room-state = État
room-count-planned = { $count } à faire
room-count-placing = { $count } en cours de publication
room-count-live = { $count } en ligne
room-count-unknown = { $count } d’état inconnu
room-count-rejected =
    { $count ->
        [1] 1 refusée par le canal
       *[other] { $count } refusées par le canal
    }
room-count-suppressed =
    { $count ->
        [1] 1 jamais publiée
       *[other] { $count } jamais publiées
    }
room-count-withdrawing = { $count } en cours de retrait
room-count-withdrawn =
    { $count ->
        [1] 1 retirée
       *[other] { $count } retirées
    }
room-count-corrected =
    { $count ->
        [1] 1 rectifiée par un message
       *[other] { $count } rectifiées par un message
    }
room-count-escalated =
    { $count ->
        [1] 1 attend quelqu’un
       *[other] { $count } attendent quelqu’un
    }
room-count-closed =
    { $count ->
        [1] 1 réglée par une personne
       *[other] { $count } réglées par une personne
    }
# $last : une durée.
room-took = la dernière retirée après { $last }
room-reach =
    { $count ->
        [1] vu par une personne
       *[other] vu par { $count } personnes
    }
room-shares =
    { $count ->
        [1] un partage
       *[other] { $count } partages
    }
room-reactions =
    { $count ->
        [1] une réaction
       *[other] { $count } réactions
    }
room-replies =
    { $count ->
        [1] une réponse
       *[other] { $count } réponses
    }
room-open = Ce qui reste ouvert
room-more-open =
    { $count ->
        [1] Et une autre copie.
       *[other] Et { $count } autres copies.
    }
room-nobody = Personne ne s’en occupe encore.
room-service = Le service s’en occupe.
room-window = Après le { $when }, aucun programme ne peut plus la supprimer.
room-take = Je m’en occupe
room-stop-title = L’enfant a été retrouvé ?
room-stop-text =
    { $count ->
        [1] Reprend la copie publiée. Une seule personne suffit.
       *[other] Reprend les { $count } copies. Une seule personne suffit.
    }
room-stop-none = Rien n’est encore sorti. Arrêter empêche que cela sorte. Une seule personne suffit.
room-stop-reason = Pourquoi ?
room-stop-choose = Choisissez
room-stop = Arrêter et tout retirer
room-statement = Clôturée
room-statement-text = Chaque copie est réglée. Le relevé le prouve, sans le nom ni le visage de l’enfant.
room-statement-pdf = Relevé de clôture (PDF)
room-untold =
    { $count ->
        [1] Un message aux autorités n’est pas encore arrivé.
       *[other] { $count } messages aux autorités ne sont pas encore arrivés.
    }
room-lately = Dernièrement
# $what : ce qui a été fait. $who : un nom.
act-by = { $what } ({ $who })
act-campaign-draft = Campagne préparée
act-campaign-edit = Projet changé
act-campaign-decide = Décision du magistrat
act-campaign-launch = Lancée
act-campaign-update = Nouvelle version mise en place
act-campaign-retract = Arrêtée : tout est repris
act-campaign-close = Clôturée
act-campaign-end-again = Arrêtée de nouveau après le retour d’une base plus ancienne
act-proof-order = Épreuve commandée
act-proof-export = Dossier de preuve sorti
act-placement-escalate = Une copie attend quelqu’un
act-placement-retry = Une copie réessayée
act-placement-take = Une copie prise en main
act-placement-close = Quelqu’un répond d’une copie
act-placement-hand = Copies prises en main par le lien
act-placement-reopen = Une copie est réapparue
act-placement-renew = Une copie remplacée

launch-title = Lancer
launch-update-title = Mettre la nouvelle version en place
launch-against = Ceci empêche la publication
# $area : où. $channels : par quoi. $until : jusqu’à quand.
launch-sentence = En lançant, vous publiez cet avis dans cette zone : { $area }. Canaux : { $channels }. Jusqu’au { $until }.
launch-update-sentence = La nouvelle version remplace celle qui est publiée dans cette zone : { $area }. Canaux : { $channels }. Jusqu’au { $until }.
launch-people =
    { $count ->
        [0] personne dans cette zone
        [1] une personne ({ $languages })
       *[other] { $count } personnes ({ $languages })
    }
launch-everybody = tout le monde ({ $languages })
launch-deleted = peut être supprimé à la fin
# $hours: how long.
launch-window = ne peut être supprimé que pendant { $hours } heures
launch-corrected = ne peut pas être repris : un rectificatif suit à la fin
launch-button = Lancer maintenant
launch-update-button = Mettre en place maintenant
launch-back = Retour à la campagne

proof-page-title = Épreuve { $reference }
proof-jump = Aller à une langue
proof-page-text = Chaque mot et chaque fichier, tels qu’ils seraient publiés. Un clic montre un fichier en grand.
proof-version = version { $number }
proof-pictures = Images
proof-papers = À imprimer
proof-posts = Messages sur les réseaux
proof-letters =
    { $count ->
        [1] 1 signe
       *[other] { $count } signes
    }
proof-mail = L’e-mail aux volontaires
proof-closing = Les mots de la fin
proof-shared = Fichiers en plusieurs langues
proof-size = { $count } ko
proof-whole-digest = L’empreinte entière :

# $when : jour et heure. $who : un nom.
decide-asked = Décision demandée le { $when }.
decide-asked-by = Décision demandée le { $when } par { $who }.
decide-prepared-by = Préparé par { $who }.
decide-reach-sentence = Ceci serait diffusé dans cette zone : { $area }. Canaux : { $channels }. Langues : { $languages }. Jusqu’au { $until }.
decide-reach-each = Canal par canal
decide-whole-proof = Voir l’épreuve entière

# $what : de quoi il s’agit. $more : ce qui en est dit.
room-said = { $what } : { $more }
room-lacks = Il manque quelque chose
room-stop-lacks = Choisissez pourquoi. Ensuite, arrêtez : rien n’est encore arrêté.
room-note-lacks = Écrivez comment vous le savez. Ensuite, répondez-en de nouveau.
room-stale = Cette page ne se met plus à jour : ce qui est écrit ici peut être ancien.
room-stale-again = La recharger
room-no-script = Sans script, cette page ne se met pas à jour toute seule.
launch-changed = L’épreuve a changé entre-temps
launch-changed-text = Rien n’est lancé. Ceci est la nouvelle version, telle qu’elle est approuvée maintenant : regardez-la, puis lancez.
