//! The QR code that asks whether the alert still stands.

use crate::error::{Code, PosterError};
use crate::sheet::Rect;
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

/// Light modules around the symbol that ISO/IEC 18004 asks for.
const QUIET: f32 = 4.0;
/// The most modules a side that a phone still reads from a symbol of 32 mm: version 7.
const MOST_MODULES: usize = 45;

/// A QR code, error level M (15 % may be torn, creased or wet).
pub(crate) struct Qr {
    code: QRCode,
}

impl Qr {
    /// Encodes the page's address.
    pub fn of(url: &str) -> Result<Self, PosterError> {
        let code = QRBuilder::new(url)
            .ecl(ECL::M)
            .build()
            .ok()
            .filter(|code| code.size <= MOST_MODULES)
            .ok_or_else(|| {
                // Version 7 at level M holds 122 bytes.
                let excess = url.len().saturating_sub(122).max(1);
                PosterError::too_long("check_url", u32::try_from(excess).unwrap_or(u32::MAX))
            })?;
        match url.is_empty() {
            true => Err(PosterError::new("check_url", Code::Missing)),
            false => Ok(Qr { code }),
        }
    }

    /// Side of the symbol with its quiet zone, for a symbol of `side`.
    pub fn outer(&self, side: f32) -> f32 {
        side * (1.0 + 2.0 * QUIET / self.code.size as f32)
    }

    /// The dark modules of a symbol of `side` whose quiet zone begins at `x`, `y`. Runs along a row are one rectangle.
    pub fn modules(&self, x: f32, y: f32, side: f32) -> Vec<Rect> {
        let module = side / self.code.size as f32;
        let mut rects = Vec::new();
        for row in 0..self.code.size {
            let mut column = 0;
            while column < self.code.size {
                let dark = self.code[row][column..].iter().take_while(|m| m.value()).count();
                if dark > 0 {
                    let left = x + (QUIET + column as f32) * module;
                    let top = y + (QUIET + row as f32) * module;
                    rects.push(Rect::new(left, top, dark as f32 * module, module));
                }
                column += dark.max(1);
            }
        }
        rects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_too_long_for_a_phone_says_how_much_to_cut() {
        let fits = format!("https://alert.example/{}", "a".repeat(100));
        assert!(Qr::of(&fits).is_ok());
        let error = Qr::of(&format!("{fits}bc")).err().expect("two characters more than version 7 holds");
        assert_eq!((error.code, error.excess), (Code::TextTooLong, Some(2)));
        assert_eq!(Qr::of("").err().map(|e| e.code), Some(Code::Missing));
    }
}
