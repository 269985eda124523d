# Mail of the service itself to authorities, magistrates and officers: references, never a name.

# $reference: the case’s number. $when, $until: day and time. $kind: the campaign’s kind. $link: an address. $digest: 64 digits.
message-worrying-subject = Beunruhigendes Verschwinden: Akte { $reference }
message-worrying-text = Die Stiftung weiß seit { $when } von einem beunruhigenden Verschwinden (Akte { $reference }). Sie ist Tag und Nacht erreichbar.
message-launch-subject = Verbreitung begonnen: Akte { $reference }
message-launch-text = Für Akte { $reference } hat eine Verbreitung begonnen: { $kind }, bis { $until }. Fingerabdruck des genehmigten Abzugs: { $digest }. Stand jederzeit: { $link }
message-update-subject = Verbreitung aktualisiert: Akte { $reference }
message-update-text = Seit { $when } geht eine neuere Fassung der Verbreitung für Akte { $reference } hinaus, bis { $until }; die ältere wird ersetzt. Fingerabdruck des genehmigten Abzugs: { $digest }. Stand jederzeit: { $link }

# $reason: why it ended.
message-end-subject = Verbreitung beendet: Akte { $reference }
message-end-text = Die Verbreitung für Akte { $reference } ist seit { $when } beendet ({ $reason }). Alle Kopien werden zurückgenommen oder berichtigt.
message-waiting-subject = Eine Entscheidung wartet auf Sie: Akte { $reference }
message-waiting-text = Ein Abzug wartet seit { $when } auf Ihre Entscheidung (Akte { $reference }): { $link }
message-ends-soon-subject = Eine Verbreitung läuft ab: Akte { $reference }
message-ends-soon-text = Die Verbreitung für Akte { $reference } endet am { $when }. Verlängern oder beenden: { $link }

# $count: campaigns taken back. $still: campaigns that stand without it, because the magistrate requires them.
message-withdrawn-subject = Zustimmung zurückgezogen: Akte { $reference }
message-withdrawn-text = Am { $when } wurde eine Zustimmung zurückgezogen oder verweigert (Akte { $reference }). Verbreitungen zurückgezogen: { $count }. Verbreitungen, die ohne sie weitergehen: { $still }.

# $count: how many copies. $channels: where. $owed: yes where they must go, no where they are to be made. $link: an address.
message-resists-subject = Kopien brauchen Sie: Akte { $reference }
message-resists-text =
    { $owed ->
    [yes] Zu löschende Kopien der Akte { $reference }: { $count } ({ $channels }). Dem Dienst gelingt es nicht. Bitte kümmern Sie sich jetzt darum.
   *[no] Kopien der Akte { $reference }, die nicht gemacht werden konnten: { $count } ({ $channels }). Bitte sehen Sie nach.
 }
    
    Was zu tun ist, steht hinter diesem Link. Er öffnet sich ohne Anmeldung, 24 Stunden lang, und ist nur für Sie: Geben Sie ihn nicht weiter.
    { $link }
    
    Wir schreiben wieder, bis jemand sie übernimmt.
