//! Who can be searched for (P 2.1).

use crate::{Case, Refusal, Requester, Rule};
use chrono::{Datelike, NaiveDate};

/// Proof that the rules were asked and agreed. Only [`eligible`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct Eligible(());

/// The first day on which the person may not be searched for any more, as far as age alone decides: the 18th birthday, or the
/// 25th where what an adult's search needs is in the file. None for the protected status, which knows no age.
pub fn searched_for_until(case: &Case) -> Option<NaiveDate> {
    if case.person.protected_status {
        return None;
    }
    let born = case.person.date_of_birth;
    let birthday = |years: i32| {
        let year = born.year() + years;
        // Who was born on 29 February is a year older on 1 March, as in `Person::age_on`.
        born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
    };
    let adult = birthday(18)?;
    let as_adult = case.requested_by != Requester::Foundation && case.worrying(adult);
    if as_adult { birthday(25) } else { Some(adult) }
}

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

#[cfg(test)]
mod tests {
    use super::{eligible, searched_for_until};
    use crate::{Case, Criterion, CriterionHeld, DisappearanceKind, Grammar, Person, Requester};
    use chrono::{DateTime, NaiveDate};

    fn case(born: &str, requested_by: Requester, criterion: Criterion) -> Case {
        Case {
            reference: "2026-0417".to_owned(),
            person: Person {
                given_name: "Éloïse".to_owned(),
                family_name: "Invented".to_owned(),
                date_of_birth: born.parse().expect("a date"),
                grammar: Grammar::Feminine,
                protected_status: false,
            },
            kind: DisappearanceKind::Runaway,
            missing_since: DateTime::UNIX_EPOCH,
            requested_by,
            criteria: vec![CriterionHeld { criterion, reason: "Invented.".to_owned() }],
            circumstances: String::new(),
            cell_told_at: None,
            foreign_request: None,
            official_photo: None,
            sought_for_offence: false,
            drill: false,
        }
    }

    #[test]
    fn a_search_ends_on_the_first_day_on_which_it_would_be_refused() {
        for (born, requested_by, criterion, day) in [
            ("2009-01-15", Requester::Parents, Criterion::Under13, "2027-01-15"),
            ("2009-01-15", Requester::Foundation, Criterion::Treatment, "2027-01-15"),
            ("2009-01-15", Requester::Parents, Criterion::Treatment, "2034-01-15"),
            ("2008-02-29", Requester::Foundation, Criterion::Treatment, "2026-03-01"),
        ] {
            let mut case = case(born, requested_by, criterion);
            let day: NaiveDate = day.parse().expect("a date");
            assert_eq!(searched_for_until(&case), Some(day));
            assert!(eligible(&case, day.pred_opt().expect("a day before")).is_ok());
            assert!(eligible(&case, day).is_err());
            case.person.protected_status = true;
            assert_eq!(searched_for_until(&case), None);
        }
    }
}
