//! `childalert kit`: a kit without a service, from a notice and a photo to a folder of files.

use crate::notice_file::{self, NoticeFile};
use crate::report::{counted, say, unreadable, unwritable};
use anyhow::bail;
use childalert_app::{Clock, SystemClock, today_in_brussels};
use childalert_domain::Lang;
use childalert_poster::intake::{MOST_BYTES, take_in};
use childalert_poster::{
    Code, EndedWords, FileOrder, Focus, Format, KitOrder, KitPhoto, Media, Notice, Photo, PhotoWarning,
    PosterError, Studio, contact_sheet, ended, kit_files,
};
use childalert_words::{Arg, text_with};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{ErrorKind, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Arguments of `childalert kit`.
#[derive(Args)]
pub struct Arguments {
    /// The notice as JSON, every word final; assets/demo/notice.json is an example, --schema prints its schema
    #[arg(value_name = "NOTICE.json", required_unless_present = "schema")]
    notice: Option<PathBuf>,
    /// A photo of the child: JPEG, PNG or WebP; a second one stands smaller beside it on A4 and A3
    #[arg(long = "photo", value_name = "FILE", required_unless_present = "schema")]
    photos: Vec<PathBuf>,
    /// Folder for the files: a new one, or an empty one
    #[arg(long, value_name = "DIR", required_unless_present = "schema")]
    out: Option<PathBuf>,
    /// Make only this format; may be repeated [default: all of them]
    #[arg(long = "format", value_name = "NAME", value_parser = formats())]
    formats: Vec<Format>,
    /// Make only this language, or these two on one sheet: fr, or fr+nl; may be repeated [default: the notice's sheets]
    #[arg(long = "lang", value_name = "LANG")]
    languages: Vec<String>,
    /// Print the JSON schema of NOTICE.json
    #[arg(long)]
    schema: bool,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name()))
        .try_map(|name| Format::named(&name).ok_or("there is no such format"))
}

/// A file of the kit: its name and its bytes.
type Made = (String, Vec<u8>);

/// What is wrong, each line with its field and its mend.
type Faults = Vec<String>;

/// Makes the kit; the process's exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    if arguments.schema {
        say(serde_json::to_string_pretty(&notice_file::schema())?);
        return Ok(0);
    }
    let (Some(notice), Some(folder)) = (&arguments.notice, &arguments.out) else {
        bail!("name a notice, --photo and --out");
    };
    let began = Instant::now();
    match make(notice, folder, arguments) {
        Ok(files) => {
            progress("");
            for (name, bytes) in &files {
                say(format!("{:>9}  {name}", size(bytes.len())));
            }
            let took = began.elapsed().as_millis();
            say(format!("{} in {} ({took} ms)", counted(files.len() as u64, "file"), folder.display()));
            Ok(0)
        }
        Err(faults) => {
            faults.iter().for_each(|fault| tell(fault));
            tell("nothing was written");
            Ok(1)
        }
    }
}

/// Every file, in its folder; or everything that is in the way.
fn make(notice: &Path, folder: &Path, arguments: &Arguments) -> Result<Vec<Made>, Faults> {
    let mut faults = Faults::new();
    let notice = kept(read(notice), &mut faults);
    let photos = kept(photos(&arguments.photos), &mut faults);
    let free = kept(must_be_free(folder).map_err(|fault| vec![fault]), &mut faults);
    let (Some(notice), Some(photos), Some(())) = (notice, photos, free) else { return Err(faults) };
    for (path, photo) in arguments.photos.iter().zip(&photos) {
        for warning in photo.warnings.iter().filter_map(worded) {
            tell(&format!("{}: {warning}", path.display()));
        }
    }
    let Ordered { kit: order, endings } = ordered(notice, arguments, &photos)?;
    for warning in coarse(&order, &photos, &arguments.photos) {
        tell(&warning);
    }
    let mut files = rendered(photos, &order, &endings).map_err(|errors| grouped(&errors))?;
    let alternatives = alternatives(&order);
    if !alternatives.is_empty() {
        let text = serde_json::to_vec_pretty(&alternatives);
        files.push(("alt.json".to_owned(), text.map_err(|error| vec![format!("alt.json: {error}")])?));
    }
    put(folder, &files)?;
    Ok(files)
}

/// What came of it; what is wrong joins the rest.
fn kept<T>(result: Result<T, Faults>, faults: &mut Faults) -> Option<T> {
    result.map_err(|more| faults.extend(more)).ok()
}

/// The most bytes of a notice.
const MOST_NOTICE: usize = 1024 * 1024;

fn read(path: &Path) -> Result<NoticeFile, Faults> {
    let name = path.display().to_string();
    match bytes(path, MOST_NOTICE) {
        Ok(bytes) if bytes.len() > MOST_NOTICE => {
            Err(vec![format!("{name}: it has more than 1 MB, and a notice a few kB: name the notice")])
        }
        Ok(bytes) => notice_file::parse(&name, &bytes),
        Err(error) => Err(vec![format!("{name}: {}", unreadable(&error))]),
    }
}

/// Each photo through the intake, or every reason why not.
fn photos(paths: &[PathBuf]) -> Result<Vec<Photo>, Faults> {
    if paths.len() > 2 {
        let named = paths.len();
        return Err(vec![format!(
            "--photo: a kit shows one child on one or two photos: leave {} out",
            named - 2
        )]);
    }
    let today = today_in_brussels(SystemClock.now());
    let mut photos = Vec::new();
    let mut faults = Faults::new();
    for path in paths {
        progress(&format!("{} …", path.display()));
        let taken = match bytes(path, MOST_BYTES) {
            Ok(bytes) => take_in(&bytes, today).map_err(|error| error.to_string()),
            Err(error) => Err(unreadable(&error)),
        };
        match taken {
            Ok(photo) => photos.push(photo),
            Err(fault) => faults.push(format!("--photo {}: {fault}", path.display())),
        }
    }
    if faults.is_empty() { Ok(photos) } else { Err(faults) }
}

/// Refuses a folder that has files in it, for what is made there must not mix with what was there before.
pub(crate) fn must_be_free(folder: &Path) -> Result<(), String> {
    let fault = match folder.read_dir().map(|mut files| files.next().is_none()) {
        Ok(true) => return Ok(()),
        Ok(false) => "there are files in it, and nothing is written over them",
        Err(error) => match error.kind() {
            ErrorKind::NotFound => return Ok(()),
            ErrorKind::NotADirectory => "there is a file in its place",
            _ => "this user may not look into it",
        },
    };
    Err(format!("--out {}: {fault}: name a new or an empty folder", folder.display()))
}

struct Ordered {
    kit: KitOrder,
    endings: Vec<Vec<EndedWords>>,
}

fn ordered(notice: NoticeFile, arguments: &Arguments, photos: &[Photo]) -> Result<Ordered, Faults> {
    let sheets = sheets(&notice, &arguments.languages)?;
    let NoticeFile { reference, check_url, notices, ended, cards, focus, .. } = notice;
    let sheets: Vec<Vec<&str>> =
        sheets.iter().map(|sheet| sheet.iter().map(String::as_str).collect()).collect();
    // In the notice's order, each once; those on no sheet of paper (English) have pictures all the same.
    let wanted = |lang: &&str| arguments.languages.is_empty() || sheets.iter().flatten().any(|l| l == lang);
    let languages: Vec<&str> = notices.iter().map(|notice| notice.lang.as_str()).filter(wanted).collect();
    let discreet = notices.iter().all(|notice| !notice.discreet.is_empty());
    let formats: Vec<Format> = match arguments.formats.as_slice() {
        [] => Format::ALL.iter().copied().filter(|format| discreet || !format.is_vignette()).collect(),
        asked => each_once(asked.iter().copied()),
    };
    let words_of = |sheet: &[&str]| -> Vec<EndedWords> {
        sheet.iter().filter_map(|lang| ended.iter().find(|w| w.lang == *lang)).cloned().collect()
    };
    let together = sheets.iter().map(|sheet| words_of(sheet));
    let alone = languages.iter().map(|lang| words_of(&[lang]));
    let endings = each_once(together.chain(alone).filter(|words| !words.is_empty()));
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

/// The languages of each sheet of paper: as asked for, as the notice says, or each alone. What is wrong with
/// them is named where somebody wrote it.
fn sheets(notice: &NoticeFile, asked: &[String]) -> Result<Vec<Vec<String>>, Faults> {
    let known: Vec<&str> = notice.notices.iter().map(|notice| notice.lang.as_str()).collect();
    let sheets: Vec<(String, Vec<String>)> = if !asked.is_empty() {
        let split = |sheet: &String| -> Vec<String> { sheet.split('+').map(str::to_owned).collect() };
        asked.iter().map(|sheet| (format!("--lang {sheet}"), split(sheet))).collect()
    } else if !notice.sheets.is_empty() {
        let written = notice.sheets.iter().enumerate();
        written.map(|(n, sheet)| (format!("sheets.{n}"), sheet.clone())).collect()
    } else {
        known.iter().map(|lang| (String::new(), vec![(*lang).to_owned()])).collect()
    };
    let faults: Faults =
        sheets.iter().flat_map(|(place, sheet)| sheet_faults(place, sheet, &known)).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(each_once(sheets.into_iter().map(|(_, sheet)| sheet)))
}

fn sheet_faults(place: &str, sheet: &[String], known: &[&str]) -> Faults {
    let mut faults = Faults::new();
    if sheet.len() > 2 {
        faults.push(format!("{place}: a sheet has two languages at most"));
    }
    for (n, lang) in sheet.iter().enumerate() {
        if sheet[..n].contains(lang) {
            faults.push(format!("{place}: {lang:?} is there twice: a sheet has each language once"));
        } else if !known.contains(&lang.as_str()) {
            faults
                .push(format!("{place}: there is no notice in {lang:?}: the file has {}", known.join(", ")));
        }
    }
    faults
}

fn each_once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}

/// Every file of the order, the neutral cards and the contact sheet; or every reason of every file.
fn rendered(
    photos: Vec<Photo>,
    order: &KitOrder,
    endings: &[Vec<EndedWords>],
) -> Result<Vec<Made>, Vec<PosterError>> {
    let studio = Studio::new(photos);
    let mut files: Vec<Made> = Vec::new();
    let mut errors = Vec::new();
    match studio.kit(order, |file| progress(&format!("{} …", file.name))) {
        Ok(kit) => files.extend(kit.into_iter().map(|(file, rendered)| (file.name, rendered.bytes))),
        Err(more) => errors.extend(more),
    }
    let formats: BTreeSet<Format> = order.files.iter().map(|file| file.format).collect();
    for words in endings {
        let languages: Vec<String> = words.iter().map(|w| w.lang.clone()).collect();
        for format in formats.iter().filter(|format| format.media() == Media::Pdf || languages.len() == 1) {
            match ended(*format, words) {
                Ok(card) => files.push((format.ended_file_name(&languages), card.bytes)),
                Err(more) => errors.extend(more),
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    progress("sheet.png …");
    files.push(("sheet.png".to_owned(), contact_sheet(&studio, order, endings)?.bytes));
    Ok(files)
}

/// One line for each field and reason: the worst case, and how many files it concerns.
fn grouped(errors: &[PosterError]) -> Faults {
    let mut groups: Vec<Vec<&PosterError>> = Vec::new();
    for error in errors {
        match groups.iter_mut().find(|group| group.iter().any(|other| are_alike(other, error))) {
            Some(group) => group.push(error),
            None => groups.push(vec![error]),
        }
    }
    groups.iter().filter_map(|group| told_once(group)).collect()
}

fn are_alike(one: &PosterError, other: &PosterError) -> bool {
    one.field == other.field && one.code == other.code && one.character == other.character
}

fn told_once(group: &[&PosterError]) -> Option<String> {
    let worst = group.iter().max_by_key(|error| error.excess)?;
    let files: BTreeSet<&str> = group.iter().map(|error| error.file.as_str()).collect();
    let concerned = match (files.len(), worst.code) {
        (1, _) => worst.file.clone(),
        (many, Code::TextTooLong) => format!("{many} files, the tightest is {}", worst.file),
        (many, _) => format!("{many} files"),
    };
    let reason = reason(worst, files.len() > 1);
    let field = called(&worst.field);
    Some(if concerned.is_empty() {
        format!("{field}: {reason}")
    } else {
        format!("{field}: {reason} ({concerned})")
    })
}

/// What a field is called in the notice and on the command line.
fn called(field: &str) -> String {
    let photo = field.strip_prefix("photos.").and_then(|rest| rest.split('.').next());
    match photo.and_then(|n| n.parse::<usize>().ok()) {
        Some(n) => format!("--photo, the {}", if n == 0 { "first" } else { "second" }),
        None if field.is_empty() => "the kit".to_owned(),
        None => field.to_owned(),
    }
}

fn reason(error: &PosterError, of_several: bool) -> String {
    let excess = u64::from(error.excess.unwrap_or_default());
    match error.code {
        Code::TextTooLong => {
            let most = if of_several { "up to " } else { "" };
            format!("too long by {most}{}", counted(excess, "character"))
        }
        Code::NoGlyph => {
            let character = error.character.unwrap_or(char::REPLACEMENT_CHARACTER);
            format!("holds U+{:04X}, which no font has: write it another way", u32::from(character))
        }
        Code::Missing => "is empty: fill it in".to_owned(),
        Code::NotANumber => "is no telephone number: write digits, spaces and + . / - only".to_owned(),
        Code::TooMany if excess == 1 => "has one entry too many: remove one".to_owned(),
        Code::TooMany => format!("has {excess} entries too many: remove them"),
        Code::FactsDiffer => {
            "the two languages of a sheet differ in their number: give each fact in both".to_owned()
        }
        Code::NoNotice => "there is no notice in this language: write it".to_owned(),
        Code::PhotoMismatch => "is not the photo that was taken in: start again".to_owned(),
        Code::PhotoUnreadable => "cannot be decoded: save it anew as JPEG".to_owned(),
        Code::OutOfRange => "is out of range: give values from 0 to 1".to_owned(),
        Code::CardsOutOfRange => "must be from 1 to 400: say how many to number".to_owned(),
        Code::TooManyWords => {
            format!("has {} too many: nobody remembers more than 35, cut some", counted(excess, "word"))
        }
        Code::FileTooLarge => "makes the file too large: use a photo with less noise".to_owned(),
        Code::NotWritten => "a file could not be made, which is a fault of this program".to_owned(),
    }
}

/// What to know of a photo. How finely it prints is told for each size that was asked for: see [`coarse`].
fn worded(warning: &PhotoWarning) -> Option<&'static str> {
    match warning {
        PhotoWarning::LowResolution { .. } => None,
        PhotoWarning::NoFaceFound => {
            Some("no face was found: look at the crop, and give \"focus\" in the notice where it is wrong")
        }
        PhotoWarning::SeveralFaces => {
            Some("there is more than one face: a notice shows one child, so take another photo or crop it")
        }
        PhotoWarning::OlderThanAYear => {
            Some("it was taken more than a year ago: ask for a newer one, the child may look different")
        }
    }
}

/// Dots per inch from which nothing is said: nobody sees what is missing to 300.
const SHARP: u32 = 290;

/// The sheets of paper that print a photo coarsely, each size of each photo once.
fn coarse(order: &KitOrder, photos: &[Photo], paths: &[PathBuf]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut told = Vec::new();
    for (n, (photo, path)) in photos.iter().zip(paths).enumerate() {
        for file in &order.files {
            let Some(dpi) = printed_dpi(n, photo, file.format) else { continue };
            if dpi < SHARP && seen.insert((n, dpi)) {
                let (path, most) = (path.display(), if n == 0 { "" } else { "at most " });
                told.push(format!(
                    "{path}: {most}{dpi} dots per inch on {}; 300 dots per inch print sharply, so ask for the \
                     original photo",
                    file.name
                ));
            }
        }
    }
    told
}

/// Dots per inch of the order's first or second photo on a format's paper.
fn printed_dpi(n: usize, photo: &Photo, format: Format) -> Option<u32> {
    let main = format.printed_dpi(photo.width, photo.height)?;
    match (n, format) {
        (0, _) => Some(main),
        // As large as the facts leave room for; at its least, where two languages fill the column, a third of
        // the main one: what is too coarse for that is so on every sheet.
        (_, Format::A4 | Format::A4Saving | Format::A4Shop | Format::A3 | Format::A3Shop) => Some(main * 3),
        _ => None,
    }
}

/// A file's bytes, and one more than `most` where it has more: enough to be refused, however large it is.
fn bytes(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    let mut read = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(path)?.take(limit).read_to_end(&mut read)?;
    Ok(read)
}

/// What each picture shows, for those who cannot see it, in its language.
fn alternatives(order: &KitOrder) -> BTreeMap<&str, String> {
    let pictures = order.files.iter().filter(|file| file.format.media() == Media::Jpeg);
    pictures
        .filter_map(|file| {
            let notice = order.notices.iter().find(|notice| file.languages.first() == Some(&notice.lang))?;
            let Notice { number, photo_alt, .. } = notice;
            let alt = match file.format {
                Format::Page | Format::PageSmall => photo_alt.clone(),
                _ => format!("{}. {photo_alt}. {number}", titled(notice)),
            };
            Some((file.name.as_str(), alt))
        })
        .collect()
}

/// Who is missing, punctuated as the notice's language does it; a language without words of ours has the English colon.
fn titled(notice: &Notice) -> String {
    let Notice { headline, name, age, .. } = notice;
    let Ok(lang) = notice.lang.parse::<Lang>() else { return format!("{headline}: {name}, {age}") };
    let said = [("headline", Arg::Text(headline)), ("name", Arg::Text(name)), ("age", Arg::Text(age))];
    text_with(lang, "post-headline", &said)
}

/// All files beside the folder first, then the folder in one move: it never holds half a kit.
fn put(folder: &Path, files: &[Made]) -> Result<(), Faults> {
    write(folder, files).map_err(|error| {
        let why = unwritable(&error);
        vec![format!("--out {}: it cannot be written{why}: name a folder elsewhere", folder.display())]
    })
}

fn write(folder: &Path, files: &[Made]) -> std::io::Result<()> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)?;
    let partial = tempfile::Builder::new().prefix(".kit-").tempdir_in(parent)?;
    for (name, bytes) in files {
        std::fs::write(partial.path().join(name), bytes)?;
    }
    if folder.exists() {
        std::fs::remove_dir(folder)?;
    }
    std::fs::rename(partial.keep(), folder)
}

fn size(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

fn tell(line: &str) {
    progress("");
    // Nothing can be said to nobody.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn error(field: &str, code: Code, file: &str, excess: Option<u32>) -> PosterError {
        PosterError { field: field.to_owned(), code, file: file.to_owned(), excess, character: None }
    }

    #[test]
    fn one_mistake_is_one_line_however_many_files_it_concerns() {
        let name = "notices.fr.name";
        let errors = [
            error(name, Code::TextTooLong, "poster-a4-fr.pdf", Some(4)),
            error("notices.fr.age", Code::TextTooLong, "poster-a4-fr.pdf", Some(1)),
            error(name, Code::TextTooLong, "social-square-fr.jpg", Some(33)),
            error(name, Code::TextTooLong, "poster-a3-fr.pdf", Some(4)),
            error("photos.1", Code::FileTooLarge, "poster-a3-fr.pdf", None),
            error("photos.1", Code::FileTooLarge, "poster-a4-fr.pdf", None),
        ];
        assert_eq!(
            grouped(&errors),
            [
                "notices.fr.name: too long by up to 33 characters (3 files, the tightest is social-square-fr.jpg)",
                "notices.fr.age: too long by 1 character (poster-a4-fr.pdf)",
                "--photo, the second: makes the file too large: use a photo with less noise (2 files)",
            ]
        );
    }

    #[test]
    fn a_sheet_has_one_or_two_languages_each_once() {
        let faults = |sheet: &[&str]| {
            let sheet: Vec<String> = sheet.iter().map(|lang| (*lang).to_owned()).collect();
            sheet_faults("--lang x", &sheet, &["fr", "nl", "de"])
        };
        assert_eq!(faults(&["fr"]), [""; 0]);
        assert_eq!(faults(&["fr", "nl"]), [""; 0]);
        assert_eq!(faults(&["fr", "nl", "de"]), ["--lang x: a sheet has two languages at most"]);
        assert_eq!(
            faults(&["fr", "fr"]),
            ["--lang x: \"fr\" is there twice: a sheet has each language once"]
        );
        assert_eq!(faults(&["pl"]), ["--lang x: there is no notice in \"pl\": the file has fr, nl, de"]);
    }

    #[test]
    fn a_coarse_photo_is_told_for_each_size_at_which_it_prints() {
        let photo = |width, height| Photo {
            jpeg: Vec::new(),
            width,
            height,
            focus: Focus::default(),
            warnings: Vec::new(),
        };
        let files = vec![
            FileOrder::new(Format::A4, &["fr"], 1),
            FileOrder::new(Format::A4, &["nl"], 1),
            FileOrder::new(Format::A5, &["fr"], 1),
            FileOrder::new(Format::SocialWide, &["fr"], 1),
        ];
        let order = KitOrder {
            notices: Vec::new(),
            files,
            photos: Vec::new(),
            check_url: String::new(),
            reference: String::new(),
        };
        let paths = [PathBuf::from("main.jpg"), PathBuf::from("second.jpg")];
        // 4:5, at 212 dots per inch on A4: 299 on A5, and 636 where it is the second.
        let told = coarse(&order, &[photo(1000, 1250), photo(1000, 1250)], &paths);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("main.jpg: 212 dots per inch on poster-a4-fr.pdf; 300 dots"), "{told:?}");
        let told = coarse(&order, &[photo(1400, 1750), photo(410, 513)], &paths);
        assert_eq!(told.len(), 1, "296 is near enough: {told:?}");
        assert!(told[0].starts_with("second.jpg: at most 261 dots per inch on poster-a4-fr.pdf"), "{told:?}");
    }
}
