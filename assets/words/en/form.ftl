# Forms of people who are signed in.

form-signed-out = You are not signed in any more
form-signed-out-text = Nothing that you wrote is lost: this page keeps it.
form-signed-out-sign-in = Sign in in a new tab
form-signed-out-again = Come back here and send it again.
form-send-again = Send again
