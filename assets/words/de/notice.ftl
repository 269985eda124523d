# The words of a notice and of its posts. They are frozen into the proof.

notice-headline-feminine = VERMISST
notice-headline-masculine = VERMISST
notice-headline-neutral = VERMISST
notice-check-feminine = Noch gesucht?
notice-check-masculine = Noch gesucht?
notice-check-neutral = Noch gesucht?

notice-since = Seit
notice-place = Ort
fact-height = Größe
fact-hair = Haare
fact-eyes = Augen
fact-clothing = Kleidung
fact-sign = Besonderes Merkmal

notice-number-note = kostenlos, Tag und Nacht
notice-valid-until = gültig bis zum { $when }
notice-reference = Ref.
notice-photo-alt = Foto: { $name }, { $age }
notice-discreet = Nicht aushängen: persönlich übergeben
notice-card = Nr.

post-headline = { $headline }: { $name }, { $age }
post-fact = { $label }: { $value }
post-call = Rufen Sie die { $number } an ({ $note })
post-call-short = Anrufen: { $number }
