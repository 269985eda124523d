//! Accounts, and the ways in to them.

use crate::database::Database;
use crate::sample::{self, WORDS, at, second};
use crate::{read, write};
use childalert_store::accounts::{self, AccountRow, SessionRow};
use childalert_store::links::{self, LinkRow};
use std::sync::Arc;
use uuid::Uuid;

const POLICE: &str = "https://login.police.example";

fn account(issuer: Option<&str>) -> AccountRow {
    let id = sample::id();
    AccountRow {
        id,
        email: format!("{id}@police.example"),
        name: WORDS.to_owned(),
        lang: "nl".to_owned(),
        role: "officer".to_owned(),
        state: "invited".to_owned(),
        created_at: at(1),
        updated_at: at(1),
        issuer: issuer.map(str::to_owned),
    }
}

fn session(account: Uuid, mark: &str) -> SessionRow {
    SessionRow {
        id: sample::id(),
        account_id: account,
        hash: mark.repeat(32),
        how: "provider".to_owned(),
        created_at: second(1),
        seen_at: second(1),
        until: second(1000),
        ended_at: None,
        proven_at: None,
    }
}

pub async fn an_account_reads_back_as_written(database: Arc<Database>) {
    let store = database.store().await;
    let (bound, free) = (account(Some(POLICE)), account(None));
    let (found, by_email, list) = write!(store, [bound, free], tx => {
        accounts::insert(tx, &bound).await?;
        accounts::insert(tx, &free).await?;
        let by_email = accounts::find_by_email(tx, &free.email).await?;
        Ok((accounts::find(tx, bound.id).await?, by_email, accounts::list(tx, 10, 0).await?))
    })
    .expect("the accounts are written");
    assert!(found.as_ref() == Some(&bound) && by_email.as_ref() == Some(&free));
    assert_eq!(list.len(), 2);
}

pub async fn an_account_of_a_provider_opens_one_account(database: Arc<Database>) {
    let store = database.store().await;
    let (first, second) = (account(Some(POLICE)), account(Some(POLICE)));
    let id = second.id;
    write!(store, [first, second], tx => {
        accounts::insert(tx, &first).await?;
        accounts::insert(tx, &second).await?;
        accounts::link_provider(tx, POLICE, WORDS, first.id, at(2)).await
    })
    .expect("it is linked");
    let again = write!(store, [], tx => accounts::link_provider(tx, POLICE, WORDS, id, at(3)).await);
    assert!(again.expect_err("it is linked already").is_duplicate());
    let (found, other, nobodys, issuers) = read!(store, [first], tx => {
        let other = accounts::of_provider(tx, "https://login.court.example", WORDS).await?;
        let nobodys = accounts::of_provider(tx, POLICE, "somebody").await?;
        let issuers = accounts::issuers(tx, first.id).await?;
        Ok((accounts::of_provider(tx, POLICE, WORDS).await?, other, nobodys, issuers))
    })
    .expect("it is read");
    assert!(found == Some(first), "by issuer and subject together");
    assert!(other.is_none() && nobodys.is_none());
    assert_eq!(issuers, [POLICE]);
}

pub async fn a_binding_that_is_said_anew_ends_the_one_before(database: Arc<Database>) {
    let store = database.store().await;
    let (row, other) = (account(Some(POLICE)), account(Some(POLICE)));
    let (found, old, others) = write!(store, [row, other], tx => {
        accounts::insert(tx, &row).await?;
        accounts::insert(tx, &other).await?;
        accounts::link_provider(tx, POLICE, "a", row.id, at(2)).await?;
        accounts::link_provider(tx, POLICE, "b", other.id, at(2)).await?;
        accounts::bind(tx, row.id, None, at(3)).await?;
        let others = accounts::of_provider(tx, POLICE, "b").await?;
        Ok((accounts::find(tx, row.id).await?, accounts::of_provider(tx, POLICE, "a").await?, others))
    })
    .expect("it is bound anew");
    assert!(found == Some(AccountRow { issuer: None, updated_at: at(3), ..row }));
    assert!(old.is_none());
    assert!(others == Some(other), "nobody else's");
}

pub async fn a_session_remembers_when_a_passkey_answered(database: Arc<Database>) {
    let store = database.store().await;
    let row = account(None);
    let of = row.id;
    let (kept, other) = (session(of, "a1"), session(of, "b2"));
    let (before, after, ended, open) = write!(store, [row, kept, other], tx => {
        accounts::insert(tx, &row).await?;
        accounts::insert_session(tx, &kept).await?;
        accounts::insert_session(tx, &other).await?;
        let before = accounts::session_by_id(tx, kept.id).await?;
        accounts::prove_session(tx, kept.id, second(5)).await?;
        let ended = accounts::end_other_sessions(tx, of, kept.id, second(6)).await?;
        // A session that has ended proves nothing any more.
        accounts::prove_session(tx, other.id, second(7)).await?;
        let after = accounts::session(tx, &kept.hash).await?;
        assert!(accounts::session_by_id(tx, other.id).await?.is_some_and(|one| one.proven_at.is_none()));
        Ok((before, after, ended, accounts::sessions(tx, of, second(8)).await?))
    })
    .expect("the sessions are written");
    assert!(before.as_ref() == Some(&kept));
    let proven = SessionRow { proven_at: Some(second(5)), ..kept };
    assert!(after.as_ref() == Some(&proven) && open == [proven]);
    assert_eq!(ended, 1);
}

pub async fn an_invitation_is_open_until_it_is_used_or_over(database: Arc<Database>) {
    let store = database.store().await;
    let subject = sample::id();
    let link = LinkRow {
        id: sample::id(),
        purpose: "invitation".to_owned(),
        subject,
        hash: "c3".repeat(32),
        created_by: "console".to_owned(),
        created_at: second(0),
        expires_at: second(10),
        used_at: None,
        revoked_at: None,
    };
    let open = write!(store, [link], tx => {
        let mut open = vec![links::any_open(tx, subject, "invitation", second(1)).await?];
        links::insert(tx, &link).await?;
        open.push(links::any_open(tx, subject, "invitation", second(9)).await?);
        open.push(links::any_open(tx, subject, "invitation", second(10)).await?);
        open.push(links::any_open(tx, sample::id(), "invitation", second(1)).await?);
        open.push(links::any_open(tx, subject, "recovery", second(1)).await?);
        links::use_up(tx, link.id, second(2)).await?;
        open.push(links::any_open(tx, subject, "invitation", second(3)).await?);
        Ok(open)
    })
    .expect("the link is written");
    assert_eq!(open, [false, true, false, false, false, false]);
}
