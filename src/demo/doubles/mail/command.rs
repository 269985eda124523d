//! SMTP commands and their arguments (RFC 5321, 4.1).

use super::session::Reply;

/// A command that was understood.
pub(super) enum Command {
    Helo,
    Ehlo,
    Mail(Sender),
    Rcpt(String),
    Data,
    Rset,
    Noop,
    Vrfy,
    Help,
    Quit,
}

/// What MAIL says.
pub(super) struct Sender {
    /// Empty for `<>`.
    pub(super) address: String,
    /// The size announced (RFC 1870).
    pub(super) size: Option<usize>,
    /// Whether addresses and headers may be UTF-8 (RFC 6531).
    pub(super) utf8: bool,
    /// Whether any parameter was given, which only EHLO allows.
    pub(super) extended: bool,
}

/// Understands a line, or says what to answer instead.
pub(super) fn parse(line: &[u8]) -> Result<Command, Reply> {
    let line = str::from_utf8(line).map_err(|_| Reply("500 5.5.2 A command is UTF-8 text"))?;
    let line = line.trim_end_matches([' ', '\t']);
    let (verb, argument) = line.split_once(' ').unwrap_or((line, ""));
    let bare = |command: Command| {
        if argument.is_empty() { Ok(command) } else { Err(Reply("501 5.5.4 This command takes no argument")) }
    };
    let named = |command: Command| {
        let name = argument.trim();
        if name.is_empty() || name.contains(' ') {
            return Err(Reply("501 5.5.4 Say who you are: EHLO and one name"));
        }
        Ok(command)
    };
    match verb.to_ascii_uppercase().as_str() {
        "HELO" => named(Command::Helo),
        "EHLO" => named(Command::Ehlo),
        "MAIL" => sender(argument).map(Command::Mail),
        "RCPT" => recipient(argument).map(Command::Rcpt),
        "DATA" => bare(Command::Data),
        "RSET" => bare(Command::Rset),
        "QUIT" => bare(Command::Quit),
        "NOOP" => Ok(Command::Noop),
        "VRFY" => Ok(Command::Vrfy),
        "HELP" => Ok(Command::Help),
        "EXPN" | "STARTTLS" | "AUTH" | "BDAT" | "TURN" | "ETRN" => {
            Err(Reply("502 5.5.1 This server does not have that command"))
        }
        _ => Err(Reply("500 5.5.2 Command not recognised")),
    }
}

fn sender(argument: &str) -> Result<Sender, Reply> {
    let malformed = Reply("501 5.1.7 Write MAIL FROM:<address>");
    let (address, parameters) = after_keyword(argument, "FROM:").and_then(path).ok_or(malformed)?;
    if !address.is_empty() && !is_mailbox(&address) {
        return Err(malformed);
    }
    let mut sender = Sender { address, size: None, utf8: false, extended: false };
    for parameter in parameters.split_ascii_whitespace() {
        sender.extended = true;
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match name.to_ascii_uppercase().as_str() {
            "SIZE" => match value.parse() {
                Ok(size) => sender.size = Some(size),
                Err(_) => return Err(Reply("501 5.5.4 SIZE is a number of bytes")),
            },
            "BODY" if value.eq_ignore_ascii_case("7BIT") || value.eq_ignore_ascii_case("8BITMIME") => {}
            "BODY" => return Err(Reply("501 5.5.4 BODY is 7BIT or 8BITMIME")),
            "SMTPUTF8" if value.is_empty() => sender.utf8 = true,
            _ => return Err(Reply("555 5.5.4 MAIL parameter not recognised")),
        }
    }
    Ok(sender)
}

fn recipient(argument: &str) -> Result<String, Reply> {
    let malformed = Reply("501 5.1.3 Write RCPT TO:<address>");
    let (address, parameters) = after_keyword(argument, "TO:").and_then(path).ok_or(malformed)?;
    if !parameters.is_empty() {
        return Err(Reply("555 5.5.4 RCPT parameter not recognised"));
    }
    // RFC 5321, 4.5.1: the one address that needs no domain.
    if !is_mailbox(&address) && !address.eq_ignore_ascii_case("postmaster") {
        return Err(malformed);
    }
    Ok(address)
}

fn after_keyword<'a>(argument: &'a str, keyword: &str) -> Option<&'a str> {
    let head = argument.get(..keyword.len())?;
    head.eq_ignore_ascii_case(keyword).then(|| &argument[keyword.len()..])
}

/// Takes `<address>` off the front, without a source route (RFC 5321, appendix C), and gives what follows it.
fn path(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('<')?;
    let (mut quoted, mut escaped) = (false, false);
    let end = inside.char_indices().find_map(|(at, c)| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(at),
            _ => {}
        }
        None
    })?;
    let (address, rest) = (&inside[..end], &inside[end + 1..]);
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let address = match address.strip_prefix('@') {
        Some(route) => route.split_once(':')?.1,
        None => address,
    };
    Some((address.to_owned(), rest.trim_start()))
}

/// Whether this is `local@domain` within the lengths of RFC 5321 (4.5.3.1), with nothing that would end a line.
fn is_mailbox(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let quoted = local.len() >= 2 && local.starts_with('"') && local.ends_with('"');
    let spaced =
        |text: &str| text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '<' || c == '>');
    !local.is_empty()
        && local.len() <= 64
        && !domain.is_empty()
        && domain.len() <= 255
        && !address.chars().any(char::is_control)
        && (quoted || !(spaced(local) || local.contains('@')))
        && !spaced(domain)
}
