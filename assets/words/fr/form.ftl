# Formulaires des personnes connectées.

form-signed-out = Vous n’êtes plus connecté·e
form-signed-out-text = Rien de ce que vous avez écrit n’est perdu : cette page le garde.
form-signed-out-sign-in = Connectez-vous dans un nouvel onglet
form-signed-out-again = Revenez ici et envoyez de nouveau.
form-send-again = Envoyer de nouveau
