# Le relevé de clôture d'une campagne, pour ceux qui le gardent comme preuve. Il ne nomme personne.
# $code : le code public de la campagne. $copies : combien. $closed, $reopened : des moments. $act : ce qui a été décidé.

statement-title = Relevé de clôture
statement-of = Campagne { $code }
statement-lead =
    { $copies ->
        [0] Cette campagne n’a eu aucune copie.
        [1] Le sort de l’unique copie de cette campagne est établi. Il ne reste rien à retirer.
       *[other] Le sort des { $copies } copies de cette campagne est établi. Il ne reste rien à retirer.
    }
statement-check = Pour savoir si la recherche continue :
statement-footer = Relevé de clôture, campagne { $code }. Il ne nomme aucun enfant et ne montre aucun visage.

statement-course = Déroulement
statement-launched = Diffusée
statement-ended = Retirée
statement-last-copy = Dernière copie disparue
statement-closed = Clôturée
statement-clock = Les heures sont celles de la Belgique. Le fichier JSON les donne en UTC.

statement-copies = Ce que les copies sont devenues
statement-channel = Canal
statement-planned = Copies
statement-withdrawn = Supprimées et vérifiées
statement-corrected = Corrigées par un message
statement-answered = Une personne en répond
statement-suppressed = Jamais faites
statement-all = Tous les canaux

statement-times = Temps écoulé
statement-half = La moitié
statement-most = 95 sur 100
statement-last = La dernière
statement-last-at = Disparue le

statement-persons = Copies dont une personne répond

statement-replaces = Ce relevé en remplace un autre
statement-replaces-text = La campagne avait été clôturée le { $closed }. Le { $reopened }, une copie a malgré tout été retrouvée. Le relevé de cette clôture ne vaut plus.

statement-evidence = Sur quoi il repose
statement-proof = Épreuve diffusée
statement-decision = Décision : { $act }
statement-trail = Journal d’audit
statement-entry = Entrée { $seq }
statement-signed = Signé par l’installation
statement-unsigned = pas signé
statement-sha256 = SHA-256 du fichier JSON
statement-how = Pour le vérifier : « childalert proof verify FICHIER » lit le fichier JSON, « childalert audit verify --checkpoint FICHIER » le compare au journal d’audit.

problem-not-ended = Cette campagne n’est pas terminée.
problem-not-ended-mend = Le relevé de clôture est fait quand tout a été retiré et qu’il ne reste rien à régler.
# $count : combien de copies sont dues. $service : dont au service. $waiting : en attente d'une personne. $taken : prises par $people.
problem-not-closed =
    { $count ->
        [0] Cette campagne va être clôturée.
        [1] Cette campagne n’est pas clôturée : une copie reste à régler.
       *[other] Cette campagne n’est pas clôturée : { $count } copies restent à régler.
    }
problem-not-closed-mend =
    { $people ->
        [unsaid] Par le service : { $service }. En attente d’une personne : { $waiting }. Le registre de la campagne les cite une à une.
       *[other] Par le service : { $service }. En attente d’une personne : { $waiting }. Par { $people } : { $taken }. Le registre de la campagne les cite une à une.
    }

moment = { $date } { $time }
duration-seconds = { $whole },{ $tenth } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min
