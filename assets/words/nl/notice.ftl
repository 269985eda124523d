# The words of a notice and of its posts. They are frozen into the proof.

notice-headline-feminine = VERMIST
notice-headline-masculine = VERMIST
notice-headline-neutral = VERMIST
notice-check-feminine = Nog gezocht?
notice-check-masculine = Nog gezocht?
notice-check-neutral = Nog gezocht?

notice-since = Sinds
notice-place = Plaats
fact-height = Lengte
fact-hair = Haar
fact-eyes = Ogen
fact-clothing = Kleding
fact-sign = Bijzonder kenmerk

notice-number-note = gratis, dag en nacht
notice-valid-until = geldig tot { $when }
notice-reference = Ref.
notice-photo-alt = Foto: { $name }, { $age }
notice-discreet = Niet ophangen: persoonlijk afgeven
notice-card = Nr.

post-headline = { $headline }: { $name }, { $age }
post-fact = { $label }: { $value }
post-call = Bel { $number } ({ $note })
post-call-short = Bel { $number }
