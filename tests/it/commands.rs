//! The command line, as somebody types it.

use crate::world::childalert;
use std::path::Path;

fn settings(folder: &Path) -> Vec<(String, String)> {
    vec![("CHILDALERT_DATA".to_owned(), folder.join("data").display().to_string())]
}

fn import(folder: &Path, file: &str, text: &str, flags: &[&str]) -> (bool, String) {
    let path = folder.join(file);
    std::fs::write(&path, text).expect("written");
    let output = childalert(&settings(folder))
        .args(["volunteers", "import"])
        .arg(&path)
        .args(flags)
        .output()
        .expect("childalert runs");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_list_of_volunteers_is_imported_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let good = "\u{feff}email;name;lang;team;postcode;phone\n\
        Anneke@volunteers.example;Anneke (invented);nl;Noord;1050;0475 12 34 56\n\
        bilal@volunteers.example;Bilal (invented);fr;Noord;1000;\n";
    let (done, said) = import(folder, "good.csv", good, &["--dry-run"]);
    assert!(done && said.contains("2 would be added"), "{said}");
    let (done, said) = import(folder, "good.csv", good, &[]);
    assert!(done && said.contains("2 added, 0 changed, 0 as before, 0 broken"), "{said}");
    let (done, said) = import(folder, "good.csv", good, &[]);
    assert!(done && said.contains("0 added, 0 changed, 2 as before"), "the same file again: {said}");

    let left = "email,name,lang,postcode,active\nbilal@volunteers.example,Bilal (invented),fr,1000,no\n";
    let (_, said) = import(folder, "left.csv", left, &[]);
    assert!(said.contains("1 changed"), "{said}");
    for (active, becomes) in
        [("Oui", "1 changed"), ("ja", "1 as before"), ("nein", "1 changed"), ("nee", "1 as before")]
    {
        let said = import(folder, "left.csv", &left.replace("no\n", &format!("{active}\n")), &[]).1;
        assert!(said.contains(becomes), "{active}: {said}");
    }
    let (_, said) = import(folder, "left.csv", &left.replace("no\n", "\n"), &[]);
    assert!(said.contains("1 as before"), "a list that says nothing calls nobody back: {said}");
    let (done, said) = import(folder, "left.csv", &left.replace("no\n", "perhaps\n"), &[]);
    assert!(!done && said.contains("line 2, active"), "{said}");

    let broken = "email,name,lang,team,postcode,phone\n\
        chloe@volunteers.example,Chloé (invented),fr,,1040,\n\
        not an address,Dirk (invented),xx,,99999,call me\n\
        chloe@volunteers.example,Chloé again,fr,,1040,\n\
        emma@volunteers.example,Emma\n";
    let (done, said) = import(folder, "broken.csv", broken, &[]);
    assert!(!done && said.contains("Nothing was imported"), "{said}");
    for part in
        ["line 3, email", "line 3, lang", "line 3, postcode", "line 3, phone", "line 4, email", "line 5"]
    {
        assert!(said.contains(part), "{part} is not named: {said}");
    }
    let (_, said) = import(folder, "broken.csv", broken, &["--leave-out-broken"]);
    assert!(said.contains("1 added"), "{said}");
    let (done, said) = import(folder, "columns.csv", "email,nom\n", &[]);
    assert!(
        !done && said.contains("the column name is missing") && said.contains("the column nom is not known"),
        "{said}"
    );
}

#[test]
fn every_mistake_in_the_configuration_is_said_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = childalert(&settings(folder.path()))
        .args([
            "config",
            "check",
            "--database-url",
            "mysql://x",
            "--listen",
            "here",
            "--public-url",
            "ftp://x/y",
        ])
        .args(["--queue-url", "http://broker", "--in-process-workers", "page,fax"])
        .env("CHILDALERT_SMTP_URL", "smtp://mail.example.org")
        .env("CHILDALERT_FILES_URL_FILE", "/nowhere/secret")
        .output()
        .expect("childalert runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2));
    for setting in [
        "database_url",
        "listen",
        "public_url",
        "queue_url",
        "in_process_workers",
        "workers.email",
        "FILES_URL_FILE",
    ] {
        assert!(said.contains(setting), "{setting} is not named: {said}");
    }
}

#[test]
fn a_key_for_a_worker_must_name_its_channels() {
    let folder = tempfile::tempdir().expect("a folder");
    let create = |arguments: &[&str]| {
        let output = childalert(&settings(folder.path()))
            .args(["key", "create"])
            .args(arguments)
            .output()
            .expect("childalert runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).trim().to_owned(), said)
    };
    assert!(!create(&["--role", "worker"]).0);
    assert!(create(&["--role", "worker", "--channel", "fax"]).2.contains("bluesky"));
    assert!(create(&["--role", "worker", "--channel", "email"]).0);
    let (made, key, _) = create(&["--role", "officer", "--name", "night desk"]);
    assert!(made && key.starts_with("childalert_"));
    let listed =
        childalert(&settings(folder.path())).args(["key", "list"]).output().expect("childalert runs");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("night desk") && !listed.contains(&key), "{listed}");
}

#[test]
fn a_kit_is_made_without_a_service_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kit = |notice: &Path, out: &Path, flags: &[&str]| {
        let output = childalert(&[])
            .arg("kit")
            .arg(notice)
            .arg("--photo")
            .arg(root.join("tests/data/photos/phone-orientation6-gps.jpg"))
            .arg("--out")
            .arg(out)
            .args(flags)
            .output()
            .expect("childalert runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let demo = root.join("assets/demo/notice.json");
    let out = folder.path().join("kit");
    let (code, said) = kit(&demo, &out, &["--lang", "fr+nl", "--lang", "de"]);
    assert_eq!(code, Some(0), "{said}");
    for name in [
        "poster-a4-fr-nl.pdf",
        "flyer-a5-shop-de.pdf",
        "vignette-a4-nl.pdf",
        "screen-wide-de.jpg",
        "sheet.png",
        "alt.json",
    ] {
        assert!(out.join(name).is_file() && said.contains(name), "{name}: {said}");
    }
    assert!(!out.join("poster-a4-fr.pdf").exists(), "only what was asked for");
    assert!(out.join("ended-poster-a4-fr-nl.pdf").is_file());
    let (code, said) = kit(&demo, &out, &["--lang", "en"]);
    assert!(code == Some(1) && said.contains("two kits must not mix"), "{said}");

    let text = std::fs::read_to_string(&demo).expect("the demo notice");
    let out = folder.path().join("none");
    for (change, to, expected) in [
        ("\"headline\"", "\"headlines\"", "unknown field `headlines`"),
        ("Ixelles, quartier Flagey", "Ixelles 🙂", "notices.fr.facts.1.value holds U+1F642"),
        ("Éloïse est partie", &"Éloïse est partie loin ".repeat(40), "notices.fr.appeal has"),
        (
            "Ixelles, quartier Flagey",
            &"Ixelles-quartier-".repeat(9),
            "notices.fr.facts.1.value does not fit on",
        ),
        ("https://alert.example/c/r7k2m9q4", "", "check_url is empty"),
        ("\"cards\": 8", "\"cards\": 500", "must be from 1 to 400"),
        ("\"lang\": \"en\"", "\"lang\": \"../en\"", "give a language such as"),
    ] {
        let notice = folder.path().join("changed.json");
        std::fs::write(&notice, text.replacen(change, to, 1)).expect("written");
        let (code, said) = kit(&notice, &out, &[]);
        assert_eq!(code, Some(1), "{expected}: {said}");
        assert!(said.contains(expected), "{expected} is not in: {said}");
        assert!(!out.exists() || out.read_dir().is_ok_and(|mut files| files.next().is_none()), "half a kit");
    }
    let (code, said) = kit(&demo, &out, &["--lang", "pl"]);
    assert!(code == Some(1) && said.contains("there is no notice in \"pl\""), "{said}");
    let (code, said) = kit(&demo, &out, &["--format", "a6"]);
    assert!(code == Some(2) && said.contains("choose from a4, a4_saving"), "{said}");

    let schema = childalert(&[]).args(["kit", "--schema"]).output().expect("childalert runs");
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).expect("a JSON schema");
    assert!(schema["properties"]["notices"].is_object(), "{schema}");
}
