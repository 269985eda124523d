//! Accounts, and the ways in to them.

use crate::database::Database;
use crate::sample::{self, WORDS, at, second};
use crate::{read, write};
use childalert_store::accounts::{self, AccountRow, PasskeyRow, ProviderOf, SessionRow};
use childalert_store::links::{self, LinkRow};
use std::sync::Arc;
use uuid::Uuid;

fn police(id: &str) -> ProviderOf {
    ProviderOf { id: id.to_owned(), issuer: "https://login.police.example".to_owned() }
}

fn account(provider: Option<ProviderOf>) -> AccountRow {
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
        provider: provider.as_ref().map(|one| one.id.clone()),
        issuer: provider.map(|one| one.issuer),
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
        vouched_at: None,
    }
}

pub async fn an_account_reads_back_as_written(database: Arc<Database>) {
    let store = database.store().await;
    let (bound, free) = (account(Some(police("local"))), account(None));
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

pub async fn a_list_of_accounts_tells_how_each_is_used(database: Arc<Database>) {
    let store = database.store().await;
    let (used, unused) =
        (account(None), AccountRow { created_at: at(2), updated_at: at(2), ..account(None) });
    let passkey = |id: &str| PasskeyRow {
        id: id.to_owned(),
        account_id: used.id,
        body: "{}".to_owned(),
        public_key: "{}".to_owned(),
        counter: 0,
        created_at: at(3),
        used_at: None,
        revoked_at: None,
        revoked_reason: None,
    };
    let (good, gone) = (passkey("good"), passkey("gone"));
    let session = session(used.id, "d4");
    let list = write!(store, [used, unused, good, gone, session], tx => {
        accounts::insert(tx, &used).await?;
        accounts::insert(tx, &unused).await?;
        accounts::insert_passkey(tx, &good).await?;
        accounts::insert_passkey(tx, &gone).await?;
        accounts::use_passkey(tx, &gone, "{}", 1, at(7)).await?;
        accounts::revoke_passkey(tx, "gone", "lost", at(8)).await?;
        accounts::insert_session(tx, &session).await?;
        accounts::list_used(tx, 10, 0).await
    })
    .expect("the accounts are read");
    let told: Vec<_> =
        list.iter().map(|one| (one.account.id, one.passkeys, one.answered_at, one.session_at)).collect();
    assert_eq!(
        told,
        [(used.id, 1, Some(at(7)), Some(second(1))), (unused.id, 0, None, None)],
        "a passkey that was taken away is not counted, and what it was used for stays"
    );
}

pub async fn an_account_of_a_provider_opens_one_account(database: Arc<Database>) {
    let store = database.store().await;
    let (first, second) = (account(Some(police("local"))), account(Some(police("local"))));
    let id = second.id;
    write!(store, [first, second], tx => {
        accounts::insert(tx, &first).await?;
        accounts::insert(tx, &second).await?;
        accounts::link_provider(tx, &police("local"), WORDS, first.id, at(2)).await
    })
    .expect("it is linked");
    let again =
        write!(store, [], tx => accounts::link_provider(tx, &police("local"), WORDS, id, at(3)).await);
    assert!(again.expect_err("it is linked already").is_duplicate());
    let court = ProviderOf { issuer: "https://login.court.example".to_owned(), ..police("local") };
    let (found, others, linked) = read!(store, [first, court], tx => {
        let mut others = Vec::new();
        for (provider, subject) in [(&court, WORDS), (&police("federal"), WORDS), (&police("local"), "somebody")] {
            others.push(accounts::of_provider(tx, provider, subject).await?.is_some());
        }
        let linked = accounts::linked(tx, first.id).await?;
        Ok((accounts::of_provider(tx, &police("local"), WORDS).await?, others, linked))
    })
    .expect("it is read");
    assert!(found == Some(first), "by provider, issuer and subject together");
    assert_eq!(others, [false; 3], "another issuer, another provider of the same issuer, another person");
    assert_eq!(linked, [police("local")]);
    // The same name for somebody may mean somebody else by another client of the same issuer.
    write!(store, [], tx => accounts::link_provider(tx, &police("federal"), WORDS, id, at(4)).await)
        .expect("another provider's account");
}

pub async fn a_binding_that_is_said_anew_ends_the_one_before(database: Arc<Database>) {
    let store = database.store().await;
    let (row, other) = (account(Some(police("local"))), account(Some(police("local"))));
    let (found, old, others) = write!(store, [row, other], tx => {
        accounts::insert(tx, &row).await?;
        accounts::insert(tx, &other).await?;
        let police = police("local");
        accounts::link_provider(tx, &police, "a", row.id, at(2)).await?;
        accounts::link_provider(tx, &police, "b", other.id, at(2)).await?;
        accounts::bind(tx, row.id, None, at(3)).await?;
        let others = accounts::of_provider(tx, &police, "b").await?;
        Ok((accounts::find(tx, row.id).await?, accounts::of_provider(tx, &police, "a").await?, others))
    })
    .expect("it is bound anew");
    assert!(found == Some(AccountRow { provider: None, issuer: None, updated_at: at(3), ..row }));
    assert!(old.is_none());
    assert!(others == Some(other), "nobody else's");
}

pub async fn a_session_remembers_when_a_passkey_or_the_provider_answered(database: Arc<Database>) {
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
        accounts::vouch_session(tx, other.id, second(7)).await?;
        accounts::vouch_session(tx, kept.id, second(4)).await?;
        let after = accounts::session(tx, &kept.hash).await?;
        let ended_one = accounts::session_by_id(tx, other.id).await?.expect("the session");
        assert!(ended_one.proven_at.is_none() && ended_one.vouched_at.is_none());
        Ok((before, after, ended, accounts::sessions(tx, of, second(8)).await?))
    })
    .expect("the sessions are written");
    assert!(before.as_ref() == Some(&kept));
    let proven = SessionRow { proven_at: Some(second(5)), vouched_at: Some(second(4)), ..kept };
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
