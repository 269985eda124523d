//! How the tables come to be: on a first start, on every start, on several nodes that start at once.

use crate::database::Database;
use crate::{read, sample, write};
use childalert_domain::{Override, TrailReader};
use childalert_store::accounts::{self, ProviderOf};
use childalert_store::{StoreError, campaigns, cases, idempotency, outbox, trail};
use std::sync::Arc;
use uuid::Uuid;

pub async fn migrating_again_keeps_what_is_there(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    write!(store, [case], tx => cases::insert(tx, &case).await).expect("a case is written");
    store.migrate().await.expect("migrating again is harmless");
    let again = database.store().await;
    let id = case.id;
    let found = read!(again, [], tx => cases::find(tx, id).await).expect("the case is read");
    assert!(found == Some(case));
}

pub async fn several_nodes_may_migrate_an_empty_database_at_once(database: Arc<Database>) {
    let nodes: Vec<_> = (0..8)
        .map(|_| {
            let database = database.clone();
            tokio::spawn(async move { database.open().await.migrate().await })
        })
        .collect();
    for node in nodes {
        node.await.expect("the node does not panic").expect("every node finds the tables made");
    }
    let store = database.open().await;
    let case = sample::case();
    write!(store, [case], tx => cases::insert(tx, &case).await).expect("the tables are there");
    assert_eq!(database.number("SELECT COUNT(*) FROM cases").await, 1);
}

pub async fn a_database_of_a_newer_version_is_refused(database: Arc<Database>) {
    let store = database.store().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        SELECT 9999, 'of a newer version', success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    assert_eq!(database.raw(newer).await.expect("the migration is recorded"), 1);
    assert!(matches!(store.migrate().await, Err(StoreError::Migrate(_))));
}

/// Overrides that name no campaign, kits under the public code, doorbells of no age.
pub async fn what_the_first_version_wrote_is_carried_over(database: Arc<Database>) {
    database.version(1).await;
    let (case, bare, hasty) = (sample::id(), sample::id(), sample::id());
    let (older, newer, later, too_late) = (sample::id(), sample::id(), sample::id(), sample::id());
    let id = |id: Uuid| database.literal(id);
    let noon = |hours: i64| format!("'2026-11-21T{}:00:00+00:00'", 12 + hours);
    let write = async |what: &str, table: &str, values: String| {
        database.raw(&format!("INSERT INTO {table} VALUES ({values})")).await.expect(what);
    };
    for case in [case, bare, hasty] {
        let values = format!("{}, 'ref-{case}', '{{}}', 1, {at}, {at}", id(case), at = noon(0));
        write("a case", "cases (id, reference, body, version, created_at, updated_at)", values).await;
        let body = r#"{"ground":"child_in_danger","reasons":"Needs medicine before tonight.","at":"2026-11-21T12:00:00Z"}"#;
        let values =
            format!("{}, {}, 'override', '{body}', 'officer:1', {}", id(sample::id()), id(case), noon(2));
        write("an override", "papers (id, case_id, kind, body, recorded_by, recorded_at)", values).await;
    }
    for (campaign, of, made) in
        [(older, case, noon(0)), (newer, case, noon(1)), (later, case, noon(3)), (too_late, hasty, noon(3))]
    {
        let values = format!(
            "{}, {}, 'code-{campaign}', 'draft', 0, '{{}}', 1, 'officer:1', {made}, {made}",
            id(campaign),
            id(of)
        );
        let table =
            "campaigns (id, case_id, code, state, epoch, body, version, edited_by, created_at, updated_at)";
        write("a campaign", table, values).await;
    }
    let values = format!(
        "{}, {}, 1, 'rendering', '{{}}', '{{}}', '[]', 0, 0, 0, 'officer:1', {}",
        id(sample::id()),
        id(older),
        noon(1)
    );
    let table = "proofs (id, campaign_id, version, state, draft, kit_order, failures, epoch, fence, attempts, \
                 ordered_by, ordered_at)";
    write("a proof", table, values).await;
    let values = format!("{}, 'withdraw', 1, 'retractions.page.v1', {}", id(sample::id()), noon(0));
    write("a doorbell", "outbox (id, act, epoch, queue, rung_at)", values).await;
    let answers = [
        ("over", r#"{"overrides":[{"id":"1","ground":"child_in_danger"}]}"#),
        ("none", r#"{"case":{"circumstances":"\"overrides\":[{"},"overrides":[]}"#),
    ];
    for (key, response) in answers {
        let values = format!("'officer:1', '{key}', 'digest', '{response}', {}", noon(2));
        write("an answer", "idempotency (actor, key, request, response, at)", values).await;
    }
    for (entry, minutes) in [(sample::id(), 20), (sample::id(), 10)] {
        let values = format!(
            "{}, '2026-11-21T12:{minutes}:00+00:00', 'officer:1', 'campaign.edit', {}, {}, '{minutes}'",
            id(entry),
            id(older),
            id(older)
        );
        write("an entry", "trail (id, at, actor, act, subject, campaign_id, detail)", values).await;
    }

    // More of them than are taken over in one transaction.
    const LATER: usize = 1_200;
    let entries: Vec<String> = (0..LATER)
        .map(|number| {
            let (entry, subject) = (id(sample::id()), id(older));
            let (minute, second) = (number / 60, number % 60);
            format!(
                "({entry}, '2026-11-21T13:{minute:02}:{second:02}+00:00', 'officer:1', 'campaign.edit', {subject}, {subject}, '')"
            )
        })
        .collect();
    let insert = format!(
        "INSERT INTO trail (id, at, actor, act, subject, campaign_id, detail) VALUES {}",
        entries.join(", ")
    );
    database.raw(&insert).await.expect("more entries");

    let store = database.store().await;
    let trail = read!(store, [], tx => trail::after(tx, 0, 5_000).await).expect("the trail is read");
    assert_eq!(trail.len(), LATER + 2, "none is lost");
    let mut reader = TrailReader::new(&[]);
    trail.iter().try_for_each(|sealed| reader.read(sealed)).expect("the seals hold");
    let details: Vec<&str> = trail.iter().take(2).map(|sealed| sealed.entry.detail.as_str()).collect();
    assert_eq!(details, ["10", "20"], "in the order of their times");
    store.migrate().await.expect("starting again");
    let taken_over = i64::try_from(LATER + 2).expect("a count");
    assert_eq!(database.number("SELECT COUNT(*) FROM trail").await, taken_over, "they are taken over once");
    let (overrides, kits, bells, kept) = write!(store, [], tx => {
        let mut overrides = Vec::new();
        for case in [case, bare, hasty] {
            let paper = cases::papers(tx, case).await?.remove(0);
            overrides.push(serde_json::from_str::<Override>(&paper.body).expect("an override"));
        }
        let mut kits = Vec::new();
        for campaign in [older, newer, later] {
            kits.push(campaigns::find(tx, campaign).await?.expect("the campaign"));
        }
        let bells = outbox::take(tx, "retractions.page.v1", sample::second(30 * 86_400), 10).await?;
        let mut kept = Vec::new();
        for key in ["over", "none"] {
            kept.push(idempotency::find(tx, "officer:1", key).await?.is_some());
        }
        Ok((overrides, kits, bells, kept))
    })
    .expect("it reads back");
    let named: Vec<Uuid> = overrides.iter().map(|of| of.campaign).collect();
    assert_eq!(named, [newer, Uuid::nil(), Uuid::nil()], "the newest that there was when it was recorded");
    assert_eq!(overrides[0].reasons, "Needs medicine before tonight.");
    assert_eq!(kits[0].kit_code, kits[0].code, "e-mails that were sent name it");
    assert!(kits[1].kit_code.len() == 32 && kits[2].kit_code.len() == 32, "nobody was told one yet");
    assert_ne!(kits[1].kit_code, kits[2].kit_code);
    assert_eq!(bells.len(), 1);
    assert_eq!(kept, [false, true], "what does not read back is not kept");
}

/// The trail has the provider's id, which the account did not have. What it does not tell opens nothing any more.
pub async fn who_was_invited_with_a_provider_is_bound_to_it_by_its_id(database: Arc<Database>) {
    database.version(11).await;
    let (bound, untold, free) = (sample::id(), sample::id(), sample::id());
    let at = "'2026-11-21T12:00:00+00:00'";
    let write = async |what: &str, table: &str, values: String| {
        database.raw(&format!("INSERT INTO {table} VALUES ({values})")).await.expect(what);
    };
    for (account, issuer) in
        [(bound, "'https://id.example'"), (untold, "'https://id.example'"), (free, "NULL")]
    {
        let id = database.literal(account);
        let values =
            format!("{id}, '{account}@police.example', 'A', 'fr', 'officer', 'active', {at}, {at}, {issuer}");
        write(
            "an account",
            "accounts (id, email, name, lang, role, state, created_at, updated_at, issuer)",
            values,
        )
        .await;
        let values = format!("'https://id.example', 'sub-{account}', {id}, {at}");
        write("a link", "provider_accounts (issuer, subject, account_id, linked_at)", values).await;
    }
    let entries =
        [(bound, "officer federal"), (bound, "officer local"), (untold, "officer"), (free, "officer")];
    for (seq, (account, detail)) in entries.into_iter().enumerate() {
        let (entry, account) = (database.literal(sample::id()), database.literal(account));
        let values = format!(
            "{seq}, 1, {entry}, {at}, 'console', 'account.invite', {account}, '', '', '{detail}', ''"
        );
        write(
            "an entry",
            "trail (seq, nth, id, at, actor, act, subject, request, reason, detail, hash)",
            values,
        )
        .await;
    }

    let store = database.store().await;
    let local = ProviderOf { id: "local".to_owned(), issuer: "https://id.example".to_owned() };
    let (providers, linked) = read!(store, [local], tx => {
        let (mut providers, mut linked) = (Vec::new(), Vec::new());
        for account in [bound, untold, free] {
            let row = accounts::find(tx, account).await?.expect("the account");
            providers.push(row.provider_of());
            let found = accounts::of_provider(tx, &local, &format!("sub-{account}")).await?;
            linked.push(found.is_some_and(|found| found.id == account));
        }
        Ok((providers, linked))
    })
    .expect("it reads back");
    assert_eq!(providers, [Some(local), None, None], "as the newest invitation said");
    assert_eq!(linked, [true, false, false]);
    assert_eq!(database.number("SELECT COUNT(*) FROM provider_accounts").await, 1);
}
