//! Keeps one worker thinking about the newest text, and replaces it when it no longer answers.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::Callback;

use crate::bridge::{self, Host, WorkerLink};
use crate::protocol::{self, Answer, Request};
use crate::queue::Queue;
use crate::state::{Action, Failure, Shown};

/// An analysis that takes longer is stopped: nobody waits that long for a picture.
const PATIENCE: u32 = 10_000;

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
    watch: Option<Timeout>,
    /// What the worker was last asked about.
    revision: u32,
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
        let next = self.shared.borrow_mut().queue.ask(request);
        self.send(next);
    }

    fn send(&self, request: Option<Request>) {
        let mut shared = self.shared.borrow_mut();
        let Some(request) = request else {
            shared.watch = None;
            return;
        };
        let engine = self.clone();
        shared.revision = request.revision;
        shared.watch = Some(Timeout::new(PATIENCE, move || {
            engine.fail(Failure::Stalled);
        }));
        let link = shared.link.get_or_insert_with(|| self.start());
        link.ask(&protocol::encode(&request));
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
        let arrived = bridge::now();
        let next = self.shared.borrow_mut().queue.answered();
        self.send(next);
        if let Some(answer) = protocol::decode::<Answer>(bytes) {
            let Answer {
                revision,
                analyze,
                layout,
                ..
            } = answer;
            bridge::measure(&self.host, "analyze", arrived - layout, analyze, revision);
            bridge::measure(&self.host, "layout", arrived, layout, revision);
            self.report.emit(Action::Answered(Shown {
                revision,
                arrived,
                analysis: Rc::new(answer.analysis),
            }));
        }
    }

    /// Ends the worker: the next request gets a new one. A request that waits is sent at once; the failed one is not repeated.
    fn fail(&self, failure: Failure) {
        let (revision, next) = {
            let mut shared = self.shared.borrow_mut();
            shared.link = None;
            (shared.revision, shared.queue.answered())
        };
        self.send(next);
        self.report.emit(Action::Failed(revision, failure));
    }
}
