# E-mails to volunteers, and the neutral words for the end. The end never names the person nor says what happened.

mail-subject-public = Search { $reference }: your help, please ({ $area })
mail-subject-discreet = Discreet search { $reference }: your help, please ({ $area })
# $subject: the subject without this.
mail-subject-update = Updated: { $subject }
mail-greeting = Hello,
mail-intro = Somebody is missing and we ask for your help. Area: { $area }.
mail-ask = What we ask of you
mail-ask-replaces = This message replaces the one we sent before: delete that one.
mail-ask-replaces-posters = Take down the older posters where you hang the new one.
mail-ask-check = First check whether the search is still on.
mail-ask-print = Print the poster and hang it where that is allowed.
mail-ask-owner = Always ask the shopkeeper or the owner first.
mail-ask-link = Share the link to the page, never the photo alone: when the search ends, the page disappears everywhere.
mail-ask-share = Share the link to the page with people around you.
mail-ask-chosen = Show this notice or its vignette to carefully chosen people: shopkeepers, station staff.
mail-ask-private = Not for public display: hang nothing, post nothing online, do not forward this message.
mail-ask-note = Note where you leave a vignette: you will have to take it back.
mail-never = Do not step in yourself
mail-never-text = Do you see this person? Do not approach or follow them. Call 116 000 at once, free, day and night. From abroad: +32 2 475 44 99. In immediate danger: 112.
mail-end = As soon as the search ends, we will write to you. Everything must then come down the same day.
mail-poster = Poster to print (PDF)
mail-vignette = Vignette to print (PDF)
mail-page = Page of the notice
mail-check = Is the search still on?
mail-why = You receive this message because you are a volunteer. Thank you.

closing-title = Search ended
closing-text-poster = Thank you. Please take the poster down.
closing-text-vignette = Thank you. Please take the vignettes back and destroy them.
closing-text-online = Thank you. Please delete what you shared.
closing-text-picture = Thank you to everyone who helped.
closing-mail-subject = Search { $reference }: ended, please take everything down
closing-mail-text = The search { $reference } has ended. Thank you for your help.
closing-mail-ask = To do today
closing-mail-posters = Take down all the posters you hung, and destroy them.
closing-mail-vignettes = Take back all the vignettes you left, and destroy them.
closing-mail-delete = Delete our first message and the files you saved.
closing-mail-posts = Delete what you posted or shared, and ask those who shared it after you to do the same.
closing-mail-silence = Out of respect, please do not comment on the end of this search. A question? Call 116 000.
