//! What can be proven without the service: a passkey's signature over a decision, the installation's own signature, and the
//! bundle that holds both with everything they speak of. Pure: bytes in, verdict out, on any machine.

mod assertion;
mod bundle;
mod checkpoint;
mod encoded;
mod installation;
mod key;
mod signed;
mod statement;

pub use assertion::{Asserted, Assertion, AssertionFault, Ceremony};
pub use bundle::{
    Bundle, BundleFault, BundleItem, Consented, Ended, History, Link, Proven, Registration, TrailStretch,
    folder_of, verify,
};
pub use checkpoint::{Checkpoint, CheckpointFault};
pub use installation::{InstallationKey, NotAKey};
pub use key::{Algorithm, PublicKey};
pub use signed::{DecisionFault, SignedDecision};
pub use statement::{
    Answered, ChannelAccount, ClosingStatement, Replaced, StatedDecision, StatementFault, Took,
};
