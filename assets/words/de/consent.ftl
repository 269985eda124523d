# The page of a holder of parental authority: calm, plain, nothing taken for granted. $name: the holder.
consent-hello = Guten Tag, { $name }
consent-title = Ihre Zustimmung zu einem Suchaufruf
consent-why = Wir möchten diesen Aufruf verbreiten, um Ihr Kind wohlbehalten zu finden. Nichts geht ohne Ihre Zustimmung hinaus, außer ein Magistrat verlangt es oder Ihr Kind ist in Gefahr. Sie können Ihre Meinung jederzeit ändern, mit demselben Link.
consent-shown = Genau das würde gezeigt
consent-choose = Wozu Sie Ihre Zustimmung geben
consent-choose-note = Kreuzen Sie an, womit Sie einverstanden sind.
consent-photos = Fotos

# $number: which.
consent-photo = Foto { $number }
consent-until = Bis wann
consent-until-choose = Wählen Sie ein Ende
consent-withdrawable = Wenn Sie Ihre Zustimmung zurückziehen, nehmen wir alles zurück und prüfen, dass alles weg ist. Wer eine E-Mail bekam, wird informiert.
consent-whole = Alles
consent-agree-all = Ich stimme allem zu
consent-part = Oder nur einem Teil
consent-agree = Ich stimme dem Angekreuzten zu
consent-refuse = Ich lehne ab
consent-reasons = Möchten Sie sagen, warum? (freiwillig)
consent-errors = Es fehlt noch etwas
consent-lacks-photos = Wählen Sie mindestens ein Foto, oder lehnen Sie ab.
consent-lacks-channels = Wählen Sie mindestens einen Kanal, oder lehnen Sie ab.
consent-lacks-languages = Wählen Sie mindestens eine Sprache, oder lehnen Sie ab.
consent-lacks-area = Wählen Sie das Gebiet, oder lehnen Sie ab.
consent-lacks-until = Wählen Sie ein Ende, das nicht vorbei ist.
consent-agreed = Sie haben zugestimmt

# $when: day and time of the answer.
consent-agreed-text = Wir haben Ihre Zustimmung seit { $when }. Behalten Sie diesen Link: Damit können Sie Ihre Meinung ändern.
consent-elsewhere = Eine andere Meldung zum selben Verschwinden ist veröffentlicht, und Ihre Zustimmung gilt auch für diese.

# $channels, $languages: names. $area: in words. $photos: how many. $until: day and time.
consent-agreed-scope = Sie stimmen zu: { $channels }; auf { $languages }; { $area }; Fotos: { $photos }; bis { $until }.
consent-refused = Sie haben abgelehnt
consent-refused-text = Wir haben Ihre Ablehnung am { $when } festgehalten. Ein Berater ruft Sie an, wenn es nötig ist.
consent-withdrawn = Ihre Zustimmung ist zurückgezogen
consent-withdrawn-text = Sie haben Ihre Zustimmung am { $when } zurückgezogen.
consent-required = Der Magistrat verlangt diese Verbreitung zum Schutz Ihres Kindes: Sie geht weiter. Ein Berater erklärt Ihnen, warum.
consent-copies = Wie es um jede Kopie steht

# $channel: its name. $out: still out or on its way back. $all: all there were.
consent-copies-of = { $channel }: noch { $out } von { $all } verbreitet
consent-copies-none = { $channel }: nichts ist mehr verbreitet

# $person: of those out, with a person.
consent-copies-person = { $channel }: noch { $out } von { $all } verbreitet, davon { $person } bei einer Person, die sich darum kümmert
consent-all-back = Alles ist zurückgenommen, und wir haben es geprüft.
consent-told = Versandte E-Mails lassen sich nicht zurückholen: Wer eine bekam, weiß, dass die Suche vorbei ist.
consent-kept = Die Meldung bleibt verbreitet: Eine andere sorgeberechtigte Person hat zugestimmt, oder die Stiftung hat es zum Schutz Ihres Kindes entschieden. Rufen Sie 116 000 an, wir erklären es Ihnen.
consent-withdraw = Meine Zustimmung zurückziehen
consent-withdraw-title = Ihre Zustimmung zurückziehen?
consent-withdraw-what = Wir nehmen dann sofort alles zurück, was nur mit Ihrer Zustimmung möglich war: Seiten, Beiträge und Bilder. Sie können hier jede Kopie verfolgen.
consent-withdraw-now = Ja, ich ziehe meine Zustimmung zurück
consent-keep = Nein, meine Zustimmung behalten
consent-again = Meine Meinung ändern und zustimmen
consent-questions = Eine Frage? Rufen Sie die 116 000 an, kostenlos, Tag und Nacht.
consent-changed = Der Aufruf hat sich geändert, seit Sie ihn sahen: Sehen Sie ihn bitte noch einmal an
consent-changed-kept = Ihre Auswahl bleibt erhalten. Was neu ist, ist nicht angekreuzt.
consent-changed-texts = Ein Text ist anders.
consent-changed-photos = Die Fotos sind anders.
consent-changed-channels = Die Kanäle sind anders.
consent-changed-languages = Die Sprachen sind anders.
consent-changed-area = Das Gebiet ist anders.
consent-changed-until = Das Ende ist anders.
consent-changed-look = Er wurde neu gemacht.
consent-ended = Dieser Aufruf ist beendet
consent-ended-text = Es geht nichts Neues mehr hinaus. Wir nehmen jede Kopie zurück und prüfen, dass sie weg ist.
consent-ended-unpublished = Es wurde nichts veröffentlicht.
