//! Whether a PDF is pages and nothing else. Every byte of the file is accounted for, whatever its table of contents says: each
//! object is read where it lies, older revisions and those that nothing refers to as well, and each object that is packed
//! into a stream is unpacked; and an object may lie nowhere else. So no reader can find one that was not looked at here.
//!
//! A library that loads the document by its table is no help against somebody who wrote the table: what the table leaves out
//! it does not see, and what it loads it loads whole. (lopdf 0.44, say, reads a cross-reference stream whose fields are no
//! bytes wide for as long as it promises entries.) What is done here takes one pass and holds nothing but one unpacked stream.

use super::ScanError;
use super::lexer::{CutOff, Lexer, Token, is_regular, is_space};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// What packed objects may take together once unpacked, in bytes. A scan has a few; a long text some hundred kilobytes.
const MOST_UNPACKED: usize = 32 * 1024 * 1024;
/// Objects, packed or not.
const MOST_OBJECTS: usize = 200_000;
/// How deep dictionaries and arrays may be nested.
const DEEPEST: usize = 100;
/// The words of an object that are kept to find out what its stream is.
const MOST_WORDS: usize = 4096;
/// All comments together, in bytes: nothing that matters is written in them.
const MOST_COMMENTS: usize = 4096;

/// What acts, plays, sends, or carries another file, wherever it stands (ISO 32000-2, 12.6.4, 12.5.6, 12.7.6, 12.7.8, 7.11.4).
const ACTIVE: [&[u8]; 20] = [
    b"JavaScript",
    b"JS",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"GoToR",
    b"GoToE",
    // What a file specification carries; the file's own type may be left out.
    b"EF",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"FileAttachment",
    b"Collection",
    b"RichMedia",
    b"RichMediaExecute",
    b"Rendition",
    b"Movie",
    b"Sound",
    b"3D",
    b"XFA",
    b"FFilter",
];

/// Actions that do no harm when somebody clicks on them, and are none of a scan's business when it is opened.
const ON_CLICK_ONLY: [&[u8]; 9] =
    [b"URI", b"Named", b"Thread", b"Hide", b"ResetForm", b"SetOCGState", b"Trans", b"GoToDp", b"GoTo3DView"];

/// Checks a file that begins as a PDF does.
pub(super) fn check(bytes: &[u8]) -> Result<(), ScanError> {
    if !matches!(bytes.get(..7), Some(b"%PDF-1." | b"%PDF-2.")) {
        return Err(ScanError::Damaged);
    }
    let mut look = Look::default();
    let read = look.file(bytes);
    // What was seen before a fault says more to the sender than the fault.
    look.verdict()?;
    let objects = read?;
    let whole = look.catalog && look.pages && ends_well(bytes) && objects == objects_anywhere(bytes);
    if whole { Ok(()) } else { Err(ScanError::Damaged) }
}

/// What was seen so far.
#[derive(Default)]
struct Look {
    active: bool,
    locked: bool,
    /// Something happens when it is opened, printed or left.
    by_itself: bool,
    on_click: bool,
    catalog: bool,
    pages: bool,
    objects: usize,
    unpacked: usize,
}

impl From<CutOff> for ScanError {
    fn from(CutOff: CutOff) -> Self {
        ScanError::Damaged
    }
}

impl Look {
    fn verdict(&self) -> Result<(), ScanError> {
        match self {
            Look { locked: true, .. } => Err(ScanError::Locked),
            Look { active: true, .. } => Err(ScanError::Active),
            Look { by_itself: true, on_click: true, .. } => Err(ScanError::OnItsOwn),
            _ => Ok(()),
        }
    }

    /// Reads the file from its first byte to its last; how many objects lie in it.
    fn file(&mut self, bytes: &[u8]) -> Result<usize, ScanError> {
        let mut lexer = Lexer::new(bytes);
        let mut outside = 0;
        while let Some(token) = lexer.token()? {
            match token {
                Token::Word(b"obj") => {
                    outside += 1;
                    self.object(bytes, &mut lexer)?;
                }
                Token::Word(b"trailer") => self.trailer(&mut lexer)?,
                // Numbers and marks of the cross-reference table.
                Token::Word(b"xref" | b"startxref" | b"n" | b"f") => {}
                Token::Word(word) if word.iter().all(u8::is_ascii_digit) => {}
                // Something of another kind of file.
                _ => return Err(ScanError::Damaged),
            }
            if lexer.commented > MOST_COMMENTS {
                return Err(ScanError::Damaged);
            }
        }
        Ok(outside)
    }

    fn trailer(&mut self, lexer: &mut Lexer<'_>) -> Result<(), ScanError> {
        let mut depth = 0_usize;
        let mut before = None;
        loop {
            let token = lexer.token()?.ok_or(ScanError::Damaged)?;
            self.see(&token, before.as_ref());
            depth = nested(depth, &token)?;
            if depth == 0 {
                return Ok(());
            }
            before = Some(token);
        }
    }

    /// One object, from behind `obj` to `endobj`.
    fn object(&mut self, bytes: &[u8], lexer: &mut Lexer<'_>) -> Result<(), ScanError> {
        self.counted(1)?;
        let mut words: Vec<Token<'_>> = Vec::new();
        let mut depth = 0;
        loop {
            let token = lexer.token()?.ok_or(ScanError::Damaged)?;
            match token {
                Token::Word(b"endobj") if depth == 0 => return Ok(()),
                Token::Word(b"stream") if depth == 0 && words.last() == Some(&Token::DictionaryEnds) => {
                    let content = content(bytes, lexer)?;
                    if is_packed(&words) {
                        self.packed(&words, content)?;
                    }
                }
                Token::Word(b"obj" | b"stream" | b"endstream" | b"xref" | b"trailer") => {
                    return Err(ScanError::Damaged);
                }
                token => {
                    self.see(&token, words.last());
                    depth = nested(depth, &token)?;
                    if words.len() >= MOST_WORDS {
                        // Of a long one, what follows a key matters, and the word before a stream; not what is between.
                        words.pop();
                    }
                    words.push(token);
                }
            }
        }
    }

    /// Objects that lie in a stream (7.5.7). Only packed as everybody packs them: what cannot be unpacked was not looked at.
    fn packed(&mut self, words: &[Token<'_>], content: &[u8]) -> Result<(), ScanError> {
        let filter = following(words, b"Filter");
        let plain_zlib = match filter {
            [Token::Name(name), ..] => name.as_ref() == b"FlateDecode",
            [Token::ArrayBegins, Token::Name(name), Token::ArrayEnds, ..] => name.as_ref() == b"FlateDecode",
            _ => false,
        };
        let parameters = !following(words, b"DecodeParms").is_empty() || words.len() >= MOST_WORDS;
        let mut unpacked = Vec::new();
        if filter.is_empty() && !parameters {
            unpacked.extend_from_slice(content);
        } else if plain_zlib && !parameters {
            let left = MOST_UNPACKED.saturating_sub(self.unpacked);
            let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
            let read = ZlibDecoder::new(content).take(most).read_to_end(&mut unpacked);
            if read.is_err() || unpacked.len() > left {
                return Err(ScanError::Damaged);
            }
        } else {
            return Err(ScanError::Damaged);
        }
        self.unpacked += unpacked.len();
        let mut lexer = Lexer::new(&unpacked);
        let (mut depth, mut before) = (0, None);
        while let Some(token) = lexer.token()? {
            if matches!(token, Token::Word(b"obj" | b"stream")) {
                return Err(ScanError::Damaged);
            }
            self.see(&token, before.as_ref());
            depth = nested(depth, &token)?;
            // Two numbers for each object go before them.
            self.counted(usize::from(depth == 0))?;
            before = Some(token);
        }
        if depth == 0 { Ok(()) } else { Err(ScanError::Damaged) }
    }

    fn counted(&mut self, more: usize) -> Result<(), ScanError> {
        self.objects += more;
        if self.objects > MOST_OBJECTS { Err(ScanError::Damaged) } else { Ok(()) }
    }

    /// A word, and the one before it.
    fn see(&mut self, token: &Token<'_>, before: Option<&Token<'_>>) {
        if let Some(Token::Name(key)) = before {
            // A destination is an array, or has a name: it turns to a page and does nothing.
            let place = matches!(token, Token::ArrayBegins | Token::Text | Token::Word(b"null"));
            self.by_itself |= key.as_ref() == b"OpenAction" && !place;
            let acts = matches!(token, Token::DictionaryBegins | Token::Word(_));
            self.by_itself |= key.as_ref() == b"AA" && acts;
        }
        let Token::Name(name) = token else { return };
        let name = name.as_ref();
        self.active |= ACTIVE.contains(&name);
        self.on_click |= ON_CLICK_ONLY.contains(&name);
        self.locked |= [b"Encrypt".as_slice(), b"Crypt"].contains(&name);
        self.catalog |= name == b"Catalog";
        self.pages |= name == b"Page";
    }
}

fn nested(depth: usize, token: &Token<'_>) -> Result<usize, ScanError> {
    match token {
        Token::DictionaryBegins | Token::ArrayBegins if depth < DEEPEST => Ok(depth + 1),
        Token::DictionaryBegins | Token::ArrayBegins => Err(ScanError::Damaged),
        Token::DictionaryEnds | Token::ArrayEnds => depth.checked_sub(1).ok_or(ScanError::Damaged),
        _ => Ok(depth),
    }
}

/// What stands behind a key.
fn following<'w, 'a>(words: &'w [Token<'a>], key: &[u8]) -> &'w [Token<'a>] {
    let at = words.iter().position(|word| matches!(word, Token::Name(name) if name.as_ref() == key));
    at.map_or(&[], |at| &words[at + 1..])
}

/// Whether a stream holds objects. Readers go by its first offset and do not all ask for its type.
fn is_packed(words: &[Token<'_>]) -> bool {
    words.len() >= MOST_WORDS
        || words
            .iter()
            .any(|word| matches!(word, Token::Name(name) if matches!(name.as_ref(), b"ObjStm" | b"First")))
}

/// The content of a stream, whose lexer stands behind `stream`; and puts it behind `endstream`. The first one ends it, whatever
/// length it says: what lies behind is read as what it is.
fn content<'a>(bytes: &'a [u8], lexer: &mut Lexer<'_>) -> Result<&'a [u8], ScanError> {
    const END: &[u8] = b"endstream";
    let rest = &bytes[lexer.at..];
    let begins = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => return Err(ScanError::Damaged),
    };
    let rest = &rest[begins..];
    let ends = rest.windows(END.len()).position(|nine| nine == END).ok_or(ScanError::Damaged)?;
    lexer.at += begins + ends + END.len();
    Ok(&rest[..ends])
}

/// Whether the last words are where the table of contents is, and the end. Behind it only white space may stand.
fn ends_well(bytes: &[u8]) -> bool {
    let end = bytes.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1);
    let Some(before) = bytes[..end].strip_suffix(b"%%EOF") else { return false };
    // 64 bytes are room for the word, the number and the line ends.
    let tail = &before[before.len().saturating_sub(64)..];
    let mut words = tail.rsplit(|byte| is_space(*byte)).filter(|word| !word.is_empty());
    let (Some(offset), Some(word)) = (words.next(), words.next()) else { return false };
    let offset = std::str::from_utf8(offset).ok().and_then(|digits| digits.parse::<usize>().ok());
    let table = offset.and_then(|offset| bytes.get(offset..)).unwrap_or_default().trim_ascii_start();
    word.ends_with(b"startxref") && matches!(table, [b'x', b'r', b'e', b'f', ..] | [b'0'..=b'9', ..])
}

/// How many objects a reader might find that looks for `7 0 obj` anywhere: also in comments, in texts and in streams.
fn objects_anywhere(bytes: &[u8]) -> usize {
    let found = bytes.windows(3).enumerate().filter(|(_, three)| *three == b"obj");
    found.filter(|(at, _)| begins_an_object(bytes, *at)).count()
}

fn begins_an_object(bytes: &[u8], at: usize) -> bool {
    if bytes.get(at + 3).is_some_and(|next| is_regular(*next)) {
        return false;
    }
    let before = &bytes[..at];
    let spaceless = before.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1);
    let spaces = &before[spaceless..];
    // Behind a line that may have been a comment.
    if spaces.iter().any(|byte| [b'\n', b'\r'].contains(byte)) {
        return true;
    }
    let digits = before[..spaceless].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let ahead = before[..spaceless - digits].last();
    digits > 0 && ahead.is_some_and(|byte| !is_regular(*byte))
}
