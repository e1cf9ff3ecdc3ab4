use cluster::mishap::MishapKind;
use lesson::{Problem, Symptom, Wanted};

use super::LessonWords;

pub(super) static WORDS: LessonWords = LessonWords {
    lessons: "Lessons",
    course: "Course",
    clinic: "Clinic: find what is wrong",
    minutes: |minutes| format!("{minutes} min"),
    done: "done",
    no_lessons: "The list of lessons could not be fetched.",
    forget: "Forget my progress",
    open_file: "Open a lesson file…",

    lesson: "Lesson",
    own: "From a file or a link",
    edit: "Edit and check",
    fetching: "Fetching the lesson…",
    failed: "This lesson could not be read.",
    leave: "Leave the lesson",
    leave_hint: "Leave the lesson. What was in the editor before comes back.",
    restart: "Start over",
    previous: "Previous lesson",
    next: "Next lesson",
    goals: "Goals",
    goal_done: "Done:",
    goal_to_do: "To do:",
    goals_met: |met, all| format!("{met} of {all} goals met"),
    all_met: "All goals are met.",
    hint: |which, all| format!("Hint {which} of {all}"),
    hints: "Hints",
    show_solution: "Show the solution",
    hide_solution: "Hide the solution",
    solution: "Solution",
    solution_same: "Your manifest is the solution already.",
    solution_acts: "Then, in the diagram:",
    solution_request: "Then send this request:",
    take_over: "Take it over",
    write: "Write a lesson…",
    author_file: "The lesson’s file",
    author_preview: "As pupils will see it",
    author_check: "Check",
    author_good: "The start leaves something to do, and the solution meets every goal.",
    author_start_passes: "At the start every goal is met already: there is nothing to do.",
    author_fails: |found| format!("the solution does not meet it; found: {found}"),
    author_passes: "the solution meets it",
    author_try: "Try it as a pupil",
    template: include_str!("template.en.md"),
    break_it: "Break it",
    break_hint: "Put one typical mistake into this manifest, for you to find.",
    broken: "One thing is wrong in this manifest now. Find it.",
    unbreakable: "There is nothing here that could break: it takes a Service with a selector and a Pod behind it.",
    reveal: "Reveal",
    unbreak: "Put it right",
    line_gone: "Remove:",
    line_new: "Add:",
};

pub(super) fn mishap(object: &str, kind: &MishapKind) -> String {
    match kind {
        MishapKind::Selector(it) => format!(
            "The selector of {object} asks for {}: {}; the Pods have {}.",
            it.key, it.now, it.was
        ),
        MishapKind::Label(it) => format!(
            "The label {} of {object} is {}; it was {}.",
            it.key, it.now, it.was
        ),
        MishapKind::LabelGone { key } => format!("{object} has lost its label {key}."),
        MishapKind::TargetPort(it) => format!(
            "The targetPort of {object} is {}; it was {}.",
            it.now, it.was
        ),
        MishapKind::PortName(it) => format!(
            "A container port of {object} is called {}; it was {}.",
            it.now, it.was
        ),
        MishapKind::Namespace { now } => format!(
            "{object} is in the namespace {now}: a selector only sees Pods of its own namespace."
        ),
        MishapKind::Protocol(it) => format!(
            "A port of {object} is for {} instead of {}.",
            it.now, it.was
        ),
        MishapKind::EndpointsName(it) => format!(
            "The Endpoints are called {} instead of {}: they belong to the Service of the same name.",
            it.now, it.was
        ),
    }
}

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
