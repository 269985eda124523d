# Why something may not be done (`rule-{code}`), and what to do about it (`rule-{code}-mend`).
# $value: a name, a count or a date, or `unsaid`. $part: the notice's field and language, or `unsaid`. $field: the field's path.

rule-eligibility-age =
    { $value ->
        [unsaid] Diese Person ist zu alt: Die Grenze ist der 25. Geburtstag, außer mit Schutzstatus.
       *[other] Diese Person ist { $value } Jahre alt: Die Grenze ist der 25. Geburtstag, außer mit Schutzstatus.
    }
rule-eligibility-age-mend = Prüfen Sie das Geburtsdatum. Hat die Person den Schutzstatus? Dann tragen Sie ihn in die Akte ein.
rule-eligibility-requester = Von 18 bis 24 Jahren müssen die Eltern, eine direkt betroffene Person oder die Justizbehörden um die Suche bitten.
rule-eligibility-requester-mend = Tragen Sie ein, wer um die Suche bittet.
rule-eligibility-criterion = Von 18 bis 24 Jahren ist mindestens ein besorgniserregendes Kriterium nötig.
rule-eligibility-criterion-mend = Kreuzen Sie an, welches Kriterium zutrifft, und sagen Sie, warum. Trifft keines zu, veröffentlichen Sie nicht.
rule-purpose = Diese Person wird wegen einer Straftat gesucht: Dafür darf nichts veröffentlicht werden.
rule-purpose-mend = Veröffentlichen Sie nicht. Steht es irrtümlich in der Akte, berichtigen Sie es.

rule-declaration-missing = Es gibt noch keine Anzeige bei der Polizei.
rule-declaration-missing-mend = Bitten Sie die Eltern, Anzeige zu erstatten. Tragen Sie dann die Polizeidienststelle und die Protokollnummer ein.
rule-declaration-unverified = Die Anzeige bei der Polizei ist nicht geprüft.
rule-declaration-unverified-mend = Prüfen Sie sie bei der Polizeidienststelle oder bei der Zelle Vermisste Personen und tragen Sie ein, mit wem Sie gesprochen haben.
rule-cell-not-told = Die Zelle Vermisste Personen weiß noch nichts von diesem besorgniserregenden Verschwinden.
rule-cell-not-told-mend = Benachrichtigen Sie die Zelle jetzt und tragen Sie die Uhrzeit ein.

rule-consent-missing = Niemand mit elterlicher Autorität hat zugestimmt.
rule-consent-missing-mend = Tragen Sie die Zustimmung ein. Ohne sie muss der Magistrat die Verbreitung verlangen oder das Kind in Gefahr sein: Tragen Sie das mit den Gründen ein.
rule-consent-channel =
    { $value ->
        [unsaid] Die Zustimmung gilt nicht für einen der Kanäle.
       *[other] Die Zustimmung gilt nicht für diesen Kanal: { $value }.
    }
rule-consent-channel-mend = Nehmen Sie diesen Kanal heraus oder bitten Sie um eine Zustimmung, die dafür gilt.
rule-consent-language =
    { $value ->
        [unsaid] Die Zustimmung gilt nicht für eine der Sprachen.
       *[other] Die Zustimmung gilt nicht für diese Sprache: { $value }.
    }
rule-consent-language-mend = Nehmen Sie diese Sprache heraus oder bitten Sie um eine Zustimmung, die dafür gilt.
rule-consent-photo =
    { $value ->
        [unsaid] Die Zustimmung gilt nicht für eines der Fotos.
       *[other] Die Zustimmung gilt nicht für das Foto mit dem Fingerabdruck { $value }.
    }
rule-consent-photo-mend = Wählen Sie ein Foto, für das die Zustimmung gilt, oder bitten Sie um Zustimmung für dieses Foto.
rule-consent-area = Die Zustimmung gilt nicht für das ganze Gebiet der Kampagne.
rule-consent-area-mend = Verkleinern Sie das Gebiet oder bitten Sie um eine Zustimmung, die dafür gilt.
rule-consent-period =
    { $value ->
        [unsaid] Die Zustimmung endet vor der Kampagne.
       *[other] Die Zustimmung endet am { $value }, vor der Kampagne.
    }
rule-consent-period-mend = Beenden Sie die Kampagne früher oder bitten Sie um eine längere Zustimmung.
rule-override-campaign = Diese Ausnahme nennt keine Kampagne dieser Akte.
rule-override-campaign-mend = Nennen Sie die Kampagne, für die sie gilt: Eine Ausnahme deckt nur eine Kampagne.

rule-concertation =
    { $value ->
        [unsaid] In der Beratung fehlt eine Stellungnahme.
       *[other] In der Beratung fehlt eine Stellungnahme: { $value }.
    }
rule-concertation-mend = Holen Sie diese Stellungnahme ein und tragen Sie sie ein. Nur die Eltern können ausnahmsweise nicht gehört werden: Sagen Sie dann, warum.
rule-opposed = Der Magistrat widersetzt sich der Verbreitung.
rule-opposed-mend = Veröffentlichen Sie nicht. Nur eine neue Stellungnahme des Magistrats kann das ändern.
rule-foundation-refuses = Die Stiftung lehnt diese Verbreitung ab.
rule-foundation-refuses-mend = Veröffentlichen Sie nicht. Ändert die Stiftung ihre Meinung, tragen Sie die neue Stellungnahme und die Gründe ein.
rule-companion = Der Text spricht von einer Person, die das Kind begleitet: Dafür ist der schriftliche Antrag des Magistrats nötig.
rule-companion-mend = Streichen Sie diese Stelle oder fügen Sie den schriftlichen Antrag bei und halten Sie seine Bedingungen ein.

rule-channel-kind =
    { $value ->
        [unsaid] Diese Art von Kampagne darf einen der gewählten Kanäle nicht nutzen.
       *[other] Diese Art von Kampagne darf diesen Kanal nicht nutzen: { $value }.
    }
rule-channel-kind-mend = Nehmen Sie diesen Kanal heraus oder wählen Sie eine andere Art von Kampagne.
rule-no-channel = Es ist kein Kanal gewählt.
rule-no-channel-mend = Wählen Sie mindestens einen Kanal.
rule-no-notice =
    { $value ->
        [unsaid] Die Meldung fehlt in einer der Sprachen der Kampagne.
       *[other] Die Meldung fehlt in dieser Sprache: { $value }.
    }
rule-no-notice-mend = Schreiben Sie die Meldung in dieser Sprache oder nehmen Sie die Sprache heraus.
rule-photos = Eine Meldung zeigt ein einziges Kind, auf einem oder zwei Fotos.
rule-photos-mend = Fügen Sie ein Foto hinzu oder behalten Sie höchstens zwei.
rule-cards = Eine diskrete Kampagne hat 1 bis 400 Vignetten.
rule-cards-mend = Geben Sie an, wie viele Vignetten übergeben werden.
rule-photo-unknown = Dieses Foto ist nicht in der Akte.
rule-photo-unknown-mend = Fügen Sie es zuerst der Akte hinzu oder wählen Sie ein anderes.
rule-notice-twice =
    { $value ->
        [unsaid] Es gibt zwei Meldungen in derselben Sprache.
       *[other] Es gibt zwei Meldungen in derselben Sprache: { $value }.
    }
rule-notice-twice-mend = Behalten Sie eine davon.
rule-too-many-words =
    { $value ->
        [unsaid] Dieser Text ist zu lang: höchstens 35 Wörter.
       *[other]
            { $part ->
                [unsaid] Dieser Text hat { $value } Wörter, höchstens 35.
               *[other] { $part }: { $value } Wörter, höchstens 35.
            }
    }
rule-too-many-words-mend = Kürzen Sie. Ein kurzer Text bleibt besser im Gedächtnis.
rule-too-many-facts =
    { $value ->
        [unsaid] Es sind zu viele Angaben: höchstens sechs, mit Datum und Ort.
       *[other] Es sind { $value } Angaben: höchstens sechs, mit Datum und Ort.
    }
rule-too-many-facts-mend = Behalten Sie, was am meisten hilft, die Person zu erkennen.
rule-empty-text =
    { $part ->
        [unsaid] Ein Text ist leer.
       *[other] Dieses Feld ist leer: { $part }.
    }
rule-empty-text-mend = Füllen Sie es aus.
rule-child-alert-area = Ein Child Alert geht an das ganze Land.
rule-child-alert-area-mend = Wählen Sie das ganze Land oder eine andere Art von Kampagne.
rule-area = Es ist keine Gemeinde gewählt, oder eine davon ist unbekannt.
rule-area-mend = Wählen Sie mindestens eine Gemeinde aus der Liste oder das ganze Land.

rule-period-past =
    { $value ->
        [unsaid] Das Ende ist schon vorbei.
       *[other] Das Ende ist schon vorbei: { $value }.
    }
rule-period-past-mend = Wählen Sie ein Ende in der Zukunft.
rule-period-child-alert =
    { $value ->
        [unsaid] Ein Child Alert dauert höchstens sechs Stunden auf einmal.
       *[other] Ein Child Alert dauert höchstens sechs Stunden auf einmal: hier bis zum { $value }.
    }
rule-period-child-alert-mend = Wählen Sie ein früheres Ende. Die Kampagne kann verlängert werden.
rule-period-long =
    { $value ->
        [unsaid] Eine Kampagne dauert höchstens 92 Tage auf einmal.
       *[other] Eine Kampagne dauert höchstens 92 Tage auf einmal: hier bis zum { $value }.
    }
rule-period-long-mend = Wählen Sie ein früheres Ende. Die Kampagne kann verlängert werden.
rule-period-age =
    { $value ->
        [unsaid] Die Kampagne muss an dem Tag zu Ende sein, ab dem die Person nicht mehr gesucht werden darf.
       *[other] Die Kampagne muss an dem Tag zu Ende sein, ab dem die Person nicht mehr gesucht werden darf: hier spätestens am { $value }.
    }
rule-period-age-mend = Wählen Sie ein früheres Ende. Steht das Alter oder der Status falsch in der Akte, berichtigen Sie es.

rule-proof-missing = Der Abzug ist noch nicht erstellt.
rule-proof-missing-mend = Erstellen Sie den Abzug und legen Sie ihn dem Magistrat vor.
rule-proof-not-frozen = Der Abzug ist nicht fertig: Die Dateien werden erstellt oder konnten nicht erstellt werden.
rule-proof-not-frozen-mend = Warten Sie einen Augenblick. Wird ein Fehler angezeigt, beheben Sie ihn und erstellen Sie den Abzug neu.
rule-decision-missing = Der Magistrat hat noch nicht entschieden.
rule-decision-missing-mend = Warten Sie die Entscheidung ab oder rufen Sie den Magistrat an.
rule-decision-old-digest =
    { $value ->
        [unsaid] Die Entscheidung betrifft eine andere Fassung.
       *[other] Die Entscheidung betrifft eine andere Fassung als den Abzug { $value }.
    }
rule-decision-old-digest-mend = Legen Sie den neuesten Abzug vor: Es braucht eine neue Entscheidung.
rule-decision-period =
    { $value ->
        [unsaid] Der Zeitraum der Entscheidung passt nicht.
       *[other]
            { $field ->
                [until] Die Entscheidung muss in der Zukunft enden, spätestens am { $value }.
               *[other] Die Entscheidung gilt nicht mehr: Sie endete am { $value }.
            }
    }
rule-decision-period-mend =
    { $field ->
        [until] Wählen Sie ein Ende zwischen jetzt und diesem Zeitpunkt.
       *[other] Bitten Sie den Magistrat um eine Verlängerung.
    }
rule-decision-reasons = Diese Entscheidung braucht eine Begründung.
rule-decision-reasons-mend = Schreiben Sie die Gründe in ein oder zwei Sätzen.

rule-nothing-newer = Es gibt keine neuere Fassung als die verbreitete.
rule-nothing-newer-mend = Ändern Sie zuerst den Entwurf, bestellen Sie einen Abzug und lassen Sie ihn genehmigen.
rule-version-over = Diese Fassung gilt nicht mehr: Sie wurde seither geändert, zurückgegeben oder abgelehnt.
rule-version-over-mend = Bestellen Sie einen neuen Abzug und lassen Sie ihn genehmigen.
rule-hand-note = Es fehlt, woher Sie wissen, dass die Kopie weg ist, oder der Text ist zu lang.
rule-hand-note-mend = Schreiben Sie in wenigen Worten, was Sie gesehen oder getan haben, höchstens 2.000 Zeichen.
rule-kind-fixed = Eine verbreitete Kampagne kann ihre Art nicht ändern.
rule-kind-fixed-mend = Behalten Sie die Art, oder beenden Sie diese Kampagne und eröffnen Sie eine andere.
rule-campaign-state =
    { $value ->
        [unsaid] Der Stand der Kampagne lässt das nicht zu.
       *[other] Der Stand der Kampagne lässt das nicht zu: { $value }.
    }
rule-campaign-state-mend = Laden Sie die Seite neu, um den Stand der Kampagne zu sehen.
rule-placement-state =
    { $value ->
        [unsaid] Der Stand dieser Kopie lässt das nicht zu.
       *[other] Der Stand dieser Kopie lässt das nicht zu: { $value }.
    }
rule-placement-state-mend = Laden Sie die Seite neu, um den Stand dieser Kopie zu sehen.
rule-own-work = Wer eine Kampagne vorbereitet hat, darf sie nicht genehmigen.
rule-own-work-mend = Bitten Sie eine andere Person um die Entscheidung.

rule-volunteer-email = Diese E-Mail-Adresse kann keine Nachricht empfangen.
rule-volunteer-email-mend = Schreiben Sie sie ganz aus, etwa name@beispiel.be.
rule-volunteer-lang = Die Sprache dieser Person ist nicht bekannt.
rule-volunteer-lang-mend = Wählen Sie fr, nl, de oder en.
rule-volunteer-postcode = Diese Postleitzahl gibt es in Belgien nicht.
rule-volunteer-postcode-mend = Schreiben Sie die vier Ziffern, etwa 1050.
rule-volunteer-phone = Diese Telefonnummer ist nicht vollständig.
rule-volunteer-phone-mend = Schreiben Sie sie mit der Vorwahl, etwa +32 470 12 34 56, oder lassen Sie das Feld leer.
rule-volunteer-active = Es ist nicht klar, ob diese Person angeschrieben werden soll.
rule-volunteer-active-mend = Schreiben Sie ja oder nein in die Spalte „active“ oder lassen Sie das Feld leer.
