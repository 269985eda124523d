//! The archive: a tar file (POSIX ustar) in one form, so that what is read can be written again and compared, and not even a byte
//! between two files can hide anything.

use super::{BundleFault, BundleItem};
use std::io::Read;

/// The largest bundle, in bytes, that is read.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// The archive in its one form: no owner, no time, one mode.
pub(super) fn archive(items: &[BundleItem]) -> Result<Vec<u8>, BundleFault> {
    const UNWRITABLE: BundleFault = BundleFault::Unreadable("it cannot be written");
    let mut builder = tar::Builder::new(Vec::new());
    for item in items {
        let mut header = tar::Header::new_ustar();
        header.set_path(&item.name).map_err(|_| UNWRITABLE)?;
        header.set_size(item.bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_cksum();
        builder.append(&header, item.bytes.as_slice()).map_err(|_| UNWRITABLE)?;
    }
    builder.into_inner().map_err(|_| UNWRITABLE)
}

/// Its files, in their order.
pub(super) fn opened(bytes: &[u8]) -> Result<Vec<BundleItem>, BundleFault> {
    const DAMAGED: BundleFault = BundleFault::Unreadable("it is not a whole tar archive");
    if bytes.len() > MOST_BYTES {
        return Err(BundleFault::Unreadable("it is too large"));
    }
    let mut items = Vec::new();
    let mut archive = tar::Archive::new(bytes);
    for entry in archive.entries().map_err(|_| DAMAGED)? {
        let mut entry = entry.map_err(|_| DAMAGED)?;
        // Before it is read: a sparse one of a few bytes would claim terabytes.
        if !entry.header().entry_type().is_file() {
            return Err(DAMAGED);
        }
        let name = std::str::from_utf8(&entry.path_bytes()).map_err(|_| DAMAGED)?.to_owned();
        let mut content = Vec::new();
        entry.by_ref().take(MOST_BYTES as u64).read_to_end(&mut content).map_err(|_| DAMAGED)?;
        if items.iter().any(|known: &BundleItem| known.name == name) {
            return Err(BundleFault::Unreadable("it holds two files of one name"));
        }
        items.push(BundleItem { name, bytes: content });
    }
    Ok(items)
}
