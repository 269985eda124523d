//! Handlebars registries that speak the four languages: `{{t "key" name=value}}` in a template is the text of that key in
//! the language of the page. HTML and mail templates hold no words of their own.

use crate::{Arg, has, text_with};
use childalert_domain::Lang;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson,
    html_escape,
};
use serde_json::Value;

/// What a template writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escaping {
    /// HTML or XML: every value is escaped, and characters that XML 1.0 forbids (chapter 2.2) are dropped.
    Markup,
    /// Plain text: nothing is escaped, control characters are dropped.
    Plain,
}

/// An empty registry: strict (a value that the context lacks is an error), with the helper `t`. The context's root must
/// have a field `lang`.
pub fn engine(escaping: Escaping) -> Handlebars<'static> {
    let mut engine = Handlebars::new();
    engine.set_strict_mode(true);
    engine.register_escape_fn(match escaping {
        Escaping::Markup => |text: &str| html_escape(&writable(text)),
        Escaping::Plain => |text: &str| writable(text),
    });
    engine.register_helper("t", Box::new(Text));
    engine
}

/// The text without the characters that no XML 1.0 document can hold, not even escaped.
fn writable(text: &str) -> String {
    text.chars()
        .filter(|c| match c {
            '\t' | '\n' | '\r' => true,
            '\u{fffe}' | '\u{ffff}' => false,
            other => !other.is_control(),
        })
        .collect()
}

/// The helper `t`. Its words pass through the registry's escaping like any other value.
struct Text;

impl HelperDef for Text {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let fault = |reason: String| RenderError::from(RenderErrorReason::Other(reason));
        let key = helper.param(0).and_then(|param| param.value().as_str()).unwrap_or_default();
        if !has(key) {
            return Err(fault(format!("no words for the key `{key}`")));
        }
        let lang: Lang = context
            .data()
            .get("lang")
            .and_then(Value::as_str)
            .and_then(|code| code.parse().ok())
            .ok_or_else(|| fault("the context's root has no `lang`".to_owned()))?;
        let args = helper
            .hash()
            .iter()
            .map(|(name, param)| match param.value() {
                Value::String(text) => Ok((*name, Arg::Text(text))),
                Value::Number(number) => {
                    number.as_i64().map(|number| (*name, Arg::Number(number))).ok_or(*name)
                }
                _ => Err(*name),
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|name| fault(format!("`{key}`: `{name}` is neither a text nor a whole number")))?;
        Ok(ScopedJson::Derived(Value::String(text_with(lang, key, &args))))
    }
}
