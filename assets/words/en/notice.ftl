# The words of a notice and of its posts. They are frozen into the proof.

notice-headline-feminine = MISSING
notice-headline-masculine = MISSING
notice-headline-neutral = MISSING
notice-check-feminine = Still missing?
notice-check-masculine = Still missing?
notice-check-neutral = Still missing?

notice-since = Since
notice-place = Place
fact-height = Height
fact-hair = Hair
fact-eyes = Eyes
fact-clothing = Clothing
fact-sign = Distinguishing sign

notice-number-note = free, day and night
notice-valid-until = valid until { $when }
notice-reference = Ref.
notice-photo-alt = Photo: { $name }, { $age }
notice-discreet = Do not display: hand over in person
notice-card = No.

post-headline = { $headline }: { $name }, { $age }
post-fact = { $label }: { $value }
post-call = Call { $number } ({ $note })
post-call-short = Call { $number }
