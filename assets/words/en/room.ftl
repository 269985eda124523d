# What is going on, for the foundation’s people.

now-title = Now
cases-title = Cases
now-new = New case
now-quiet = Nothing is public at this moment, and nothing waits.
now-live = Public now
now-ending = Being taken back
now-approved = Approved, to be launched
now-waiting = Waiting for the magistrate
now-preparing = Being prepared
now-closed = Closed in the last seven days
# $state: where the campaign stands. $when: since when.
now-state-since = { $state }, since { $when }
# $live, $copies: numbers of copies.
now-copies =
    { $copies ->
        [1] { $live } of 1 copy live
       *[other] { $live } of { $copies } copies live
    }
now-needs-person =
    { $count ->
        [1] One copy needs somebody
       *[other] { $count } copies need somebody
    }
now-owed =
    { $count ->
        [1] One copy is still to be taken back
       *[other] { $count } copies are still to be taken back
    }
now-newer-waits = A newer version waits for the magistrate
now-newer-approved = A newer version is approved: put it in place

# $reference: the case’s number.
room-title = Campaign { $reference }
# $since, $until: day and time.
room-since-until = live since { $since }, until { $until }
# $state: ended or closed, in words. $reason: why.
room-ended = { $state }; stopped on { $when }: { $reason }
room-next-draft = To do: the proof
room-next-draft-text = When the campaign is ready, order the proof: every word and every file as they would go out. The magistrate decides on it.
room-next-newer = A newer version
room-next-newer-text = The draft has changed. What is public stays as it is until a new proof is decided on and put in its place.
room-next-rendering = The proof is being made
room-next-rendering-text = It takes less than a minute. This page updates itself; without a script, load it again.
room-next-failed = The proof could not be made
room-next-failed-text = Mend this, then order it again:
room-next-waiting = The magistrate’s turn
room-next-waiting-text = The proof waits for a decision. The magistrate was told, and is reminded. Consent can be asked for meanwhile, from the case.
room-next-launch = Approved: you can launch
room-next-launch-text = Before the launch a page says whom it reaches, and what might still be missing.
room-next-update = Newer version approved
room-next-update-text = It can take the place of what is public.
room-next-refused = This version does not go out
room-next-refused-text = Change the draft, then order a new proof.
room-change = Change the draft
room-order = Order the proof
room-order-again = Order the proof again
room-see-proof = See the proof
room-launch = To the launch
room-update = To the update
# $done, $all, $moving, $owed, $stuck: numbers of copies.
room-bar = { $done } of { $all } copies live or settled{ $moving ->
    [0] {""}
   *[other] , { $moving } on their way
}{ $owed ->
    [0] {""}
   *[other] , { $owed } unknown
}{ $stuck ->
    [0] {""}
   *[other] , { $stuck } need somebody
}
room-bar-over = { $done } of { $all } copies taken back or settled{ $moving ->
    [0] {""}
   *[other] , { $moving } to be dropped before they appear
}{ $owed ->
    [0] {""}
   *[other] , { $owed } being taken back
}{ $stuck ->
    [0] {""}
   *[other] , { $stuck } need somebody
}
room-channels = Copies by channel
room-channel = Channel
room-copies = Copies
room-state = State
room-count-planned = { $count } to be made
room-count-placing = { $count } being made
room-count-live = { $count } live
room-count-unknown = { $count } with unknown state
room-count-rejected = { $count } refused by the channel
room-count-suppressed = { $count } never made
room-count-withdrawing = { $count } being taken back
room-count-withdrawn = { $count } taken back
room-count-corrected = { $count } corrected by a message
room-count-escalated =
    { $count ->
        [1] 1 needs somebody
       *[other] { $count } need somebody
    }
room-count-closed = { $count } seen to by a person
# $last: how long.
room-took = the last one gone after { $last }
room-reach =
    { $count ->
        [1] seen by one person
       *[other] seen by { $count } people
    }
room-shares =
    { $count ->
        [1] shared once
       *[other] shared { $count } times
    }
room-reactions =
    { $count ->
        [1] one reaction
       *[other] { $count } reactions
    }
room-replies =
    { $count ->
        [1] one reply
       *[other] { $count } replies
    }
room-open = What is still open
room-more-open =
    { $count ->
        [1] And one more copy.
       *[other] And { $count } more copies.
    }
room-nobody = Nobody sees to it yet.
room-service = The service sees to it.
room-window = After { $when } no program can delete it any more.
room-take = I see to it
room-stop-title = Has the child been found?
room-stop-text =
    { $count ->
        [1] Takes the one copy back. One person is enough.
       *[other] Takes all { $count } copies back. One person is enough.
    }
room-stop-none = Nothing is out yet. Stopping makes sure that nothing comes. One person is enough.
room-stop-reason = Why?
room-stop-choose = Choose
room-stop = Stop and take everything back
room-statement = Closed
room-statement-text = Every copy is accounted for. The statement proves it, without the child’s name or face.
room-statement-pdf = Closing statement (PDF)
room-untold =
    { $count ->
        [1] One message to the authorities has not arrived yet.
       *[other] { $count } messages to the authorities have not arrived yet.
    }
room-lately = Lately
# $what: what was done. $who: a name.
act-by = { $what } ({ $who })
act-campaign-draft = Campaign prepared
act-campaign-edit = Draft changed
act-campaign-decide = The magistrate’s decision
act-campaign-launch = Launched
act-campaign-update = Newer version put in place
act-campaign-retract = Stopped: everything is taken back
act-campaign-close = Closed
act-campaign-end-again = Stopped again after an older database came back
act-proof-order = Proof ordered
act-proof-export = Evidence taken out
act-placement-escalate = A copy needs somebody
act-placement-retry = A copy tried again
act-placement-take = Somebody sees to a copy
act-placement-close = Somebody answers for a copy
act-placement-hand = Copies taken in hand by the link
act-placement-reopen = A copy turned up again
act-placement-renew = A copy replaced

launch-title = Launch
launch-update-title = Put the newer version in place
launch-against = This prevents publication
# $area: where. $channels: by what. $until: until when.
launch-sentence = By launching you publish this notice in this area: { $area }. Channels: { $channels }. Until { $until }.
launch-update-sentence = The newer version takes the place of what is public in this area: { $area }. Channels: { $channels }. Until { $until }.
launch-people =
    { $count ->
        [0] nobody in this area
        [1] one person ({ $languages })
       *[other] { $count } people ({ $languages })
    }
launch-everybody = everybody ({ $languages })
launch-deleted = can be deleted at the end
# $hours: how long.
launch-window = can be deleted for { $hours } hours only
launch-corrected = cannot be taken back: a correction follows at the end
launch-button = Launch now
launch-update-button = Put it in place now
launch-back = Back to the campaign

proof-page-title = Proof { $reference }
proof-jump = Go to a language
proof-page-text = Every word and every file as they would go out. A click shows a file large.
proof-version = version { $number }
proof-pictures = Pictures
proof-papers = To print
proof-posts = Posts on the networks
proof-letters =
    { $count ->
        [1] 1 character
       *[other] { $count } characters
    }
proof-mail = The e-mail to volunteers
proof-closing = The words for the end
proof-shared = Files in several languages
proof-size = { $count } kB
proof-whole-digest = The whole fingerprint:

# $when: day and time. $who: a name.
decide-asked = A decision was asked for on { $when }.
decide-asked-by = A decision was asked for on { $when } by { $who }.
decide-prepared-by = Prepared by { $who }.
decide-reach-sentence = This would go out in this area: { $area }. Channels: { $channels }. Languages: { $languages }. Until { $until }.
decide-reach-each = Channel by channel
decide-whole-proof = See the whole proof

# $what: what it is about. $more: what is said of it.
room-said = { $what }: { $more }
room-lacks = Something is missing
room-stop-lacks = Choose why. Then stop: nothing is stopped yet.
room-note-lacks = Write how you know. Then answer for it again.
room-stale = This page no longer updates itself: what it shows may be old.
room-stale-again = Load it again
room-no-script = Without a script this page does not update itself.
launch-changed = The proof has changed meanwhile
launch-changed-text = Nothing was launched. This is the newer version as it is approved now: look at it, then launch.
