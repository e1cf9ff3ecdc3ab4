use lesson::{Problem, Symptom, Wanted};

pub(super) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::TooLong => format!("A lesson has at most {} KiB.", lesson::LONGEST >> 10),
        Problem::TooMuch => "This is more than a lesson holds; the rest was left out.".to_owned(),
        Problem::NoFrontMatter => {
            "A lesson begins with front matter between two lines `---`.".to_owned()
        }
        Problem::NotYaml(error) => format!("The front matter is not YAML: {error}."),
        Problem::Missing(key) => format!("`{key}` is missing."),
        Problem::Unknown { key, known } => {
            format!("`{key}` means nothing here; there are {known}.")
        }
        Problem::Wrong { key, wanted } => format!("`{key}` has to be {}.", form(*wanted)),
        Problem::OneCheck => "A goal has exactly one check beside its text.".to_owned(),
        Problem::OneOutcome => "A request has either `reaches` or `fails`.".to_owned(),
        Problem::Html => "HTML is shown as text; write Markdown.".to_owned(),
        Problem::Image => "Images are not shown.".to_owned(),
        Problem::Link(url) => format!(
            "A link leads to `lesson:ID` or to https://kubernetes.io/, not to {url}."
        ),
        Problem::Heading => "The title is the only `#` heading; begin with `##`.".to_owned(),
        Problem::Asterisks => {
            "These `**` open or close nothing: after a quote or code they need a space or a full stop behind them.".to_owned()
        }
        Problem::Twice(label) => format!("There is a second block `{label}`."),
        Problem::Block(label) => {
            format!("A block is `yaml start`, `yaml solution` or has one word, not `{label}`.")
        }
    }
}

fn form(wanted: Wanted) -> String {
    match wanted {
        Wanted::Text => "text".to_owned(),
        Wanted::Number => "a whole number".to_owned(),
        Wanted::True => "`true`".to_owned(),
        Wanted::List => "a list".to_owned(),
        Wanted::Mapping => "a mapping".to_owned(),
        Wanted::Object => "an object such as `Service default/web`".to_owned(),
        Wanted::Path => "a path such as `spec.ports[0].port`".to_owned(),
        Wanted::Symptom => {
            let words: Vec<&str> = Symptom::ALL.iter().map(|(word, _)| *word).collect();
            format!("one of {}", words.join(", "))
        }
        Wanted::Tool => "`curl`, `ping` or `nslookup`".to_owned(),
        Wanted::Protocol => "`TCP`, `UDP` or `SCTP`".to_owned(),
        Wanted::Source => "`kept` or `changed`".to_owned(),
        Wanted::Id => "lower-case letters, digits and hyphens".to_owned(),
        Wanted::Client => "`in-cluster`, `outside`, `pod:NAMESPACE/NAME` or `node:NAME`".to_owned(),
    }
}
