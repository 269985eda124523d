//! By what a page that is kept in memory is known to hold still.

use crate::{App, AppError};
use childalert_store::shown::{self, ShownRow};

/// All that the public site shows, by reference. Equal to an earlier one: no page has changed in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown(Vec<ShownRow>);

impl App {
    /// Rises with every change that this node has made.
    pub fn change(&self) -> u64 {
        *self.inner.changes.borrow()
    }

    /// Asks the database, in one statement, what the site shows now. What was made from answers that were read after this one is
    /// at least as new.
    pub async fn shown(&self) -> Result<Shown, AppError> {
        self.ends_compared().await?;
        let rows = self.inner.store.read(|tx| Box::pin(async move { shown::all(tx).await })).await?;
        Ok(Shown(rows))
    }
}
