//! A grey picture, and how the detector samples it.

use super::WINDOW;

/// One byte a pixel.
pub(super) struct Grey {
    pub pixels: Vec<u8>,
    pub width: usize,
    pub height: usize,
}

/// Where a sample along one axis lies: the pixel before it, and the share of the pixel after it.
fn samples(from: usize, to: usize) -> Vec<(usize, f32)> {
    let step = from as f32 / to as f32;
    let sample = |index: usize| {
        let at = step * index as f32;
        let before = (at as usize).min(from.saturating_sub(2));
        (before, at - before as f32)
    };
    (0..to).map(sample).collect()
}

fn between(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}

impl Grey {
    /// The picture at another size; each side has at least two pixels before and one after.
    pub fn resized(&self, width: usize, height: usize) -> Grey {
        let columns = samples(self.width, width);
        let mut pixels = Vec::with_capacity(width * height);
        for (row, down) in samples(self.height, height) {
            let upper = &self.pixels[row * self.width..][..self.width];
            let lower = &self.pixels[(row + 1) * self.width..][..self.width];
            pixels.extend(columns.iter().map(|&(left, right)| {
                let pair = |line: &[u8]| between(f32::from(line[left]), f32::from(line[left + 1]), right);
                between(pair(upper), pair(lower), down) as u8
            }));
        }
        Grey { pixels, width, height }
    }

    /// A square of the picture at the classifier's size; what lies outside the picture is black. The side has two pixels at
    /// least.
    pub fn window(&self, x: i32, y: i32, side: usize) -> Grey {
        let mut square = Grey { pixels: vec![0; side * side], width: side, height: side };
        let (x, y) = (i64::from(x), i64::from(y));
        // Which part of the square lies within the picture, along one axis.
        let within = |from: i64, length: usize| {
            let first = (-from).clamp(0, side as i64);
            first..(length as i64 - from).clamp(first, side as i64)
        };
        let columns = within(x, self.width);
        let many = (columns.end - columns.start) as usize;
        for row in within(y, self.height).filter(|_| many > 0) {
            let from = (y + row) as usize * self.width + (x + columns.start) as usize;
            let to = row as usize * side + columns.start as usize;
            square.pixels[to..][..many].copy_from_slice(&self.pixels[from..][..many]);
        }
        square.resized(WINDOW, WINDOW)
    }
}
