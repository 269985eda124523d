# Mail of the service itself to authorities, magistrates and officers: references, never a name.

# $reference: the case’s number. $when, $until: day and time. $kind: the campaign’s kind. $link: an address. $digest: 64 digits.
message-worrying-subject = Disparition inquiétante : dossier { $reference }
message-worrying-text = La fondation a connaissance d’une disparition inquiétante depuis le { $when } (dossier { $reference }). Elle se tient à votre disposition jour et nuit.
message-launch-subject = Diffusion lancée : dossier { $reference }
message-launch-text = Une diffusion est lancée pour le dossier { $reference } : { $kind }, jusqu’au { $until }. Empreinte de l’épreuve approuvée : { $digest }. État à tout moment : { $link }

# $reason: why it ended.
message-end-subject = Diffusion terminée : dossier { $reference }
message-end-text = La diffusion pour le dossier { $reference } est terminée depuis le { $when } ({ $reason }). Toutes les copies sont retirées ou corrigées.
message-waiting-subject = Une décision vous attend : dossier { $reference }
message-waiting-text = Une épreuve attend votre décision depuis le { $when } (dossier { $reference }) : { $link }
message-ends-soon-subject = Une diffusion se termine bientôt : dossier { $reference }
message-ends-soon-text = La diffusion pour le dossier { $reference } se termine le { $when }. Prolonger ou terminer : { $link }

# $count: campaigns taken back. $still: campaigns that stand without it, because the magistrate requires them.
message-withdrawn-subject = Consentement retiré : dossier { $reference }
message-withdrawn-text = Un consentement a été retiré ou refusé le { $when } (dossier { $reference }). Diffusions retirées : { $count }. Diffusions qui continuent sans lui : { $still }.
