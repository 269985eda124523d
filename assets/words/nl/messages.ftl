# Mail of the service itself to authorities, magistrates and officers: references, never a name.

# $reference: the case’s number. $when, $until: day and time. $kind: the campaign’s kind. $link: an address. $digest: 64 digits.
message-worrying-subject = Onrustwekkende verdwijning: dossier { $reference }
message-worrying-text = De stichting weet sinds { $when } van een onrustwekkende verdwijning (dossier { $reference }). Zij is dag en nacht bereikbaar.
message-launch-subject = Verspreiding gestart: dossier { $reference }
message-launch-text = Voor dossier { $reference } is een verspreiding gestart: { $kind }, tot { $until }. Vingerafdruk van de goedgekeurde proef: { $digest }. Stand op elk moment: { $link }

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
