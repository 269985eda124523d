# The administrator’s page on how the service is. `health-PART-FOUND` says what was found, `…-mend` what to do about it. $took: how
# long an answer took. $when: day and time. $count: how many, or seconds.
health-title = Zustand des Dienstes
health-launch = Starten
health-launch-good = Eine Kampagne kann jetzt gestartet werden.
health-launch-look = Eine Kampagne kann gestartet werden, aber nicht alles ist wie gewohnt: siehe unten.
health-launch-down = Jetzt kann keine Kampagne gestartet werden. Beheben Sie zuerst, was ausgefallen ist.
health-take-back = Zurücknehmen
health-take-back-good = Eine Kampagne kann jetzt zurückgenommen werden.
health-take-back-look = Eine Kampagne kann zurückgenommen werden, aber es kann länger dauern oder jemanden brauchen: siehe unten.
health-take-back-down = Nicht alles kann jetzt zurückgenommen werden. Ordnen Sie das Ende trotzdem an, und lassen Sie Kopien von Hand entfernen, wo ein Kanal ausgefallen ist.
health-state-good = Gut
health-state-look = Ansehen
health-state-down = Ausgefallen
health-state-off = Nicht in Gebrauch
health-parts = Die Teile
health-channels = Die Kanäle
health-channels-unknown = Die Datenbank hat nicht gesagt, wie es um die Kanäle steht.
health-program = Dieses Programm
health-version = Version
health-since = Läuft seit
health-providers = Anmeldung über eine Organisation
health-providers-none = keine eingerichtet: alle benutzen einen Passkey
health-at = Angesehen
health-again = Noch einmal ansehen
health-monitors = Überwachungsprogramme lesen dasselbe unter /api/v1/health, mit einem Schlüssel dieser Rolle. Ohne Anmeldung sagt /readyz, ob die Datenbank und die Warteschlange antworten.
health-no-database = Die Datenbank antwortet nicht
health-no-database-text = Nur die Datenbank weiß, wer diese Seite lesen darf: Sie kann deshalb nicht gezeigt werden. Sehen Sie nach, ob die Datenbank läuft, ob dieser Rechner sie erreicht und ob auf ihrer Festplatte Platz ist. Ohne Anmeldung sagt /readyz, ob sie wieder da ist. Bis dahin kann hier nichts gestartet oder zurückgenommen werden: Muss eine Kampagne enden, lassen Sie ihre Kopien von Hand entfernen.

health-part-database = Datenbank
health-part-clock = Uhr dieses Rechners
health-part-broker = Warteschlange (Broker)
health-part-outbox = Rufe an die Programme
health-part-files = Fotos und Plakate
health-part-render = Herstellung der Plakate
health-part-copies = Kopien, die jemanden brauchen
health-part-messages = Nachrichten an Behörden und Kollegen
health-part-passkeys = Anmeldung
health-part-authorities = Behörden
health-part-signature = Unterschrift auf Abschlusserklärungen
health-part-trail = Prüfprotokoll

health-database-answers = Sie antwortet und behält, was man ihr gibt ({ $took }).
health-database-slow = Sie antwortet langsam ({ $took }).
health-database-slow-mend = Sehen Sie nach der Last und der Festplatte ihres Rechners. Alles dauert so lange länger.
health-database-read-only = Sie kann gelesen werden, behält aber nichts.
health-database-read-only-mend = Sehen Sie zuerst nach, ob ihre Festplatte voll ist. Solange sie nichts behält, kann hier nichts gestartet oder zurückgenommen werden: Lassen Sie Kopien von Hand entfernen.
health-database-silent = Sie antwortet nicht.
health-database-silent-mend = Sehen Sie nach, ob sie läuft, ob dieser Rechner sie erreicht und ob auf ihrer Festplatte Platz ist.
health-database-failed = Sie antwortet mit einem Fehler.
health-database-failed-mend = Das Log des Dienstes sagt, welcher. Sehen Sie nach, ob die Datenbank läuft und ob auf ihrer Festplatte Platz ist.
health-clock-agrees = Sie stimmt mit der Datenbank und mit dem Aufgezeichneten überein.
health-clock-apart = Sie weicht um { $count } Sekunden von der Uhr der Datenbank ab.
health-clock-apart-mend = Lassen Sie beide Rechner von einem Zeitserver (NTP) stellen.
health-clock-behind = Sie geht { $count } Sekunden gegenüber dem schon Aufgezeichneten nach: Nichts kann entschieden oder veröffentlicht werden.
health-clock-behind-mend = Stellen Sie die Uhr dieses Rechners (NTP). Zurücknehmen bleibt möglich.
health-clock-unknown = Sie konnte nicht verglichen werden.
health-clock-unknown-mend = Kümmern Sie sich zuerst um die Datenbank.
health-broker-answers = Sie nimmt Aufträge an.
health-broker-away = Sie ist nicht verbunden. Der Dienst versucht es weiter.
health-broker-away-mend = Sehen Sie nach, ob RabbitMQ läuft und dieser Rechner es erreicht. Nichts geht verloren: Was angeordnet ist, wartet in der Datenbank, und die Programme erfahren von Rücknahmen auch ohne sie.
health-broker-silent = Sie antwortet nicht.
health-broker-silent-mend = Sehen Sie nach, ob RabbitMQ läuft und dieser Rechner es erreicht. Das Zurücknehmen geht ohne sie weiter, einige Sekunden später.
health-outbox-empty = Keiner wartet.
health-outbox-moving =
    { $count ->
        [one] Ein Ruf ist unterwegs.
       *[other] { $count } Rufe sind unterwegs.
    }
health-outbox-late =
    { $count ->
        [one] Ein Ruf wartet seit { $when }.
       *[other] { $count } Rufe warten, der älteste seit { $when }.
    }
health-outbox-late-mend = Wird es nicht binnen einer Minute weniger, kümmern Sie sich um die Warteschlange.
health-outbox-stuck =
    { $count ->
        [one] Ein Ruf wartet seit { $when }: Nichts kommt durch.
       *[other] { $count } Rufe warten, der älteste seit { $when }: Nichts kommt durch.
    }
health-outbox-stuck-mend = Kümmern Sie sich um die Warteschlange. Nimmt sie Aufträge an, starten Sie diesen Dienst neu: Es geht nichts verloren.
health-outbox-unknown = Die Datenbank hat nicht gesagt, wie viele warten.
health-outbox-unknown-mend = Kümmern Sie sich zuerst um die Datenbank.
health-files-keeps = Sie werden aufbewahrt und unverändert zurückgelesen ({ $took }).
health-files-slow = Sie werden aufbewahrt, aber langsam ({ $took }).
health-files-slow-mend = Sehen Sie nach der Festplatte oder der Leitung zum Dateispeicher.
health-files-altered = Was gespeichert wurde, lässt sich nicht unverändert zurücklesen.
health-files-altered-mend = Prüfen Sie die Festplatte oder den Dateispeicher, bevor etwas veröffentlicht wird. Veränderte Dateien werden nie veröffentlicht.
health-files-failed = Nichts kann gespeichert oder gelesen werden.
health-files-failed-mend = Sehen Sie nach, ob der Ordner oder der Dateispeicher (files_url) da ist, Platz hat und ob dieser Dienst dorthin schreiben darf.
health-files-silent = Der Dateispeicher antwortet nicht.
health-files-silent-mend = Sehen Sie nach, ob er läuft und dieser Rechner ihn erreicht (files_url). Das Zurücknehmen geht ohne ihn weiter.
health-files-not-compared = Was beendet ist, wurde seit dem Start dieses Programms noch nicht mit den Dateien verglichen. Bis dahin veröffentlicht es nichts.
health-files-not-compared-mend = Es tut das von selbst binnen Sekunden. Dauert es an, sagt das Log des Dienstes, warum.
health-render-here = Das Programm dafür ist da.
health-render-silent = Das Programm dafür hat sich seit { $when } nicht gemeldet.
health-render-silent-mend = Starten Sie es neu (childalert-worker render). Ohne dieses Programm kann kein Abzug gemacht werden.
health-render-never = Ein Programm, das Plakate herstellt, wurde noch nie gesehen.
health-render-never-mend = Starten Sie eines (childalert-worker render). Ohne dieses Programm kann kein Abzug gemacht werden.
health-render-unknown = Die Datenbank hat nicht gesagt, ob das Programm da ist.
health-render-unknown-mend = Kümmern Sie sich zuerst um die Datenbank.
health-copies-none = Keine.
health-copies-waiting =
    { $count ->
        [one] Eine, seit { $when }.
       *[other] { $count }, die älteste seit { $when }.
    }
health-copies-waiting-mend = Der Dienst schreibt den Diensthabenden. Achten Sie darauf, dass jemand von ihnen jede übernimmt.
health-copies-unknown = Die Datenbank hat es nicht gesagt.
health-copies-unknown-mend = Kümmern Sie sich zuerst um die Datenbank.
health-messages-sent = In den letzten sieben Tagen blieb keine unzustellbar.
health-messages-given-up =
    { $count ->
        [one] In den letzten sieben Tagen blieb eine Nachricht unzustellbar.
       *[other] In den letzten sieben Tagen blieben { $count } Nachrichten unzustellbar.
    }
health-messages-given-up-mend = Sorgen Sie dafür, dass jemand diese Personen anruft, und sehen Sie dann nach den Einstellungen des Mailservers. Akte und Kampagne führen ihre Nachrichten auf.
health-messages-unknown = Die Datenbank hat es nicht gesagt.
health-messages-unknown-mend = Kümmern Sie sich zuerst um die Datenbank.
health-passkeys-ready = Passkeys funktionieren unter dieser Adresse.
health-passkeys-none = Unter dieser Adresse funktioniert kein Passkey: Niemand kann entscheiden.
health-passkeys-none-mend = Die Website braucht einen Domainnamen: Setzen Sie public_url.
health-authorities-named =
    { $count ->
        [one] Eine erfährt von jedem Start und jedem Ende.
       *[other] { $count } erfahren von jedem Start und jedem Ende.
    }
health-authorities-none = Keine erfährt von Starts und Enden.
health-authorities-none-mend = Nennen Sie die föderale Polizei und die Zelle für vermisste Personen in der Konfiguration (authorities). Lassen Sie sie bis dahin telefonisch benachrichtigen.
health-signature-ready = Der Schlüssel der Installation unterschreibt sie.
health-signature-none = Sie gehen ohne Unterschrift hinaus.
health-signature-none-mend = Machen Sie einen Schlüssel mit „childalert audit key“ und nennen Sie seine Datei in der Konfiguration (installation_key_file).
health-trail-holds = Der neueste Eintrag ist Nr. { $count } vom { $when }; die Siegel der neuesten hundert halten. „childalert audit verify“ prüft alles.
health-trail-empty = Es wurde noch nichts aufgezeichnet.
health-trail-broken = Die Siegel der neuesten Einträge halten nicht: Etwas wurde verändert.
health-trail-broken-mend = Bewahren Sie eine Kopie der Datenbank auf, wie sie ist, führen Sie „childalert audit verify“ aus, und verständigen Sie die Datenschutzbeauftragten.
health-trail-unknown = Die Datenbank hat es nicht gesagt.
health-trail-unknown-mend = Kümmern Sie sich zuerst um die Datenbank.

health-channel-ready = Das Programm dafür ist da.
health-channel-unused = Er ist nicht eingerichtet: Meldungen gehen hier nicht hinaus.
health-channel-failing = Was hier zuletzt versucht wurde, ging nicht gut.
health-channel-failing-mend = Die Seite der Kampagne sagt, um welche Kopie es geht.
health-channel-needs-person =
    { $count ->
        [one] Eine Kopie braucht jemanden.
       *[other] { $count } Kopien brauchen jemanden.
    }
health-channel-needs-person-mend = Achten Sie darauf, dass jemand im Dienst das übernimmt.
health-channel-no-account = Das Programm ist da, hat aber weder Konto noch Server: Es kann nur ablehnen, was hier hinaus soll.
health-channel-no-account-mend = Richten Sie Konto oder Server in der Konfiguration des Programms ein, und starten Sie es neu.
health-channel-never = Ein Programm für diesen Kanal wurde noch nie gesehen: Alles, was hier angeordnet ist, wartet.
health-channel-never-mend = Starten Sie childalert-worker mit dem Namen dieses Kanals und einem Schlüssel, der ihn öffnet.
health-channel-silent = Das Programm hat sich seit { $when } nicht gemeldet: Hier wird nichts gemacht oder zurückgenommen.
health-channel-silent-mend = Sehen Sie nach, ob childalert-worker für diesen Kanal läuft, und starten Sie es neu. Müssen Kopien jetzt weg, löschen Sie sie von Hand auf dem Kanal selbst.
health-fact-seen = Programm vor { $ago } gehört
health-fact-live = zuletzt online: { $when }
health-fact-failed = letzte Schwierigkeit: { $when }.
health-fact-standing =
    { $count ->
        [one] eine Kopie steht dort
       *[other] { $count } Kopien stehen dort
    }
health-fact-person =
    { $count ->
        [one] eine Kopie braucht jemanden
       *[other] { $count } Kopien brauchen jemanden
    }
health-fact-to-make =
    { $count ->
        [one] ein Auftrag in der Warteschlange, um eine Kopie zu machen
       *[other] { $count } Aufträge in der Warteschlange, um Kopien zu machen
    }
health-fact-to-take-back =
    { $count ->
        [one] ein Auftrag in der Warteschlange, um eine Kopie zurückzunehmen
       *[other] { $count } Aufträge in der Warteschlange, um Kopien zurückzunehmen
    }
