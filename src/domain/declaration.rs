//! The declaration to the police, which must stand before anything else happens (P 2.3.1).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How the foundation made sure of the declaration.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Verification {
    /// The details that the caller gave were checked with the service: contact, report number and magistrate in charge.
    Details {
        /// Whom the officer spoke to at the police service.
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
        contact: String,
        /// Name of the magistrate in charge.
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
        magistrate: String,
    },
    /// The Missing Persons Cell looked it up in the national database.
    CellLookup {
        /// Who at the Cell.
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
        contact: String,
    },
}

/// A declaration of disappearance.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// The police service that took it, such as `PolBru 5339`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub police_service: String,
    /// Number of the initial report (*procès-verbal initial*).
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 60))]
    pub report_number: String,
    /// When it was made.
    pub declared_at: DateTime<Utc>,
    /// How it was verified; absent until it was.
    #[serde(default)]
    pub verification: Option<Verification>,
    /// The scan of the paper that proves it, where there is one, by SHA-256 as the scan's upload answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9a-f]{64}$"))]
    pub scan: Option<String>,
}
