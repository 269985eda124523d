# Die Übung: die ganze Geschichte, mit einer erfundenen Person, und nichts, was das Haus verlässt.
# $name: wie die Öffentlichkeit ihn sähe. $age: wie „12 Jahre“. $when: das Ende. $reference: die Nummer der Akte.

kind-drill = ÜBUNG
channel-training = Übungskanal (Beiträge)
channel-training-mail = Übungskanal (E-Mails)

drill-headline = ÜBUNG
drill-check = Eine Übung?
drill-number-note = Übung
drill-photo-alt = Übung, erfundene Person: { $name }, { $age }
drill-valid-until = Übung bis { $when }

drill-check-title = Nein, das ist eine Übung
drill-check-text = Niemand wird gesucht. Dieses Blatt dient zum Üben: Verbreiten Sie es nicht und rufen Sie deswegen nicht an.
drill-check-ended-text = Die Übung ist beendet. Niemand wurde gesucht: Sie können dieses Blatt wegwerfen.

drill-decide = Das ist eine Übung. Die Person ist erfunden, und nichts wird nach außen gesendet: keine Website, keine Netzwerke, keine E-Mails, keine Nachricht an die Behörden.
drill-consent = Das ist eine Übung. Die Person ist erfunden, und es wird nichts veröffentlicht.
drill-statement-title = ÜBUNG: Abschlusserklärung

closing-title-drill = Übung beendet
closing-text-drill = Das war eine Übung. Niemand wurde gesucht.
closing-mail-subject-drill = ÜBUNG { $reference }: beendet
closing-mail-drill = Das war eine Übung: Niemand wurde gesucht. Vernichten Sie die gedruckten Blätter.

rule-drill-case = Eine Übungsakte hat nur Übungen, und eine echte Akte hat keine.
rule-drill-case-mend = Wählen Sie eine andere Art von Kampagne, oder öffnen Sie für die Übung eine Akte, die so gekennzeichnet ist, mit einer erfundenen Person.
rule-drill-fixed = Eine Akte, die als Übung geöffnet wurde, bleibt eine, und eine echte Akte wird nie dazu.
rule-drill-fixed-mend = Lassen Sie dieses Feld, wie es ist, oder öffnen Sie eine andere Akte.
