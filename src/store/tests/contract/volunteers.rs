//! Volunteers, as lists of them are imported again and again.

use crate::database::Database;
use crate::sample::{self, at, volunteer};
use crate::{read, write};
use childalert_store::volunteers::{self, VolunteerRow};
use std::sync::Arc;

pub async fn an_address_imported_again_changes_the_volunteer_it_names(database: Arc<Database>) {
    let store = database.store().await;
    let (first, other) = (volunteer("anneke@example.org"), volunteer("bram@example.org"));
    let again = VolunteerRow {
        id: sample::id(),
        email: first.email.clone(),
        name: "Anneke De Smet".to_owned(),
        lang: "fr".to_owned(),
        team: "Namur".to_owned(),
        postcode: "5000".to_owned(),
        phone: String::new(),
        active: false,
        updated_at: at(99),
    };
    let (written, changed) = write!(store, [first, other, again], tx => {
        volunteers::save(tx, &first).await?;
        volunteers::save(tx, &other).await?;
        let written = volunteers::find(tx, first.id).await?;
        volunteers::save(tx, &again).await?;
        Ok((written, volunteers::find(tx, first.id).await?))
    })
    .expect("the volunteers are imported");
    assert!(written.as_ref() == Some(&first));
    // Batches refer to the id: it stays.
    let expected = VolunteerRow { id: first.id, ..again.clone() };
    assert!(changed.as_ref() == Some(&expected));
    let (new_id, email) = (again.id, first.email.clone());
    let (by_new_id, by_email, nobody, list) = read!(store, [], tx => Ok((
        volunteers::find(tx, new_id).await?,
        volunteers::by_email(tx, &email).await?,
        volunteers::by_email(tx, "nobody@example.org").await?,
        volunteers::list(tx, 10, 0).await?,
    )))
    .expect("the volunteers are read");
    assert!(by_new_id.is_none() && nobody.is_none());
    assert!(by_email.as_ref() == Some(&expected));
    assert!(list == [other, expected], "by team");
}

pub async fn only_the_active_are_written_to(database: Arc<Database>) {
    let store = database.store().await;
    let row = |email: &str, lang: &str, postcode: &str, active| VolunteerRow {
        lang: lang.to_owned(),
        postcode: postcode.to_owned(),
        active,
        ..volunteer(email)
    };
    let rows = [
        row("a@example.org", "nl", "9000", true),
        row("b@example.org", "fr", "5000", true),
        row("c@example.org", "fr", "5000", false),
        row("d@example.org", "fr", "1000", true),
    ];
    let active = write!(store, [rows], tx => {
        for row in &rows {
            volunteers::save(tx, row).await?;
        }
        volunteers::active(tx).await
    });
    let active: Vec<_> = active.expect("they are read").into_iter().map(|row| row.email).collect();
    assert_eq!(active, ["d@example.org", "b@example.org", "a@example.org"], "by language and postcode");
}
