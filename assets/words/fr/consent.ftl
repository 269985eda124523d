# The page of a holder of parental authority: calm, plain, nothing taken for granted. $name: the holder.
consent-hello = Bonjour { $name },
consent-title = Votre accord pour un avis de recherche
consent-why = Nous voulons diffuser cet avis pour retrouver votre enfant sain et sauf. Rien ne part sans votre accord, sauf si un magistrat l’exige ou si votre enfant est en danger. Vous pouvez changer d’avis à tout moment, avec ce même lien.
consent-shown = Exactement ceci serait montré
consent-choose = À quoi vous consentez
consent-choose-note = Cochez ce que vous acceptez.
consent-photos = Photos

# $number: which.
consent-photo = Photo { $number }
consent-until = Jusqu’à quand
consent-until-choose = Choisissez une fin
consent-withdrawable = Si vous retirez votre accord, nous retirons tout et vérifions que tout a disparu. Les personnes qui ont reçu un e-mail sont prévenues.
consent-whole = Le tout
consent-agree-all = J’accepte le tout
consent-part = Ou une partie seulement
consent-agree = J’accepte ce qui est coché
consent-refuse = Je refuse
consent-reasons = Voulez-vous dire pourquoi ? (facultatif)
consent-errors = Il manque encore quelque chose
consent-lacks-photos = Cochez au moins une photo, ou refusez.
consent-lacks-channels = Cochez au moins un canal, ou refusez.
consent-lacks-languages = Cochez au moins une langue, ou refusez.
consent-lacks-area = Cochez la zone, ou refusez.
consent-lacks-until = Choisissez une fin qui n’est pas passée.
consent-agreed = Vous êtes d’accord

# $when: day and time of the answer.
consent-agreed-text = Nous avons votre accord depuis le { $when }. Gardez ce lien : il vous permet de changer d’avis.
consent-elsewhere = Un autre avis de la même disparition est publié, et votre accord vaut aussi pour lui.

# $channels, $languages: names. $area: in words. $photos: how many. $until: day and time.
consent-agreed-scope = Vous acceptez : { $channels } ; en { $languages } ; { $area } ; photos : { $photos } ; jusqu’au { $until }.
consent-refused = Vous avez refusé
consent-refused-text = Nous avons noté votre refus le { $when }. Un conseiller vous appellera si nécessaire.
consent-withdrawn = Votre accord est retiré
consent-withdrawn-text = Vous avez retiré votre accord le { $when }.
consent-required = Le magistrat exige cette diffusion pour protéger votre enfant : elle continue. Un conseiller vous explique pourquoi.
consent-copies = Où en est chaque copie

# $channel: its name. $out: still out or on its way back. $all: all there were.
consent-copies-of = { $channel } : encore { $out } sur { $all } diffusées
consent-copies-none = { $channel } : plus rien n’est diffusé

# $person: of those out, with a person.
consent-copies-person = { $channel } : encore { $out } sur { $all } diffusées, dont { $person } suivies par une personne qui s’en occupe
consent-all-back = Tout a été retiré, et nous l’avons vérifié.
consent-told = Un e-mail envoyé ne se reprend pas : ceux qui l’ont reçu ont été avertis que les recherches sont terminées.
consent-kept = L’avis reste diffusé : un autre titulaire de l’autorité parentale a donné son accord, ou la fondation l’a décidé pour la sécurité de votre enfant. Appelez le 116 000, nous vous expliquons.
consent-withdraw = Retirer mon accord
consent-withdraw-title = Retirer votre accord ?
consent-withdraw-what = Nous retirons alors tout de suite tout ce que votre seul accord permettait : pages, publications et images. Vous pourrez suivre ici chaque copie.
consent-withdraw-now = Oui, je retire mon accord
consent-keep = Non, garder mon accord
consent-again = Changer d’avis et donner mon accord
consent-questions = Une question ? Appelez le 116 000, gratuit, jour et nuit.
consent-changed = L’avis a changé depuis que vous l’avez vu : regardez-le à nouveau
consent-changed-kept = Vos choix sont gardés. Ce qui est nouveau n’est pas coché.
consent-changed-texts = Un texte est différent.
consent-changed-photos = Les photos sont différentes.
consent-changed-channels = Les canaux sont différents.
consent-changed-languages = Les langues sont différentes.
consent-changed-area = La zone est différente.
consent-changed-until = La fin est différente.
consent-changed-look = Il a été refait.
consent-ended = Cet avis est terminé
consent-ended-text = Plus rien de nouveau ne part. Nous retirons chaque copie et vérifions qu’elle a disparu.
consent-ended-unpublished = Rien n’a été diffusé.
