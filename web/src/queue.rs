//! Which request the worker has, and which one waits: the newest only, however fast someone types.

use crate::protocol::Request;

/// At most one request under way, at most one waiting.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    busy: bool,
    waiting: Option<Request>,
}

impl Queue {
    /// Takes `request`; returns it if the worker is free for it now. A request that waited is superseded.
    pub(crate) fn ask(&mut self, request: Request) -> Option<Request> {
        if self.busy {
            self.waiting = Some(request);
            return None;
        }
        self.busy = true;
        Some(request)
    }

    /// The worker is done: returns what it shall do next.
    pub(crate) fn answered(&mut self) -> Option<Request> {
        let next = self.waiting.take();
        self.busy = next.is_some();
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::scene::Look;
    use playground::{Language, Overlay};

    fn request(revision: u32) -> Request {
        Request {
            revision,
            language: Language::English,
            text: "".into(),
            overlay: Overlay::default(),
            look: Look::default(),
            panel: None,
            goals: None,
        }
    }

    fn revision(request: Option<Request>) -> Option<u32> {
        request.map(|request| request.revision)
    }

    #[test]
    fn a_free_worker_is_asked_at_once() {
        let mut queue = Queue::default();
        assert_eq!(revision(queue.ask(request(1))), Some(1));
        assert_eq!(revision(queue.answered()), None);
        assert_eq!(revision(queue.ask(request(2))), Some(2));
    }

    #[test]
    fn only_the_newest_waits_for_a_busy_one() {
        let mut queue = Queue::default();
        queue.ask(request(1));
        assert_eq!(revision(queue.ask(request(2))), None);
        assert_eq!(revision(queue.ask(request(3))), None);
        assert_eq!(revision(queue.answered()), Some(3));
        assert_eq!(revision(queue.answered()), None);
    }
}
