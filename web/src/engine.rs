//! Keeps one worker thinking about the newest text, and replaces it when it no longer answers.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use playground::Language;
use yew::Callback;

use crate::assist;
use crate::bridge::{self, Host, Question, Reply as Waiting, WorkerLink};
use crate::protocol::{self, Answer, Assist, Brought, Errand, Message, Reply, Request};
use crate::queue::Queue;
use crate::school::Step;
use crate::state::{Action, Failure, Filled, Shown};

/// An analysis that takes longer, in milliseconds, is stopped: nobody waits that long for a picture. The time in which the
/// worker itself is fetched does not count: bad wifi is no reason to begin again.
const PATIENCE: u32 = 10_000;

/// An answer of more bytes takes some milliseconds to read.
const LARGE: usize = 512 * 1024;

/// The page's side of the worker. Clones share it.
#[derive(Clone)]
pub(crate) struct Engine {
    shared: Rc<RefCell<Shared>>,
    host: Host,
    report: Callback<Action>,
}

#[derive(Default)]
struct Shared {
    queue: Queue,
    link: Option<WorkerLink>,
    /// The worker has said that it can be asked.
    ready: bool,
    watch: Option<Timeout>,
    /// What the worker was last asked about.
    revision: u32,
    /// How many questions the editor has asked, and who waits for an answer.
    questions: u32,
    waiting: Vec<(u32, Waiting)>,
    /// Who waits for an errand.
    errands: Vec<(u32, Callback<Option<Brought>>)>,
}

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shared, &other.shared)
    }
}

impl Engine {
    /// An engine that tells `report` what became of each request.
    pub(crate) fn new(host: Host, report: Callback<Action>) -> Self {
        Self {
            shared: Rc::default(),
            host,
            report,
        }
    }

    /// Asks for an analysis, now or as soon as the worker is free.
    pub(crate) fn ask(&self, request: Request) {
        let now = self.shared.borrow_mut().queue.ask(request);
        if let Some(request) = now {
            self.send(request);
        }
    }

    /// Asks what the editor wants to know. It waits in the worker behind what is under way there; a worker that is not there has
    /// nothing to say.
    pub(crate) fn assist(&self, question: Question, language: Language) {
        let Question {
            text,
            offset,
            completion,
            reply,
        } = question;
        let mut shared = self.shared.borrow_mut();
        if shared.link.is_none() {
            drop(shared);
            reply.nothing();
            return;
        }
        shared.questions = shared.questions.wrapping_add(1);
        let number = shared.questions;
        shared.waiting.push((number, reply));
        let message = Message::Assist(Assist {
            number,
            language,
            text,
            offset,
            completion,
        });
        if let Some(link) = &shared.link {
            link.ask(&protocol::encode(&message));
        }
    }

    /// Sends for something; none comes back if the worker fails at it.
    pub(crate) fn run(&self, errand: Errand, reply: Callback<Option<Brought>>) {
        let mut shared = self.shared.borrow_mut();
        shared.questions = shared.questions.wrapping_add(1);
        let number = shared.questions;
        shared.errands.push((number, reply));
        let link = shared.link.get_or_insert_with(|| self.start());
        link.ask(&protocol::encode(&Message::Errand(number, errand)));
    }

    /// The worker is done with one request: sends the one that waits, or rests.
    fn proceed(&self) {
        let next = {
            let mut shared = self.shared.borrow_mut();
            shared.watch = None;
            shared.queue.answered()
        };
        if let Some(request) = next {
            self.send(request);
        }
    }

    fn send(&self, request: Request) {
        let mut shared = self.shared.borrow_mut();
        shared.revision = request.revision;
        shared.watch = shared.ready.then(|| self.watch());
        let link = shared.link.get_or_insert_with(|| self.start());
        link.ask(&protocol::encode(&Message::Read(Box::new(request))));
    }

    fn watch(&self) -> Timeout {
        let engine = self.clone();
        Timeout::new(PATIENCE, move || engine.fail(Failure::Stalled))
    }

    fn start(&self) -> WorkerLink {
        let (answering, crashing) = (self.clone(), self.clone());
        WorkerLink::start(
            &self.host,
            Callback::from(move |bytes: Vec<u8>| answering.take(&bytes)),
            Callback::from(move |()| crashing.fail(Failure::Crashed)),
        )
    }

    fn take(&self, bytes: &[u8]) {
        if bytes.is_empty() {
            let watch = self.watch();
            let mut shared = self.shared.borrow_mut();
            shared.ready = true;
            shared.watch = Some(watch);
            return;
        }
        let arrived = bridge::now();
        let reply = protocol::decode(bytes);
        if let Some(Reply::Assist(number, assistance)) = reply {
            let mut shared = self.shared.borrow_mut();
            let at = shared.waiting.iter().position(|(of, _)| *of == number);
            let waiting = at.map(|at| shared.waiting.swap_remove(at).1);
            drop(shared);
            if let Some(waiting) = waiting {
                assist::tell(assistance, &waiting);
            }
            return;
        }
        if let Some(Reply::Errand(number, brought)) = reply {
            let mut shared = self.shared.borrow_mut();
            let at = shared.errands.iter().position(|(of, _)| *of == number);
            let waiting = at.map(|at| shared.errands.swap_remove(at).1);
            drop(shared);
            if let Some(waiting) = waiting {
                waiting.emit(Some(brought));
            }
            return;
        }
        self.proceed();
        if let Some(Reply::Read(answer)) = reply {
            if bytes.len() <= LARGE {
                self.tell(arrived, *answer);
            } else {
                // To read it took a while already: what it changes is drawn by a task of its own.
                let engine = self.clone();
                Timeout::new(0, move || engine.tell(arrived, *answer)).forget();
            }
        }
    }

    /// Reports an answer that came at `arrived`.
    fn tell(&self, arrived: f64, answer: Answer) {
        let Answer {
            revision,
            analyze,
            layout,
            analysis: result,
            filled,
            judged,
        } = answer;
        if let Some((stamp, met)) = judged {
            let step = Step::Judged(revision, stamp, met);
            self.report.emit(Action::Lesson(step));
        }
        if let Some((panel, content)) = filled {
            let content = Rc::new(content);
            self.report
                .emit(Action::Filled(revision, Filled { panel, content }));
        }
        if let Some(result) = result {
            bridge::measure(&self.host, "analyze", arrived - layout, analyze, revision);
            bridge::measure(&self.host, "layout", arrived, layout, revision);
            self.report.emit(Action::Answered(Shown {
                revision,
                arrived,
                analysis: Rc::new(result),
            }));
        }
    }

    /// Ends the worker: the next request gets a new one. A request that waits is sent at once; the failed one is not repeated.
    fn fail(&self, failure: Failure) {
        let (revision, waiting, errands) = {
            let mut shared = self.shared.borrow_mut();
            shared.link = None;
            shared.ready = false;
            (
                shared.revision,
                std::mem::take(&mut shared.waiting),
                std::mem::take(&mut shared.errands),
            )
        };
        for (_, waiting) in waiting {
            waiting.nothing();
        }
        for (_, waiting) in errands {
            waiting.emit(None);
        }
        self.proceed();
        self.report.emit(Action::Failed(revision, failure));
    }
}
