# The words of a notice and of its posts. They are frozen into the proof.

notice-headline-feminine = DISPARUE
notice-headline-masculine = DISPARU
notice-headline-neutral = DISPARITION
notice-check-feminine = Toujours recherchée ?
notice-check-masculine = Toujours recherché ?
notice-check-neutral = Recherche en cours ?

notice-since = Depuis
notice-place = Lieu
fact-height = Taille
fact-hair = Cheveux
fact-eyes = Yeux
fact-clothing = Vêtements
fact-sign = Signe particulier

notice-number-note = gratuit, 24 h / 24
notice-valid-until = valable jusqu’au { $when }
notice-reference = Réf.
notice-photo-alt = Photo : { $name }, { $age }
notice-discreet = Ne pas afficher : à remettre en main propre
notice-card = N°

post-headline = { $headline } : { $name }, { $age }
post-fact = { $label } : { $value }
post-call = Appelez le { $number } ({ $note })
post-call-short = Appelez le { $number }
