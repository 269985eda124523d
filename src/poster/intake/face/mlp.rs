//! The second look: small networks over the gradients of a window, which also say where in it the face is.

use super::WINDOW;
use super::grey::Grey;

/// Kinds of gradient told apart: along x and y and their amounts, by the sign of the other.
const KINDS: usize = 8;
/// Numbers of a feature: its patch is cut in two by two cells.
const FEATURE: usize = 4 * KINDS;
const CORNERS: usize = WINDOW + 1;

/// A patch of the window; a feature is what its four quarters hold.
#[derive(Clone, Copy)]
struct Patch {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

/// All patches that the model counts through: five proportions, each size from 16 to 40, in steps of 16.
fn patches() -> Vec<Patch> {
    let steps = |length: usize| (0..=WINDOW - length).step_by(16);
    let mut patches = Vec::new();
    for (wide, high) in [(1, 1), (1, 2), (2, 1), (2, 3), (3, 2)] {
        for height in (16..=WINDOW).filter(|height| height % 2 == 0 && height % high == 0) {
            let width = height / high * wide;
            if width % 2 != 0 || !(16..=WINDOW).contains(&width) {
                continue;
            }
            for y in steps(height) {
                patches.extend(steps(width).map(|x| Patch { x, y, width, height }));
            }
        }
    }
    patches
}

/// A layer of a network: for each output a row of weights, one an input.
pub(super) struct Layer {
    pub inputs: usize,
    pub weights: Vec<f32>,
    pub biases: Vec<f32>,
}

/// A network with the features that it reads.
pub(super) struct Stage {
    patches: Vec<Patch>,
    threshold: f32,
    layers: Vec<Layer>,
}

/// What a network says of a window: that it holds a face, and how it must be moved and grown to hold it in its middle, in
/// shares of its side.
pub(super) struct Seen {
    pub score: f32,
    pub right: f32,
    pub down: f32,
    pub growth: f32,
}

impl Stage {
    /// `features` are counted from 1. `None`: the parts do not fit together.
    pub fn new(features: &[usize], threshold: f32, layers: Vec<Layer>) -> Option<Stage> {
        let all = patches();
        let patches: Vec<Patch> =
            features.iter().map(|id| all.get(id.checked_sub(1)?).copied()).collect::<Option<_>>()?;
        let starts = layers.first()?.inputs == patches.len() * FEATURE;
        let joined = layers.windows(2).all(|pair| pair[0].biases.len() == pair[1].inputs);
        let ends = layers.last()?.biases.len() == 4;
        (starts && joined && ends).then_some(Stage { patches, threshold, layers })
    }

    /// `None`: no face.
    pub fn look(&self, window: &Gradients) -> Option<Seen> {
        let mut values = Vec::with_capacity(self.patches.len() * FEATURE);
        for patch in &self.patches {
            values.extend_from_slice(&window.feature(*patch));
        }
        for (index, layer) in self.layers.iter().enumerate() {
            let last = index + 1 == self.layers.len();
            let outputs =
                layer.weights.chunks_exact(layer.inputs).zip(&layer.biases).map(|(weights, bias)| {
                    let sum = product(&values, weights) + bias;
                    if last { 1.0 / (1.0 + (-sum).exp()) } else { sum.max(0.0) }
                });
            values = outputs.collect();
        }
        let &[score, right, down, growth] = values.as_slice() else { return None };
        let shift = |value: f32| value * 2.0 - 1.0;
        (score > self.threshold).then(|| Seen {
            score,
            right: shift(right),
            down: shift(down),
            growth: shift(growth),
        })
    }
}

/// The sum of the products, in eight sums at once so that a processor can do eight at once, and always in the same order.
fn product(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The gradients of a window, summed up above and to the left of each corner.
pub(super) struct Gradients(Vec<[i32; KINDS]>);

impl Gradients {
    /// Of a picture of a window's size.
    pub fn of(window: &Grey) -> Gradients {
        let last = WINDOW - 1;
        let line = |row: usize| &window.pixels[row * WINDOW..][..WINDOW];
        // Twice the difference at the edges, where there is only one neighbour.
        let edge = |index: usize| if index == 0 || index == last { 2 } else { 1 };
        let mut sums = vec![[0; KINDS]; CORNERS * CORNERS];
        for row in 0..WINDOW {
            let (upper, middle, lower) = (line(row.saturating_sub(1)), line(row), line((row + 1).min(last)));
            let (above, below) = sums[row * CORNERS..].split_at_mut(CORNERS);
            let mut so_far = [0; KINDS];
            for column in 0..WINDOW {
                let (left, right) = (column.saturating_sub(1), (column + 1).min(last));
                let x = (i32::from(middle[right]) - i32::from(middle[left])) * edge(column);
                let y = (i32::from(lower[column]) - i32::from(upper[column])) * edge(row);
                // All ones where the other gradient is negative.
                let (falls, leans) = (y >> 31, x >> 31);
                let (along_x, along_y) = ([x, x.abs()], [y, y.abs()]);
                let kinds = [
                    along_x.map(|value| value & !falls),
                    along_x.map(|value| value & falls),
                    along_y.map(|value| value & !leans),
                    along_y.map(|value| value & leans),
                ];
                for (sum, value) in so_far.iter_mut().zip(kinds.as_flattened()) {
                    *sum += value;
                }
                for (kind, sum) in below[column + 1].iter_mut().enumerate() {
                    *sum = above[column + 1][kind] + so_far[kind];
                }
            }
        }
        Gradients(sums)
    }

    /// What the patch's quarters hold, as a vector of length one.
    fn feature(&self, patch: Patch) -> [f32; FEATURE] {
        let (width, height) = (patch.width / 2, patch.height / 2);
        let mut feature = [0.0; FEATURE];
        for (cell, values) in feature.chunks_exact_mut(KINDS).enumerate() {
            let (x, y) = (patch.x + cell % 2 * width, patch.y + cell / 2 * height);
            let corner = |x: usize, y: usize| &self.0[y * CORNERS + x];
            let (a, b) = (corner(x, y), corner(x + width, y));
            let (c, d) = (corner(x, y + height), corner(x + width, y + height));
            for (kind, value) in values.iter_mut().enumerate() {
                *value = (d[kind] + a[kind] - b[kind] - c[kind]) as f32;
            }
        }
        let square: f64 = feature.iter().map(|value| f64::from(*value) * f64::from(*value)).sum();
        if square > 0.0 {
            let length = square.sqrt() as f32;
            feature.iter_mut().for_each(|value| *value /= length);
        }
        feature
    }
}
