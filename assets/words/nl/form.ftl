# Formulieren van wie aangemeld is.

form-signed-out = U bent niet meer aangemeld
form-signed-out-text = Niets van wat u schreef is weg: deze pagina houdt het bij.
form-signed-out-sign-in = Meld u aan in een nieuw tabblad
form-signed-out-again = Kom hier terug en verstuur opnieuw.
form-send-again = Opnieuw versturen
