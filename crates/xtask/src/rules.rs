//! Writes the pages of our own rules: plain HTML that needs no script to be read, one a rule and language, from crate `words` and
//! the examples in the rules' files. A search engine finds them, a link leads to them, and none of their words are in the Wasm.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use cluster::advice::Rule;
use playground::words::{PageWords, RulePage, RulePageWords};
use playground::{Language, rule_page, rules_page};
use share::State;

use crate::workspace::Workspace;

/// What the pages may load: their own sheet, script and picture.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Writes the pages below `public/`, those that have changed.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let public = workspace.root.join("public");
    let web = workspace.root.join("web");
    let read = |path: &str| {
        let path = web.join(path);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let sheet = read("styles/tokens.css")? + "\n" + &read("rules/page.css")?;
    write(&public.join("rules/page.css"), &sheet)?;
    write(&public.join("rules/theme.js"), &read("rules/theme.js")?)?;
    for language in Language::ALL {
        write(&public.join(rules_page(language)), &list(language))?;
        for &rule in Rule::ALL {
            write(
                &public.join(rule_page(language, rule)),
                &page(language, rule),
            )?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn page(language: Language, rule: Rule) -> String {
    let words = RulePageWords::of(language);
    let page = RulePage::of(language, rule);
    let example = rule.example();
    let part = |heading: &str, text: &str| {
        format!("<h2>{}</h2>\n<p>{}</p>\n", escape(heading), escape(text))
    };
    let manifest = |class: &str, heading: &str, text: &str| {
        format!(
            "<section class=\"{class}\">\n<h2>{heading}</h2>\n\
             <pre tabindex=\"0\" role=\"group\" aria-label=\"{heading}\"><code>{}</code></pre>\n\
             <p><a href=\"{}\">{}</a></p>\n</section>\n",
            escape(text),
            opening(language, text),
            escape(words.open),
            heading = escape(heading),
        )
    };
    let body = [
        format!("<h1>{}</h1>\n", escape(page.title)),
        format!("<p class=\"id\">{}</p>\n", rule.id()),
        part(words.what, page.what),
        part(words.why, page.why),
        part(words.mend, page.mend),
        "<div class=\"examples\">\n".to_owned(),
        manifest("bad", words.bad, example.bad),
        manifest("good", words.good, example.good),
        "</div>\n".to_owned(),
    ];
    document(
        language,
        page.title,
        &format!("{}.html", rule.id()),
        &body.concat(),
    )
}

/// The address at which the playground opens `text`.
fn opening(language: Language, text: &str) -> String {
    let state = State {
        text: text.to_owned(),
        language: Some(language.code().to_owned()),
        ..State::default()
    };
    share::link(&state).map_or_else(
        || "../../".to_owned(),
        |fragment| format!("../../#{fragment}"),
    )
}

fn list(language: Language) -> String {
    let words = RulePageWords::of(language);
    let mut body = format!(
        "<h1>{}</h1>\n<p>{}</p>\n<ul class=\"rules\">\n",
        escape(words.list),
        escape(words.about)
    );
    for &rule in Rule::ALL {
        body.push_str(&format!(
            "<li><a href=\"{id}.html\">{title}</a><br><span class=\"id\">{id}</span></li>\n",
            id = rule.id(),
            title = escape(RulePage::of(language, rule).title)
        ));
    }
    body.push_str("</ul>\n");
    document(language, words.list, "index.html", &body)
}

/// A whole page; `file` is its name in every language.
fn document(language: Language, title: &str, file: &str, body: &str) -> String {
    let words = RulePageWords::of(language);
    let mut alternates = String::new();
    let mut others = String::new();
    for other in Language::ALL.into_iter().filter(|other| *other != language) {
        let (code, name) = (other.code(), other.name());
        alternates.push_str(&format!(
            "<link rel=\"alternate\" hreflang=\"{code}\" href=\"../{code}/{file}\">\n"
        ));
        others.push_str(&format!(
            "<a href=\"../{code}/{file}\" lang=\"{code}\" hreflang=\"{code}\">{name}</a>\n"
        ));
    }
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title} · {product}</title>\n\
         <link rel=\"icon\" type=\"image/svg+xml\" href=\"../../icon.svg\">\n{alternates}\
         <link rel=\"stylesheet\" href=\"../page.css\">\n<script src=\"../theme.js\"></script>\n</head>\n<body>\n\
         <header>\n<a href=\"../../\">{home}</a>\n<nav aria-label=\"{list}\">\n<a href=\"index.html\">{all}</a>\n{others}</nav>\n</header>\n\
         <main>\n{body}</main>\n</body>\n</html>\n",
        code = language.code(),
        title = escape(title),
        product = PageWords::of(language).name,
        home = escape(words.home),
        list = escape(words.list),
        all = escape(words.all),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_shows_its_rule_in_its_language() {
        let page = page(Language::Korean, Rule::LoadBalancerPending);
        assert!(page.contains("<html lang=\"ko\">"));
        assert!(page.contains("&lt;pending&gt;"));
        assert!(page.contains("type: LoadBalancer"));
        assert!(page.contains("href=\"../en/load-balancer-pending.html\""));
    }

    #[test]
    fn an_example_opens_in_the_playground() {
        let text = Rule::FixedByHand.example().bad;
        let address = opening(Language::Korean, text);
        let opened = share::open(address.strip_prefix("../../#").unwrap()).unwrap();
        assert_eq!(opened.state.text, text);
        assert!(page(Language::Korean, Rule::FixedByHand).contains(&address));
    }

    #[test]
    fn the_list_leads_to_every_rule() {
        for language in Language::ALL {
            let list = list(language);
            for rule in Rule::ALL {
                assert!(list.contains(&format!("href=\"{}.html\"", rule.id())));
            }
        }
    }
}
