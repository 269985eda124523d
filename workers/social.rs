//! Social networks, one file each.

pub mod bluesky;
