# The drill: the whole story, with an invented person, and nothing that leaves the house.
# $name: as the public would see it. $age: such as “12 years old”. $when: the end. $reference: the case's number.

kind-drill = EXERCISE
channel-training = training channel (posts)
channel-training-mail = training channel (e-mails)

drill-headline = EXERCISE
drill-check = An exercise?
drill-number-note = exercise
drill-photo-alt = Exercise, invented person: { $name }, { $age }
drill-valid-until = exercise until { $when }

drill-check-title = No, this is an exercise
drill-check-text = Nobody is missing. This sheet is for training: do not spread it, and do not call about it.
drill-check-ended-text = The exercise is over. Nobody was missing: you can throw this sheet away.

drill-decide = This is an exercise. The person is invented, and nothing is sent outside: no site, no networks, no e-mails, no message to the authorities.
drill-consent = This is an exercise. The person is invented, and nothing will be published.
drill-statement-title = EXERCISE: closing statement

closing-title-drill = Exercise over
closing-text-drill = This was an exercise. Nobody was missing.
closing-mail-subject-drill = EXERCISE { $reference }: over
closing-mail-drill = This was an exercise: nobody was missing. Destroy the printed sheets.

rule-drill-case = An exercise case has drills only, and a real case has none.
rule-drill-case-mend = Choose another kind of campaign, or open for the exercise a case that is marked as one, with an invented person.
rule-drill-fixed = A case that was opened as an exercise stays one, and a real case never becomes one.
rule-drill-fixed-mend = Leave this field as it is, or open another case.
