# E-mails to volunteers, and the neutral words for the end. The end never names the person nor says what happened.

mail-subject-public = Suche { $reference }: Bitte helfen Sie ({ $area })
mail-subject-discreet = Diskrete Suche { $reference }: Bitte helfen Sie ({ $area })
# $subject: the subject without this.
mail-subject-update = Aktualisiert: { $subject }
mail-greeting = Guten Tag,
mail-intro = Ein Mensch wird vermisst, und wir bitten um Ihre Hilfe. Gebiet: { $area }.
mail-ask = Worum wir Sie bitten
mail-ask-replaces = Diese Nachricht ersetzt die vorige: Löschen Sie jene.
mail-ask-replaces-posters = Nehmen Sie die alten Plakate dort ab, wo Sie das neue aufhängen.
mail-ask-check = Sehen Sie zuerst nach, ob die Suche noch läuft.
mail-ask-print = Drucken Sie das Plakat und hängen Sie es auf, wo es erlaubt ist.
mail-ask-owner = Fragen Sie immer zuerst die Ladeninhaber oder Eigentümer.
mail-ask-link = Teilen Sie den Link der Seite, nie das Foto allein: Endet die Suche, verschwindet die Seite überall.
mail-ask-share = Teilen Sie den Link der Seite in Ihrem Umfeld.
mail-ask-chosen = Zeigen Sie diese Meldung oder die Vignette sorgfältig ausgewählten Menschen: Ladeninhabern, Bahnhofspersonal.
mail-ask-private = Nicht für die Öffentlichkeit: Hängen Sie nichts auf, stellen Sie nichts online, leiten Sie diese Nachricht nicht weiter.
mail-ask-note = Notieren Sie, wo Sie eine Vignette lassen: Sie müssen sie später zurückholen.
mail-never = Greifen Sie nie selbst ein
mail-never-text = Sehen Sie diese Person? Sprechen Sie sie nicht an und folgen Sie ihr nicht. Rufen Sie sofort die 116 000 an, kostenlos, Tag und Nacht. Aus dem Ausland: +32 2 475 44 99. Bei unmittelbarer Gefahr: 112.
mail-end = Sobald die Suche endet, schreiben wir Ihnen. Dann muss alles am selben Tag weg.
mail-poster = Plakat zum Ausdrucken (PDF)
mail-vignette = Vignette zum Ausdrucken (PDF)
mail-page = Seite der Meldung
mail-check = Läuft die Suche noch?
mail-why = Sie erhalten diese Nachricht, weil Sie Freiwillige oder Freiwilliger sind. Danke.

closing-title = Suche beendet
closing-text-poster = Danke. Bitte nehmen Sie das Plakat ab.
closing-text-vignette = Danke. Bitte holen Sie die Vignetten zurück und vernichten Sie sie.
closing-text-online = Danke. Bitte löschen Sie, was Sie geteilt haben.
closing-text-picture = Danke an alle, die geholfen haben.
closing-mail-subject = Suche { $reference }: beendet, bitte alles abnehmen
closing-mail-text = Die Suche { $reference } ist beendet. Danke für Ihre Hilfe.
closing-mail-ask = Heute zu tun
closing-mail-posters = Nehmen Sie alle Plakate ab, die Sie aufgehängt haben, und vernichten Sie sie.
closing-mail-vignettes = Holen Sie alle Vignetten zurück, die Sie gelassen haben, und vernichten Sie sie.
closing-mail-delete = Löschen Sie unsere erste Nachricht und die Dateien, die Sie gespeichert haben.
closing-mail-posts = Löschen Sie, was Sie veröffentlicht oder geteilt haben, und bitten Sie auch die darum, die es nach Ihnen geteilt haben.
closing-mail-silence = Bitte äußern Sie sich aus Respekt nicht zum Ende dieser Suche. Eine Frage? Rufen Sie die 116 000 an.
