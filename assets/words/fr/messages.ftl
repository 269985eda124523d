# Mail of the service itself to authorities, magistrates and officers: references, never a name.

# $reference: the case’s number. $when, $until: day and time. $kind: the campaign’s kind. $link: an address. $digest: 64 digits.
message-worrying-subject = Disparition inquiétante : dossier { $reference }
message-worrying-text = La fondation a connaissance d’une disparition inquiétante depuis le { $when } (dossier { $reference }). Elle se tient à votre disposition jour et nuit.
message-launch-subject = Diffusion lancée : dossier { $reference }
message-launch-text = Une diffusion est lancée pour le dossier { $reference } : { $kind }, jusqu’au { $until }. Empreinte de l’épreuve approuvée : { $digest }. État à tout moment : { $link }
message-update-subject = Diffusion mise à jour : dossier { $reference }
message-update-text = Une version plus récente de la diffusion pour le dossier { $reference } part depuis le { $when }, jusqu’au { $until } ; l’ancienne est remplacée. Empreinte de l’épreuve approuvée : { $digest }. État à tout moment : { $link }

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

# $count: how many copies. $channels: where. $owed: yes where they must go, no where they are to be made. $link: an address.
message-resists-subject = Des copies ont besoin de vous : dossier { $reference }
message-resists-text =
    { $owed ->
    [yes] Copies du dossier { $reference } à retirer : { $count } ({ $channels }). Le service n’y arrive pas. Occupez-vous-en maintenant.
   *[no] Copies du dossier { $reference } qui n’ont pas pu être faites : { $count } ({ $channels }). Merci d’y regarder.
 }
    
    Ce lien dit quoi faire. Il s’ouvre sans connexion, pendant 24 heures, et n’est qu’à vous : ne le transmettez pas.
    { $link }
    
    Nous écrirons encore jusqu’à ce que quelqu’un s’en charge.
