# Mail of the service itself to authorities, magistrates and officers: references, never a name.

# $reference: the case’s number. $when, $until: day and time. $kind: the campaign’s kind. $link: an address. $digest: 64 digits.
message-worrying-subject = Onrustwekkende verdwijning: dossier { $reference }
message-worrying-text = De stichting weet sinds { $when } van een onrustwekkende verdwijning (dossier { $reference }). Zij is dag en nacht bereikbaar.
message-launch-subject = Verspreiding gestart: dossier { $reference }
message-launch-text = Voor dossier { $reference } is een verspreiding gestart: { $kind }, tot { $until }. Vingerafdruk van de goedgekeurde proef: { $digest }. Stand op elk moment: { $link }
message-update-subject = Verspreiding bijgewerkt: dossier { $reference }
message-update-text = Sinds { $when } gaat een nieuwere versie van de verspreiding voor dossier { $reference } uit, tot { $until }; de oudere wordt vervangen. Vingerafdruk van de goedgekeurde proef: { $digest }. Stand op elk moment: { $link }

# $reason: why it ended.
message-end-subject = Verspreiding beëindigd: dossier { $reference }
message-end-text = De verspreiding voor dossier { $reference } is beëindigd sinds { $when } ({ $reason }). Alle kopieën worden weggehaald of gecorrigeerd.
message-waiting-subject = Een beslissing wacht op u: dossier { $reference }
message-waiting-text = Een proef wacht op uw beslissing sinds { $when } (dossier { $reference }): { $link }
message-ends-soon-subject = Een verspreiding loopt af: dossier { $reference }
message-ends-soon-text = De verspreiding voor dossier { $reference } loopt af op { $when }. Verlengen of beëindigen: { $link }

# $count: campaigns taken back. $still: campaigns that stand without it, because the magistrate requires them.
message-withdrawn-subject = Toestemming ingetrokken: dossier { $reference }
message-withdrawn-text = Op { $when } is een toestemming ingetrokken of geweigerd (dossier { $reference }). Verspreidingen ingetrokken: { $count }. Verspreidingen die zonder haar doorgaan: { $still }.

# $count: how many copies. $channels: where. $owed: yes where they must go, no where they are to be made. $link: an address.
message-resists-subject = Kopieën hebben u nodig: dossier { $reference }
message-resists-text =
    { $owed ->
    [yes] Weg te halen kopieën van dossier { $reference }: { $count } ({ $channels }). De dienst krijgt ze niet weg. Kijk er nu naar.
   *[no] Kopieën van dossier { $reference } die niet konden worden gemaakt: { $count } ({ $channels }). Kijk ernaar.
 }
    
    Achter deze link staat wat te doen. Hij gaat open zonder aanmelden, 24 uur lang, en is alleen voor u: geef hem niet door.
    { $link }
    
    Wij schrijven opnieuw tot iemand ze op zich neemt.
