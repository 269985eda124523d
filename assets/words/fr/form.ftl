# Formulaires des personnes connectées.

form-signed-out = Votre session est terminée
form-signed-out-text = Rien de ce que vous avez écrit n’est perdu : cette page le garde.
form-signed-out-sign-in = Connectez-vous dans un nouvel onglet
form-signed-out-again = Revenez ici et envoyez de nouveau.
form-send-again = Envoyer de nouveau
form-without-tick = Il y a un texte ici, mais ce dont il parle n’est pas coché. Cochez-le, ou videz ce champ.
form-signed-out-file = Le fichier, lui, ne peut pas être gardé : il vous sera redemandé.
form-file-lost = Votre session s’était terminée, et le fichier n’a pas pu être gardé. Choisissez-le à nouveau.
