# Errors of the API: `problem-{code}` is the title, `problem-{code}-mend` the detail. `field-{code}` is one field's error.
# $field: name of the field. $expected: what it should be, or `unsaid`. $limit: a number.

problem-unauthorised = You are not signed in.
problem-unauthorised-mend = Sign in, or send a valid key.
problem-forbidden = Your role does not allow this.
problem-forbidden-mend = Ask somebody who has that role, or an administrator.
problem-not-found = This does not exist, or no longer does.
problem-not-found-mend = Check the address.
problem-conflict = Somebody made a change in the meantime.
problem-conflict-mend = Reload, look at the change, then try again.
problem-refused = The rules do not allow this yet.
problem-refused-mend = Settle each point of the list, then try again.
problem-invalid-body = Some fields are not right.
problem-invalid-body-mend = Correct the fields of the list and send again.
problem-invalid-json = This text is not valid JSON.
problem-invalid-json-mend = Check the quotes, the commas and the UTF-8 encoding, then send again.
problem-already-withdrawn = This consent has already been withdrawn.
problem-already-withdrawn-mend = Nothing more is to be done: reload to see since when.
# $count: how many campaigns.
problem-takes-back =
    { $count ->
        [1] This change forbids the search and would take one live campaign back.
       *[other] This change forbids the search and would take { $count } live campaigns back.
    }
problem-takes-back-mend = Check what you entered. If it is right, send the same request with retract=true.
problem-worker-version = This distribution program does not have the right version.
problem-worker-version-mend = Install the same version as the service, then start it again.
# $limit: the largest size, with its unit.
problem-too-large = This is too large: { $limit } at most.
problem-too-large-mend = Send less data.
# $expected: the content types accepted.
problem-unsupported-media = This type of content is not accepted.
problem-unsupported-media-mend = Send { $expected } and say so in the Content-Type header.
problem-idempotency-missing = The Idempotency-Key header is missing.
problem-idempotency-missing-mend = Send a new key for each action, and the same key when you try again.
problem-idempotency-reused = This Idempotency-Key was already used for another request.
problem-idempotency-reused-mend = Send a new key.
problem-idempotency-in-progress = The first request with this key is still under way.
problem-idempotency-in-progress-mend = Wait a moment, then send the same request with the same key.
# $seconds: how long to wait.
problem-too-many-requests = Too many requests in a short time.
problem-too-many-requests-mend =
    { $seconds ->
        [1] Wait one second, then try again.
       *[other] Wait { $seconds } seconds, then try again.
    }
problem-unavailable = The service does not answer at the moment.
problem-unavailable-mend = Try again in a minute. If it lasts, tell the person on duty.
problem-internal = Something went wrong on our side. It has been recorded.
problem-internal-mend = Try again. If it lasts, give the request’s number to the person on duty.

problem-photo-too-large = The photo is too large: 30 MB at most.
problem-photo-too-large-mend = Save it as JPEG, or smaller.
problem-photo-too-many-pixels = The photo has too many pixels: 50 megapixels at most.
problem-photo-too-many-pixels-mend = Reduce its width and height.
problem-photo-too-small = The photo is too small for a poster: the shorter side needs 400 pixels at least.
problem-photo-too-small-mend = Ask for the original. A photo from a messaging app has often been reduced.
problem-photo-unknown-format = This file is not a photo in JPEG, PNG or WebP.
problem-photo-unknown-format-mend = Save the photo as JPEG and send it again.
problem-photo-damaged = The photo is damaged or incomplete.
problem-photo-damaged-mend = Ask for it again, or save it anew as JPEG.
problem-photo-not-taken-in = This photo has not been checked.
problem-photo-not-taken-in-mend = Send it to the case again.
problem-photo-not-a-picture = This file is not a photo.
problem-photo-not-a-picture-mend = Send a photo in JPEG, PNG or WebP.
problem-photo-unsupported = This photo format is not accepted.
problem-photo-unsupported-mend = Save the photo as JPEG, PNG or WebP.
problem-photo-truncated = The photo is incomplete.
problem-photo-truncated-mend = Send it again, or ask for the original.
problem-photo-animated = This picture is animated.
problem-photo-animated-mend = Send a still photo.
problem-photo-broken = The photo cannot be read.
problem-photo-broken-mend = Open it in another program, save it as JPEG and send it again.

# What an officer should know of a photo that was taken in.
photo-warning-low-resolution = Printed on A4, the photo has fewer than 300 dots per inch.
photo-warning-low-resolution-mend = Ask for the original. A photo from a messaging app has often been reduced.
photo-warning-no-face-found = No face was found in the photo.
photo-warning-no-face-found-mend = Move the frame by hand.
photo-warning-several-faces = The photo shows more than one face.
photo-warning-several-faces-mend = Use a photo that shows the child alone.
photo-warning-older-than-a-year = The photo was taken more than a year ago.
photo-warning-older-than-a-year-mend = Ask for a recent one: a child changes quickly.

# $field: which text. $excess: how many characters are too many, 0 if not known.
problem-kit-text-too-long = This text does not fit on the poster: { $field }.
problem-kit-text-too-long-mend =
    { $excess ->
        [0] Shorten it, then make the proof again.
       *[other] Remove about { $excess } characters, then make the proof again.
    }
problem-kit-no-glyph = This text has a character that our typefaces lack ({ $character }): { $field }.
problem-kit-no-glyph-mend = Replace that character, or write the name in Latin letters.
problem-kit-missing = A text of the poster is empty: { $field }.
problem-kit-missing-mend = Fill it in, then make the proof again.
problem-kit-too-many = The poster cannot hold everything: { $field }.
problem-kit-too-many-mend = Remove a fact, then make the proof again.
problem-kit-facts-differ = The two languages of one poster do not have the same facts: { $field }.
problem-kit-facts-differ-mend = Give the same facts in both languages, then make the proof again.
problem-kit-no-notice = A poster asks for a language without a notice: { $field }.
problem-kit-no-notice-mend = Write the notice in that language, then make the proof again.
problem-kit-photo-mismatch = The poster’s photo is not the one of the case.
problem-kit-photo-mismatch-mend = Make the proof again. If it lasts, tell the person on duty.
problem-kit-photo-unreadable = The poster’s photo cannot be read.
problem-kit-photo-unreadable-mend = Send the photo again, then make the proof again.
problem-kit-out-of-range = A measure of the poster is not right: { $field }.
problem-kit-out-of-range-mend = Put the frame on the face, then make the proof again.
problem-kit-cards-out-of-range = The number of vignettes must be from 1 to 400.
problem-kit-cards-out-of-range-mend = Change the number, then make the proof again.
problem-kit-too-many-words = This text has more than 35 words: { $field }.
problem-kit-too-many-words-mend = Shorten it by { $excess } words or more, then make the proof again.
problem-kit-file-too-large = The poster’s file is too large.
problem-kit-file-too-large-mend = Choose a smaller photo, then make the proof again.
problem-kit-not-written = The poster could not be written.
problem-kit-not-written-mend = Make the proof again. If it lasts, tell the person on duty.
problem-kit-photo-missing = The photo of this proof is missing.
problem-kit-photo-missing-mend = Send the photo again, then make the proof again.
problem-kit-render-failed = The poster could not be made.
problem-kit-render-failed-mend = Make the proof again. If it lasts, tell the person on duty.

field-required = “{ $field }” is missing: add it.
field-unknown = “{ $field }” is not known here: remove it or check its spelling.
field-wrong-type =
    { $expected ->
        [unsaid] “{ $field }” is not of the right type.
       *[other] “{ $field }” must be { $expected }.
    }
field-wrong-format =
    { $expected ->
        [unsaid] “{ $field }” does not have the right form.
       *[other] “{ $field }” must be { $expected }.
    }
field-too-short =
    { $limit ->
        [1] “{ $field }” is empty: write at least one character.
       *[other] “{ $field }” is too short: at least { $limit } characters.
    }
field-too-long = “{ $field }” is too long: { $limit } characters at most.
field-too-small = “{ $field }” is too small: { $limit } at least.
field-too-large = “{ $field }” is too large: { $limit } at most.
field-too-few =
    { $limit ->
        [1] “{ $field }” is empty: give at least one item.
       *[other] “{ $field }” has too few items: at least { $limit }.
    }
field-too-many = “{ $field }” has too many items: { $limit } at most.
field-not-one-of =
    { $expected ->
        [unsaid] “{ $field }” is not one of the values allowed.
       *[other] “{ $field }” must be one of: { $expected }.
    }
field-pattern =
    { $expected ->
        [unsaid] “{ $field }” does not have the right form.
       *[other] “{ $field }” does not have the right form, such as { $expected }.
    }
field-duplicate = “{ $field }” has the same item twice: keep one.

# What stands for the whole body in a field's error.
request-body = the body of the request
type-or = { $first } or { $second }
type-string = a text
type-integer = a whole number
type-number = a number
type-boolean = true or false
type-array = a list
type-object = an object
type-null = null

format-date-time = a date and time, such as 2026-11-21T16:40:00+01:00
format-date = a date, such as 2026-11-21
format-uuid = a UUID, such as 0192d3c4-5b6a-7c8d-9e0f-112233445566
format-email = an e-mail address, such as name@example.org
format-uri = a web address, such as https://example.org/
