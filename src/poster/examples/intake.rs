//! Takes photos in and says what became of them, how long it took, and the most memory in use:
//! `cargo run --release --example intake -- PHOTO…`.

#![expect(clippy::print_stdout, reason = "that is what it is for")]

use childalert_poster::intake;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args_os().skip(1) {
        let bytes = std::fs::read(&path)?;
        let mut best = Duration::MAX;
        let mut taken = Err(intake::PhotoError::Damaged);
        for _ in 0..5 {
            let began = Instant::now();
            taken = intake::take_in(&bytes, chrono::NaiveDate::default());
            best = best.min(began.elapsed());
        }
        let name = path.to_string_lossy();
        match taken {
            Ok(photo) => println!("{name}: {best:.0?}, {photo:?}, {:?}, {:?}", photo.focus, photo.warnings),
            Err(error) => println!("{name}: {best:.0?}, {error}"),
        }
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory unknown"));
    Ok(())
}
