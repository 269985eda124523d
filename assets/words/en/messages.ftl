# Mail of the service itself to authorities, magistrates and officers: references, never a name.

# $reference: the case’s number. $when, $until: day and time. $kind: the campaign’s kind. $link: an address. $digest: 64 digits.
message-worrying-subject = Worrying disappearance: case { $reference }
message-worrying-text = The foundation has known of a worrying disappearance since { $when } (case { $reference }). It can be reached day and night.
message-launch-subject = Publication launched: case { $reference }
message-launch-text = A publication has been launched for case { $reference }: { $kind }, until { $until }. Fingerprint of the approved proof: { $digest }. Standing at any time: { $link }
message-update-subject = Publication updated: case { $reference }
message-update-text = A newer version of the publication for case { $reference } goes out since { $when }, until { $until }; the older one is being replaced. Fingerprint of the approved proof: { $digest }. Standing at any time: { $link }

# $reason: why it ended.
message-end-subject = Publication ended: case { $reference }
message-end-text = The publication for case { $reference } ended on { $when } ({ $reason }). All copies are being taken back or corrected.
message-waiting-subject = A decision waits for you: case { $reference }
message-waiting-text = A proof has waited for your decision since { $when } (case { $reference }): { $link }
message-ends-soon-subject = A publication ends soon: case { $reference }
message-ends-soon-text = The publication for case { $reference } ends on { $when }. Extend or end: { $link }

# $count: campaigns taken back. $still: campaigns that stand without it, because the magistrate requires them.
message-withdrawn-subject = Consent withdrawn: case { $reference }
message-withdrawn-text = On { $when } a consent was withdrawn or refused (case { $reference }). Publications taken back: { $count }. Publications that go on without it: { $still }.

# $count: how many copies. $channels: where. $owed: yes where they must go, no where they are to be made. $link: an address.
message-resists-subject = Copies need you: case { $reference }
message-resists-text =
    { $owed ->
    [yes] Copies of case { $reference } to take back: { $count } ({ $channels }). The service does not manage to. Please see to them now.
   *[no] Copies of case { $reference } that could not be made: { $count } ({ $channels }). Please look at them.
 }
    
    What to do stands behind this link. It opens without a sign-in, for 24 hours, and is yours alone: do not pass it on.
    { $link }
    
    We write again until somebody takes them in hand.
