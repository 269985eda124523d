# What came later: the language of a poster, dates ahead.
page-print-in = Imprimer l’affiche (PDF, en { $languages })
page-front-in = Avis en { $language }
mail-poster-in = Affiche à imprimer (PDF, en { $languages })
rule-date-ahead = Cette date est dans l’avenir.
rule-date-ahead-mend = Écrivez quand cela s’est passé.
rule-birth-date = Cette date de naissance n’est pas possible.
rule-birth-date-mend = Vérifiez l’année : la personne est née avant de disparaître, il y a moins de 120 ans.
rule-note-missing = Cet avis a besoin de quelques mots.
rule-note-missing-mend = Écrivez les conditions, les raisons, ou pourquoi la personne n’a pas été entendue.
field-taken = Un autre dossier a déjà ce « { $field } ».
problem-preview-failed = Ce fichier ne peut pas être fait avec ce projet.
problem-preview-failed-mend = Corrigez les champs de la liste, puis regardez à nouveau.
problem-idempotency-unusable = L’en-tête Idempotency-Key n’est pas utilisable.
problem-idempotency-unusable-mend = Envoyez de 1 à 200 caractères ASCII visibles, par exemple un UUID.
decide-files =
    { $count ->
        [1] Un fichier
       *[other] Tous les { $count } fichiers
    }
decide-said = { $who } : { $what }
authority-parent = parent
authority-guardian = tuteur
authority-institution = institution
authority-administrator = administrateur
authority-child = le jeune lui-même
decide-consented = { $who } ({ $authority }), { $until }
decide-refused = A refusé : { $who } ({ $authority }), { $when }
decide-not-asked = N’a pas pu être consulté : { $who } ({ $authority })
hand-hello-done = Bonjour { $name }.
hand-still =
    { $count ->
        [1] Personne n’est attendu en ce moment, mais une copie est encore à reprendre : le service s’en occupe. Regardez encore dans une minute.
       *[other] Personne n’est attendu en ce moment, mais { $count } copies sont encore à reprendre : le service s’en occupe. Regardez encore dans une minute.
    }
hand-delete-mend = Le service n’a pas pu la supprimer : ouvrez le compte, supprimez-la là-bas, regardez son adresse sans être connecté, puis attestez-le ici.
hand-tell-mend = Un e-mail ne se reprend pas. La correction n’est pas arrivée à tous : prévenez ceux qui ont l’avis, par téléphone ou depuis une autre boîte, que les recherches sont terminées, puis attestez-le ici.
hand-told-note = Qui avez-vous joint, et comment ?
hand-told = Ils sont prévenus : j’en réponds
rule-date-before = Cette date est antérieure à la disparition.
rule-date-before-mend = Vérifiez le jour et l’année, et écrivez quand cela s’est passé.
consent-is-out = Cet avis est déjà public.
consent-exists-in = Il existe en : { $languages }. Si vous avez besoin d’une explication dans votre langue, appelez le 116 000.
consent-others = L’avis dans les autres langues
decide-withdrawn = Retiré : { $who } ({ $authority }), { $when }
consent-form-paper = sur papier
consent-form-oral = de vive voix
consent-form-link = par un lien
