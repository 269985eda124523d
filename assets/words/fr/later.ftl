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
