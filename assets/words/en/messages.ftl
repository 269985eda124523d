# Mail of the service itself to authorities, magistrates and officers: references, never a name.

# $reference: the case’s number. $when, $until: day and time. $kind: the campaign’s kind. $link: an address. $digest: 64 digits.
message-worrying-subject = Worrying disappearance: case { $reference }
message-worrying-text = The foundation has known of a worrying disappearance since { $when } (case { $reference }). It can be reached day and night.
message-launch-subject = Publication launched: case { $reference }
message-launch-text = A publication has been launched for case { $reference }: { $kind }, until { $until }. Fingerprint of the approved proof: { $digest }. Standing at any time: { $link }

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
