//! The words of a PDF file (ISO 32000-2, 7.2): names as they are meant, however they are written.

use std::borrow::Cow;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `/Name`, with `#` escapes undone.
    Name(Cow<'a, [u8]>),
    /// `<<`
    DictionaryBegins,
    /// `>>`
    DictionaryEnds,
    /// `[`
    ArrayBegins,
    /// `]`
    ArrayEnds,
    /// A string of either kind; what it says does not matter here.
    Text,
    /// A number or a keyword.
    Word(&'a [u8]),
}

/// A word that does not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CutOff;

/// Reads words one after the other.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where it stands.
    pub at: usize,
    /// How many bytes of comments were passed over.
    pub commented: usize,
}

/// White space (7.2.3, table 1).
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Whether a word may go on with it.
pub(super) fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Lexer { bytes, at: 0, commented: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next word. `None`: the end.
    pub fn token(&mut self) -> Result<Option<Token<'a>>, CutOff> {
        self.skip_space();
        let Some(first) = self.peek() else { return Ok(None) };
        let second = self.bytes.get(self.at + 1).copied();
        let token = match (first, second) {
            (b'/', _) => {
                self.at += 1;
                Token::Name(name(self.run()))
            }
            (b'<', Some(b'<')) => self.passed(2, Token::DictionaryBegins),
            (b'>', Some(b'>')) => self.passed(2, Token::DictionaryEnds),
            (b'[', _) => self.passed(1, Token::ArrayBegins),
            (b']', _) => self.passed(1, Token::ArrayEnds),
            (b'(', _) => self.literal()?,
            (b'<', _) => self.hexadecimal()?,
            _ if is_regular(first) => Token::Word(self.run()),
            // A closing bracket of nothing, or a brace: nothing that is to be seen here has any.
            _ => return Err(CutOff),
        };
        Ok(Some(token))
    }

    fn passed(&mut self, bytes: usize, token: Token<'a>) -> Token<'a> {
        self.at += bytes;
        token
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let began = self.at;
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
                self.commented += self.at - began;
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn run(&mut self) -> &'a [u8] {
        let began = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        &self.bytes[began..self.at]
    }

    fn literal(&mut self) -> Result<Token<'a>, CutOff> {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' if depth == 1 => return Ok(Token::Text),
                b')' => depth -= 1,
                _ => {}
            }
        }
        Err(CutOff)
    }

    fn hexadecimal(&mut self) -> Result<Token<'a>, CutOff> {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'>' => return Ok(Token::Text),
                _ if byte.is_ascii_hexdigit() || is_space(byte) => {}
                _ => return Err(CutOff),
            }
        }
        Err(CutOff)
    }
}

/// A name with its `#xx` undone (7.3.5).
fn name(written: &[u8]) -> Cow<'_, [u8]> {
    if !written.contains(&b'#') {
        return Cow::Borrowed(written);
    }
    let digit = |at: usize| written.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut meant = Vec::with_capacity(written.len());
    let mut at = 0;
    while at < written.len() {
        match (written[at], digit(at + 1), digit(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                meant.push(u8::try_from(high * 16 + low).unwrap_or_default());
                at += 3;
            }
            (byte, ..) => {
                meant.push(byte);
                at += 1;
            }
        }
    }
    Cow::Owned(meant)
}
