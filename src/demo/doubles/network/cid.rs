//! Identifiers that look and sort as the protocol's do: CIDs and TIDs.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};

/// CID version 1, codec raw, SHA2-256 of 32 bytes.
const RAW: [u8; 4] = [0x01, 0x55, 0x12, 0x20];
/// CID version 1, codec DAG-CBOR, SHA2-256 of 32 bytes.
const DAG_CBOR: [u8; 4] = [0x01, 0x71, 0x12, 0x20];

/// TIDs are written in a base32 whose symbols sort as the numbers do (<https://atproto.com/specs/tid>).
const SORTABLE: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// The true CID of a file's bytes.
pub(super) fn of_file(bytes: &[u8]) -> String {
    written(RAW, bytes)
}

/// A stand-in for the CID of a record or commit: the same for the same bytes, and of the right shape. The true one
/// would need the value's DAG-CBOR form.
pub(super) fn of_value(bytes: &[u8]) -> String {
    written(DAG_CBOR, bytes)
}

fn written(prefix: [u8; 4], bytes: &[u8]) -> String {
    let mut binary = prefix.to_vec();
    binary.extend_from_slice(&Sha256::digest(bytes));
    format!("b{}", BASE32_NOPAD.encode(&binary).to_ascii_lowercase())
}

/// Whether this is a CID of one of the two kinds that the protocol allows.
pub(super) fn is_cid(text: &str) -> bool {
    text.strip_prefix('b')
        .filter(|rest| !rest.contains(|c: char| c.is_ascii_uppercase()))
        .and_then(|rest| BASE32_NOPAD.decode(rest.to_ascii_uppercase().as_bytes()).ok())
        .is_some_and(|binary| {
            binary.len() == 36 && (binary.starts_with(&RAW) || binary.starts_with(&DAG_CBOR))
        })
}

/// A DID for an account of this handle, such as the PLC directory would give out.
pub(super) fn did_for(handle: &str) -> String {
    let hash = BASE32_NOPAD.encode(&Sha256::digest(handle)).to_ascii_lowercase();
    format!("did:plc:{}", &hash[..24])
}

/// The `number`th TID of this server. It counts microseconds from a fixed day, for the double has no clock: what matters
/// of a TID is that the next one is greater.
pub(super) fn tid(number: u64) -> String {
    const FIRST_MICROSECOND: u64 = 1_767_225_600_000_000;
    const CLOCK_ID: u64 = 7;
    let value = ((FIRST_MICROSECOND + number) << 10) | CLOCK_ID;
    (0..13).rev().map(|place| char::from(SORTABLE[(value >> (5 * place)) as usize & 31])).collect()
}

/// Whether this is a TID.
pub(super) fn is_tid(text: &str) -> bool {
    text.len() == 13
        && text.bytes().all(|byte| SORTABLE.contains(&byte))
        // The highest bit is zero.
        && SORTABLE[..16].contains(&text.as_bytes()[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_cid_that_a_real_server_gives_it() {
        // As a reference server answered to an upload of these five bytes.
        assert_eq!(of_file(b"hello"), "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");
    }

    #[test]
    fn tids_are_well_formed_and_rise() {
        let tids: Vec<String> = (0..2000).map(tid).collect();
        assert!(tids.iter().all(|tid| is_tid(tid)), "{:?}", tids.first());
        assert!(tids.is_sorted_by(|a, b| a < b));
        // Microseconds of 2026-01-01 and clock id 7, written by the protocol's reference library.
        assert_eq!(tids[0], "3mbd3542k222b");
    }

    #[test]
    fn what_is_made_here_is_recognised_and_what_is_bent_is_not() {
        assert!(is_cid(&of_value(b"head")) && is_cid(&of_file(b"hello")));
        assert!(!is_cid("nonsense") && !is_cid(&of_value(b"head").to_uppercase()));
        assert!(!is_tid("self") && !is_tid("zzzzzzzzzzzzz"));
    }
}
