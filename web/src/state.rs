//! What the page knows, and the one function that changes it.

use std::rc::Rc;

use playground::scene::{Look, Trail};
use playground::{
    Act, Analysis, Ask, Broken, Edit, Language, Mode, Overlay, Panel, PanelContent, TextRange,
};
use yew::Reducible;

use crate::files::Refusal;
use crate::school::{self, School};
use crate::sharing::{self, Arrival, Remark};

/// Everything that is not derived from something else.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    /// The manifest.
    pub(crate) draft: Draft,
    /// What was done to the cluster, over the manifest.
    pub(crate) overlay: Overlay,
    /// The newest analysis of it.
    pub(crate) shown: Option<Shown>,
    /// What the open panel shows, if the worker fills it.
    pub(crate) filled: Option<Filled>,
    /// What was chosen in the panels.
    pub(crate) choices: Choices,
    /// What is drawn of a large cluster.
    pub(crate) look: Look,
    /// The request that the picture shows.
    pub(crate) sent: Option<Sent>,
    /// Why there is none of the newest text.
    pub(crate) failure: Option<Failure>,
    /// How the page speaks and looks.
    pub(crate) settings: Settings,
    /// What is being pointed at, in the picture and in the text.
    pub(crate) pointing: Pointing,
    /// Something to be told once.
    pub(crate) notice: Option<Notice>,
    /// How the page is divided.
    pub(crate) layout: Layout,
    /// The lesson under way.
    pub(crate) school: School,
    /// The manifest was broken on purpose.
    pub(crate) breakage: Option<Breakage>,
}

/// The manifest as it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    /// The text; its lines end in `\n`.
    pub(crate) text: Rc<str>,
    /// Counts every change: an answer to an older one is dropped.
    pub(crate) revision: u32,
    /// Counts the changes that the editor has not made itself and must be told.
    pub(crate) replaced: u32,
    /// Counts the requests to try once more.
    pub(crate) retries: u32,
    /// Counts what came with an address: a link, a step in the history.
    pub(crate) arrivals: u32,
    /// It is this person's: they changed it, or chose it. A text that came with a link is not.
    pub(crate) own: bool,
}

/// An analysis, and of what.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// The revision of the text.
    pub(crate) revision: u32,
    /// When its answer arrived, as `performance.now()` counts.
    pub(crate) arrived: f64,
    /// The analysis.
    pub(crate) analysis: Rc<Analysis>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && Rc::ptr_eq(&self.analysis, &other.analysis)
    }
}

/// A panel's content, and of which panel.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    /// The panel, as it was asked for.
    pub(crate) panel: Panel,
    /// What it shows.
    pub(crate) content: Rc<PanelContent>,
}

impl PartialEq for Filled {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.content, &other.content)
    }
}

/// What was chosen in the panels; nothing is what they show by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// The Service port of "Why".
    pub(crate) service: Option<String>,
    /// The node of "kube-proxy".
    pub(crate) node: Option<String>,
    /// The mode of "kube-proxy".
    pub(crate) mode: Mode,
    /// The request that was sent last.
    pub(crate) ask: Option<Ask>,
}

/// A request in the picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sent {
    /// The revision of the text that it was told for; in the picture of another it has no place.
    pub(crate) revision: u32,
    /// What was done to the cluster by then; likewise.
    pub(crate) overlay: Overlay,
    /// Tells two requests that go the same way apart.
    pub(crate) round: u64,
    /// Its way.
    pub(crate) trail: Rc<Trail>,
}

impl Sent {
    /// The request that `filled` tells of, if it tells of one.
    fn told_by(filled: &Filled, revision: u32, overlay: &Overlay) -> Option<Self> {
        match (&filled.panel, &*filled.content) {
            (Panel::Request(Some(ask)), PanelContent::Request(content)) => Some(Self {
                revision,
                overlay: overlay.clone(),
                round: ask.seed,
                trail: Rc::new(content.told.as_ref()?.trail.clone()),
            }),
            _ => None,
        }
    }
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    Service(String),
    Node(String),
    Mode(Mode),
    Ask(Ask),
}

/// Why the worker gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing for ten seconds.
    Stalled,
    /// It stopped.
    Crashed,
}

/// How the page speaks and looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Its language.
    pub(crate) language: Language,
    /// The language was chosen; else it is the browser's.
    pub(crate) chosen: bool,
    /// Its colours.
    pub(crate) theme: Theme,
}

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// For machines: an attribute, a stored choice.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme that [`Theme::as_str`] names.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.as_str() == name)
    }

    /// The one after it, round and round.
    pub(crate) const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// What is pointed at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pointing {
    /// The part of the picture under the pointer or with the focus: its id.
    pub(crate) part: Option<Rc<str>>,
    /// What is pointed at in a panel.
    pub(crate) spot: Option<Rc<Spot>>,
    /// The part that was clicked last: a link shows it.
    pub(crate) selected: Option<Rc<str>>,
    /// Where the caret is, in UTF-16 units; none until it was moved.
    pub(crate) caret: Option<u32>,
    /// Where the editor was last sent.
    pub(crate) jump: Jump,
}

/// What a sentence is about: parts of the picture, and places in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The ids of the parts.
    pub(crate) parts: Vec<String>,
    /// The places.
    pub(crate) ranges: Vec<TextRange>,
}

/// A place to go to; `count` tells two jumps to the same place apart.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Jump {
    pub(crate) count: u32,
    pub(crate) range: TextRange,
}

/// A mistake that was made on purpose, to be found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Breakage {
    /// What was done, and where.
    pub(crate) broken: Rc<Broken>,
    /// The text before.
    pub(crate) before: Rc<str>,
    /// Whether it was told.
    pub(crate) revealed: bool,
}

/// Something to be told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// A file was not taken.
    Refused(Refusal),
    /// The editor could not be loaded; the plain one stays.
    PlainEditor,
    /// There is nothing to break.
    Unbreakable,
    /// A link was not as it was made.
    Link(Remark),
}

/// How the page is divided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Layout {
    /// The editor's share of the width, in percent.
    pub(crate) editor: f64,
    /// The diagram's share of the height, in percent.
    pub(crate) diagram: f64,
    /// A lesson's share of the height beside it, in percent.
    pub(crate) lesson: f64,
    /// What a narrow page shows.
    pub(crate) region: Region,
    /// The open panel: an index into the list of panels.
    pub(crate) panel: usize,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            editor: 32.0,
            diagram: 75.0,
            lesson: 58.0,
            region: Region::Manifest,
            panel: 0,
        }
    }
}

/// A share that a splitter moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// Between the editor and the diagram.
    Editor,
    /// Between the diagram and the panels.
    Diagram,
    /// Between a lesson and the editor.
    Lesson,
}

impl Split {
    /// The least and the most percent.
    pub(crate) const fn limits(self) -> (f64, f64) {
        match self {
            Self::Editor => (20.0, 65.0),
            Self::Diagram => (25.0, 88.0),
            Self::Lesson => (20.0, 80.0),
        }
    }
}

/// One of the parts of a narrow page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Region {
    /// Only while there is one.
    Lesson,
    Manifest,
    Diagram,
    Panels,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// The person typed: the text as the editor has it.
    Edited(Rc<str>),
    /// Another text altogether: an example, files, a new beginning.
    Replaced(String),
    /// Apply the fix of a problem of the shown analysis, by its index.
    Fixed(usize),
    /// The worker answered.
    Answered(Shown),
    /// The worker filled a panel, of this revision.
    Filled(u32, Filled),
    /// Something was chosen in a panel.
    Chosen(Choice),
    /// Draw this.
    Looked(Look),
    /// The request is put away.
    Cleared,
    /// The worker did not, for this revision.
    Failed(u32, Failure),
    /// Ask it once more.
    Retried,
    /// Something was done to the cluster.
    Acted(Act),
    /// The last act was taken back.
    Undone,
    /// Acts in the place of those that were done: none, or those of a link.
    Overlaid(Overlay),
    /// An address brought this.
    Arrived(Box<Arrival>),
    /// This part of the picture was clicked.
    Selected(Rc<str>),
    /// The pointer or the focus is on a part of the picture.
    Pointed(Option<Rc<str>>),
    /// The pointer or the focus is on a sentence that is about this.
    Spotted(Option<Rc<Spot>>),
    /// The caret moved, to this UTF-16 offset.
    CaretMoved(u32),
    /// Show this place in the editor.
    Jumped(TextRange),
    /// Speak this language.
    Spoken(Language),
    /// Wear these colours.
    Dressed(Theme),
    /// Tell this.
    Notified(Notice),
    /// It was read.
    Dismissed,
    /// A splitter moved, to this percentage.
    Split(Split, f64),
    /// A narrow page shows this.
    Visited(Region),
    /// Open this panel.
    Opened(usize),
    /// Something about lessons.
    Lesson(school::Step),
    /// A mistake was made in the text of that moment, if one could be.
    Broken(Rc<str>, Option<Broken>),
    /// Tell which one.
    Revealed,
    /// Bring the text from before back.
    Unbroken,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(reduce(Rc::unwrap_or_clone(self), action))
    }
}

/// The state after `action`.
pub(crate) fn reduce(mut state: State, action: Action) -> State {
    match action {
        Action::Edited(text) => {
            if text != state.draft.text {
                state.draft.text = text;
                state.draft.revision += 1;
                // Found and mended.
                state
                    .breakage
                    .take_if(|breakage| breakage.before == state.draft.text);
                state.draft.own = true;
                state.pointing.selected = None;
            }
        }
        Action::Replaced(text) => replace(&mut state, text),
        Action::Fixed(index) => {
            if let Some(text) = fixed(&state, index) {
                replace(&mut state, text);
            }
        }
        Action::Answered(shown) => {
            // The language may have changed meanwhile: the answer is still of this text, and the next one is under way.
            if shown.revision == state.draft.revision {
                state.shown = Some(shown);
                state.failure = None;
            }
        }
        Action::Filled(revision, filled) => {
            if revision == state.draft.revision {
                if matches!(filled.panel, Panel::Request(_)) {
                    state.sent = Sent::told_by(&filled, revision, &state.overlay);
                }
                state.filled = Some(filled);
            }
        }
        Action::Cleared => {
            state.choices.ask = None;
            state.sent = None;
        }
        Action::Chosen(choice) => match choice {
            Choice::Service(service) => state.choices.service = Some(service),
            Choice::Node(node) => state.choices.node = Some(node),
            Choice::Mode(mode) => state.choices.mode = mode,
            Choice::Ask(ask) => state.choices.ask = Some(ask),
        },
        Action::Looked(look) => state.look = look,
        Action::Failed(revision, failure) => {
            if revision == state.draft.revision {
                state.failure = Some(failure);
            }
        }
        Action::Retried => {
            state.failure = None;
            state.draft.retries += 1;
        }
        Action::Acted(act) => {
            state.overlay.push(act);
        }
        Action::Undone => {
            state.overlay.undo();
        }
        Action::Overlaid(overlay) => state.overlay = overlay,
        Action::Arrived(arrival) => sharing::arrive(&mut state, *arrival),
        Action::Selected(part) => state.pointing.selected = Some(part),
        Action::Pointed(part) => state.pointing.part = part,
        Action::Spotted(spot) => state.pointing.spot = spot,
        Action::CaretMoved(caret) => state.pointing.caret = Some(caret),
        Action::Jumped(range) => {
            let count = state.pointing.jump.count + 1;
            state.pointing.jump = Jump { count, range };
            state.layout.region = Region::Manifest;
        }
        Action::Spoken(language) => {
            state.settings.language = language;
            state.settings.chosen = true;
        }
        Action::Dressed(theme) => state.settings.theme = theme,
        Action::Notified(notice) => state.notice = Some(notice),
        Action::Dismissed => state.notice = None,
        Action::Split(split, percent) => {
            let (least, most) = split.limits();
            let percent = percent.clamp(least, most);
            match split {
                Split::Editor => state.layout.editor = percent,
                Split::Diagram => state.layout.diagram = percent,
                Split::Lesson => state.layout.lesson = percent,
            }
        }
        Action::Visited(region) => state.layout.region = region,
        Action::Opened(panel) => state.layout.panel = panel,
        Action::Lesson(step) => school::step(&mut state, step),
        Action::Broken(before, broken) => break_it(&mut state, before, broken),
        Action::Revealed => reveal(&mut state),
        Action::Unbroken => {
            if let Some(Breakage { before, .. }) = state.breakage.take() {
                replace(&mut state, before.to_string());
            }
        }
    }
    state
}

/// Puts another text in the place of the manifest.
pub(crate) fn replace(state: &mut State, text: String) {
    let text = normalized(text);
    state.notice = None;
    state.breakage = None;
    if *text != *state.draft.text {
        state.draft.text = text.into();
        state.draft.revision += 1;
        state.draft.replaced += 1;
        state.draft.own = true;
        state.pointing.selected = None;
        state.failure = None;
    }
}

fn break_it(state: &mut State, before: Rc<str>, broken: Option<Broken>) {
    // Somebody typed on meanwhile.
    if state.draft.text != before {
        return;
    }
    match broken {
        Some(broken) => {
            replace(state, broken.text.clone());
            state.breakage = Some(Breakage {
                broken: Rc::new(broken),
                before,
                revealed: false,
            });
        }
        None => state.notice = Some(Notice::Unbreakable),
    }
}

fn reveal(state: &mut State) {
    let Some(breakage) = &mut state.breakage else {
        return;
    };
    breakage.revealed = true;
    // In a text that was changed meanwhile the place is another one.
    if *breakage.broken.text == *state.draft.text {
        let range = breakage.broken.range;
        let count = state.pointing.jump.count + 1;
        state.pointing.jump = Jump { count, range };
    }
}

/// The text with the fix of problem `index` applied. None while the analysis is of an older text: its places no longer hold.
fn fixed(state: &State, index: usize) -> Option<String> {
    let shown = state.shown.as_ref()?;
    let fix = shown.analysis.problems.get(index)?.fix.as_ref()?;
    (shown.revision == state.draft.revision).then(|| apply(&state.draft.text, &fix.edits))
}

/// Lines end in `\n` here, as they do in the editor: otherwise the two would count places differently.
pub(crate) fn normalized(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

/// `text` with `edits` made, whose places are UTF-16 units, in order and apart.
fn apply(text: &str, edits: &[Edit]) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut result = Vec::with_capacity(units.len());
    let mut done = 0;
    for edit in edits {
        let start = edit.range.start as usize;
        result.extend_from_slice(units.get(done..start).unwrap_or_default());
        result.extend(edit.text.encode_utf16());
        done = edit.range.end as usize;
    }
    result.extend_from_slice(units.get(done..).unwrap_or_default());
    String::from_utf16_lossy(&result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::{Fix, Problem, RequestTold, Severity, Told};

    fn state(text: &str) -> State {
        State {
            draft: Draft {
                text: text.into(),
                revision: 0,
                replaced: 0,
                retries: 0,
                arrivals: 0,
                own: true,
            },
            overlay: Overlay::default(),
            shown: None,
            filled: None,
            choices: Choices::default(),
            look: Look::default(),
            sent: None,
            failure: None,
            settings: Settings {
                language: Language::English,
                chosen: false,
                theme: Theme::System,
            },
            pointing: Pointing::default(),
            notice: None,
            layout: Layout::default(),
            school: School::default(),
            breakage: None,
        }
    }

    fn shown(revision: u32) -> Shown {
        let edits = vec![Edit {
            range: TextRange { start: 3, end: 6 },
            text: "web".to_owned(),
        }];
        let title = "app: web".to_owned();
        let problem = Problem {
            rule: "near-miss".to_owned(),
            page: None,
            severity: Severity::Warning,
            object: None,
            field: None,
            message: String::new(),
            explanation: None,
            range: TextRange::default(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            related: Vec::new(),
            fix: Some(Fix { title, edits }),
            label: String::new(),
        };
        let analysis = Analysis {
            problems: vec![problem],
            ..Analysis::default()
        };
        Shown {
            revision,
            arrived: 0.0,
            analysis: Rc::new(analysis),
        }
    }

    #[test]
    fn an_answer_to_an_older_text_is_dropped() {
        let edited = reduce(state("a"), Action::Edited("b".into()));
        assert_eq!(edited.draft.revision, 1);
        let stale = reduce(edited, Action::Answered(shown(0)));
        assert_eq!(stale.shown, None);
        let current = reduce(stale, Action::Answered(shown(1)));
        assert!(current.shown.is_some());
    }

    #[test]
    fn the_editor_is_only_told_what_it_does_not_know() {
        let typed = reduce(state("a"), Action::Edited("b".into()));
        assert_eq!((typed.draft.revision, typed.draft.replaced), (1, 0));
        let opened = reduce(typed, Action::Replaced("c\r\nd\r".to_owned()));
        assert_eq!((opened.draft.revision, opened.draft.replaced), (2, 1));
        assert_eq!(&*opened.draft.text, "c\nd\n");
        let same = reduce(opened.clone(), Action::Replaced("c\nd\n".to_owned()));
        assert_eq!(same, opened);
    }

    #[test]
    fn a_fix_counts_utf16_and_needs_a_current_analysis() {
        let text = "\u{1f980}:wbe!";
        let fresh = reduce(state(text), Action::Answered(shown(0)));
        let mended = reduce(fresh.clone(), Action::Fixed(0));
        assert_eq!(&*mended.draft.text, "\u{1f980}:web!");
        let stale = reduce(fresh, Action::Edited("x".into()));
        assert_eq!(&*reduce(stale, Action::Fixed(0)).draft.text, "x");
    }

    #[test]
    fn a_failure_is_of_its_revision_and_ends_with_the_next_answer() {
        let failed = reduce(state("a"), Action::Failed(0, Failure::Stalled));
        assert_eq!(failed.failure, Some(Failure::Stalled));
        assert_eq!(reduce(failed.clone(), Action::Retried).failure, None);
        assert_eq!(reduce(failed, Action::Answered(shown(0))).failure, None);
        let other = reduce(state("a"), Action::Failed(7, Failure::Crashed));
        assert_eq!(other.failure, None);
    }

    #[test]
    fn a_panel_is_filled_for_the_text_that_is_there() {
        let filled = |revision| {
            let content = Rc::new(PanelContent::Outputs(Vec::new()));
            let panel = Panel::Kubectl;
            Action::Filled(revision, Filled { panel, content })
        };
        assert!(reduce(state("a"), filled(0)).filled.is_some());
        assert!(reduce(state("a"), filled(1)).filled.is_none());
    }

    #[test]
    fn a_request_is_shown_until_it_is_put_away() {
        let ask = Ask {
            from: "in-cluster".to_owned(),
            to: "web".to_owned(),
            protocol: "TCP".to_owned(),
            tool: "curl".to_owned(),
            count: 1,
            pause: 0,
            seed: 7,
        };
        let told = RequestTold {
            told: Some(Box::new(Told::default())),
            ..RequestTold::default()
        };
        let filled = Filled {
            panel: Panel::Request(Some(ask.clone())),
            content: Rc::new(PanelContent::Request(told)),
        };
        let asked = reduce(state("a"), Action::Chosen(Choice::Ask(ask)));
        let shown = reduce(asked, Action::Filled(0, filled));
        assert_eq!(shown.sent.as_ref().map(|sent| sent.round), Some(7));
        let elsewhere = Filled {
            panel: Panel::Kubectl,
            content: Rc::new(PanelContent::Outputs(Vec::new())),
        };
        let shown = reduce(shown, Action::Filled(0, elsewhere));
        assert!(shown.sent.is_some(), "another panel leaves it");
        let cleared = reduce(shown, Action::Cleared);
        assert_eq!((cleared.sent, cleared.choices.ask), (None, None));
    }

    #[test]
    fn a_choice_leaves_the_others() {
        let chosen = reduce(state(""), Action::Chosen(Choice::Node("node-2".to_owned())));
        let chosen = reduce(chosen, Action::Chosen(Choice::Mode(Mode::Nftables)));
        assert_eq!(chosen.choices.node.as_deref(), Some("node-2"));
        assert_eq!(chosen.choices.mode, Mode::Nftables);
    }

    #[test]
    fn a_splitter_stops_at_its_limits() {
        let wide = reduce(state(""), Action::Split(Split::Editor, 99.0));
        assert_eq!(wide.layout.editor, 65.0);
    }

    #[test]
    fn acts_are_taken_back_one_by_one_and_outlive_the_text() {
        let act = |text: &str| Action::Acted(text.parse().expect("an act"));
        let done = reduce(state("a"), act("kill default/web-1"));
        let done = reduce(done, act("add-node"));
        let done = reduce(done, Action::Edited("b".into()));
        assert_eq!(done.overlay.acts().len(), 2);
        let back = reduce(done, Action::Undone);
        assert_eq!(
            back.overlay.acts(),
            ["kill default/web-1".parse().expect("an act")]
        );
        let none = reduce(back, Action::Overlaid(Overlay::default()));
        assert!(none.overlay.is_empty());
    }

    #[test]
    fn a_jump_brings_the_editor_to_the_front() {
        let mut before = state("a");
        before.layout.region = Region::Diagram;
        let after = reduce(before, Action::Jumped(TextRange { start: 0, end: 1 }));
        assert_eq!(after.layout.region, Region::Manifest);
        assert_eq!(after.pointing.jump.count, 1);
    }

    #[test]
    fn themes_are_remembered_by_name() {
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            assert_eq!(Theme::parse(theme.as_str()), Some(theme));
            assert_eq!(theme.next().next().next(), theme);
        }
    }
}
