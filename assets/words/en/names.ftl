# What things are called. The codes are the program's own.

age =
    { $years ->
        [0] under one year old
        [1] 1 year old
       *[other] { $years } years old
    }

area-nationwide = the whole of Belgium
# $names: the first municipalities of a longer list. $count: how many more.
area-more = { $names } and { $count } other municipalities

language-fr = French
language-nl = Dutch
language-de = German
language-en = English

channel-page = public page
channel-feed = web feed
channel-bluesky = Bluesky
channel-mastodon = Mastodon
channel-facebook = Facebook
channel-telegram = Telegram
channel-email = e-mails to volunteers

kind-child-alert = Child Alert
kind-public-poster = poster campaign
kind-discreet = discreet campaign (vignettes)
kind-online = online campaign

campaign-state-draft = being prepared
campaign-state-proposed = waiting for a decision
campaign-state-approved = approved
campaign-state-opposed = opposed by the magistrate
campaign-state-live = live
campaign-state-ended = ended, being taken back
campaign-state-closed = closed

placement-state-planned = to be made
placement-state-placing = being made
placement-state-live = live
placement-state-unknown = state unknown
placement-state-rejected = refused by the channel
placement-state-suppressed = never made
placement-state-withdrawing = being taken back
placement-state-withdrawn = taken back
placement-state-corrected = corrected by a message
placement-state-escalated = needs a person
placement-state-closed = closed by a person

# The directive of 20 February 2002.
criterion-under-13 = under 13
criterion-disability = disability or lack of autonomy
criterion-treatment = needs treatment or medication
criterion-mortal-danger = life may be at risk
criterion-threatened = with people who may harm, or victim of a crime
criterion-out-of-character = in total contrast with usual behaviour

party-magistrate = the magistrate
party-police = the police service
party-foundation = the foundation
party-cell = the Missing Persons Cell
party-parents = the parents

reason-found-safe = found safe
reason-found-dead = found dead
reason-consent-withdrawn = consent withdrawn
reason-magistrate-order = ordered by the magistrate
reason-published-in-error = published in error
reason-not-permitted = may not be published any more
reason-expired = period over

role-officer = case officer
role-magistrate = magistrate
role-coordinator = coordinator
role-operator = duty operator
role-volunteer = volunteer
role-partner = display partner
role-privacy-officer = privacy officer
role-administrator = administrator
role-worker = distribution program

notice-part-notice = notice
notice-part-shown-name = name shown
notice-part-shown-name-native = name in its own script
notice-part-cards = number of vignettes
notice-part-fact = fact no. { $number }
notice-part-place = place
notice-part-height = height
notice-part-hair = hair
notice-part-eyes = eyes
notice-part-clothing = clothing
notice-part-sign = distinguishing sign
notice-part-appeal = text
notice-part-in = { $part } ({ $language })
