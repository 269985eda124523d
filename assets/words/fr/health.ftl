# The administrator’s page on how the service is. `health-PART-FOUND` says what was found, `…-mend` what to do about it. $took: how
# long an answer took. $when: day and time. $count: how many, or seconds.
health-title = État du service
health-launch = Lancer
health-launch-good = Une campagne peut être lancée maintenant.
health-launch-look = Une campagne peut être lancée, mais tout n’est pas comme d’habitude : voyez ci-dessous.
health-launch-down = Aucune campagne ne peut être lancée maintenant. Réparez d’abord ce qui est en panne.
health-take-back = Retirer
health-take-back-good = Une campagne peut être retirée maintenant.
health-take-back-look = Une campagne peut être retirée, mais cela peut durer plus longtemps ou demander quelqu’un : voyez ci-dessous.
health-take-back-down = Tout ne peut pas être retiré maintenant. Ordonnez quand même la fin, et faites retirer les copies à la main là où un canal est en panne.
health-state-good = Bon
health-state-look = À voir
health-state-down = En panne
health-state-off = Pas utilisé
health-parts = Les parties
health-channels = Les canaux
health-channels-unknown = La base de données n’a pas dit où en sont les canaux.
health-program = Ce programme
health-version = Version
health-since = En marche depuis
health-providers = Connexion par une organisation
health-providers-none = aucune n’est configurée : chacun utilise une clé d’accès
health-at = Regardé
health-again = Regarder à nouveau
health-monitors = Les outils de surveillance lisent la même chose à /api/v1/health, avec une clé de ce rôle. Sans connexion, /readyz dit si la base de données et la file répondent.
health-no-database = La base de données ne répond pas
health-no-database-text = Seule la base de données sait qui peut lire cette page : elle ne peut donc pas être montrée. Voyez si la base de données tourne, si cette machine l’atteint et si son disque a de la place. Sans connexion, /readyz dit si elle est revenue. D’ici là, rien ne peut être lancé ni retiré ici : si une campagne doit finir, faites retirer ses copies à la main.

health-part-database = Base de données
health-part-clock = Horloge de cette machine
health-part-broker = File d’attente (broker)
health-part-outbox = Appels aux programmes
health-part-files = Photos et affiches
health-part-render = Fabrication des affiches
health-part-copies = Copies qui demandent quelqu’un
health-part-messages = Messages aux autorités et aux collègues
health-part-passkeys = Connexion
health-part-authorities = Autorités
health-part-signature = Signature des relevés de clôture
health-part-trail = Journal d’audit

health-database-answers = Elle répond et garde ce qu’on lui donne ({ $took }).
health-database-slow = Elle répond lentement ({ $took }).
health-database-slow-mend = Regardez la charge et le disque de sa machine. Tout dure plus longtemps d’ici là.
health-database-read-only = On peut la lire, mais elle ne garde rien.
health-database-read-only-mend = Voyez d’abord si son disque est plein. Tant qu’elle ne garde rien, rien ne peut être lancé ni retiré ici : faites retirer les copies à la main.
health-database-silent = Elle ne répond pas.
health-database-silent-mend = Voyez si elle tourne, si cette machine l’atteint et si son disque a de la place.
health-database-failed = Elle répond par une erreur.
health-database-failed-mend = Le journal du service dit laquelle. Voyez si la base de données tourne et si son disque a de la place.
health-clock-agrees = Elle s’accorde avec la base de données et avec ce qui est noté.
health-clock-apart = Elle diffère de l’horloge de la base de données de { $count } secondes.
health-clock-apart-mend = Faites régler les deux machines par un serveur de temps (NTP).
health-clock-behind = Elle retarde de { $count } secondes sur ce qui est déjà noté : rien ne peut être décidé ni publié.
health-clock-behind-mend = Réglez l’horloge de cette machine (NTP). Retirer reste possible.
health-clock-unknown = Elle n’a pas pu être comparée.
health-clock-unknown-mend = Occupez-vous d’abord de la base de données.
health-broker-answers = Elle prend les tâches.
health-broker-away = Elle n’est pas connectée. Le service continue d’essayer.
health-broker-away-mend = Voyez si RabbitMQ tourne et si cette machine l’atteint. Rien n’est perdu : ce qui est ordonné attend dans la base de données, et les programmes apprennent les retraits sans elle.
health-broker-silent = Elle ne répond pas.
health-broker-silent-mend = Voyez si RabbitMQ tourne et si cette machine l’atteint. Les retraits continuent sans elle, quelques secondes plus tard.
health-outbox-empty = Aucun n’attend.
health-outbox-moving =
    { $count ->
        [one] Un appel est en route.
       *[other] { $count } appels sont en route.
    }
health-outbox-late =
    { $count ->
        [one] Un appel attend depuis le { $when }.
       *[other] { $count } appels attendent, le plus ancien depuis le { $when }.
    }
health-outbox-late-mend = Si cela ne baisse pas en une minute, occupez-vous de la file d’attente.
health-outbox-stuck =
    { $count ->
        [one] Un appel attend depuis le { $when } : rien ne passe.
       *[other] { $count } appels attendent, le plus ancien depuis le { $when } : rien ne passe.
    }
health-outbox-stuck-mend = Occupez-vous de la file d’attente. Si elle prend les tâches, redémarrez ce service : rien n’est perdu.
health-outbox-unknown = La base de données n’a pas dit combien attendent.
health-outbox-unknown-mend = Occupez-vous d’abord de la base de données.
health-files-keeps = Elles sont gardées et relues telles quelles ({ $took }).
health-files-slow = Elles sont gardées, mais lentement ({ $took }).
health-files-slow-mend = Regardez le disque, ou la ligne vers le stockage de fichiers.
health-files-altered = Ce qui a été gardé ne se relit pas tel quel.
health-files-altered-mend = Examinez le disque ou le stockage de fichiers avant toute publication. Un fichier altéré n’est jamais publié.
health-files-failed = Rien ne peut être gardé ni lu.
health-files-failed-mend = Voyez si le dossier ou le stockage de fichiers (files_url) est là, a de la place, et si ce service peut y écrire.
health-files-silent = Le stockage de fichiers ne répond pas.
health-files-silent-mend = Voyez s’il tourne et si cette machine l’atteint (files_url). Les retraits continuent sans lui.
health-files-not-compared = Ce qui a pris fin n’a pas encore été comparé aux fichiers depuis le démarrage de ce programme. D’ici là, il ne publie rien.
health-files-not-compared-mend = Il le fait de lui-même en quelques secondes. Si cela dure, le journal du service dit pourquoi.
health-render-here = Son programme est là.
health-render-silent = Son programme n’a plus donné signe de vie depuis le { $when }.
health-render-silent-mend = Redémarrez-le (childalert-worker render). Sans lui, aucune épreuve ne peut être faite.
health-render-never = Aucun programme qui fait les affiches n’a jamais été vu.
health-render-never-mend = Démarrez-en un (childalert-worker render). Sans lui, aucune épreuve ne peut être faite.
health-render-unknown = La base de données n’a pas dit si son programme est là.
health-render-unknown-mend = Occupez-vous d’abord de la base de données.
health-copies-none = Aucune.
health-copies-waiting =
    { $count ->
        [one] Une, depuis le { $when }.
       *[other] { $count }, la plus ancienne depuis le { $when }.
    }
health-copies-waiting-mend = Le service écrit aux personnes de garde. Veillez à ce que l’une d’elles s’occupe de chacune.
health-copies-unknown = La base de données ne l’a pas dit.
health-copies-unknown-mend = Occupez-vous d’abord de la base de données.
health-messages-sent = Aucun n’a été abandonné ces sept derniers jours.
health-messages-given-up =
    { $count ->
        [one] Un message a été abandonné ces sept derniers jours.
       *[other] { $count } messages ont été abandonnés ces sept derniers jours.
    }
health-messages-given-up-mend = Faites appeler ces personnes, puis regardez les réglages du serveur de courrier. Le dossier et la campagne listent leurs messages.
health-messages-unknown = La base de données ne l’a pas dit.
health-messages-unknown-mend = Occupez-vous d’abord de la base de données.
health-passkeys-ready = Les clés d’accès fonctionnent à cette adresse.
health-passkeys-none = Aucune clé d’accès ne fonctionne à cette adresse : personne ne peut décider.
health-passkeys-none-mend = Le site a besoin d’un nom de domaine : réglez public_url.
health-authorities-named =
    { $count ->
        [one] Une est avertie de chaque lancement et de chaque fin.
       *[other] { $count } sont averties de chaque lancement et de chaque fin.
    }
health-authorities-none = Aucune n’est avertie des lancements et des fins.
health-authorities-none-mend = Nommez la police fédérale et la Cellule personnes disparues dans la configuration (authorities). D’ici là, faites-les avertir par téléphone.
health-signature-ready = La clé de l’installation les signe.
health-signature-none = Ils partent sans signature.
health-signature-none-mend = Faites une clé avec « childalert audit key » et nommez son fichier dans la configuration (installation_key_file).
health-trail-holds = Sa dernière entrée est le no { $count }, du { $when } ; les sceaux des cent dernières tiennent. « childalert audit verify » vérifie tout.
health-trail-empty = Rien n’a encore été noté.
health-trail-broken = Les sceaux de ses dernières entrées ne tiennent pas : quelque chose a été changé.
health-trail-broken-mend = Gardez une copie de la base de données telle quelle, lancez « childalert audit verify » et avertissez le délégué à la protection des données.
health-trail-unknown = La base de données ne l’a pas dit.
health-trail-unknown-mend = Occupez-vous d’abord de la base de données.

health-channel-ready = Son programme est là.
health-channel-unused = Il n’est pas configuré : les avis n’y sortent pas.
health-channel-failing = La dernière tentative ici ne s’est pas bien passée.
health-channel-failing-mend = La page de la campagne dit de quelle copie il s’agit.
health-channel-needs-person =
    { $count ->
        [one] Une copie demande quelqu’un.
       *[other] { $count } copies demandent quelqu’un.
    }
health-channel-needs-person-mend = Veillez à ce qu’une personne de garde s’en occupe.
health-channel-no-account = Son programme est là, mais n’a ni compte ni serveur : il ne peut que refuser ce qui doit sortir ici.
health-channel-no-account-mend = Configurez son compte ou son serveur dans la configuration de son programme, et redémarrez celui-ci.
health-channel-never = Aucun programme pour ce canal n’a jamais été vu : tout ce qui est ordonné ici attend.
health-channel-never-mend = Démarrez childalert-worker avec le nom de ce canal et une clé qui l’ouvre.
health-channel-silent = Son programme n’a plus donné signe de vie depuis le { $when } : rien n’est fait ni retiré ici.
health-channel-silent-mend = Voyez si childalert-worker tourne pour ce canal, et redémarrez-le. Si des copies doivent disparaître maintenant, supprimez-les à la main sur le canal même.
health-fact-seen = programme entendu il y a { $ago }
health-fact-live = dernière mise en ligne : { $when }
health-fact-failed = dernier ennui : { $when }.
health-fact-standing =
    { $count ->
        [one] une copie est en place
       *[other] { $count } copies sont en place
    }
health-fact-person =
    { $count ->
        [one] une copie demande quelqu’un
       *[other] { $count } copies demandent quelqu’un
    }
health-fact-to-make =
    { $count ->
        [one] une tâche en file, pour faire une copie
       *[other] { $count } tâches en file, pour faire des copies
    }
health-fact-to-take-back =
    { $count ->
        [one] une tâche en file, pour retirer une copie
       *[other] { $count } tâches en file, pour retirer des copies
    }
