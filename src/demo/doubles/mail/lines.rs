//! Lines as RFC 5321 (2.3.8) has them: ended by CR LF, with a longest length, read without ever holding more than that.

use std::io;
use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// What a lone LF means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LoneLf {
    /// Among commands: a line by somebody who does it wrong. He is told so.
    EndsLine,
    /// Inside a mail: never an end, or a mail could carry a second one past a server that sees only one.
    IsText,
}

/// A line, or why there is none.
pub(super) enum Line {
    /// Without its end.
    Whole(Vec<u8>),
    /// Longer than allowed; its bytes are gone.
    TooLong,
    /// Has a CR or LF of its own.
    Malformed,
}

/// Reads the next line of at most `longest` bytes, its end not counted. `None`: the client has hung up.
pub(super) async fn next_line<R: AsyncBufRead + Unpin>(
    reader: &mut R,
    longest: usize,
    lone_lf: LoneLf,
) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let (mut after_cr, mut malformed, mut too_long) = (false, false, false);
    loop {
        let bytes = reader.fill_buf().await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let mut used = 0;
        let mut ended = false;
        for &byte in bytes {
            used += 1;
            match byte {
                b'\n' if after_cr => ended = true,
                b'\n' => {
                    malformed = true;
                    ended = lone_lf == LoneLf::EndsLine;
                }
                _ if after_cr => malformed = true,
                _ => {}
            }
            if ended {
                break;
            }
            after_cr = byte == b'\r';
            if !after_cr && line.len() < longest {
                line.push(byte);
            } else if !after_cr {
                too_long = true;
            }
        }
        reader.consume(used);
        if ended {
            return Ok(Some(match (malformed, too_long) {
                (true, _) => Line::Malformed,
                (_, true) => Line::TooLong,
                _ => Line::Whole(line),
            }));
        }
    }
}
