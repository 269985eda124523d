# The page of a holder of parental authority: calm, plain, nothing taken for granted. $name: the holder.
consent-hello = Dag { $name },
consent-title = Uw akkoord voor een opsporingsbericht
consent-why = Wij willen dit bericht verspreiden om uw kind gezond terug te vinden. Niets vertrekt zonder uw akkoord, behalve als een magistraat het oplegt of als uw kind in gevaar is. U kunt op elk moment van gedachten veranderen, met deze zelfde link.
consent-shown = Precies dit zou getoond worden
consent-choose = Waarmee u akkoord gaat
consent-choose-note = Vink aan waarmee u akkoord gaat.
consent-photos = Foto’s

# $number: which.
consent-photo = Foto { $number }
consent-until = Tot wanneer
consent-until-choose = Kies een einde
consent-withdrawable = Als u uw akkoord intrekt, halen wij alles weg en kijken wij na of alles weg is. Wie een e-mail kreeg, wordt verwittigd.
consent-whole = Alles
consent-agree-all = Ik ga akkoord met alles
consent-part = Of met een deel ervan
consent-agree = Ik ga akkoord met wat aangevinkt is
consent-refuse = Ik weiger
consent-reasons = Wilt u zeggen waarom? (niet verplicht)
consent-errors = Er ontbreekt nog iets
consent-lacks-photos = Vink minstens één foto aan, of weiger.
consent-lacks-channels = Vink minstens één kanaal aan, of weiger.
consent-lacks-languages = Vink minstens één taal aan, of weiger.
consent-lacks-area = Vink het gebied aan, of weiger.
consent-lacks-until = Kies een einde dat niet voorbij is.
consent-agreed = U gaat akkoord

# $when: day and time of the answer.
consent-agreed-text = Wij hebben uw akkoord sinds { $when }. Bewaar deze link: daarmee kunt u van gedachten veranderen.
consent-elsewhere = Er is een ander bericht over dezelfde verdwijning gepubliceerd, en uw akkoord geldt ook daarvoor.

# $channels, $languages: names. $area: in words. $photos: how many. $until: day and time.
consent-agreed-scope = U gaat akkoord met: { $channels }; in het { $languages }; { $area }; foto’s: { $photos }; tot { $until }.
consent-refused = U hebt geweigerd
consent-refused-text = Wij hebben uw weigering genoteerd op { $when }. Een consulent belt u als het nodig is.
consent-withdrawn = Uw akkoord is ingetrokken
consent-withdrawn-text = U hebt uw akkoord ingetrokken op { $when }.
consent-required = De magistraat legt deze verspreiding op om uw kind te beschermen: ze gaat door. Een consulent legt u uit waarom.
consent-copies = Hoe het met elke kopie staat

# $channel: its name. $out: still out or on its way back. $all: all there were.
consent-copies-of = { $channel }: nog { $out } van { $all } verspreid
consent-copies-none = { $channel }: er staat niets meer

# $person: of those out, with a person.
consent-copies-person = { $channel }: nog { $out } van { $all } verspreid, waarvan { $person } bij iemand die ervoor zorgt
consent-all-back = Alles is weggehaald, en wij hebben het nagekeken.
consent-told = Een verstuurde e-mail kan niet worden teruggehaald: wie er een kreeg, weet dat de zoektocht voorbij is.
consent-kept = Het bericht blijft verspreid: een andere houder van het ouderlijk gezag ging akkoord, of de stichting besliste het voor de veiligheid van uw kind. Bel 116 000, wij leggen het uit.
consent-withdraw = Mijn akkoord intrekken
consent-withdraw-title = Uw akkoord intrekken?
consent-withdraw-what = Wij halen dan meteen alles weg wat alleen met uw akkoord kon: pagina’s, berichten en beelden. U kunt hier elke kopie volgen.
consent-withdraw-now = Ja, ik trek mijn akkoord in
consent-keep = Nee, mijn akkoord behouden
consent-again = Van gedachten veranderen en akkoord gaan
consent-questions = Een vraag? Bel 116 000, gratis, dag en nacht.
consent-changed = Het bericht is veranderd sinds u keek: bekijk het opnieuw
consent-changed-kept = Uw keuzes zijn bewaard. Wat nieuw is, is niet aangevinkt.
consent-changed-texts = Een tekst is anders.
consent-changed-photos = De foto’s zijn anders.
consent-changed-channels = De kanalen zijn anders.
consent-changed-languages = De talen zijn anders.
consent-changed-area = Het gebied is anders.
consent-changed-until = Het einde is anders.
consent-changed-look = Het is opnieuw gemaakt.
consent-ended = Dit bericht is afgelopen
consent-ended-text = Er vertrekt niets nieuws meer. Wij halen elke kopie weg en kijken na of ze weg is.
consent-ended-unpublished = Er is niets verspreid.
