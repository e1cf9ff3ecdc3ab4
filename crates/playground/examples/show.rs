//! dev only
use playground::*;
fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let lang = if std::env::args().nth(2).as_deref() == Some("ko") {
        Language::Korean
    } else {
        Language::English
    };
    let t = std::time::Instant::now();
    let r = Reading::of(&text, &Environment::default());
    let t1 = t.elapsed();
    let a = r.analysis(lang);
    println!(
        "{} read {:?} total {:?}",
        a.summary.sentence,
        t1,
        t.elapsed()
    );
    for p in a.problems.iter().take(30) {
        println!(
            "[{}] {} | {:?} | {:?} | {}-{} {:?}",
            p.rule,
            p.label,
            p.object,
            p.explanation,
            p.range.start,
            p.range.end,
            p.fix.as_ref().map(|f| &f.title)
        );
        for r in &p.related {
            println!("     ↳ {} line {}", r.message, r.line)
        }
    }
    if let Ok(p) = std::env::var("SVG") {
        std::fs::write(
            p,
            playground::scene::svg(&a.scene, playground::scene::Theme::Light),
        )
        .unwrap();
    }
    for n in &a.notes {
        println!("note {}", n.message)
    }
    if std::env::args().nth(3).is_some() {
        if let PanelContent::Outputs(views) = r.panel(&Panel::Kubectl, lang) {
            for v in views {
                println!("$ {}\n{}", v.command, v.text)
            }
        }
    }
}
