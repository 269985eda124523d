//! Who can be searched for (P 2.1).

use crate::{Case, Refusal, Requester, Rule};
use chrono::NaiveDate;

/// Proof that the rules were asked and agreed. Only [`eligible`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct Eligible(());

/// Under 18, or of any age with the protected status; from 18 until the 25th birthday only at the request of parents, a
/// directly interested person or the judicial authorities, and when a worrying criterion holds.
pub fn eligible(case: &Case, today: NaiveDate) -> Result<Eligible, Vec<Refusal>> {
    let mut refusals = Vec::new();
    if case.sought_for_offence {
        refusals.push(Refusal::at(Rule::PURPOSE, "sought_for_offence", ""));
    }
    let age = case.person.age_on(today);
    if !case.person.protected_status && age >= 18 {
        if age >= 25 {
            refusals.push(Refusal::at(Rule::AGE, "person.date_of_birth", age.to_string()));
        } else {
            if case.requested_by == Requester::Foundation {
                refusals.push(Refusal::at(Rule::REQUESTER, "requested_by", age.to_string()));
            }
            if !case.worrying(today) {
                refusals.push(Refusal::at(Rule::CRITERION, "criteria", age.to_string()));
            }
        }
    }
    if refusals.is_empty() { Ok(Eligible(())) } else { Err(refusals) }
}
