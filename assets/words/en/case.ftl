# The officer’s pages: cases and what is in their files.
case-new = New case
case-none = There is no case yet.
case-newer = Newer cases
case-older = Older cases
case-worrying = worrying disappearance
case-title = Case
case-back = Back to the case
case-open = Open the case
case-save = Save
case-change = Change
case-nothing = nothing
# What is to be done next.
case-next-live = A campaign is live.
case-next-not-allowed = To settle: this person may not be searched for like this.
case-next-tell = Next: tell the authorities, and note it.
case-next-photo = Next: add a photo.
case-next-declaration = Next: record the declaration to the police, and verify it.
case-next-heard = Next: hear everybody who must be heard.
case-next-finish = Next: finish the campaign that was begun.
case-next-campaign = Next: prepare a campaign.
# $state: where the campaign stands.
case-next-state = Campaign: { $state }
# The file as a list.
case-facts = The facts
case-photos = Photos
case-photos-none = There is no photo yet.
case-photos-count =
    { $count ->
        [1] One photo
       *[other] { $count } photos
    }
case-photos-official =
    { $count ->
        [1] One photo, the official one
       *[other] { $count } photos, the official one among them
    }
case-declaration = Declaration to the police
case-declaration-lead = Without a verified declaration nothing goes out.
case-declaration-verified = Made and verified
case-heard = Concertation
case-heard-all = Everybody was heard
case-heard-none = Nothing said yet.
case-heard-add = Record what somebody said
case-consent = Consent
case-consent-none = Nobody was asked yet.
case-consent-without = No consent stands
case-consent-count =
    { $count ->
        [1] One consent
       *[other] { $count } consents
    }
case-consent-young = From 14 on the young person is asked too. If they cannot be, record that.
case-state-complete = Complete
case-state-missing = Something is missing
case-campaigns = Campaigns
case-campaigns-none = There is no campaign yet.
case-missing = What is still missing before a launch
case-campaign-new = New campaign
case-campaign-change = Change this campaign
case-begun = Begun, not finished
# $when: when it was saved last.
case-begun-new = New campaign, saved { $when }
case-begun-change = Change of a campaign, saved { $when }
# Whatever was in the way.
case-changed-meanwhile = Somebody else changed this meanwhile. What you wrote is kept; what is on file now stands beside it. To send it again replaces what is on file.
case-sent-before = You had sent this form before. Look at what is on file before you send this other version.
case-sure = Take back what is out?
case-sure-text = Nothing is changed yet. Check what you wrote: one mistyped date is enough.
case-sure-yes = Yes, save and take everything back
case-sure-no = No, look at the facts again
# The facts.
case-group-person = The person
case-group-disappearance = The disappearance
case-group-criteria = Is it worrying?
case-group-authorities = The authorities
case-group-foreign = A request from abroad
case-hint-reference = The foundation’s own number, such as 2026-0417. The next one is proposed.
case-hint-grammar = How sentences of the notice are worded. It says nothing about the person.
case-grammar-feminine = She, her
case-grammar-masculine = He, his
case-grammar-neutral = Worded around it
case-protected = Has protected status (formerly extended minority)
case-kind-runaway = Runaway
case-kind-third-party-abduction = Abduction by a third party
case-kind-international-abduction = International abduction
case-kind-unaccompanied-minor = Unaccompanied foreign minor
case-kind-undefined = Not yet defined
case-requester-parents = A parent or a holder of parental authority
case-requester-interested-person = A person directly concerned
case-requester-judicial-authorities = The judicial authorities
case-requester-foundation = The foundation itself
case-hint-circumstances = For those who work on the case. Never published.
case-hint-criteria = One is enough. Tick those that hold, and say why for each.
case-hint-cell = The Missing Persons Cell must be told of a worrying disappearance.
case-offence = Sought because suspected of an offence
case-hint-offence = Then nothing may be published.
case-foreign = A foreign organisation asks for the search
case-hint-country = In two letters, such as FR.
# Photos.
case-photo-file = The photo’s file
case-photo-hint = JPEG, PNG or WebP, 30 MB at most. Ask for the original: a photo from a messaging app has often been reduced. Place and device are removed.
case-photo-choose = Choose a file first.
case-photo-add = Add a photo
case-photo-send = Send the photo
case-photo-first = Add a photo to the case first.
case-photo-official = This is the authorities’ photo
case-photo-is-official = official photo
case-photo-no-official = No photo is named as the authorities’ own yet. Notices must show the same one.
case-photo-frame = The middle of the face
case-photo-frame-hint = From 0 to 1000, from the left and from the top. The posters’ crops follow this point.
case-photo-across = From the left
case-photo-down = From the top
case-photo-move-frame = Save the frame
case-crop-poster = On a poster
case-crop-screen = On a screen
# Papers.
case-scan = The scan of the paper
case-scan-none = None
case-scan-add = Add a scan
case-scan-hint = PDF, JPEG or PNG, 20 MB at most.
case-scan-open = Download the scan
case-verification = How it was verified
case-verified-details = Checked with the police service
case-verified-cell = Looked up by the Missing Persons Cell
case-verified-not = Not verified yet
case-hint-verification = It can be added later.
case-hint-magistrate = Only if you checked with the police service.
case-hint-advice = “Not heard” is for the parents only.
case-hint-note = Needed unless it is simply favourable: the conditions, the reasons, or why they were not heard.
# Consent.
case-nobody = Nobody.
case-consents = Who agreed
case-denials = Who refused or could not be asked
case-askings = Who was asked by a link
case-overrides = Without consent
case-overrides-none = No campaign goes out without consent.
# $channels, $languages: names. $area: in words. $photos: how many. $until: day and time.
case-consent-scope = { $channels }; in { $languages }; { $area }; photos: { $photos }; until { $until }
# $when: day and time.
case-withdrawn = Withdrawn { $when }
case-outcome-asked = No answer yet
case-outcome-agreed = Agreed
case-outcome-refused = Refused
case-outcome-withdrawn = Withdrew consent
case-not-asked = Could not be asked
case-refused-hint = A refusal stands against another’s consent. What it leaves without consent is taken back at once.
case-hint-denied = Needed where they could not be asked: say why.
case-hint-holder = As in a letter, such as “Ms Example”: the page greets the person so. Write it the same way each time.
case-ask = Ask for consent by a link
case-ask-lead = They see exactly what would go out, and answer themselves.
case-ask-needs-proof = A campaign with a finished proof is needed first: nobody agrees to what they cannot see.
case-proof-there = proof ready
case-proof-missing = no proof yet
case-link-title = The link to give
case-link-once = This link is shown once only. Copy it now, and give it to this person alone.
case-link = Link
case-link-shown-before = The link was shown once and cannot be shown again. If you did not copy it, take it back below and ask anew.
case-link-revoke = Take this link back
case-link-revoked = Link taken back { $when }
case-record = Record a consent on paper or by word of mouth
case-record-lead = Record exactly what they agree to, and nothing more.
case-hint-consent-note = For a consent by word of mouth: who heard it, when, and how they knew who spoke.
case-scope = What is allowed
case-scope-hint = What is not ticked is not allowed.
case-denied = Record a refusal, or who could not be asked
case-without = Go out without consent
case-without-lead = For one campaign alone, with the reasons.
case-without-needs-campaign = A campaign is needed first.
case-ground-magistrate-requires = The magistrate requires it
case-ground-child-in-danger = Not to publish would endanger the child
case-hint-reasons = A sentence or two, 20 characters at least.
case-for-campaign = See the campaign
case-withdraw = Record a withdrawal
case-withdraw-sure = Withdraw this consent?
case-withdraw-what = Everything that this consent alone allowed is taken back at once.
case-withdraw-yes = Yes, withdraw it
case-withdraw-no = No, keep it
# Somebody else was there meanwhile.
case-over-typed = What you had written
case-over-typed-text = This is not saved. Copy what is missing, then change the campaign from the case, or begin another one.
# $names: municipalities.
case-area-only-there = Only on file: { $names }
case-area-only-here = Only here: { $names }
# $steps: the steps that somebody else saved meanwhile.
case-check-changed = Somebody else changed these answers since you read them: { $steps }. Read them again before you send.
case-check-changed-first = Somebody else changed answers since you read them. Read them again before you send.
# $criterion: what holds.
case-reason-of = Why: { $criterion }
case-photo-gone = a photo that is no longer on file
