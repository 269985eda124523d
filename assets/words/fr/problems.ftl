# Errors of the API: `problem-{code}` is the title, `problem-{code}-mend` the detail. `field-{code}` is one field's error.
# $field: name of the field. $expected: what it should be, or `unsaid`. $limit: a number.

problem-unauthorised = Vous n’êtes pas connecté.
problem-unauthorised-mend = Connectez-vous ou envoyez une clé valable.
problem-forbidden = Votre rôle ne permet pas cette action.
problem-forbidden-mend = Demandez à une personne qui a ce rôle ou à un administrateur.
problem-not-found = Cet élément n’existe pas ou n’existe plus.
problem-not-found-mend = Vérifiez l’adresse.
problem-conflict = Quelqu’un a fait un changement entre-temps.
problem-conflict-mend = Rechargez, regardez le changement, puis recommencez.
problem-refused = Les règles ne le permettent pas encore.
problem-refused-mend = Réglez chaque point de la liste, puis recommencez.
problem-invalid-body = Certains champs ne conviennent pas.
problem-invalid-body-mend = Corrigez les champs de la liste et renvoyez.
problem-invalid-json = Ce texte n’est pas du JSON correct.
problem-invalid-json-mend = Vérifiez les guillemets, les virgules et le codage UTF-8, puis renvoyez.
problem-already-withdrawn = Cet accord a déjà été retiré.
problem-already-withdrawn-mend = Il n’y a plus rien à faire : rechargez pour voir depuis quand.
# $count : combien de campagnes.
problem-takes-back =
    { $count ->
        [1] Ce changement interdit la recherche et retirerait une campagne en diffusion.
       *[other] Ce changement interdit la recherche et retirerait { $count } campagnes en diffusion.
    }
problem-takes-back-mend = Vérifiez ce qui est écrit. Si c’est juste, envoyez la même demande avec retract=true.
problem-worker-version = Ce programme de diffusion n’a pas la bonne version.
problem-worker-version-mend = Installez la même version que le service, puis relancez-le.
# $limit: the largest size, with its unit.
problem-too-large = L’envoi est trop grand : { $limit } au plus.
problem-too-large-mend = Envoyez moins de données.
# $expected: the content types accepted.
problem-unsupported-media = Ce type de contenu n’est pas accepté.
problem-unsupported-media-mend = Envoyez { $expected } et indiquez-le dans l’en-tête Content-Type.
problem-idempotency-missing = L’en-tête Idempotency-Key manque.
problem-idempotency-missing-mend = Envoyez une clé nouvelle pour chaque action, et la même clé quand vous réessayez.
problem-idempotency-reused = Cette Idempotency-Key a déjà servi à une autre demande.
problem-idempotency-reused-mend = Envoyez une clé nouvelle.
problem-idempotency-in-progress = La première demande avec cette clé est encore en cours.
problem-idempotency-in-progress-mend = Attendez un instant, puis renvoyez la même demande avec la même clé.
# $seconds: how long to wait.
problem-too-many-requests = Trop de demandes en peu de temps.
problem-too-many-requests-mend =
    { $seconds ->
        [1] Attendez une seconde, puis réessayez.
       *[other] Attendez { $seconds } secondes, puis réessayez.
    }
problem-unavailable = Le service ne répond pas pour le moment.
problem-unavailable-mend = Réessayez dans une minute. Si cela dure, prévenez la personne de garde.
problem-internal = Une erreur s’est produite chez nous. Elle est notée.
problem-internal-mend = Réessayez. Si cela dure, donnez le numéro de la demande à la personne de garde.

problem-photo-too-large = La photo est trop lourde : 30 Mo au plus.
problem-photo-too-large-mend = Enregistrez-la en JPEG, ou plus petite.
problem-photo-too-many-pixels = La photo a trop de pixels : 50 mégapixels au plus.
problem-photo-too-many-pixels-mend = Réduisez sa largeur et sa hauteur.
problem-photo-too-small = La photo est trop petite pour une affiche : le petit côté doit avoir 400 pixels au moins.
problem-photo-too-small-mend = Demandez l’original. Une photo reçue par messagerie est souvent réduite.
problem-photo-unknown-format = Ce fichier n’est pas une photo en JPEG, PNG ou WebP.
problem-photo-unknown-format-mend = Enregistrez la photo en JPEG et renvoyez-la.
problem-photo-damaged = La photo est abîmée ou incomplète.
problem-photo-damaged-mend = Demandez-la de nouveau, ou enregistrez-la encore une fois en JPEG.
problem-photo-not-taken-in = Cette photo n’a pas été vérifiée.
problem-photo-not-taken-in-mend = Envoyez-la de nouveau dans le dossier.
problem-photo-not-a-picture = Ce fichier n’est pas une photo.
problem-photo-not-a-picture-mend = Envoyez une photo en JPEG, PNG ou WebP.
problem-photo-unsupported = Ce format de photo n’est pas accepté.
problem-photo-unsupported-mend = Enregistrez la photo en JPEG, PNG ou WebP.
problem-photo-truncated = La photo est incomplète.
problem-photo-truncated-mend = Envoyez-la de nouveau, ou demandez l’original.
problem-photo-animated = Cette image est animée.
problem-photo-animated-mend = Envoyez une photo fixe.
problem-photo-broken = La photo ne peut pas être lue.
problem-photo-broken-mend = Ouvrez-la dans un autre programme, enregistrez-la en JPEG et renvoyez-la.

# What an officer should know of a photo that was taken in.
photo-warning-low-resolution = Imprimée en A4, la photo a moins de 300 points par pouce.
photo-warning-low-resolution-mend = Demandez l’original. Une photo reçue par messagerie est souvent réduite.
photo-warning-no-face-found = Aucun visage n’a été trouvé sur la photo.
photo-warning-no-face-found-mend = Déplacez le cadre à la main.
photo-warning-several-faces = La photo montre plus d’un visage.
photo-warning-several-faces-mend = Prenez une photo où l’enfant est seul.
photo-warning-older-than-a-year = La photo a été prise il y a plus d’un an.
photo-warning-older-than-a-year-mend = Demandez une photo récente : un enfant change vite.

# $field: which text. $excess: how many characters are too many, 0 if not known.
problem-kit-text-too-long = Ce texte ne tient pas sur l’affiche : { $field }.
problem-kit-text-too-long-mend =
    { $excess ->
        [0] Raccourcissez-le, puis refaites l’épreuve.
       *[other] Enlevez environ { $excess } caractères, puis refaites l’épreuve.
    }
problem-kit-no-glyph = Ce texte contient un signe que nos polices n’ont pas ({ $character }) : { $field }.
problem-kit-no-glyph-mend = Remplacez ce signe, ou écrivez le nom en lettres latines.
problem-kit-missing = Un texte de l’affiche est vide : { $field }.
problem-kit-missing-mend = Remplissez-le, puis refaites l’épreuve.
problem-kit-too-many = L’affiche ne peut pas tout contenir : { $field }.
problem-kit-too-many-mend = Enlevez une indication, puis refaites l’épreuve.
problem-kit-facts-differ = Les deux langues d’une même affiche n’ont pas les mêmes indications : { $field }.
problem-kit-facts-differ-mend = Donnez les mêmes indications dans les deux langues, puis refaites l’épreuve.
problem-kit-no-notice = Une affiche demande une langue sans avis : { $field }.
problem-kit-no-notice-mend = Écrivez l’avis dans cette langue, puis refaites l’épreuve.
problem-kit-photo-mismatch = La photo de l’affiche n’est pas celle du dossier.
problem-kit-photo-mismatch-mend = Refaites l’épreuve. Si cela dure, prévenez la personne de garde.
problem-kit-photo-unreadable = La photo de l’affiche ne peut pas être lue.
problem-kit-photo-unreadable-mend = Envoyez la photo de nouveau, puis refaites l’épreuve.
problem-kit-out-of-range = Une mesure de l’affiche ne convient pas : { $field }.
problem-kit-out-of-range-mend = Placez le cadre sur le visage, puis refaites l’épreuve.
problem-kit-cards-out-of-range = Le nombre de vignettes va de 1 à 400.
problem-kit-cards-out-of-range-mend = Changez le nombre, puis refaites l’épreuve.
problem-kit-too-many-words = Ce texte compte plus de 35 mots : { $field }.
problem-kit-too-many-words-mend = Retirez-en au moins { $excess }, puis refaites l’épreuve.
problem-kit-file-too-large = Le fichier de l’affiche est trop lourd.
problem-kit-file-too-large-mend = Choisissez une photo plus petite, puis refaites l’épreuve.
problem-kit-not-written = L’affiche n’a pas pu être écrite.
problem-kit-not-written-mend = Refaites l’épreuve. Si cela dure, prévenez la personne de garde.
problem-kit-photo-missing = La photo de cette épreuve manque.
problem-kit-photo-missing-mend = Envoyez la photo de nouveau, puis refaites l’épreuve.
problem-kit-render-failed = L’affiche n’a pas pu être faite.
problem-kit-render-failed-mend = Refaites l’épreuve. Si cela dure, prévenez la personne de garde.

field-required = « { $field } » manque : ajoutez-le.
field-unknown = « { $field } » n’est pas connu ici : retirez-le ou vérifiez son orthographe.
field-wrong-type =
    { $expected ->
        [unsaid] « { $field } » n’est pas du bon type.
       *[other] « { $field } » doit être { $expected }.
    }
field-wrong-format =
    { $expected ->
        [unsaid] « { $field } » n’a pas la bonne forme.
       *[other] « { $field } » doit être { $expected }.
    }
field-too-short =
    { $limit ->
        [1] « { $field } » est vide : écrivez au moins un caractère.
       *[other] « { $field } » est trop court : au moins { $limit } caractères.
    }
field-too-long = « { $field } » est trop long : { $limit } caractères au plus.
field-too-small = « { $field } » est trop petit : { $limit } au moins.
field-too-large = « { $field } » est trop grand : { $limit } au plus.
field-too-few =
    { $limit ->
        [1] « { $field } » est vide : donnez au moins un élément.
       *[other] « { $field } » a trop peu d’éléments : au moins { $limit }.
    }
field-too-many = « { $field } » a trop d’éléments : { $limit } au plus.
field-not-one-of =
    { $expected ->
        [unsaid] « { $field } » n’est pas une des valeurs possibles.
       *[other] « { $field } » doit être une de ces valeurs : { $expected }.
    }
field-pattern =
    { $expected ->
        [unsaid] « { $field } » n’a pas la bonne forme.
       *[other] « { $field } » n’a pas la bonne forme, par exemple { $expected }.
    }
field-duplicate = « { $field } » contient deux fois le même élément : gardez-en un.

# What stands for the whole body in a field's error.
request-body = le contenu de la demande
type-or = { $first } ou { $second }
type-string = un texte
type-integer = un nombre entier
type-number = un nombre
type-boolean = true ou false
type-array = une liste
type-object = un objet
type-null = null

format-date-time = une date et une heure, comme 2026-11-21T16:40:00+01:00
format-date = une date, comme 2026-11-21
format-uuid = un identifiant UUID, comme 0192d3c4-5b6a-7c8d-9e0f-112233445566
format-email = une adresse e-mail, comme nom@exemple.be
format-uri = une adresse web, comme https://exemple.be/
