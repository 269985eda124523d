# What came later: the language of a poster, dates ahead.
page-print-in = Print the poster (PDF, in { $languages })
page-front-in = Notice in { $language }
mail-poster-in = Poster to print (PDF, in { $languages })
rule-date-ahead = This date is in the future.
rule-date-ahead-mend = Write when it happened.
rule-birth-date = This date of birth is not possible.
rule-birth-date-mend = Check the year: the person was born before they went missing, less than 120 years ago.
rule-note-missing = This advice needs a few words.
rule-note-missing-mend = Write the conditions, the reasons, or why they were not heard.
field-taken = Another case already has this “{ $field }”.
problem-preview-failed = This file cannot be made from the draft as it is.
problem-preview-failed-mend = Correct the fields of the list, then look again.
problem-idempotency-unusable = The Idempotency-Key header cannot be used.
problem-idempotency-unusable-mend = Send 1 to 200 visible ASCII characters, such as a UUID.
decide-files =
    { $count ->
        [1] One file
       *[other] All { $count } files
    }
decide-said = { $who }: { $what }
authority-parent = parent
authority-guardian = guardian
authority-institution = institution
authority-administrator = administrator
authority-child = the young person
decide-consented = { $who } ({ $authority }), { $until }
decide-refused = Refused: { $who } ({ $authority }), { $when }
decide-not-asked = Could not be asked: { $who } ({ $authority })
hand-hello-done = Hello { $name }.
hand-still =
    { $count ->
        [1] Nobody is needed at this moment, but one copy is still owed: the service is taking them back. Look again in a minute.
       *[other] Nobody is needed at this moment, but { $count } copies are still owed: the service is taking them back. Look again in a minute.
    }
hand-delete-mend = The service could not delete it: open the account, delete it there, look at its address signed out, then answer for it here.
hand-tell-mend = An e-mail cannot be taken back. The correction did not reach everybody: tell those who have the notice, by telephone or from another mailbox, that the search is over, then answer for it here.
hand-told-note = Whom did you reach, and how?
hand-told = They were told: I answer for it
rule-date-before = This date lies before the disappearance.
rule-date-before-mend = Check day and year, and write when it happened.
consent-is-out = This notice is already public.
consent-exists-in = It exists in: { $languages }. If you need it explained in your language, call 116 000.
consent-others = The notice in the other languages
decide-withdrawn = Withdrawn: { $who } ({ $authority }), { $when }
consent-form-paper = on paper
consent-form-oral = by word of mouth
consent-form-link = by a link
