# L’exercice : toute l’histoire, avec une personne inventée, et rien qui sorte de la maison.
# $name : comme le public le verrait. $age : comme « 12 ans ». $when : la fin. $reference : le numéro du dossier.

kind-drill = EXERCICE
channel-training = canal d’exercice (messages)
channel-training-mail = canal d’exercice (e-mails)

drill-headline = EXERCICE
drill-check = Un exercice ?
drill-number-note = exercice
drill-photo-alt = Exercice, personne inventée : { $name }, { $age }
drill-valid-until = exercice jusqu’au { $when }

drill-check-title = Non, ceci est un exercice
drill-check-text = Personne n’est recherché. Cette feuille sert à s’entraîner : ne la diffusez pas, n’appelez pas à son sujet.
drill-check-ended-text = L’exercice est terminé. Personne n’était recherché : vous pouvez jeter cette feuille.

drill-decide = Ceci est un exercice. La personne est inventée, et rien ne sera envoyé à l’extérieur : ni site, ni réseaux, ni e-mails, ni message aux autorités.
drill-consent = Ceci est un exercice. La personne est inventée et rien ne sera publié.
drill-statement-title = EXERCICE : relevé de clôture

closing-title-drill = Exercice terminé
closing-text-drill = Ceci était un exercice. Personne n’était recherché.
closing-mail-subject-drill = EXERCICE { $reference } : terminé
closing-mail-drill = Ceci était un exercice : personne n’était recherché. Détruisez les feuilles imprimées.

rule-drill-case = Un dossier d’exercice n’a que des exercices, et un vrai dossier n’en a aucun.
rule-drill-case-mend = Choisissez un autre type de campagne, ou ouvrez pour l’exercice un dossier marqué comme tel, avec une personne inventée.
rule-drill-fixed = Un dossier ouvert comme exercice le reste, et un vrai dossier ne le devient jamais.
rule-drill-fixed-mend = Laissez ce champ comme il est, ou ouvrez un autre dossier.
