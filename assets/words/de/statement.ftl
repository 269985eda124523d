# Die Abschlusserklärung einer Kampagne, für alle, die sie als Beweis aufbewahren. Sie nennt niemanden.
# $code: der öffentliche Code der Kampagne. $copies: wie viele. $closed, $reopened: Zeitpunkte. $act: was entschieden wurde.

statement-title = Abschlusserklärung
statement-of = Kampagne { $code }
statement-lead =
    { $copies ->
        [0] Diese Kampagne hatte keine Kopien.
        [1] Der Verbleib der einzigen Kopie dieser Kampagne ist geklärt. Es steht keine mehr aus.
       *[other] Der Verbleib aller { $copies } Kopien dieser Kampagne ist geklärt. Es steht keine mehr aus.
    }
statement-check = Ob noch gesucht wird:
statement-footer = Abschlusserklärung, Kampagne { $code }. Sie nennt kein Kind und zeigt kein Gesicht.

statement-course = Verlauf
statement-launched = Verbreitet
statement-ended = Beendet
statement-last-copy = Letzte Kopie weg
statement-closed = Abgeschlossen
statement-clock = Alle Zeiten sind belgische Zeit. In der JSON-Datei stehen sie in UTC.

statement-copies = Was aus den Kopien wurde
statement-channel = Kanal
statement-planned = Kopien
statement-withdrawn = Gelöscht und nachgeprüft
statement-corrected = Durch Nachricht berichtigt
statement-answered = Eine Person steht dafür ein
statement-suppressed = Nie erstellt
statement-all = Alle Kanäle

statement-times = Wie lange es dauerte
statement-half = Die Hälfte
statement-most = 95 von 100
statement-last = Die letzte
statement-last-at = Weg am

statement-persons = Kopien, für die eine Person einsteht

statement-replaces = Diese Erklärung ersetzt eine frühere
statement-replaces-text = Die Kampagne war am { $closed } abgeschlossen worden. Am { $reopened } tauchte doch noch eine Kopie auf. Die Erklärung jenes Abschlusses gilt nicht mehr.

statement-evidence = Worauf sie beruht
statement-proof = Verbreitete Fassung
statement-decision = Entscheidung: { $act }
statement-trail = Prüfprotokoll
statement-entry = Eintrag { $seq }
statement-signed = Unterzeichnet von Installation
statement-unsigned = nicht unterzeichnet
statement-sha256 = SHA-256 der JSON-Datei
statement-how = Zur Prüfung: „childalert proof verify DATEI“ liest die JSON-Datei, „childalert audit verify --checkpoint DATEI“ vergleicht sie mit dem Prüfprotokoll.

problem-not-ended = Diese Kampagne ist nicht beendet.
problem-not-ended-mend = Die Abschlusserklärung wird erstellt, sobald alles zurückgezogen ist und nichts mehr aussteht.
# $count: wie viele Kopien ausstehen. $service: davon beim Dienst. $waiting: warten auf eine Person. $taken: bei $people.
problem-not-closed =
    { $count ->
        [0] Diese Kampagne wird gleich abgeschlossen.
        [1] Diese Kampagne ist nicht abgeschlossen: Eine Kopie steht noch aus.
       *[other] Diese Kampagne ist nicht abgeschlossen: { $count } Kopien stehen noch aus.
    }
problem-not-closed-mend =
    { $people ->
        [unsaid] Beim Dienst: { $service }. Warten auf eine Person: { $waiting }. Das Verzeichnis der Kampagne nennt sie einzeln.
       *[other] Beim Dienst: { $service }. Warten auf eine Person: { $waiting }. Bei { $people }: { $taken }. Das Verzeichnis der Kampagne nennt sie einzeln.
    }

moment = { $date } { $time }
duration-seconds = { $whole },{ $tenth } s
duration-minutes = { $minutes } Min. { $seconds } s
duration-hours = { $hours } Std. { $minutes } Min.
