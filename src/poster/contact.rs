//! The contact sheet: every file of a kit at a glance, each as it is, small, with its name and size under it.

use crate::crop::Pixels;
use crate::error::{Code, PosterError};
use crate::fonts::CAPITAL;
use crate::measures::Measure;
use crate::order::{EndedWords, Format, KitOrder, Media};
use crate::paint::paint_pixels;
use crate::sheet::{GREY, Ink, Rect, Role, Sheet};
use crate::studio::{RenderedBytes, Studio, ended_sheets, laid_out};
use crate::text::{Align, Setter, Weight};
use image::ImageEncoder;
use image::codecs::png::PngEncoder;

/// Tiles in a row, and their measures in pixels.
const ACROSS: usize = 6;
const TILE: (u32, u32) = (262, 330);
const GAP: u32 = 22;
/// Room for the two lines of a caption.
const CAPTION: u32 = 44;
const GROUND: Ink = Ink(0xe8, 0xeb, 0xed);
const NAME_CAPITAL: f32 = 10.0;
const SIZE_CAPITAL: f32 = 9.0;

struct Tile {
    name: String,
    size: String,
    picture: Pixels,
}

/// Draws the contact sheet of an order, and of the neutral cards in these words, as a PNG.
pub fn contact_sheet(
    studio: &Studio,
    order: &KitOrder,
    endings: &[Vec<EndedWords>],
) -> Result<RenderedBytes, Vec<PosterError>> {
    let mut tiles = Vec::new();
    for file in &order.files {
        let tile = |picture, size| Tile { name: file.name.clone(), size, picture };
        if let Measure::Photo(_) = file.format.measure() {
            let page = studio.render(order, file)?;
            let size = format!("{} × {}", page.width, page.height);
            tiles.push(tile(decoded(&page.bytes)?, size));
            continue;
        }
        let named =
            |errors: Vec<PosterError>| errors.into_iter().map(|e| e.of(&file.name)).collect::<Vec<_>>();
        let (sheets, _) = laid_out(order, file).map_err(named)?;
        let Some(sheet) = sheets.first() else { continue };
        let picture = studio.painted_in(order, sheet, scale(sheet)).map_err(named)?;
        tiles.push(tile(picture, size(file.format, sheet, sheets.len())));
    }
    for words in endings.iter().filter(|words| !words.is_empty()) {
        let languages: Vec<String> = words.iter().map(|w| w.lang.clone()).collect();
        for format in
            [Format::A4, Format::VignetteSheet, Format::ScreenTall, Format::SocialWide, Format::SocialStory]
        {
            let sheets = ended_sheets(format, words)?;
            let Some(sheet) = sheets.first() else { continue };
            let picture = paint_pixels(sheet, &[], scale(sheet)).ok_or_else(not_written)?;
            let name = format.ended_file_name(&languages);
            tiles.push(Tile { name, size: size(format, sheet, 1), picture });
        }
    }
    png(&arranged(&tiles)?)
}

/// Pixels to the sheet's unit, so that it fills a tile one way.
fn scale(sheet: &Sheet) -> f32 {
    let side = |length: f32| length + 2.0 * sheet.outside;
    (TILE.0 as f32 / side(sheet.width)).min(TILE.1 as f32 / side(sheet.height))
}

fn size(format: Format, sheet: &Sheet, pages: usize) -> String {
    let unit = if format.media() == Media::Pdf { " mm" } else { "" };
    let (width, height) = (sheet.width.round(), sheet.height.round());
    let pages = if pages > 1 { format!(", {pages} ×") } else { String::new() };
    format!("{width} × {height}{unit}{pages}")
}

fn decoded(jpeg: &[u8]) -> Result<Pixels, Vec<PosterError>> {
    let pixels = crate::intake::decode_stored(jpeg).ok_or_else(not_written)?;
    let scale = (TILE.0 as f32 / pixels.width as f32).min(TILE.1 as f32 / pixels.height as f32);
    let side = |length: u32| ((length as f32 * scale).round() as u32).max(1);
    let target = crate::crop::Target::Exactly(side(pixels.width), side(pixels.height));
    let proportions = (pixels.width as f32, pixels.height as f32);
    let sizes = crate::crop::Sizes::of(pixels);
    sizes.cut(crate::order::Focus::default(), proportions, target).ok_or_else(not_written)
}

fn arranged(tiles: &[Tile]) -> Result<Pixels, Vec<PosterError>> {
    let across = ACROSS.min(tiles.len().max(1));
    let rows = tiles.len().div_ceil(across);
    let pitch = (TILE.0 + GAP, TILE.1 + CAPTION + GAP);
    let count = |n: usize| u32::try_from(n).unwrap_or(0);
    let (width, height) = (GAP + pitch.0 * count(across), GAP + pitch.1 * count(rows));
    let mut sheet = Sheet::new(width as f32, height as f32);
    sheet.fill(vec![Rect::new(0.0, 0.0, width as f32, height as f32)], GROUND);
    let mut setter = Setter::new(false);
    let corner = |n: usize| (GAP + pitch.0 * count(n % across), GAP + pitch.1 * count(n / across));
    for (n, tile) in tiles.iter().enumerate() {
        let (x, y) = corner(n);
        let mut first = (y + TILE.1) as f32 + 18.0;
        for (text, weight, capital) in
            [(&tile.name, Weight::Bold, NAME_CAPITAL), (&tile.size, Weight::Regular, SIZE_CAPITAL)]
        {
            let mut shaped = setter.shape(text, weight);
            let em = (TILE.0 as f32 / shaped.width().max(0.1)).min(capital / CAPITAL);
            let set = shaped.place(x as f32, first, TILE.0 as f32, em, 1.0, Align::Left);
            sheet.text(Role::Paragraph, None, set, em, GREY);
            first += 19.0;
        }
    }
    let mut canvas = paint_pixels(&sheet, &[], 1.0).ok_or_else(not_written)?;
    for (n, tile) in tiles.iter().enumerate() {
        let (x, y) = corner(n);
        // Standing on the caption, so that captions keep to one line across.
        copy(&mut canvas, &tile.picture, x, y + TILE.1.saturating_sub(tile.picture.height));
    }
    Ok(canvas)
}

fn copy(canvas: &mut Pixels, picture: &Pixels, x: u32, y: u32) {
    let (stride, width) = (canvas.width as usize * 3, picture.width as usize * 3);
    for (row, line) in picture.rgb.chunks_exact(width).enumerate() {
        let start = (y as usize + row) * stride + x as usize * 3;
        if let Some(target) = canvas.rgb.get_mut(start..start + width) {
            target.copy_from_slice(line);
        }
    }
}

fn png(pixels: &Pixels) -> Result<RenderedBytes, Vec<PosterError>> {
    let Pixels { rgb, width, height } = pixels;
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(rgb, *width, *height, image::ExtendedColorType::Rgb8)
        .map_err(|_| not_written())?;
    Ok(RenderedBytes { bytes, media_type: "image/png", width: *width, height: *height, pages: 1 })
}

fn not_written() -> Vec<PosterError> {
    vec![PosterError::new("sheet.png", Code::NotWritten)]
}
