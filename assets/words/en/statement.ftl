# The closing statement of a campaign, for those who keep it as evidence. It names nobody.
# $code: the campaign's public code. $copies: how many. $closed, $reopened: moments. $act: what was decided.

statement-title = Closing statement
statement-of = Campaign { $code }
statement-lead =
    { $copies ->
        [0] This campaign had no copies.
        [1] The one copy of this campaign is accounted for. None is owed.
       *[other] All { $copies } copies of this campaign are accounted for. None is owed.
    }
statement-check = Whether the search is still on:
statement-footer = Closing statement, campaign { $code }. It names no child and shows no face.

statement-course = Course
statement-launched = Went out
statement-ended = Taken back
statement-last-copy = Last copy gone
statement-closed = Closed
statement-clock = Times are those of Belgium. The JSON file has them in UTC.

statement-copies = What became of the copies
statement-channel = Channel
statement-planned = Copies
statement-withdrawn = Deleted, and read back as gone
statement-corrected = Corrected by a message
statement-answered = Answered for by a person
statement-suppressed = Never made
statement-all = All channels

statement-times = How long it took
statement-half = Half of them
statement-most = 95 of 100
statement-last = The last one
statement-last-at = Gone at

statement-persons = Copies that a person answered for

statement-replaces = This statement takes the place of an earlier one
statement-replaces-text = The campaign had been closed on { $closed }. On { $reopened } a copy turned up after all. The statement of that closing no longer holds.

statement-evidence = What it rests on
statement-proof = Proof that went out
statement-decision = Decision: { $act }
statement-trail = Audit trail
statement-entry = Entry { $seq }
statement-signed = Signed by installation
statement-unsigned = not signed
statement-sha256 = SHA-256 of the JSON file
statement-how = To check it: “childalert proof verify FILE” reads the JSON file, “childalert audit verify --checkpoint FILE” compares it with the audit trail.

problem-not-ended = This campaign has not ended.
problem-not-ended-mend = A closing statement is made once everything was taken back and nothing is owed any more.
# $count: how many copies are owed. $service: of these, with the service. $waiting: waiting for a person. $taken: taken by $people.
problem-not-closed =
    { $count ->
        [0] This campaign is about to be closed.
        [1] This campaign is not closed: one copy is still owed.
       *[other] This campaign is not closed: { $count } copies are still owed.
    }
problem-not-closed-mend =
    { $people ->
        [unsaid] With the service: { $service }. Waiting for a person: { $waiting }. The campaign’s ledger lists each of them.
       *[other] With the service: { $service }. Waiting for a person: { $waiting }. With { $people }: { $taken }. The campaign’s ledger lists each of them.
    }

moment = { $date } { $time }
duration-seconds = { $whole }.{ $tenth } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min
