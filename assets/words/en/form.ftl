# Forms of people who are signed in.

form-signed-out = You are not signed in any more
form-signed-out-text = Nothing that you wrote is lost: this page keeps it.
form-signed-out-sign-in = Sign in in a new tab
form-signed-out-again = Come back here and send it again.
form-send-again = Send again
form-without-tick = There is text here, but what it is about is not ticked. Tick it, or empty this field.
form-signed-out-file = Only the file cannot be kept: you will be asked for it again.
form-file-lost = Your session had ended, and the file could not be kept. Choose it again.
