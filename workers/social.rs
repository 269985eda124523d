//! Social networks, one file each. What is true of each of them, with its source, stands in [`networks`].

pub mod bluesky;
pub mod facebook;
mod fault;
mod form;
pub mod mastodon;
pub mod networks;
mod picture;
pub mod telegram;
