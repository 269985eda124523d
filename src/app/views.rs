//! What callers see. These are the shapes of the API's answers; the rules' own types where there is nothing to hide.

mod campaigns;
mod cases;
mod decisions;
mod health;
mod ledger;
mod placements;
mod proofs;
mod trail;
mod volunteers;

pub use campaigns::{CampaignView, Retraction};
pub use cases::{
    CaseChangeView, CaseView, ConsentView, DeclarationView, DenialView, FocusOrder, HeardView, OverrideView,
    PhotoView, PhotoWarningView, ScanView,
};
pub use decisions::{DecisionOrder, DecisionView, SignedAnswer, SignedCredential, SignedResponse};
pub use health::{ChannelHealth, HealthCheck, HealthPart, HealthState, HealthView};
pub use ledger::{ChannelLedgerView, CopyView, Holder, HolderView, LedgerView, OpenCopyView, TookView};
pub use placements::{Copies, CopiesByChannel, InsightsView, PlacementView, ProgressView};
pub use proofs::{KitFailureView, ProofFileView, ProofView};
pub use trail::TrailView;
pub use volunteers::VolunteerView;
