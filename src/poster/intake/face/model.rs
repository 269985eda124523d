//! The trained model's file: numbers of four bytes, little-endian, in levels of views of stages.

use super::lab::View;
use super::mlp::{Layer, Stage};
use std::sync::LazyLock;

static FILE: &[u8] = include_bytes!("../../../../assets/models/seeta_fd_frontal_v1.0.bin");

/// Three quick classifiers, each of which sees faces from another side, and the networks that look again at what any of
/// them has seen.
pub(super) struct Model {
    pub views: Vec<View>,
    pub stages: Vec<Stage>,
}

/// `None` only if the file in the repository is not the one this was written for; a test sees to that.
pub(super) static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(FILE));

struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn bits(&mut self) -> Option<[u8; 4]> {
        let (bits, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bits)
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(i32::from_le_bytes(self.bits()?)).ok()
    }

    fn real(&mut self) -> Option<f32> {
        Some(f32::from_le_bytes(self.bits()?))
    }

    fn counts(&mut self, many: usize) -> Option<Vec<usize>> {
        (0..many).map(|_| self.count()).collect()
    }

    fn reals(&mut self, many: usize) -> Option<Vec<f32>> {
        (0..many).map(|_| self.real()).collect()
    }

    fn view(&mut self) -> Option<View> {
        let (features, codes) = (self.count()?, self.count()?);
        let offsets = self.counts(features * 2)?;
        let thresholds = self.reals(features)?;
        let weights = self.reals(features * (codes + 1))?;
        View::new(&offsets, thresholds, weights)
    }

    fn stage(&mut self) -> Option<Stage> {
        let (layers, features) = (self.count()?, self.count()?);
        let features = self.counts(features)?;
        let threshold = self.real()?;
        let mut inputs = self.count()?;
        let mut network = Vec::new();
        for _ in 1..layers {
            let outputs = self.count()?;
            let layer =
                Layer { inputs, weights: self.reals(inputs * outputs)?, biases: self.reals(outputs)? };
            network.push(layer);
            inputs = outputs;
        }
        Stage::new(&features, threshold, network)
    }
}

impl Model {
    fn read(file: &[u8]) -> Option<Model> {
        let mut numbers = Numbers(file);
        let mut model = Model { views: Vec::new(), stages: Vec::new() };
        for level in 0..numbers.count()? {
            let classifiers = numbers.count()?;
            for _ in 0..classifiers {
                for _ in 0..numbers.count()? {
                    match (numbers.count()?, level) {
                        (0, 0) => model.views.push(numbers.view()?),
                        (1, 1..) if classifiers == 1 => model.stages.push(numbers.stage()?),
                        _ => return None,
                    }
                }
                // Which of the level before it looks at: always all of them. The first level has -1.
                if let sources @ 1.. = i32::from_le_bytes(numbers.bits()?) {
                    numbers.counts(usize::try_from(sources).ok()?)?;
                }
            }
        }
        numbers.0.is_empty().then_some(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_in_the_repository_is_read_whole_and_a_broken_one_is_not() {
        let model = MODEL.as_ref().expect("the model reads");
        assert_eq!((model.views.len(), model.stages.len()), (3, 3));
        assert!(Model::read(&FILE[..FILE.len() - 1]).is_none());
        assert!(Model::read(b"").is_none());
    }
}
