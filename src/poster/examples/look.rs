//! Renders a notice's kit to a folder, to look at: `cargo run --example look -- FOLDER [NOTICE.json [PHOTO…]]`.

use childalert_poster::{
    EndedWords, Format, KitOrder, KitPhoto, Notice, Photo, Studio, contact_sheet, ended, intake, kit_files,
};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::time::Instant;

#[derive(serde::Deserialize)]
struct Given {
    reference: String,
    check_url: String,
    notices: Vec<Notice>,
    #[serde(default)]
    sheets: Vec<Vec<String>>,
    ended: Vec<EndedWords>,
    cards: u32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let notice = arguments.next().unwrap_or_else(|| "assets/demo/notice.json".into());
    let given: Given = serde_json::from_slice(&std::fs::read(notice)?)?;
    let mut photos = Vec::new();
    for path in arguments {
        photos.push(intake::take_in(&std::fs::read(path)?, chrono::NaiveDate::default())?);
    }
    if photos.is_empty() {
        photos.push(Photo::from_stored(include_bytes!("../../../assets/demo/face.jpg").to_vec())?);
    }
    let languages: Vec<&str> = given.notices.iter().map(|n| n.lang.as_str()).collect();
    let mut sheets: Vec<Vec<&str>> =
        given.sheets.iter().map(|s| s.iter().map(String::as_str).collect()).collect();
    if sheets.is_empty() {
        sheets = languages.iter().map(|lang| vec![*lang]).collect();
    }
    let order = KitOrder {
        files: kit_files(Format::ALL, &sheets, &languages, given.cards),
        photos: photos
            .iter()
            .map(|p| KitPhoto { sha256: format!("{:x}", Sha256::digest(&p.jpeg)), focus: None })
            .collect(),
        notices: given.notices.clone(),
        check_url: given.check_url,
        reference: given.reference,
    };
    let studio = Studio::new(photos);
    let began = Instant::now();
    let kit = studio.kit(&order, |_| {});
    println!("kit: {:?}", began.elapsed());
    for (file, rendered) in kit.map_err(|errors| format!("{errors:#?}"))? {
        let began = Instant::now();
        studio.render(&order, &file).map_err(|errors| format!("{errors:?}"))?;
        println!("{:>8} bytes {:>9.2?} again  {}", rendered.bytes.len(), began.elapsed(), file.name);
        std::fs::write(folder.join(&file.name), rendered.bytes)?;
    }
    for format in Format::ALL {
        let card = ended(*format, &given.ended).map_err(|errors| format!("{errors:?}"))?;
        let languages: Vec<String> = given.ended.iter().map(|w| w.lang.clone()).collect();
        std::fs::write(folder.join(format.ended_file_name(&languages)), card.bytes)?;
    }
    let sheet = contact_sheet(&studio, &order, &[given.ended]).map_err(|errors| format!("{errors:?}"))?;
    std::fs::write(folder.join("sheet.png"), sheet.bytes)?;
    Ok(())
}
