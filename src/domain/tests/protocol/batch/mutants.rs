//! Mistakes in the protocol of a batch.

use crate::mistakes::Fate::{Benign, Killed};
use crate::mistakes::mistakes;

mistakes! {
    Slip in &'static str;
    /// The message leaves before the ledger knows of it.
    SentBeforeItIsWrittenDown: NAME, Killed("B3");
    /// A report half-way does not ask whether the campaign was retracted.
    CheckpointIgnoresTheRetraction: NAME, Killed("I1");
    /// A report half-way is taken under any fence.
    CheckpointTakesAnyFence: NAME, Killed("B1");
    /// A passed deadline plans again what may have been sent.
    DeadlinePlansWhatMayBeSent: NAME, Killed("B1");
    /// No clear answer is taken for not sent.
    PerhapsPutBack: NAME, Killed("B1");
    /// The row does not remember that somebody has the notice.
    WhoHasItIsForgotten: NAME, Killed("I2");
    /// A batch of which nobody is left is settled as never made, though somebody has it.
    NobodyLeftForgetsWhoHasIt: NAME, Killed("I2");
    /// The retraction waits until the batch is through.
    RetractionWaitsForTheBatch: NAME, Killed("R1");
    /// The retraction leaves those who were not written to as they are.
    RetractionLeavesThePlanned: NAME, Benign("nobody begins after it, and the end of the batch suppresses them");
    /// Only those who certainly have the notice are told of the end.
    CorrectionForgetsWhatMayBeSent: NAME, Benign("whoever is left makes the batch a person's");
    /// Who was perhaps told of the end is told again.
    CorrectedTwice: NAME, Killed("B1");
    /// The worker's word that all were told is enough.
    CorrectedWithoutCounting: NAME, Killed("B2");
    /// A correction that did not go out puts its recipient among those never written to.
    CorrectionPutBackAsPlanned: NAME, Killed("B3");
    /// A recipient whose mailbox refuses the correction counts as one who never had the notice.
    RefusedCorrectionForgotten: NAME, Killed("B2");
}

/// The only setting there is.
pub const NAME: &str = "e-mail, two recipients";
