//! `docs/protocol.md` is held to what the model finds: each of its tables stands there line by line, and nothing else.

use std::path::Path;

/// Holds the table called `name` to `lines`. Where it differs, what must stand there is printed.
pub fn holds(name: &str, lines: &[String]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/protocol.md");
    let page = std::fs::read_to_string(path).expect("docs/protocol.md can be read");
    let (_, from) = page.split_once(&format!("<!-- {name} -->\n")).expect("the table's beginning is marked");
    let (table, _) = from.split_once(&format!("<!-- /{name} -->")).expect("the table's end is marked");
    // Its head, and the line under it.
    let written: Vec<&str> = table.lines().skip(2).collect();
    assert!(written == lines, "docs/protocol.md: the table \"{name}\" must be:\n{}\n", lines.join("\n"));
}
