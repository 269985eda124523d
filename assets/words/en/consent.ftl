# The page of a holder of parental authority: calm, plain, nothing taken for granted. $name: the holder.
consent-hello = Hello { $name },
consent-title = Your consent to a search notice
consent-why = We want to publish this notice to find your child safe and well. Nothing goes out without your consent, unless a magistrate requires it or your child is in danger. You can change your mind at any time, with this same link.
consent-shown = Exactly this would be shown
consent-choose = What you agree to
consent-choose-note = Tick what you agree to.
consent-photos = Photos

# $number: which.
consent-photo = Photo { $number }
consent-until = Until when
consent-until-choose = Choose an end
consent-withdrawable = If you withdraw your consent, we take everything back and check that it is gone. Those who had an e-mail are told.
consent-whole = All of it
consent-agree-all = I agree to all of it
consent-part = Or only a part of it
consent-agree = I agree to what is ticked
consent-refuse = I refuse
consent-reasons = Would you like to say why? (optional)
consent-errors = Something is still missing
consent-lacks-photos = Tick at least one photo, or refuse.
consent-lacks-channels = Tick at least one channel, or refuse.
consent-lacks-languages = Tick at least one language, or refuse.
consent-lacks-area = Tick the area, or refuse.
consent-lacks-until = Choose an end that is not past.
consent-agreed = You have agreed

# $when: day and time of the answer.
consent-agreed-text = We have had your consent since { $when }. Keep this link: it lets you change your mind.
consent-elsewhere = Another notice about the same disappearance is public, and your consent covers it too.

# $channels, $languages: names. $area: in words. $photos: how many. $until: day and time.
consent-agreed-scope = You accept: { $channels }; in { $languages }; { $area }; photos: { $photos }; until { $until }.
consent-refused = You have refused
consent-refused-text = We recorded your refusal on { $when }. A case officer will call you if needed.
consent-withdrawn = Your consent is withdrawn
consent-withdrawn-text = You withdrew your consent on { $when }.
consent-required = The magistrate requires this publication to protect your child: it goes on. A case officer will tell you why.
consent-copies = Where each copy stands

# $channel: its name. $out: still out or on its way back. $all: all there were.
consent-copies-of = { $channel }: { $out } of { $all } still out
consent-copies-none = { $channel }: nothing is out any more

# $person: of those out, with a person.
consent-copies-person = { $channel }: { $out } of { $all } still out, of which { $person } with a person who has them deleted
consent-all-back = Everything has been taken back, and we have checked.
consent-told = Sent e-mails cannot be taken back: whoever had one was told that the search is over.
consent-kept = The notice stays out: another holder of authority agreed, or the foundation decided so for your child’s safety. Call 116 000, and we explain.
consent-withdraw = Withdraw my consent
consent-withdraw-title = Withdraw your consent?
consent-withdraw-what = We then take back at once everything that your consent alone allowed: pages, posts and pictures. You can follow every copy here.
consent-withdraw-now = Yes, withdraw my consent
consent-keep = No, keep my consent
consent-again = Change my mind and agree
consent-questions = A question? Call 116 000, free, day and night.
consent-changed = The notice has changed since you looked: please look again
consent-changed-kept = Your choices are kept. What is new is not ticked.
consent-changed-texts = A text is different.
consent-changed-photos = The photos are different.
consent-changed-channels = The channels are different.
consent-changed-languages = The languages are different.
consent-changed-area = The area is different.
consent-changed-until = The end is different.
consent-changed-look = It was made anew.
consent-ended = This notice has ended
consent-ended-text = Nothing new goes out any more. We take every copy back and check that it is gone.
consent-ended-unpublished = Nothing was published.
