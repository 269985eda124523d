//! `childalert kit`: a kit without a service, from a notice and a photo to a folder of files.

use anyhow::{Context, bail};
use childalert_app::{Clock, SystemClock, today_in_brussels};
use childalert_poster::intake::{MOST_BYTES, take_in};
use childalert_poster::{
    EndedWords, FileOrder, Focus, Format, KitOrder, KitPhoto, Media, Notice, Photo, PhotoWarning,
    PosterError, Studio, contact_sheet, ended, kit_files,
};
use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Arguments of `childalert kit`.
#[derive(Args)]
pub struct Arguments {
    /// The notice as JSON, every word final; assets/demo/notice.json is an example, --schema prints its schema
    #[arg(value_name = "NOTICE.json", required_unless_present = "schema")]
    notice: Option<PathBuf>,
    /// A photo of the child: JPEG, PNG or WebP; given twice, the second is the everyday one
    #[arg(long = "photo", value_name = "FILE", required_unless_present = "schema")]
    photos: Vec<PathBuf>,
    /// Folder for the files: a new one, or an empty one
    #[arg(long, value_name = "DIR", required_unless_present = "schema")]
    out: Option<PathBuf>,
    /// Make only this format, such as a4 or social_wide; may be repeated [default: all of them]
    #[arg(long = "format", value_name = "NAME", value_parser = format)]
    formats: Vec<Format>,
    /// Make only this language, or these two on one sheet: fr, or fr+nl; may be repeated [default: the notice's sheets]
    #[arg(long = "lang", value_name = "LANG")]
    languages: Vec<String>,
    /// Print the JSON schema of NOTICE.json
    #[arg(long)]
    schema: bool,
}

fn format(name: &str) -> Result<Format, String> {
    Format::named(name).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        format!("there is no format {name:?}: choose from {}", known.join(", "))
    })
}

/// A notice for `childalert kit`: every word as it is to be printed.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NoticeFile {
    /// The case's public reference, such as `2026-0417`.
    reference: String,
    /// Where the QR code leads: the page that says whether the alert still stands.
    check_url: String,
    /// One per language. In every language the same facts in the same order.
    notices: Vec<Notice>,
    /// Languages of each sheet of paper, one or two: `[["fr", "nl"], ["de"]]`. Without it each language has its own.
    #[serde(default)]
    sheets: Vec<Vec<String>>,
    /// The neutral words for the end, per language: no name. Without them there are no *ended* cards.
    #[serde(default)]
    ended: Vec<EndedWords>,
    /// How many vignettes are numbered.
    #[serde(default = "cards")]
    cards: u32,
    /// Where the middle of the face is on each photo, in shares from its left and top. Without it the face is looked for.
    #[serde(default)]
    focus: Vec<Point>,
}

/// A point of a photo, in shares of its width and height, 0 to 1.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Point {
    x: f32,
    y: f32,
}

/// Ten A4 sheets.
fn cards() -> u32 {
    40
}

/// Makes the kit; the process's exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let mut out = std::io::stdout().lock();
    if arguments.schema {
        let schema = serde_json::to_string_pretty(&schemars::schema_for!(NoticeFile))?;
        writeln!(out, "{schema}")?;
        return Ok(0);
    }
    let (Some(path), Some(folder)) = (&arguments.notice, &arguments.out) else {
        bail!("name a notice, --photo and --out");
    };
    let began = Instant::now();
    let notice = read(path)?;
    let photos = photos(&arguments.photos)?;
    for (path, photo) in arguments.photos.iter().zip(&photos) {
        for warning in &photo.warnings {
            tell(&format!("{}: {}", path.display(), worded(*warning)));
        }
    }
    let order = ordered(notice, arguments, &photos)?;
    let endings = order.endings;
    let order = order.kit;
    if folder.read_dir().is_ok_and(|mut files| files.next().is_some()) {
        bail!(
            "--out {}: there are files in it, and two kits must not mix: name a new or an empty folder",
            folder.display()
        );
    }
    for (file, dpi) in coarse(&order, &photos) {
        tell(&format!("{file}: the photo has {dpi} dots per inch at that size, 300 print sharp"));
    }
    let studio = Studio::new(photos);
    let kit = studio.kit(&order, |file| progress(&format!("{} …", file.name)));
    let kit = match kit {
        Ok(kit) => kit,
        Err(errors) => return refuse(&errors),
    };
    let mut files: Vec<(String, Vec<u8>)> =
        kit.into_iter().map(|(file, rendered)| (file.name, rendered.bytes)).collect();
    let formats: BTreeSet<Format> = order.files.iter().map(|file| file.format).collect();
    for words in &endings {
        let languages: Vec<String> = words.iter().map(|w| w.lang.clone()).collect();
        for format in formats.iter().filter(|format| (format.media() == Media::Pdf) || languages.len() == 1) {
            match ended(*format, words) {
                Ok(card) => files.push((format.ended_file_name(&languages), card.bytes)),
                Err(errors) => return refuse(&errors),
            }
        }
    }
    progress("sheet.png …");
    match contact_sheet(&studio, &order, &endings) {
        Ok(sheet) => files.push(("sheet.png".to_owned(), sheet.bytes)),
        Err(errors) => return refuse(&errors),
    }
    files.push(("alt.json".to_owned(), serde_json::to_vec_pretty(&alternatives(&order))?));
    progress("");
    put(folder, &files)?;
    for (name, bytes) in &files {
        writeln!(out, "{:>9}  {name}", size(bytes.len()))?;
    }
    writeln!(out, "{} files in {} ({} ms)", files.len(), folder.display(), began.elapsed().as_millis())?;
    Ok(0)
}

fn read(path: &Path) -> anyhow::Result<NoticeFile> {
    let text = bytes(path, MOST_NOTICE).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_slice(&text).with_context(|| {
        format!("{} is not a notice (`childalert kit --schema` tells what one holds)", path.display())
    })
}

/// Each photo through the intake, or every reason why not.
fn photos(paths: &[PathBuf]) -> anyhow::Result<Vec<Photo>> {
    if paths.len() > 2 {
        bail!(
            "--photo: a kit shows one child on one or two photos, and {} were named: leave some out",
            paths.len()
        );
    }
    let today = today_in_brussels(SystemClock.now());
    let mut photos = Vec::new();
    let mut refused = Vec::new();
    for path in paths {
        progress(&format!("{} …", path.display()));
        match bytes(path, MOST_BYTES) {
            Err(error) => refused.push(format!("--photo {}: {error}", path.display())),
            Ok(bytes) => match take_in(&bytes, today) {
                Ok(photo) => photos.push(photo),
                Err(error) => refused.push(format!("--photo {}: {error}", path.display())),
            },
        }
    }
    if refused.is_empty() { Ok(photos) } else { bail!(refused.join("\n")) }
}

struct Ordered {
    kit: KitOrder,
    endings: Vec<Vec<EndedWords>>,
}

fn ordered(notice: NoticeFile, arguments: &Arguments, photos: &[Photo]) -> anyhow::Result<Ordered> {
    let NoticeFile { reference, check_url, notices, sheets, ended, cards, focus } = notice;
    if notices.is_empty() {
        bail!("notices: there is none: write one per language");
    }
    let known: Vec<String> = notices.iter().map(|notice| notice.lang.clone()).collect();
    for (n, lang) in known.iter().enumerate() {
        // It becomes part of file names.
        let tag =
            |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !lang.split('-').all(tag) {
            bail!("notices[{n}].lang is {lang:?}: give a language such as fr, nl or pt-BR");
        }
        if known[..n].contains(lang) {
            bail!("notices[{n}].lang: there are two notices in {lang:?}: leave one out");
        }
    }
    let sheets = match (arguments.languages.as_slice(), sheets.is_empty()) {
        ([], false) => sheets,
        ([], true) => known.iter().map(|lang| vec![lang.clone()]).collect(),
        (asked, _) => asked.iter().map(|sheet| sheet.split('+').map(str::to_owned).collect()).collect(),
    };
    for lang in sheets.iter().flatten() {
        if !known.contains(lang) {
            bail!("there is no notice in {lang:?}: the file has {}", known.join(", "));
        }
    }
    let sheets: Vec<Vec<&str>> =
        sheets.iter().map(|sheet| sheet.iter().map(String::as_str).collect()).collect();
    // In the notice's order, each once; those on no sheet of paper (English) have pictures all the same.
    let wanted = |lang: &&str| arguments.languages.is_empty() || sheets.iter().flatten().any(|l| l == lang);
    let languages: Vec<&str> = known.iter().map(String::as_str).filter(wanted).collect();
    let discreet = notices.iter().all(|notice| !notice.discreet.is_empty());
    let formats: Vec<Format> = match arguments.formats.as_slice() {
        [] => Format::ALL.iter().copied().filter(|format| discreet || !format.is_vignette()).collect(),
        asked => asked.to_vec(),
    };
    let words_of = |sheet: &[&str]| -> Vec<EndedWords> {
        sheet.iter().filter_map(|lang| ended.iter().find(|w| w.lang == *lang)).cloned().collect()
    };
    let mut endings: Vec<Vec<EndedWords>> = sheets.iter().map(|sheet| words_of(sheet)).collect();
    endings.extend(languages.iter().map(|lang| words_of(&[lang])));
    let mut seen = Vec::new();
    endings.retain(|words| {
        let new = !words.is_empty() && !seen.contains(words);
        seen.push(words.clone());
        new
    });
    let files: Vec<FileOrder> = kit_files(&formats, &sheets, &languages, cards);
    let photos = photos
        .iter()
        .enumerate()
        .map(|(n, photo)| KitPhoto {
            sha256: format!("{:x}", Sha256::digest(&photo.jpeg)),
            focus: focus.get(n).map(|point| Focus { x: point.x, y: point.y }),
        })
        .collect();
    Ok(Ordered { kit: KitOrder { notices, files, photos, check_url, reference }, endings })
}

fn refuse(errors: &[PosterError]) -> anyhow::Result<u8> {
    progress("");
    for error in errors {
        tell(&error.to_string());
    }
    tell("nothing was written");
    Ok(1)
}

fn worded(warning: PhotoWarning) -> String {
    match warning {
        PhotoWarning::LowResolution { dpi } => {
            format!("{dpi} dots per inch on A4, 300 print sharp: ask for the original photo")
        }
        PhotoWarning::NoFaceFound => {
            "no face was found: look at the crop, and give \"focus\" in the notice where it is wrong"
                .to_owned()
        }
        PhotoWarning::SeveralFaces => {
            "there is more than one face: a notice shows one child, so take another photo or crop it"
                .to_owned()
        }
        PhotoWarning::OlderThanAYear => {
            "it was taken more than a year ago: ask for a newer one, the child may look different".to_owned()
        }
    }
}

/// The most bytes of a notice.
const MOST_NOTICE: usize = 1024 * 1024;

/// A file's bytes, and one more than `most` where it has more: enough to be refused, however large it is.
fn bytes(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    let mut read = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(path)?.take(limit).read_to_end(&mut read)?;
    Ok(read)
}

/// The sheets of paper that print the main photo with fewer than 300 dots per inch, each size once.
fn coarse(order: &KitOrder, photos: &[Photo]) -> Vec<(String, u32)> {
    let Some(photo) = photos.first() else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let new = |file: &&FileOrder| seen.insert(file.format);
    let sized =
        |file: &FileOrder| Some((file.name.clone(), file.format.printed_dpi(photo.width, photo.height)?));
    order.files.iter().filter(new).filter_map(sized).filter(|(_, dpi)| *dpi < 300).collect()
}

/// What each picture shows, for those who cannot see it, in its language.
fn alternatives(order: &KitOrder) -> BTreeMap<&str, String> {
    let pictures = order.files.iter().filter(|file| file.format.media() == Media::Jpeg);
    pictures
        .filter_map(|file| {
            let notice = order.notices.iter().find(|notice| file.languages.first() == Some(&notice.lang))?;
            let Notice { headline, name, age, number, photo_alt, .. } = notice;
            let alt = match file.format {
                Format::Page => photo_alt.clone(),
                _ => format!("{headline}: {name}, {age}. {photo_alt}. {number}"),
            };
            Some((file.name.as_str(), alt))
        })
        .collect()
}

/// All files beside the folder first, then the folder in one move: it never holds half a kit.
fn put(folder: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    let missing =
        || format!("{} cannot be written: is there room, and may you write there?", folder.display());
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).with_context(missing)?;
    let partial = tempfile::Builder::new().prefix(".kit-").tempdir_in(parent).with_context(missing)?;
    for (name, bytes) in files {
        std::fs::write(partial.path().join(name), bytes).with_context(missing)?;
    }
    if folder.exists() {
        std::fs::remove_dir(folder).with_context(missing)?;
    }
    std::fs::rename(partial.keep(), folder).with_context(missing)
}

fn size(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// What is being made, on the same line of a terminal.
fn progress(line: &str) {
    let mut terminal = std::io::stderr();
    if terminal.is_terminal() {
        let _ = write!(terminal, "\r\x1b[2K{line}");
        let _ = terminal.flush();
    }
}
