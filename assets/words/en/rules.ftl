# Why something may not be done (`rule-{code}`), and what to do about it (`rule-{code}-mend`).
# $value: a name, a count or a date, or `unsaid`. $part: the notice's field and language, or `unsaid`. $field: the field's path.

rule-eligibility-age =
    { $value ->
        [unsaid] This person is too old: the limit is the 25th birthday, unless with protected status.
       *[other] This person is { $value }: the limit is the 25th birthday, unless with protected status.
    }
rule-eligibility-age-mend = Check the date of birth. If the person has protected status, say so in the case.
rule-eligibility-requester = From 18 to 24, the search must be asked for by the parents, a person directly concerned or the judicial authorities.
rule-eligibility-requester-mend = Record who asks for the search.
rule-eligibility-criterion = From 18 to 24, at least one worrying criterion is needed.
rule-eligibility-criterion-mend = Tick the criterion that holds and say why. If none does, do not publish.
rule-purpose = This person is sought for an offence: nothing may be published for that purpose.
rule-purpose-mend = Do not publish. If the case says so by mistake, correct it.

rule-declaration-missing = There is no declaration to the police yet.
rule-declaration-missing-mend = Ask the parents to make one, then record the police service and the report number.
rule-declaration-unverified = The declaration to the police has not been verified.
rule-declaration-unverified-mend = Verify it with the police service or the Missing Persons Cell, and record whom you spoke to.
rule-cell-not-told = The Missing Persons Cell has not been told of this worrying disappearance.
rule-cell-not-told-mend = Tell the Cell now and record the time.

rule-consent-missing = No holder of parental authority has agreed.
rule-consent-missing-mend = Record the consent. Without it, the magistrate must require the publication or the child be in danger: record which, with the reasons.
rule-consent-channel =
    { $value ->
        [unsaid] The consent does not cover one of the channels.
       *[other] The consent does not cover this channel: { $value }.
    }
rule-consent-channel-mend = Remove this channel or ask for a consent that covers it.
rule-consent-language =
    { $value ->
        [unsaid] The consent does not cover one of the languages.
       *[other] The consent does not cover this language: { $value }.
    }
rule-consent-language-mend = Remove this language or ask for a consent that covers it.
rule-consent-photo =
    { $value ->
        [unsaid] The consent does not cover one of the photos.
       *[other] The consent does not cover the photo with the fingerprint { $value }.
    }
rule-consent-photo-mend = Choose a photo that the consent covers or ask for a consent to this one.
rule-consent-area = The consent does not cover the whole area of the campaign.
rule-consent-area-mend = Make the area smaller or ask for a consent that covers it.
rule-consent-period =
    { $value ->
        [unsaid] The consent ends before the campaign.
       *[other] The consent ends on { $value }, before the campaign.
    }
rule-consent-period-mend = End the campaign earlier or ask for a longer consent.
rule-override-campaign = This override names no campaign of this case.
rule-override-campaign-mend = Name the campaign that it is for: an override covers one campaign only.

rule-concertation =
    { $value ->
        [unsaid] One party has not been heard.
       *[other] One party has not been heard: { $value }.
    }
rule-concertation-mend = Ask for their advice and record it. Only the parents may, by exception, not be heard: then say why.
rule-opposed = The magistrate opposes the publication.
rule-opposed-mend = Do not publish. Only new advice from the magistrate can change this.
rule-foundation-refuses = The foundation refuses this publication.
rule-foundation-refuses-mend = Do not publish. If the foundation changes its mind, record the new advice and its reasons.
rule-companion = The text speaks of a person who is with the child: that needs the magistrate’s written request.
rule-companion-mend = Remove the passage, or attach the written request and keep to its terms.

rule-channel-kind =
    { $value ->
        [unsaid] This kind of campaign may not use one of the channels chosen.
       *[other] This kind of campaign may not use this channel: { $value }.
    }
rule-channel-kind-mend = Remove this channel or choose another kind of campaign.
rule-no-channel = No channel is chosen.
rule-no-channel-mend = Choose at least one channel.
rule-no-notice =
    { $value ->
        [unsaid] The notice is missing in one of the campaign’s languages.
       *[other] The notice is missing in this language: { $value }.
    }
rule-no-notice-mend = Write the notice in this language or remove the language.
rule-photos = A notice shows a single child, in one or two photos.
rule-photos-mend = Add a photo, or keep two at most.
rule-cards = A discreet campaign has 1 to 400 vignettes.
rule-cards-mend = Say how many vignettes will be handed over.
rule-photo-unknown = This photo is not in the case.
rule-photo-unknown-mend = Add it to the case first, or choose another.
rule-notice-twice =
    { $value ->
        [unsaid] There are two notices in the same language.
       *[other] There are two notices in the same language: { $value }.
    }
rule-notice-twice-mend = Keep one of them.
rule-too-many-words =
    { $value ->
        [unsaid] This text is too long: 35 words at most.
       *[other]
            { $part ->
                [unsaid] This text has { $value } words, 35 at most.
               *[other] { $part }: { $value } words, 35 at most.
            }
    }
rule-too-many-words-mend = Shorten it. A short text is remembered better.
rule-too-many-facts =
    { $value ->
        [unsaid] There are too many facts: six at most, the date and the place included.
       *[other] There are { $value } facts: six at most, the date and the place included.
    }
rule-too-many-facts-mend = Keep those that help most to recognise the person.
rule-empty-text =
    { $part ->
        [unsaid] A text is empty.
       *[other] This field is empty: { $part }.
    }
rule-empty-text-mend = Fill it in.
rule-child-alert-area = A Child Alert goes to the whole country.
rule-child-alert-area-mend = Choose the whole country, or another kind of campaign.
rule-area = No municipality is chosen, or one of them is unknown.
rule-area-mend = Choose at least one municipality from the list, or the whole country.

rule-period-past =
    { $value ->
        [unsaid] The end has already passed.
       *[other] The end has already passed: { $value }.
    }
rule-period-past-mend = Choose an end in the future.
rule-period-child-alert =
    { $value ->
        [unsaid] A Child Alert lasts six hours at most at a time.
       *[other] A Child Alert lasts six hours at most at a time: here until { $value }.
    }
rule-period-child-alert-mend = Choose an earlier end. The campaign can be extended.
rule-period-long =
    { $value ->
        [unsaid] A campaign lasts 92 days at most at a time.
       *[other] A campaign lasts 92 days at most at a time: here until { $value }.
    }
rule-period-long-mend = Choose an earlier end. The campaign can be extended.
rule-period-age =
    { $value ->
        [unsaid] The campaign must be over on the day from which the person may no longer be searched for.
       *[other] The campaign must be over on the day from which the person may no longer be searched for: here on { $value } at the latest.
    }
rule-period-age-mend = Choose an earlier end. If the age or the status is wrong in the case, correct it.

rule-proof-missing = The proof has not been made yet.
rule-proof-missing-mend = Make the proof and put it to the magistrate.
rule-proof-not-frozen = The proof is not ready: its files are being made, or could not be made.
rule-proof-not-frozen-mend = Wait a moment. If an error shows, correct it and make the proof again.
rule-decision-missing = The magistrate has not decided yet.
rule-decision-missing-mend = Wait for the decision or call the magistrate.
rule-decision-old-digest =
    { $value ->
        [unsaid] The decision is about another version.
       *[other] The decision is about another version than the proof { $value }.
    }
rule-decision-old-digest-mend = Put the newest proof to the magistrate: a new decision is needed.
rule-decision-period =
    { $value ->
        [unsaid] The period of the decision does not fit.
       *[other]
            { $field ->
                [until] The decision must end in the future, and on { $value } at the latest.
               *[other] The decision is no longer valid: it ended on { $value }.
            }
    }
rule-decision-period-mend =
    { $field ->
        [until] Choose an end between now and then.
       *[other] Ask the magistrate to extend it.
    }
rule-decision-reasons = This decision needs its reasons.
rule-decision-reasons-mend = Write the reasons in a sentence or two.

rule-nothing-newer = There is no newer version than the one that is out.
rule-nothing-newer-mend = Change the draft, order a proof and have it decided on first.
rule-version-over = This version is over: it was edited since, sent back, or opposed.
rule-version-over-mend = Order a new proof and have it decided on.
rule-hand-note = How you know that the copy is gone is missing, or too long.
rule-hand-note-mend = Write in a few words what you saw or did, at most 2,000 characters.
rule-kind-fixed = A campaign that is out cannot become another kind.
rule-kind-fixed-mend = Keep the kind, or end this campaign and open another.
rule-campaign-state =
    { $value ->
        [unsaid] The campaign’s state does not allow this.
       *[other] The campaign’s state does not allow this: { $value }.
    }
rule-campaign-state-mend = Reload the page to see where the campaign stands.
rule-placement-state =
    { $value ->
        [unsaid] This copy’s state does not allow this.
       *[other] This copy’s state does not allow this: { $value }.
    }
rule-placement-state-mend = Reload the page to see where this copy stands.
rule-own-work = Whoever prepared a campaign cannot approve it.
rule-own-work-mend = Ask another person for the decision.

rule-volunteer-email = This e-mail address cannot receive a message.
rule-volunteer-email-mend = Write it in full, such as name@example.org.
rule-volunteer-lang = The language of this volunteer is not known.
rule-volunteer-lang-mend = Choose fr, nl, de or en.
rule-volunteer-postcode = This postcode does not exist in Belgium.
rule-volunteer-postcode-mend = Write the four digits, such as 1050.
rule-volunteer-phone = This phone number is not complete.
rule-volunteer-phone-mend = Write it with the country code, such as +32 470 12 34 56, or leave the field empty.
rule-volunteer-active = It is not clear whether this volunteer should be written to.
rule-volunteer-active-mend = Write yes or no in the column “active”, or leave the field empty.
