//! The helper `t`, where a template gets it wrong.

use crate::{Escaping, engine};
use serde_json::json;

#[test]
fn a_template_that_names_no_key_or_lacks_a_value_does_not_render() {
    let engine = engine(Escaping::Markup);
    let fails = |template: &str, context| engine.render_template(template, &context).is_err();
    assert!(fails(r#"{{t "no-such-key"}}"#, json!({ "lang": "fr" })), "an unknown key");
    assert!(fails(r#"{{t "page-call"}}"#, json!({ "lang": "it" })), "a language that there is not");
    assert!(fails(r#"{{t "page-call"}}"#, json!({})), "no language");
    assert!(
        fails(r#"{{t "mail-intro" area=area}}"#, json!({ "lang": "fr", "area": ["x"] })),
        "a list as a value"
    );
    assert!(fails("{{absent}}", json!({ "lang": "fr" })), "a value that the context lacks");
}

#[test]
fn words_and_values_pass_through_the_escaping_of_their_kind_of_text() {
    let context = json!({ "lang": "en", "area": "<b>\u{0}&\u{fffe}", "list": [1] });
    let written =
        |escaping, template: &str| engine(escaping).render_template(template, &context).expect(template);
    let template = r#"{{#each list}}{{t "mail-intro" area=@root/area}}{{/each}}"#;
    assert!(written(Escaping::Markup, template).ends_with("Area: &lt;b&gt;&amp;."));
    assert!(written(Escaping::Plain, template).ends_with("Area: <b>&."));
}
