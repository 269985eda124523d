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
