//! How long a kit takes: one A4 with a word changed, the whole kit in four languages from the phone's photo, and beside it
//! the same A4 made by typst, WeasyPrint and ReportLab on the same machine in the same run.
//!
//! `cargo bench -p childalert-poster --bench kit` (`-- --no-yardstick` leaves the others out; `-- --only "A4, a word"` repeats one line
//! for a profiler)
#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

use childalert_poster::intake::take_in;
use childalert_poster::{FileOrder, Format, KitOrder, KitPhoto, Notice, Photo, Studio, kit_files};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 100;
/// What a campaign in four languages is made of.
const SHEETS: [&[&str]; 4] = [&["fr", "nl"], &["nl"], &["fr"], &["de", "fr"]];
const LANGUAGES: [&str; 4] = ["fr", "nl", "de", "en"];

fn notices() -> Vec<Notice> {
    let text = include_str!("../../../assets/demo/notice.json");
    let whole: serde_json::Value = serde_json::from_str(text).expect("the demo notice is JSON");
    serde_json::from_value(whole["notices"].clone()).expect("the demo notice has notices")
}

fn order(photo: &Photo, files: Vec<FileOrder>) -> KitOrder {
    let sha256 = format!("{:x}", Sha256::digest(&photo.jpeg));
    KitOrder {
        notices: notices(),
        files,
        photos: vec![KitPhoto { sha256, focus: None }],
        check_url: "https://alert.example/c/r7k2m9q4".to_owned(),
        reference: "2026-0417".to_owned(),
    }
}

fn median(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    (ms(times[times.len() / 2]), ms(times[times.len() * 99 / 100]))
}

/// The most memory that this process has held, in MB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").trim().parse().unwrap_or_default();
    kilobytes * 1024.0 / 1e6
}

fn main() {
    let phone = include_bytes!("../../../tests/data/photos/phone-orientation6-gps.jpg");
    let sheets: Vec<Vec<&str>> = SHEETS.iter().map(|sheet| sheet.to_vec()).collect();

    // First, for its memory: from the file as it came to every file of the kit.
    let began = Instant::now();
    let photo = take_in(phone, chrono::NaiveDate::default()).expect("the phone's photo is good");
    let taken_in = began.elapsed();
    let files = kit_files(Format::ALL, &sheets, &LANGUAGES, 8);
    let whole = order(&photo, files);
    let kit = Studio::new(vec![photo.clone()]).kit(&whole, |_| {}).expect("the demo notice fits");
    let all = began.elapsed();
    let bytes: usize = kit.iter().map(|(_, made)| made.bytes.len()).sum();
    println!(
        "whole kit, 4 languages, 11.4 MP phone photo: {} files, {:.1} MB, {:.0} ms (of which intake {:.0} ms), peak {:.0} MB",
        kit.len(),
        bytes as f64 / 1e6,
        all.as_secs_f64() * 1000.0,
        taken_in.as_secs_f64() * 1000.0,
        peak()
    );

    let only = std::env::args().skip_while(|argument| argument != "--only").nth(1);
    let studio = Studio::new(vec![photo.clone()]);
    for (name, format, languages) in [
        ("A4, a word changed", Format::A4, &["fr", "nl"][..]),
        ("A4 for a print shop", Format::A4Shop, &["fr", "nl"]),
        ("A3, a word changed", Format::A3, &["fr", "nl"]),
        ("1200 × 630, a word changed", Format::SocialWide, &["fr"]),
        ("1080 × 1920, a word changed", Format::ScreenTall, &["fr"]),
    ] {
        if only.as_ref().is_some_and(|only| !name.starts_with(only)) {
            continue;
        }
        let file = FileOrder::new(format, languages, 1);
        let mut order = order(&photo, vec![file.clone()]);
        let mut times = Vec::new();
        let mut size = 0;
        for round in 0..=ROUNDS * if only.is_some() { 20 } else { 1 } {
            order.notices[0].facts[5].value = format!("veste orange {round}");
            let began = Instant::now();
            let made = studio.render(&order, &file).expect("the demo notice fits");
            // The first one cuts the photo.
            if round > 0 {
                times.push(began.elapsed());
            }
            size = made.bytes.len();
        }
        let (p50, p99) = median(times);
        println!("{name}: p50 {p50:.2} ms, p99 {p99:.2} ms, {:.0} kB", size as f64 / 1000.0);
    }
    let cold = (0..10).map(|_| {
        let studio = Studio::new(vec![photo.clone()]);
        let file = FileOrder::new(Format::A4, &["fr", "nl"], 1);
        let order = order(&photo, vec![file.clone()]);
        let began = Instant::now();
        studio.render(&order, &file).expect("the demo notice fits");
        began.elapsed()
    });
    println!("A4, a new photo: p50 {:.1} ms", median(cold.collect()).0);

    if only.is_none() && !std::env::args().any(|argument| argument == "--no-yardstick") {
        yardstick(&photo);
    }
}

/// The same A4 by others, with the photo as our A4 has it.
fn yardstick(photo: &Photo) {
    let folder = std::env::temp_dir().join(format!("childalert-yardstick-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("photo.jpg");
    let file = FileOrder::new(Format::Page, &["fr"], 1);
    let order = order(photo, vec![file.clone()]);
    let page = Studio::new(vec![photo.clone()]).render(&order, &file).expect("the photo is good");
    std::fs::write(&path, page.bytes).expect("the photo can be written");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let status = Command::new("bash")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/yardstick/run.sh"))
        .arg("--photo")
        .arg(&path)
        .arg("--notice")
        .arg(root.join("assets/demo/notice.json"))
        .arg("--fonts")
        .arg(root.join("assets/fonts"))
        .args(["--rounds", "30", "--out"])
        .arg(&folder)
        .status();
    match status {
        Ok(status) if status.success() => println!("their pages: {}", folder.display()),
        _ => println!("the yardstick did not run: its reason is above"),
    }
}
