//! Any bytes at all are a photo without metadata that can be read back, or an error; never a panic.

#![no_main]

#[path = "../../src/poster/tests/photos/promise.rs"]
mod promise;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = promise::hold(bytes);
});
