//! How the picture is moved: by pointer, wheel, two fingers and keys.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};
use yew::prelude::*;

use crate::bridge::FrameSize;
use crate::view::{Size, View};

/// How much a key or a button zooms.
pub(super) const ZOOM: f64 = 1.25;
/// How far an arrow key moves the picture.
const STRIDE: f64 = 60.0;
/// A hand that moved less has clicked, not dragged.
const SLACK: f64 = 5.0;

/// The view of a picture of size `content` in the element `frame`.
#[derive(Clone)]
pub(super) struct Viewport {
    pub(super) view: View,
    pub(super) frame: Size,
    pub(super) content: Size,
    setter: UseStateSetter<Seen>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Seen {
    view: View,
    frame: Size,
    content: Size,
}

#[hook]
pub(super) fn use_viewport(frame: &NodeRef, content: Size) -> Viewport {
    let size = use_state_eq(Size::default);
    let seen = use_state_eq(Seen::default);
    use_effect_with(frame.clone(), {
        let setter = size.setter();
        move |frame| {
            let on_size = Callback::from(move |size| setter.set(size));
            let watch = frame
                .cast::<Element>()
                .map(|frame| FrameSize::watch(frame, on_size));
            move || drop(watch)
        }
    });
    let current = *size == seen.frame && content == seen.content;
    let view = if current {
        seen.view
    } else {
        seen.view.kept(*size, content, (seen.frame, seen.content))
    };
    let now = Seen {
        view,
        frame: *size,
        content,
    };
    // Only what the frame and the picture have changed: a view that was chosen meanwhile must not be taken back.
    use_effect_with((now, current), {
        let setter = seen.setter();
        move |(now, current)| {
            if !current {
                setter.set(*now);
            }
        }
    });
    Viewport {
        view,
        frame: *size,
        content,
        setter: seen.setter(),
    }
}

impl Viewport {
    fn show(&self, view: View) {
        self.setter.set(Seen {
            view: view.within(self.frame, self.content),
            frame: self.frame,
            content: self.content,
        });
    }

    /// Shows everything.
    pub(super) fn fit(&self) {
        self.show(View::fit(self.frame, self.content));
    }

    /// Brings a point of the picture into the middle.
    pub(super) fn centre(&self, x: f64, y: f64) {
        self.show(self.view.centred(self.frame, x, y));
    }

    /// Zooms around the middle.
    pub(super) fn zoom(&self, factor: f64) {
        self.zoom_at(factor, self.frame.width / 2.0, self.frame.height / 2.0);
    }

    fn zoom_at(&self, factor: f64, x: f64, y: f64) {
        self.show(self.view.zoomed(factor, x, y));
    }

    fn pan(&self, dx: f64, dy: f64) {
        self.show(self.view.moved(dx, dy));
    }

    /// The keys of the figure; false for any other.
    pub(super) fn key(&self, key: &str) -> bool {
        match key {
            "+" | "=" => self.zoom(ZOOM),
            "-" | "_" => self.zoom(1.0 / ZOOM),
            "0" => self.fit(),
            "ArrowLeft" => self.pan(STRIDE, 0.0),
            "ArrowRight" => self.pan(-STRIDE, 0.0),
            "ArrowUp" => self.pan(0.0, STRIDE),
            "ArrowDown" => self.pan(0.0, -STRIDE),
            _ => return false,
        }
        true
    }
}

/// What hands do to the viewport. `suppressed` says whether the click that follows a drag means nothing.
#[derive(Clone, PartialEq)]
pub(super) struct Hands {
    pub(super) onpointerdown: Callback<PointerEvent>,
    pub(super) onpointermove: Callback<PointerEvent>,
    pub(super) onpointerup: Callback<PointerEvent>,
    pub(super) dragging: bool,
    grip: Rc<RefCell<Grip>>,
}

impl Hands {
    /// Whether the hand has just dragged, so that its click is none. Asking forgets it.
    pub(super) fn has_dragged(&self) -> bool {
        std::mem::take(&mut self.grip.borrow_mut().dragged)
    }
}

/// The pointers that are down, and whether they have moved.
#[derive(Default, PartialEq)]
struct Grip {
    pointers: Vec<(i32, f64, f64)>,
    travelled: f64,
    dragged: bool,
}

#[hook]
pub(super) fn use_hands(frame: &NodeRef, viewport: &Viewport) -> Hands {
    let grip = use_mut_ref(Grip::default);
    let dragging = use_state_eq(|| false);
    let newest = use_mut_ref(|| viewport.clone());
    *newest.borrow_mut() = viewport.clone();
    use_wheel(frame, &newest);
    let onpointerdown = {
        let grip = Rc::clone(&grip);
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0 {
                let mut grip = grip.borrow_mut();
                if grip.pointers.is_empty() {
                    grip.travelled = 0.0;
                    grip.dragged = false;
                }
                grip.pointers.push(place(&event));
            }
        })
    };
    let onpointermove = {
        let (grip, newest, dragging) = (Rc::clone(&grip), Rc::clone(&newest), dragging.setter());
        let frame = frame.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(frame) = frame.cast::<Element>() {
                let was = grip.borrow().dragged;
                drag(&mut grip.borrow_mut(), &event, &newest.borrow(), &frame);
                if !was && grip.borrow().dragged {
                    // From now on the hand may leave the frame. Not before: it would turn clicks on cards into clicks on the frame.
                    let _ = frame.set_pointer_capture(event.pointer_id());
                    dragging.set(true);
                }
            }
        })
    };
    let onpointerup = {
        let (grip, dragging) = (Rc::clone(&grip), dragging.setter());
        Callback::from(move |event: PointerEvent| {
            let mut grip = grip.borrow_mut();
            grip.pointers.retain(|(id, ..)| *id != event.pointer_id());
            if grip.pointers.is_empty() {
                dragging.set(false);
            }
        })
    };
    Hands {
        onpointerdown,
        onpointermove,
        onpointerup,
        dragging: *dragging,
        grip,
    }
}

/// One hand drags, two fingers also zoom at their middle.
fn drag(grip: &mut Grip, event: &PointerEvent, viewport: &Viewport, frame: &Element) {
    let to = place(event);
    let Some(at) = grip.pointers.iter().position(|(id, ..)| *id == to.0) else {
        return;
    };
    if event.buttons() == 0 {
        grip.pointers.clear();
        return;
    }
    let other = grip.pointers.iter().find(|(id, ..)| *id != to.0).copied();
    let Some(from) = grip
        .pointers
        .get_mut(at)
        .map(|slot| std::mem::replace(slot, to))
    else {
        return;
    };
    let (dx, dy) = (to.1 - from.1, to.2 - from.2);
    grip.travelled += dx.hypot(dy);
    grip.dragged |= grip.travelled > SLACK;
    match other {
        _ if !grip.dragged => {}
        None => viewport.pan(dx, dy),
        Some((_, x, y)) => {
            let before = (from.1 - x).hypot(from.2 - y);
            let after = (to.1 - x).hypot(to.2 - y);
            let rect = frame.get_bounding_client_rect();
            let middle = (
                (to.1 + x) / 2.0 - rect.left(),
                (to.2 + y) / 2.0 - rect.top(),
            );
            if before > 0.0 {
                let moved = viewport.view.moved(dx / 2.0, dy / 2.0);
                viewport.show(moved.zoomed(after / before, middle.0, middle.1));
            }
        }
    }
}

fn place(event: &PointerEvent) -> (i32, f64, f64) {
    (
        event.pointer_id(),
        f64::from(event.client_x()),
        f64::from(event.client_y()),
    )
}

/// The wheel moves the picture; with Ctrl, which is also how a trackpad tells a pinch, it zooms at the pointer.
#[hook]
fn use_wheel(frame: &NodeRef, newest: &Rc<RefCell<Viewport>>) {
    let newest = Rc::clone(newest);
    use_effect_with(frame.clone(), move |frame| {
        let listener = frame.cast::<Element>().map(|element| {
            // Not passive: the page itself must not zoom.
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&element.clone(), "wheel", options, move |event| {
                if let Some(event) = event.dyn_ref::<WheelEvent>() {
                    event.prevent_default();
                    turn(&newest.borrow(), event, &element);
                }
            })
        });
        move || drop(listener)
    });
}

fn turn(viewport: &Viewport, event: &WheelEvent, frame: &Element) {
    // Lines and pages, where the device counts in them, as pixels.
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => 16.0,
        WheelEvent::DOM_DELTA_PAGE => 400.0,
        _ => 1.0,
    };
    let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
    if event.ctrl_key() || event.meta_key() {
        let rect = frame.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - rect.left();
        let y = f64::from(event.client_y()) - rect.top();
        viewport.zoom_at((-dy.clamp(-80.0, 80.0) * 0.006).exp(), x, y);
    } else if event.shift_key() && dx == 0.0 {
        viewport.pan(-dy, 0.0);
    } else {
        viewport.pan(-dx, -dy);
    }
}
