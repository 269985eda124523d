# Formulieren van wie aangemeld is.

form-signed-out = U bent niet meer aangemeld
form-signed-out-text = Niets van wat u schreef is weg: deze pagina houdt het bij.
form-signed-out-sign-in = Meld u aan in een nieuw tabblad
form-signed-out-again = Kom hier terug en verstuur opnieuw.
form-send-again = Opnieuw versturen
form-without-tick = Hier staat tekst, maar waar die over gaat, is niet aangevinkt. Vink het aan, of maak dit veld leeg.
form-signed-out-file = Alleen het bestand kan niet worden bewaard: het wordt u opnieuw gevraagd.
form-file-lost = Uw sessie was afgelopen en het bestand kon niet worden bewaard. Kies het opnieuw.
