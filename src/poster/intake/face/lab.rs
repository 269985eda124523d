//! The first look: locally assembled binary features. Each compares a block of 3 × 3 pixels with its eight neighbours; a
//! sum of weights over 150 of them, given up as soon as it falls behind, says whether a window may hold a face.

use super::WINDOW;
use super::grey::Grey;

/// Side of a block.
const BLOCK: usize = 3;
/// Side of a feature: a block and its neighbours.
const FEATURE: usize = 3 * BLOCK;
/// After so many features the sum is compared with its threshold.
const GROUP: usize = 10;
/// Weights for each feature, one a code.
const CODES: usize = 256;
/// A window with less contrast holds no face: the variance of its pixels.
const LEAST_VARIANCE: f64 = 100.0;

/// A classifier that sees faces from one side.
pub(super) struct View {
    offsets: Vec<(usize, usize)>,
    thresholds: Vec<f32>,
    weights: Vec<f32>,
}

impl View {
    /// `offsets` are x and y in turn. `None`: they do not fit together, or point out of the window.
    pub fn new(offsets: &[usize], thresholds: Vec<f32>, weights: Vec<f32>) -> Option<View> {
        let offsets: Vec<(usize, usize)> = offsets.chunks_exact(2).map(|xy| (xy[0], xy[1])).collect();
        let inside = offsets.iter().all(|(x, y)| x.max(y) + FEATURE <= WINDOW);
        let fit = weights.len() == offsets.len() * CODES && thresholds.len() == offsets.len();
        (inside && fit && offsets.len().is_multiple_of(GROUP)).then_some(View {
            offsets,
            thresholds,
            weights,
        })
    }
}

/// The features of a picture.
pub(super) struct Features {
    width: usize,
    codes: Vec<u8>,
    /// Sums of the pixels, and of their squares, above and to the left of each corner.
    sums: Vec<(u32, u64)>,
}

impl Features {
    /// The picture's sides are those of a window at least.
    pub fn of(picture: &Grey) -> Features {
        let Grey { width, height, .. } = *picture;
        let corners = width + 1;
        let mut sums = vec![(0_u32, 0_u64); corners * (height + 1)];
        for (row, line) in picture.pixels.chunks_exact(width).enumerate() {
            let (above, below) = sums[row * corners..].split_at_mut(corners);
            let mut so_far = (0, 0);
            for ((sum, above), pixel) in below[1..corners].iter_mut().zip(&above[1..]).zip(line) {
                so_far.0 += u32::from(*pixel);
                so_far.1 += u64::from(*pixel) * u64::from(*pixel);
                *sum = (above.0 + so_far.0, above.1 + so_far.1);
            }
        }
        let blocks: Vec<u32> = (0..=height - BLOCK)
            .flat_map(|row| {
                let (upper, lower) = (&sums[row * corners..], &sums[(row + BLOCK) * corners..]);
                (0..=width - BLOCK)
                    .map(move |at| lower[at + BLOCK].0 + upper[at].0 - lower[at].0 - upper[at + BLOCK].0)
            })
            .collect();
        let blocks_wide = width - BLOCK + 1;
        let mut codes = vec![0; width * height];
        for row in 0..=height - FEATURE {
            let [upper, middle, lower] =
                [0, BLOCK, 2 * BLOCK].map(|down| &blocks[(row + down) * blocks_wide..][..blocks_wide]);
            let line = &mut codes[row * width..][..=width - FEATURE];
            for (at, code) in line.iter_mut().enumerate() {
                let (second, third) = (at + BLOCK, at + 2 * BLOCK);
                let centre = middle[second];
                let bit = |block: u32, bit: u8| if centre >= block { bit } else { 0 };
                *code = bit(upper[at], 0x80)
                    | bit(upper[second], 0x40)
                    | bit(upper[third], 0x20)
                    | bit(middle[third], 0x08)
                    | bit(lower[third], 0x01)
                    | bit(lower[second], 0x02)
                    | bit(lower[at], 0x04)
                    | bit(middle[at], 0x10);
            }
        }
        Features { width, codes, sums }
    }

    /// How much the window at `x`, `y` looks like a face to `view`; `None`: not at all.
    pub fn score(&self, view: &View, x: usize, y: usize) -> Option<f32> {
        let codes = &self.codes[y * self.width + x..];
        let mut score = 0.0;
        let groups = view.offsets.chunks_exact(GROUP).zip(view.weights.chunks_exact(GROUP * CODES));
        for ((offsets, weights), thresholds) in groups.zip(view.thresholds.chunks_exact(GROUP)) {
            for ((right, down), weights) in offsets.iter().zip(weights.chunks_exact(CODES)) {
                score += weights[usize::from(codes[down * self.width + right])];
            }
            if score < thresholds[GROUP - 1] {
                return None;
            }
        }
        (self.variance(x, y) > LEAST_VARIANCE).then_some(score)
    }

    fn variance(&self, x: usize, y: usize) -> f64 {
        let corner = |x: usize, y: usize| self.sums[y * (self.width + 1) + x];
        let (a, b) = (corner(x, y), corner(x + WINDOW, y));
        let (c, d) = (corner(x, y + WINDOW), corner(x + WINDOW, y + WINDOW));
        let area = (WINDOW * WINDOW) as f64;
        let mean = f64::from(d.0 + a.0 - b.0 - c.0) / area;
        (d.1 + a.1 - b.1 - c.1) as f64 / area - mean * mean
    }
}
