//! The picture as it leaves: the very bytes that were decided on, or none.

use bytes::Bytes;
use childalert_jobs::Picture;
use sha2::{Digest, Sha256};

/// The bytes that the magistrate decided on, and no more than `limit`. Anything else stays here.
pub(super) fn is_what_was_decided(picture: &Picture, bytes: &Bytes, limit: usize) -> bool {
    let same = format!("{:x}", Sha256::digest(bytes)) == picture.sha256;
    if !same {
        tracing::error!("the picture's bytes are not those of the proof: nothing was sent");
    } else if bytes.len() > limit {
        tracing::error!(bytes = bytes.len(), limit, "the picture is too large for the network");
    }
    same && bytes.len() <= limit
}
