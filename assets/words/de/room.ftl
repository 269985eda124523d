# Was läuft, für die Menschen der Stiftung.

now-title = Jetzt
cases-title = Akten
now-new = Neue Akte
now-quiet = Im Moment ist nichts öffentlich, und nichts wartet.
now-live = Jetzt veröffentlicht
now-ending = Wird zurückgeholt
now-approved = Genehmigt, zu starten
now-waiting = Wartet auf den Magistrat
now-preparing = In Vorbereitung
now-closed = In den letzten sieben Tagen abgeschlossen
# $state: wie es um die Kampagne steht. $when: seit wann.
now-state-since = { $state }, seit { $when }
# $live, $copies: Anzahl der Kopien.
now-copies =
    { $copies ->
        [1] { $live } von 1 Kopie online
       *[other] { $live } von { $copies } Kopien online
    }
now-needs-person =
    { $count ->
        [1] Eine Kopie braucht jemanden
       *[other] { $count } Kopien brauchen jemanden
    }
now-owed =
    { $count ->
        [1] Eine Kopie muss noch zurück
       *[other] { $count } Kopien müssen noch zurück
    }
now-newer-waits = Eine neue Fassung wartet auf den Magistrat
now-newer-approved = Eine neue Fassung ist genehmigt: Setzen Sie sie ein

# $reference: die Nummer der Akte.
room-title = Kampagne { $reference }
# $since, $until: Tag und Uhrzeit.
room-since-until = veröffentlicht seit { $since }, bis { $until }
# $state: ended oder closed, in Worten. $reason: warum.
room-ended = { $state }; beendet am { $when }: { $reason }
room-next-draft = Zu tun: der Abzug
room-next-draft-text = Wenn die Kampagne fertig ist, bestellen Sie den Abzug: jedes Wort und jede Datei, wie sie erscheinen würden. Darüber entscheidet der Magistrat.
room-next-newer = Eine neue Fassung
room-next-newer-text = Der Entwurf hat sich geändert. Was veröffentlicht ist, bleibt, wie es ist, bis über einen neuen Abzug entschieden und er eingesetzt ist.
room-next-rendering = Der Abzug wird gemacht
room-next-rendering-text = Das dauert weniger als eine Minute. Diese Seite erneuert sich von selbst; ohne Skript laden Sie sie neu.
room-next-failed = Der Abzug konnte nicht gemacht werden
room-next-failed-text = Berichtigen Sie dies und bestellen Sie ihn neu:
room-next-waiting = Der Magistrat ist am Zug
room-next-waiting-text = Der Abzug wartet auf eine Entscheidung. Der Magistrat ist benachrichtigt und wird erinnert. Inzwischen kann von der Akte aus um Zustimmung gebeten werden.
room-next-launch = Genehmigt: Sie können starten
room-next-launch-text = Vor dem Start sagt eine Seite, wen das erreicht und was noch fehlen würde.
room-next-update = Neue Fassung genehmigt
room-next-update-text = Sie kann an die Stelle dessen treten, was veröffentlicht ist.
room-next-refused = Diese Fassung erscheint nicht
room-next-refused-text = Ändern Sie den Entwurf und bestellen Sie einen neuen Abzug.
room-change = Den Entwurf ändern
room-order = Den Abzug bestellen
room-order-again = Den Abzug neu bestellen
room-see-proof = Den Abzug ansehen
room-launch = Zum Start
room-update = Zum Einsetzen
# $done, $all, $moving, $owed, $stuck: Anzahl der Kopien.
room-bar = { $done } von { $all } Kopien online oder erledigt{ $moving ->
    [0] {""}
   *[other] , { $moving } unterwegs
}{ $owed ->
    [0] {""}
   *[other] , von { $owed } ist der Stand unbekannt
}{ $stuck ->
    [0] {""}
   *[other] , { $stuck } brauchen jemanden
}
room-bar-over = { $done } von { $all } Kopien zurückgeholt oder erledigt{ $moving ->
    [0] {""}
   *[other] , { $moving } zu streichen, bevor sie erscheinen
}{ $owed ->
    [0] {""}
   *[other] , { $owed } werden zurückgeholt
}{ $stuck ->
    [0] {""}
   *[other] , { $stuck } brauchen jemanden
}
room-channels = Kopien nach Kanal
room-channel = Kanal
room-copies = Kopien
room-state = Stand
room-count-planned = { $count } zu machen
room-count-placing = { $count } in Arbeit
room-count-live = { $count } online
room-count-unknown = { $count } mit unbekanntem Stand
room-count-rejected = { $count } vom Kanal abgelehnt
room-count-suppressed = { $count } nie erschienen
room-count-withdrawing =
    { $count ->
        [1] 1 wird zurückgeholt
       *[other] { $count } werden zurückgeholt
    }
room-count-withdrawn = { $count } zurückgeholt
room-count-corrected = { $count } mit einer Nachricht berichtigt
room-count-escalated =
    { $count ->
        [1] 1 braucht jemanden
       *[other] { $count } brauchen jemanden
    }
room-count-closed = { $count } von einer Person erledigt
# $last: eine Dauer.
room-took = die letzte weg nach { $last }
room-reach =
    { $count ->
        [1] von einer Person gesehen
       *[other] von { $count } Personen gesehen
    }
room-shares =
    { $count ->
        [1] einmal geteilt
       *[other] { $count }-mal geteilt
    }
room-reactions =
    { $count ->
        [1] eine Reaktion
       *[other] { $count } Reaktionen
    }
room-replies =
    { $count ->
        [1] eine Antwort
       *[other] { $count } Antworten
    }
room-open = Was noch offen ist
room-more-open =
    { $count ->
        [1] Und noch eine Kopie.
       *[other] Und noch { $count } Kopien.
    }
room-nobody = Noch kümmert sich niemand darum.
room-service = Der Dienst kümmert sich darum.
room-window = Nach { $when } kann kein Programm sie mehr löschen.
room-take = Ich kümmere mich darum
room-stop-title = Ist das Kind gefunden?
room-stop-text =
    { $count ->
        [1] Holt die eine Kopie zurück. Eine Person genügt.
       *[other] Holt alle { $count } Kopien zurück. Eine Person genügt.
    }
room-stop-none = Noch ist nichts erschienen. Beenden sorgt dafür, dass nichts erscheint. Eine Person genügt.
room-stop-reason = Warum?
room-stop-choose = Wählen Sie
room-stop = Beenden und alles zurückholen
room-statement = Abgeschlossen
room-statement-text = Jede Kopie ist erledigt. Die Erklärung beweist es, ohne Namen und Gesicht des Kindes.
room-statement-pdf = Abschlusserklärung (PDF)
room-untold =
    { $count ->
        [1] Eine Nachricht an die Behörden ist noch nicht angekommen.
       *[other] { $count } Nachrichten an die Behörden sind noch nicht angekommen.
    }
room-lately = Zuletzt
# $what: was getan wurde. $who: ein Name.
act-by = { $what } ({ $who })
act-campaign-draft = Kampagne vorbereitet
act-campaign-edit = Entwurf geändert
act-campaign-decide = Entscheidung des Magistrats
act-campaign-launch = Gestartet
act-campaign-update = Neue Fassung eingesetzt
act-campaign-retract = Beendet: Alles wird zurückgeholt
act-campaign-close = Abgeschlossen
act-campaign-end-again = Erneut beendet, nachdem eine ältere Datenbank zurückkam
act-proof-order = Abzug bestellt
act-proof-export = Beweisakte ausgegeben
act-placement-escalate = Eine Kopie braucht jemanden
act-placement-retry = Eine Kopie erneut versucht
act-placement-take = Jemand kümmert sich um eine Kopie
act-placement-close = Jemand steht für eine Kopie ein
act-placement-hand = Kopien über den Link übernommen
act-placement-reopen = Eine Kopie tauchte wieder auf
act-placement-renew = Eine Kopie ersetzt

launch-title = Starten
launch-update-title = Die neue Fassung einsetzen
launch-against = Das steht der Veröffentlichung entgegen
# $area: wo. $channels: womit. $until: bis wann.
launch-sentence = Mit dem Start veröffentlichen Sie diese Meldung in diesem Gebiet: { $area }. Kanäle: { $channels }. Bis { $until }.
launch-update-sentence = Die neue Fassung ersetzt, was in diesem Gebiet veröffentlicht ist: { $area }. Kanäle: { $channels }. Bis { $until }.
launch-people =
    { $count ->
        [0] niemand in diesem Gebiet
        [1] eine Person ({ $languages })
       *[other] { $count } Personen ({ $languages })
    }
launch-everybody = alle ({ $languages })
launch-deleted = kann am Ende gelöscht werden
# $hours: how long.
launch-window = kann nur { $hours } Stunden lang gelöscht werden
launch-corrected = kann nicht zurückgeholt werden: Am Ende folgt eine Berichtigung
launch-button = Jetzt starten
launch-update-button = Jetzt einsetzen
launch-back = Zurück zur Kampagne

proof-page-title = Abzug { $reference }
proof-jump = Zu einer Sprache
proof-page-text = Jedes Wort und jede Datei, wie sie erscheinen würden. Ein Klick zeigt eine Datei groß.
proof-version = Fassung { $number }
proof-pictures = Bilder
proof-papers = Zum Drucken
proof-posts = Beiträge in den Netzwerken
proof-letters =
    { $count ->
        [1] 1 Zeichen
       *[other] { $count } Zeichen
    }
proof-mail = Die E-Mail an die Freiwilligen
proof-closing = Die Worte für das Ende
proof-shared = Dateien in mehreren Sprachen
proof-size = { $count } kB
proof-whole-digest = Der ganze Fingerabdruck:

# $when: Tag und Uhrzeit. $who: ein Name.
decide-asked = Um Entscheidung gebeten am { $when }.
decide-asked-by = Um Entscheidung gebeten am { $when } von { $who }.
decide-prepared-by = Vorbereitet von { $who }.
decide-reach-sentence = Dies würde in diesem Gebiet verbreitet: { $area }. Kanäle: { $channels }. Sprachen: { $languages }. Bis { $until }.
decide-reach-each = Kanal für Kanal
decide-whole-proof = Den ganzen Abzug ansehen

# $what: worum es geht. $more: was davon gesagt wird.
room-said = { $what }: { $more }
room-lacks = Etwas fehlt
room-stop-lacks = Wählen Sie, warum. Beenden Sie dann: Noch ist nichts beendet.
room-note-lacks = Schreiben Sie, woher Sie es wissen. Stehen Sie dann erneut dafür ein.
room-stale = Diese Seite erneuert sich nicht mehr: Was hier steht, kann alt sein.
room-stale-again = Neu laden
room-no-script = Ohne Skript erneuert sich diese Seite nicht von selbst.
launch-changed = Der Abzug hat sich inzwischen geändert
launch-changed-text = Es ist nichts gestartet. Dies ist die neue Fassung, wie sie jetzt genehmigt ist: Sehen Sie sie an und starten Sie dann.
