//! Where one stands before the picture: zoom and place. Pure arithmetic; the component only applies it.

use playground::scene::Rect;

/// A size in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Size {
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// How the picture is put on the screen: `screen = picture * scale + (x, y)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    pub(crate) scale: f64,
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// The person chose this view: it is kept as long as something can be seen in it.
    pub(crate) chosen: bool,
}

/// Beyond these nothing can be read or found.
const SCALES: std::ops::RangeInclusive<f64> = 0.05..=4.0;
/// Fitting never makes text smaller than this: on a phone one pans instead.
const LEAST_FIT: f64 = 0.68;
/// Fitting never blows a small picture up beyond this.
const MOST_FIT: f64 = 1.5;
/// Free space around a fitted picture.
const MARGIN: f64 = 16.0;
/// What the caption and the tools cover of the frame, at its bottom.
const FOOT: f64 = 28.0;
/// A picture whose sides change by no more than this share is taken for the same one, edited.
const ALIKE: f64 = 0.25;
/// What is in view is told in steps of so many pixels at least: not every move is news.
const STEP: f64 = 128.0;
/// As little as this must stay visible of the picture.
const GRIP: f64 = 48.0;

impl Default for View {
    fn default() -> Self {
        Self {
            scale: 1.0,
            x: 0.0,
            y: 0.0,
            chosen: false,
        }
    }
}

impl View {
    /// All of `content` in the middle of `frame`; what does not fit at a legible scale is shown from its top left.
    pub(crate) fn fit(frame: Size, content: Size) -> Self {
        if !(content.width > 0.0 && content.height > 0.0 && frame.width > 0.0) {
            return Self::default();
        }
        let frame = Size {
            height: frame.height - FOOT,
            ..frame
        };
        let across = (frame.width - 2.0 * MARGIN) / content.width;
        let down = (frame.height - 2.0 * MARGIN) / content.height;
        let scale = across.min(down).clamp(LEAST_FIT, MOST_FIT);
        let place = |frame: f64, content: f64| ((frame - content * scale) / 2.0).max(MARGIN);
        Self {
            scale,
            x: place(frame.width, content.width),
            y: place(frame.height, content.height),
            chosen: false,
        }
    }

    /// Zooms by `factor`; the point of the picture under `(x, y)` stays there.
    pub(crate) fn zoomed(self, factor: f64, x: f64, y: f64) -> Self {
        let scale = (self.scale * factor).clamp(*SCALES.start(), *SCALES.end());
        let ratio = scale / self.scale;
        Self {
            scale,
            x: x - (x - self.x) * ratio,
            y: y - (y - self.y) * ratio,
            chosen: true,
        }
    }

    /// Moves the picture.
    pub(crate) fn moved(self, dx: f64, dy: f64) -> Self {
        Self {
            x: self.x + dx,
            y: self.y + dy,
            chosen: true,
            ..self
        }
    }

    /// `(x, y)` of the picture in the middle of `frame`, large enough to be read.
    pub(crate) fn centred(self, frame: Size, x: f64, y: f64) -> Self {
        let scale = self.scale.max(LEAST_FIT);
        Self {
            scale,
            x: frame.width / 2.0 - x * scale,
            y: frame.height / 2.0 - y * scale,
            chosen: true,
        }
    }

    /// The share of `content` that `frame` shows, across and down: 1 and more is all of it.
    pub(crate) fn share(self, frame: Size, content: Size) -> (f64, f64) {
        let share = |frame: f64, content: f64| frame / (content * self.scale).max(1.0);
        (
            share(frame.width, content.width),
            share(frame.height, content.height),
        )
    }

    /// What `frame` shows of the picture, and a little more.
    pub(crate) fn window(self, frame: Size) -> Rect {
        // Powers of two, so that zooming a little changes nothing either.
        let step = (STEP / self.scale).log2().ceil().exp2();
        let span = |at: f64, length: f64| {
            let first = (-at / self.scale / step).floor() * step;
            let last = ((length - at) / self.scale / step).ceil() * step;
            (first as f32, (last - first) as f32)
        };
        let ((x, width), (y, height)) = (span(self.x, frame.width), span(self.y, frame.height));
        Rect {
            x,
            y,
            width,
            height,
        }
    }

    /// Holds the picture where a hand's breadth of it can still be seen.
    pub(crate) fn within(self, frame: Size, content: Size) -> Self {
        let hold = |at: f64, frame: f64, content: f64| {
            let least = GRIP - content * self.scale;
            at.clamp(least.min(frame - GRIP), (frame - GRIP).max(least))
        };
        Self {
            x: hold(self.x, frame.width, content.width),
            y: hold(self.y, frame.height, content.height),
            ..self
        }
    }

    /// The view after the frame and the picture in it have changed from `before`, the two as they were. A chosen view stays
    /// while it shows something, any other while a picture much like the last is whole in the same frame.
    pub(crate) fn kept(self, frame: Size, content: Size, before: (Size, Size)) -> Self {
        let right = self.x + content.width * self.scale;
        let bottom = self.y + content.height * self.scale;
        let visible = right > GRIP
            && bottom > GRIP
            && self.x < frame.width - GRIP
            && self.y < frame.height - GRIP;
        let whole =
            self.x >= 0.0 && self.y >= 0.0 && right <= frame.width && bottom <= frame.height;
        let (old_frame, old) = before;
        let alike = |now: f64, old: f64| (now - old).abs() <= old * ALIKE;
        let much_like = frame == old_frame
            && alike(content.width, old.width)
            && alike(content.height, old.height);
        let stays = if self.chosen {
            visible
        } else {
            whole && much_like
        };
        if stays {
            self
        } else {
            Self::fit(frame, content)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Size = Size {
        width: 1000.0,
        height: 600.0,
    };

    fn content(width: f64, height: f64) -> Size {
        Size { width, height }
    }

    #[test]
    fn fitting_shows_everything_in_the_middle() {
        let tall = View::fit(FRAME, content(960.0, 1120.0));
        assert_eq!((tall.scale, tall.y), (LEAST_FIT, MARGIN));
        let broad = View::fit(FRAME, content(9600.0, 1120.0));
        assert_eq!((broad.scale, broad.x), (LEAST_FIT, MARGIN));
        let view = View::fit(FRAME, content(800.0, 540.0));
        assert_eq!((view.scale, view.x, view.y), (1.0, 100.0, MARGIN));
        assert_eq!(View::fit(FRAME, content(10.0, 10.0)).scale, MOST_FIT);
        assert_eq!(View::fit(FRAME, content(0.0, 0.0)), View::default());
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let view = View::default().moved(50.0, 20.0);
        let picture = |view: View| ((300.0 - view.x) / view.scale, (200.0 - view.y) / view.scale);
        assert_eq!(picture(view), picture(view.zoomed(2.0, 300.0, 200.0)));
        assert_eq!(view.zoomed(1e9, 0.0, 0.0).scale, *SCALES.end());
    }

    #[test]
    fn typing_keeps_a_chosen_view_while_something_is_visible() {
        let old = content(800.0, 560.0);
        let chosen = View::fit(FRAME, old).moved(-300.0, 0.0);
        assert_eq!(
            chosen.kept(FRAME, content(800.0, 900.0), (FRAME, old)),
            chosen
        );
        let gone = View::fit(FRAME, old).moved(-900.0, 0.0);
        assert!(!gone.kept(FRAME, old, (FRAME, old)).chosen);
    }

    #[test]
    fn an_untouched_view_follows_what_leaves_it() {
        let old = content(800.0, 540.0);
        let view = View::fit(FRAME, old);
        assert_eq!(view.kept(FRAME, content(700.0, 500.0), (FRAME, old)), view);
        let grown = content(800.0, 900.0);
        assert_eq!(
            view.kept(FRAME, grown, (FRAME, old)),
            View::fit(FRAME, grown)
        );
        let other = content(400.0, 300.0);
        assert_eq!(
            view.kept(FRAME, other, (FRAME, old)),
            View::fit(FRAME, other)
        );
    }

    #[test]
    fn the_window_holds_what_is_seen_and_changes_in_steps() {
        let view = View::default().moved(-300.0, 20.0);
        let window = view.window(FRAME);
        assert_eq!((window.x, window.y), (256.0, -128.0));
        assert_eq!((window.width, window.height), (1152.0, 768.0));
        assert_eq!(view.moved(-60.0, 10.0).window(FRAME), window);
        assert_ne!(view.moved(-100.0, 0.0).window(FRAME), window);
        let far = view.zoomed(0.01, 0.0, 0.0).window(FRAME);
        assert!(far.width >= 20_000.0);
    }

    #[test]
    fn the_picture_cannot_be_lost() {
        let held = View::default()
            .moved(1e6, -1e6)
            .within(FRAME, content(800.0, 560.0));
        assert_eq!((held.x, held.y), (952.0, -512.0));
    }
}
