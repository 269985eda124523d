//! The command line, as somebody types it.

use crate::world::childalert;
use std::path::Path;
use std::process::Stdio;

/// A command without any settings: its exit code, and all that it said.
fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let output = childalert(&[]).args(arguments).output().expect("childalert runs");
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

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
fn a_broken_row_is_left_out_whole_and_counted_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let rows = "email,name,lang,postcode,active\n\
        ann@volunteers.example,Ann (invented),nl,1050,yes\n\
        bea@volunteers.example,Bea (invented),nl,1050,maybe\n\
        not an address,,xx,1050,\n\
        cas@volunteers.example,Cas (invented),nl,1050,yes,more\n";
    let (done, said) = import(folder, "rows.csv", rows, &["--dry-run"]);
    assert!(!done && said.contains("1 would be added, 0 would be changed, 0 as before, 3 broken"), "{said}");
    assert!(said.contains("line 5: it has 6 cells and the heading 5") && !said.contains("UTF-8"), "{said}");
    assert!(!folder.join("data").exists(), "a dry run leaves nothing behind");
    let (_, said) = import(folder, "rows.csv", rows, &["--leave-out-broken"]);
    assert!(said.contains("1 added, 0 changed, 0 as before, 3 broken"), "{said}");
    let bea = "email,name,lang,postcode\nbea@volunteers.example,Bea (invented),nl,1050\n";
    let (_, said) = import(folder, "bea.csv", bea, &["--dry-run"]);
    assert!(said.contains("1 would be added"), "she was left out: {said}");
    let heading = "email,nom,langue\nann@volunteers.example,Ann (invented),nl\n";
    let (done, said) = import(folder, "heading.csv", heading, &["--leave-out-broken"]);
    assert!(!done && said.contains("no row was read") && !said.contains("broken"), "{said}");
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
    assert_eq!(said.matches("public_url").count(), 1, "one mistake is said once: {said}");
}

#[test]
fn a_configuration_file_is_checked_key_by_key_and_nothing_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let check = |text: &str| {
        std::fs::write(folder.join("childalert.toml"), text).expect("written");
        let mut command = childalert(&[]);
        command.current_dir(folder).args(["config", "check", "--config", "childalert.toml"]);
        let output = command.output().expect("childalert runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, said) = check(
        "data = 5\nlisten = 8080\nbatch_size = \"many\"\npublic-url = \"https://alert.example\"\n\
        [workers.email]\nfrom = 3\n",
    );
    assert_eq!(code, Some(2), "{said}");
    for part in [
        "has 5 mistakes",
        "data: is a whole number; write a text in quotes",
        "listen: is a whole number",
        "batch_size: is a text; write a whole number",
        "public-url: there is no such setting; did you mean public_url?",
        "workers.email.from: is a whole number",
    ] {
        assert!(said.contains(part), "{part} is not in: {said}");
    }
    let (code, said) = check("listen = \"127.0.0.1:8080\"\ndata = /var/lib\n");
    assert!(code == Some(2) && said.contains("line 2: ") && said.contains("texts in quotes"), "{said}");
    let (code, said) = check("public_url = \"http://alert.example\"\n");
    assert!(code == Some(2) && said.contains("has 1 mistake:") && said.contains("  public_url: "), "{said}");
    let (code, said) = check("files_url = \"s3://bucket/prefix\"\n");
    assert!(code == Some(0) && said.contains("The configuration is right."), "{said}");
    for note in ["workers.bluesky.identifier", "workers.email.smtp_url", "AWS_ACCESS_KEY_ID"] {
        assert!(said.contains(note), "{note} will be missed: {said}");
    }
    let (code, said) = check("");
    assert!(code == Some(0) && !said.contains("AWS_"), "{said}");
    assert_eq!(folder.read_dir().expect("a folder").count(), 1, "a check makes nothing");
}

#[test]
fn the_settings_of_the_service_are_for_its_commands_alone() {
    for (help, expected) in [("demo", false), ("kit", false), ("serve", true), ("key", true)] {
        let (code, said) = run(&[help, "--help"]);
        assert_eq!((code, said.contains("--database-url")), (Some(0), expected), "{help}: {said}");
    }
    let (code, said) = run(&["demo", "--data", "x"]);
    assert!(code == Some(2) && said.contains("unexpected argument '--data'"), "{said}");
    let (_, said) = run(&["kit", "--help"]);
    for format in ["a4_saving", "vignette_sheet", "social_story"] {
        assert!(said.contains(format), "{format}: {said}");
    }
    let (code, said) = run(&["serve", "--data", "/proc/childalert", "--listen", "127.0.0.1:0"]);
    assert!(
        code == Some(1) && said.contains("the folder /proc/childalert ") && said.contains("--data"),
        "{said}"
    );
    let full = env!("CARGO_MANIFEST_DIR");
    let (code, said) = run(&["demo", "--exit", "--out", full]);
    assert!(code == Some(1) && said.contains("there are files in it"), "{said}");
}

#[test]
fn a_reader_who_has_gone_is_no_error() {
    for arguments in [&["openapi"][..], &["kit", "--schema"], &["completions", "bash"], &["--help"]] {
        let mut command = childalert(&[]);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("childalert starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{arguments:?}: {said}");
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
    assert!(listed.starts_with("id ") && listed.contains("good") && listed.contains("no end"), "{listed}");
    let (code, said) = run(&["key", "revoke", "nope"]);
    assert!(
        code == Some(2) && said.contains("the id is a UUID, as `childalert key list` shows it"),
        "{said}"
    );
    assert!(!create(&["--role", "officer", "--days", "0"]).0);
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
    assert!(code == Some(1) && said.contains("there are files in it"), "{said}");
    let (code, said) = kit(&demo, &demo, &["--lang", "en"]);
    assert!(code == Some(1) && said.contains("there is a file in its place"), "{said}");
    let paper = folder.path().join("paper");
    let (code, said) = kit(&demo, &paper, &["--format", "a4", "--lang", "fr"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!paper.join("alt.json").exists(), "paper has no alternative texts");
    let (code, said) = kit(&demo, Path::new("/proc/childalert"), &["--format", "page", "--lang", "fr"]);
    assert!(code == Some(1) && said.contains("--out /proc/childalert: it cannot be written"), "{said}");
    assert!(!said.contains(".kit-") && !said.contains("os error"), "{said}");

    let text = std::fs::read_to_string(&demo).expect("the demo notice");
    let out = folder.path().join("none");
    for (change, to, expected) in [
        (
            "\"headline\"",
            "\"headlines\"",
            "notices.fr.headlines: there is no such field; did you mean headline?",
        ),
        ("\"headline\"", "\"headlines\"", "notices.fr.headline: is missing"),
        ("Ixelles, quartier Flagey", "Ixelles 🙂", "notices.fr.facts.1.value: holds U+1F642"),
        ("Éloïse est partie", &"Éloïse est partie loin ".repeat(40), "notices.fr.appeal: has"),
        (
            "Ixelles, quartier Flagey",
            &"Ixelles-quartier-".repeat(9),
            "notices.fr.facts.1.value: too long by up to",
        ),
        ("https://alert.example/c/r7k2m9q4", "javascript:alert(1)", "check_url: is no web address"),
        ("\"cards\": 8", "\"cards\": 500", "cards: is too large; write at most 400"),
        ("\"cards\": 8", "\"focus\": [{\"x\": 2, \"y\": 0}]", "focus.0.x: is too large; write at most 1"),
        ("\"lang\": \"en\"", "\"lang\": \"../en\"", "give a language such as"),
    ] {
        let notice = folder.path().join("changed.json");
        std::fs::write(&notice, text.replacen(change, to, 1)).expect("written");
        let (code, said) = kit(&notice, &out, &[]);
        assert_eq!(code, Some(1), "{expected}: {said}");
        assert!(said.contains(expected), "{expected} is not in: {said}");
        assert!(!out.exists() || out.read_dir().is_ok_and(|mut files| files.next().is_none()), "half a kit");
    }
    let notice = folder.path().join("changed.json");
    std::fs::write(&notice, text.replacen("Éloïse V.", &"Éloïse-".repeat(12), 1)).expect("written");
    let (_, said) = kit(&notice, &out, &[]);
    assert_eq!(said.matches("notices.fr.name: too long").count(), 1, "one mistake is one line: {said}");
    assert!(said.contains(" files, the tightest is "), "{said}");
    let (code, said) = kit(&demo, &out, &["--lang", "pl"]);
    assert!(code == Some(1) && said.contains("there is no notice in \"pl\""), "{said}");
    let (code, said) = kit(&demo, &out, &["--format", "a6"]);
    assert!(code == Some(2) && said.contains("possible values: a4, a4_saving"), "{said}");
    let (code, said) = kit(&demo, &out, &["--lang", "fr+nl+de"]);
    assert_eq!(said.matches("--lang fr+nl+de: a sheet has two languages at most").count(), 1, "{said}");
    assert_eq!((code, said.matches("languages").count()), (Some(1), 1), "{said}");
    let (code, said) = kit(&demo, &out, &["--lang", "fr+fr"]);
    assert!(code == Some(1) && said.contains("--lang fr+fr: \"fr\" is there twice"), "{said}");

    let schema = childalert(&[]).args(["kit", "--schema"]).output().expect("childalert runs");
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).expect("a JSON schema");
    assert!(schema["properties"]["notices"].is_object(), "{schema}");
}

#[test]
fn what_is_no_notice_and_no_photo_is_told_in_plain_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().display().to_string();
    let notice = format!("{folder}/notice.json");
    let out = format!("{folder}/kit");
    let photo = format!("{}/assets/demo/face.jpg", env!("CARGO_MANIFEST_DIR"));
    let kit = |notice: &str, photo: &str| run(&["kit", notice, "--photo", photo, "--out", &out]);
    for (text, expected) in [
        ("", "it is empty"),
        ("[]", "the notice: is a list; write an object in braces"),
        ("{}", "reference: is missing; write a text in quotes: The case's public reference"),
        ("{}", "check_url: is missing"),
        ("{}", "notices: is missing; write a list in square brackets"),
        ("{\"reference\": ", "it ends too early"),
        ("{\n\"reference\" 1}", "line 2, column"),
    ] {
        std::fs::write(&notice, text).expect("written");
        let (code, said) = kit(&notice, &photo);
        assert!(code == Some(1) && said.contains(expected), "{expected} is not in: {said}");
        assert!(!said.contains("struct") && !said.contains("EOF"), "{said}");
    }
    let (code, said) = kit(&folder, &folder);
    assert_eq!((code, said.matches("it is a folder: name a file").count()), (Some(1), 2), "{said}");
    let (code, said) = kit(&format!("{folder}/none"), &photo);
    assert!(
        code == Some(1) && said.contains("there is no such file") && !said.contains("os error"),
        "{said}"
    );
    assert!(!Path::new(&out).exists());
}

#[test]
fn who_reads_in_the_wrong_folder_is_told_so_and_nothing_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = folder.path().join("nowhere").display().to_string();
    let id = "0197c0de-0000-7000-8000-000000000000";
    for command in [
        vec!["audit", "verify"],
        vec!["user", "list"],
        vec!["key", "list"],
        vec!["proof", "export", id],
        vec!["proof", "statement", id],
    ] {
        let (code, said) = run(&[command.as_slice(), &["--data", &nowhere]].concat());
        assert!(code != Some(0) && said.contains("there is no database at"), "{command:?}: {said}");
    }
    let (code, said) = run(&["key", "scopes", "--data", &nowhere]);
    assert!(code == Some(0) && said.contains("officer"), "{said}");
    assert!(!folder.path().join("nowhere").exists(), "nobody asked for a database");
}
