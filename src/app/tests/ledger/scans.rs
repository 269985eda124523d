//! Scans of papers: kept once and privately, found in their own case alone, and never taken in with a program.

use crate::database::Database;
use crate::on_both;
use crate::stage::{FACE, Prepared, by};
use bytes::Bytes;
use childalert_app::{AppError, Role};
use childalert_demo::script;
use childalert_domain::{Consent, Declaration, Digest, Refusal};
use childalert_poster::ScanError;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

on_both! {
    a_scan_is_kept_once_and_opened_in_its_own_case_alone
    a_scan_that_acts_is_refused_and_noted
    a_paper_names_a_scan_of_its_own_file
}

/// A page, and what else stands in the catalog.
fn pdf(besides: &str) -> Bytes {
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R{besides}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let at = file.len();
    Bytes::from(format!("{file}xref\n0 4\n{table}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"))
}

fn digest(text: &str) -> Digest {
    text.parse().expect("a digest")
}

async fn another_case(prepared: &Prepared) -> Uuid {
    let mut case = script::case(prepared.app.now());
    case["reference"] = json!("2026-999");
    let case = serde_json::from_value(case).expect("a case");
    prepared.app.open_case(&by(Role::Officer), case).await.expect("another case").id
}

async fn a_scan_is_kept_once_and_opened_in_its_own_case_alone(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let Prepared { app, case, .. } = &prepared;
    let picture = app.take_in_scan(&by(Role::Officer), *case, Bytes::from_static(FACE)).await.expect("it");
    let paper = app.take_in_scan(&by(Role::Officer), *case, pdf("")).await.expect("it is taken");
    let again = app.take_in_scan(&by(Role::Officer), *case, pdf("")).await.expect("it is there");
    assert_eq!((again.sha256, again.recorded_at), (paper.sha256.clone(), paper.recorded_at));
    let named: Vec<String> =
        app.case(*case).await.expect("the case").scans.into_iter().map(|scan| scan.sha256).collect();
    assert_eq!(named, [picture.sha256.as_str(), &paper.sha256]);

    let kept = app.scan(*case, digest(&picture.sha256)).await.expect("the picture");
    assert_eq!((kept.media_type.as_str(), Digest::of(&kept.bytes)), ("image/jpeg", digest(&picture.sha256)));
    assert!(kept.bytes != FACE, "encoded anew: what came with the pixels is gone");
    let kept = app.scan(*case, digest(&paper.sha256)).await.expect("the paper");
    assert!(kept.media_type == "application/pdf" && kept.bytes == pdf(""));
    let trail =
        format!("SELECT COUNT(*) FROM trail WHERE act = 'scan.take_in' AND detail = '{}'", kept.sealed);
    assert_eq!(database.number(&trail).await, 2, "each sending of the paper");
    let named = format!("SELECT COUNT(*) FROM trail WHERE detail LIKE '%{}%'", paper.sha256);
    assert_eq!(database.number(&named).await, 0, "who has the same paper does not find it in the trail");

    let other = another_case(&prepared).await;
    let elsewhere = app.scan(other, digest(&paper.sha256)).await;
    assert!(matches!(elsewhere, Err(AppError::NotFound("scan"))), "another case's");
    let photo = app.photo(*case, digest(&picture.sha256)).await;
    assert!(matches!(photo, Err(AppError::NotFound("photo"))), "a scan is no photo, and none goes out");
    let nowhere = app.take_in_scan(&by(Role::Officer), Uuid::nil(), pdf("")).await;
    assert!(matches!(nowhere, Err(AppError::NotFound("case"))));
}

async fn a_scan_that_acts_is_refused_and_noted(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let Prepared { app, case, .. } = &prepared;
    let script = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>";
    for (sent, because) in [
        (pdf(script), ScanError::Active),
        (pdf("/Names<</EmbeddedFiles<</Names[]>>>>"), ScanError::Active),
        (pdf("/OpenAction<</S/URI/URI(http://childalert.example)>>"), ScanError::OnItsOwn),
        (
            Bytes::from_static(include_bytes!("../../../../tests/data/photos/too-small.jpg")),
            ScanError::TooSmall,
        ),
        (pdf("").slice(..60), ScanError::Damaged),
        (Bytes::from_static(b"PK\x03\x04"), ScanError::Unreadable),
        (Bytes::from(vec![b'%'; 20 * 1024 * 1024 + 1]), ScanError::TooLarge),
    ] {
        let before = database.number("SELECT COUNT(*) FROM trail").await;
        let refused = app.take_in_scan(&by(Role::Officer), *case, sent).await;
        assert!(matches!(refused, Err(AppError::Scan(error)) if error == because), "{because:?}");
        let noted = format!("act = 'refused' AND reason = 'scan-{}'", because.code());
        assert!(database.number(&format!("SELECT COUNT(*) FROM trail WHERE {noted}")).await > 0, "{noted}");
        assert_eq!(database.number("SELECT COUNT(*) FROM trail").await, before + 1, "and nothing else");
    }
    assert!(app.case(*case).await.expect("the case").scans.is_empty());
}

async fn a_paper_names_a_scan_of_its_own_file(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let (app, case, now) = (&prepared.app, prepared.case, prepared.app.now());
    let other = another_case(&prepared).await;
    let foreign = app.take_in_scan(&by(Role::Officer), other, pdf("")).await.expect("it").sha256;
    let consent = |with: Value| -> Consent {
        let mut consent = script::consent(now, &"0".repeat(64));
        consent.as_object_mut().expect("an object").extend(with.as_object().expect("fields").clone());
        serde_json::from_value(consent).expect("a consent")
    };
    let refused = async |with: Value| match app.record_consent(&by(Role::Officer), case, consent(with)).await
    {
        Err(AppError::Refused(refusals)) => {
            refusals.into_iter().map(|Refusal { rule, field, .. }| format!("{rule} {field}")).collect()
        }
        Err(error) => panic!("{error}"),
        Ok(_) => Vec::new(),
    };
    let recorded = app.case(case).await.expect("the case").consents.len();
    assert_eq!(refused(json!({"form": null})).await, ["consent-form form"], "neither paper nor oral");
    assert_eq!(refused(json!({"form": "paper"})).await, ["scan-missing scan"]);
    assert_eq!(refused(json!({"form": "paper", "scan": foreign.clone()})).await, ["scan-missing scan"]);
    assert_eq!(refused(json!({"form": "oral", "note": " "})).await, ["consent-note note"]);
    assert_eq!(app.case(case).await.expect("the case").consents.len(), recorded, "nothing was recorded");
    let declaration = |scan: &str| -> Declaration {
        let mut declaration = script::declaration(now);
        declaration["scan"] = json!(scan);
        serde_json::from_value(declaration).expect("a declaration")
    };
    let unproven = app.record_declaration(&by(Role::Officer), case, declaration(&foreign)).await;
    assert!(matches!(unproven, Err(AppError::Refused(_))), "of another case");

    let own = app.take_in_scan(&by(Role::Officer), case, pdf("")).await.expect("it").sha256;
    assert_eq!(own, foreign, "one paper, in two files");
    assert_eq!(refused(json!({"form": "paper", "scan": own.clone()})).await, [""; 0]);
    assert_eq!(refused(json!({"form": "oral", "note": "Called back on her number."})).await, [""; 0]);
    let view = app.record_declaration(&by(Role::Officer), case, declaration(&own)).await.expect("recorded");
    assert_eq!(view.declaration.expect("a declaration").declaration.scan, Some(own));
}
