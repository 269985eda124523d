//! Renders the specimen kit to a folder, to look at: `cargo run --example look -- FOLDER`. With a photo as second argument
//! that one is taken in first.

#[path = "../tests/specimen/mod.rs"]
mod specimen;

use childalert_poster::{EndedWords, Format, ended, intake, render};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let photo = match arguments.next() {
        Some(path) => intake::take_in(&std::fs::read(path)?)?,
        None => specimen::face(),
    };
    for languages in [&["fr", "nl"][..], &["fr"], &["nl"]] {
        let order = specimen::order(&photo, languages);
        for file in &order.files {
            let rendered = render(&order, file, std::slice::from_ref(&photo));
            let rendered = rendered.map_err(|errors| format!("{errors:?}"))?;
            std::fs::write(folder.join(&file.name), rendered.bytes)?;
        }
    }
    let words = |lang: &str, title: &str, text: &str| EndedWords {
        lang: lang.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    };
    let words = [
        words("fr", "Alerte terminée", "Merci à toutes et à tous. Veuillez retirer l’affiche."),
        words("nl", "Alarm beëindigd", "Bedankt aan iedereen. Gelieve de affiche te verwijderen."),
    ];
    for (format, name) in [
        (Format::A4, "ended-a4.pdf"),
        (Format::SocialWide, "ended-wide.jpg"),
        (Format::Page, "ended-page.jpg"),
    ] {
        let card = ended(format, &words).map_err(|errors| format!("{errors:?}"))?;
        std::fs::write(folder.join(name), card.bytes)?;
    }
    Ok(())
}
