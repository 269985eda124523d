//! Photos with bits flipped, cut, and with bytes put in: a bounded run of what the fuzz target does without end.

use crate::pictures::{exif, jpeg, png, portrait, with_chunk, with_exif};
use crate::promise::hold;
use image::{DynamicImage, imageops};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Every shape of file, most of them small so that many can be tried.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let small = imageops::thumbnail(&portrait(), 400, 500);
    let picture = DynamicImage::ImageRgb8(small.clone());
    let dated = with_exif(&jpeg(&small, |_| ()), &exif("2020:05:17 12:30:00"));
    let interlaced = png(&DynamicImage::ImageRgba16(picture.to_rgba16()));
    vec![
        dated,
        jpeg(&small, |encoder| encoder.set_progressive(true)),
        jpeg(&small, |encoder| encoder.set_restart_interval(7)),
        png(&picture),
        with_chunk(&interlaced, b"eXIf", &exif("2020:05:17 12:30:00")),
        photo!("portrait.jpg").to_vec(),
        photo!("portrait.webp").to_vec(),
        photo!("alpha.png").to_vec(),
        photo!("cmyk.jpg").to_vec(),
        photo!("truncated.jpg").to_vec(),
        photo!("too-small.jpg").to_vec(),
        photo!("phone-orientation6-gps.jpg").to_vec(),
    ]
});

#[derive(Clone, Debug)]
enum Harm {
    Flip(f64, u8),
    Set(f64, u8),
    Insert(f64, Vec<u8>),
    Remove(f64, usize),
    Repeat(f64, usize),
    Cut(f64),
}

fn harm() -> impl Strategy<Value = Harm> {
    // Most of what decides stands near the beginning.
    let place = || prop_oneof![3 => (0.0..1.0_f64).prop_map(|at| at.powi(6)), 1 => 0.0..1.0_f64];
    prop_oneof![
        4 => (place(), 0..8_u8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        2 => (place(), prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        2 => (place(), 1..2000_usize).prop_map(|(at, many)| Harm::Remove(at, many)),
        1 => (place(), 1..2000_usize).prop_map(|(at, many)| Harm::Repeat(at, many)),
        1 => place().prop_map(Harm::Cut),
    ]
}

impl Harm {
    fn to(&self, bytes: &mut Vec<u8>) {
        let length = bytes.len();
        if length == 0 {
            return;
        }
        let place = |share: f64| ((share * length as f64) as usize).min(length - 1);
        match self {
            Harm::Flip(at, bit) => bytes[place(*at)] ^= 1 << bit,
            Harm::Set(at, byte) => bytes[place(*at)] = *byte,
            Harm::Insert(at, new) => drop(bytes.splice(place(*at)..place(*at), new.iter().copied())),
            Harm::Remove(at, many) => drop(bytes.drain(place(*at)..(place(*at) + many).min(length))),
            Harm::Repeat(at, many) => {
                let again = bytes[place(*at)..(place(*at) + many).min(length)].to_vec();
                bytes.splice(place(*at)..place(*at), again);
            }
            Harm::Cut(at) => bytes.truncate(place(*at)),
        }
    }
}

#[test]
fn every_sample_keeps_the_promise_as_it_is() {
    let taken = SEEDS.iter().filter(|seed| hold(seed).is_ok()).count();
    assert_eq!(taken, SEEDS.len() - 2, "all but the truncated and the small one");
}

proptest! {
    #![proptest_config(ProptestConfig {
        // `PROPTEST_CASES` asks for more.
        cases: ProptestConfig::default().cases.max(256),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_mangled_file_is_taken_in_clean_or_refused_but_never_panics(
        which in 0..SEEDS.len(),
        harms in prop::collection::vec(harm(), 1..5),
    ) {
        let mut bytes = SEEDS[which].clone();
        for harm in &harms {
            harm.to(&mut bytes);
        }
        let _ = hold(&bytes);
    }
}
