# De oefening: het hele verhaal, met een verzonnen persoon, en niets dat het huis verlaat.
# $name: zoals het publiek het zou zien. $age: zoals "12 jaar". $when: het einde. $reference: het nummer van het dossier.

kind-drill = OEFENING
channel-training = oefenkanaal (berichten)
channel-training-mail = oefenkanaal (e-mails)

drill-headline = OEFENING
drill-check = Een oefening?
drill-number-note = oefening
drill-photo-alt = Oefening, verzonnen persoon: { $name }, { $age }
drill-valid-until = oefening tot { $when }

drill-check-title = Nee, dit is een oefening
drill-check-text = Er wordt niemand gezocht. Dit blad dient om te oefenen: verspreid het niet en bel er niet over.
drill-check-ended-text = De oefening is voorbij. Er werd niemand gezocht: u mag dit blad weggooien.

drill-decide = Dit is een oefening. De persoon is verzonnen en er wordt niets naar buiten gestuurd: geen site, geen netwerken, geen e-mails, geen bericht aan de overheid.
drill-consent = Dit is een oefening. De persoon is verzonnen en er wordt niets gepubliceerd.
drill-statement-title = OEFENING: afsluitingsverklaring

closing-title-drill = Oefening voorbij
closing-text-drill = Dit was een oefening. Er werd niemand gezocht.
closing-mail-subject-drill = OEFENING { $reference }: voorbij
closing-mail-drill = Dit was een oefening: er werd niemand gezocht. Vernietig de gedrukte bladen.

rule-drill-case = Een oefendossier heeft alleen oefeningen, en een echt dossier heeft er geen.
rule-drill-case-mend = Kies een andere soort campagne, of open voor de oefening een dossier dat zo gemerkt is, met een verzonnen persoon.
rule-drill-fixed = Een dossier dat als oefening geopend is, blijft dat, en een echt dossier wordt het nooit.
rule-drill-fixed-mend = Laat dit veld zoals het is, of open een ander dossier.
