# The public site.

site-name = Missing-person notices
page-languages = Languages
page-skip = Skip to content
page-main-title = { $headline }: { $name }, { $age }
page-active-since = Active since { $when }
page-facts = Description
page-call = Call 116 000
page-call-note = Free, day and night.
page-call-abroad = From abroad:
page-seen = Have you seen this person?
page-seen-call = Call 116 000 at once. You may stay anonymous.
page-seen-say = Say where, when, with whom and in which direction.
page-seen-danger = In immediate danger, call 112.
page-not = What not to do
page-not-approach = Do not approach or follow the person: call.
page-not-post = Do not post what you saw or suspect: call.
page-not-photo = Do not share the photo alone: it would stay online after the search has ended.
page-help = Help to search
page-print = Print the poster (PDF)
page-print-note = Ask the shopkeeper or the owner first.
page-share = Share this address
page-feed = Feed of notices (Atom)
page-home = All active notices

page-ended-call = Do you know something about another disappearance? Call 116 000.
page-ended-remove = Do you have a poster, a screenshot or something you shared? Please remove it. Out of respect, please do not comment on the end of this search.

page-check-title = Is this search still on?
page-check-active = Yes, the search is on
page-check-active-text = Do you know something? Call 116 000, free, day and night.
page-check-notice = See the notice
page-check-ended = No, the search has ended
page-check-ended-text = Thank you. Please take the poster or the vignette down and destroy it.
page-check-unknown = We do not know this address
page-check-unknown-text = It may be incomplete. Scan the code again. In doubt? Call 116 000.

page-front-title = Current searches
page-front-text = Look at these faces. Do you know something? Call 116 000.
page-front-none = There is no active notice at the moment.
page-front-none-text = Thank you for keeping an eye out. 116 000 answers day and night.
page-front-active = Active notices
page-front-since = Since { $when }

page-not-found-title = This page does not exist
page-not-found-text = Check the address, or look at the active notices.
page-fault-title = The page cannot be shown
page-fault-text = The fault is ours. Try again in a minute. 116 000 answers day and night.

feed-title = Missing-person notices
feed-author = 116 000 hotline
