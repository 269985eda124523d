# Formulare von Angemeldeten.

form-signed-out = Sie sind nicht mehr angemeldet
form-signed-out-text = Nichts von dem, was Sie geschrieben haben, ist verloren: Diese Seite behält es.
form-signed-out-sign-in = Melden Sie sich in einem neuen Tab an
form-signed-out-again = Kommen Sie hierher zurück und senden Sie erneut.
form-send-again = Erneut senden
