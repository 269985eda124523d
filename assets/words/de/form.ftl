# Formulare von Angemeldeten.

form-signed-out = Sie sind nicht mehr angemeldet
form-signed-out-text = Nichts von dem, was Sie geschrieben haben, ist verloren: Diese Seite behält es.
form-signed-out-sign-in = Melden Sie sich in einem neuen Tab an
form-signed-out-again = Kommen Sie hierher zurück und senden Sie erneut.
form-send-again = Erneut senden
form-without-tick = Hier steht Text, aber worum es geht, ist nicht angekreuzt. Kreuzen Sie es an, oder leeren Sie dieses Feld.
form-signed-out-file = Nur die Datei kann nicht behalten werden: Sie werden noch einmal danach gefragt.
form-file-lost = Ihre Sitzung war beendet, und die Datei konnte nicht behalten werden. Wählen Sie sie noch einmal aus.
