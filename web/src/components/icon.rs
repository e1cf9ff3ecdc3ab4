use yew::prelude::*;

/// A small drawing that stands beside or for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    Copy,
    Cross,
    Dark,
    Down,
    Error,
    Export,
    Find,
    Fit,
    Info,
    Left,
    Light,
    Minus,
    Open,
    Plus,
    Question,
    Reset,
    Right,
    Share,
    System,
    Tick,
    Up,
    Warning,
}

impl Glyph {
    /// Its strokes in a square of 16.
    const fn path(self) -> &'static str {
        match self {
            Self::Copy => "M6 5.5h7v8H6zM3 10.5v-8h7",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Dark => "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z",
            Self::Down => "M4.5 6.5 8 10l3.5-3.5",
            Self::Error => {
                "M8 1.8a6.2 6.2 0 1 0 0 12.4 6.2 6.2 0 0 0 0-12.4zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"
            }
            Self::Find => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3 14 14",
            Self::Export => "M8 2v8M4.8 6.8 8 10l3.2-3.2M2.5 13.5h11",
            Self::Fit => "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
            Self::Info => "M8 1.8a6.2 6.2 0 1 0 0 12.4 6.2 6.2 0 0 0 0-12.4zM8 7.2v4M8 4.7v.2",
            Self::Light => {
                "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3"
            }
            Self::Left => "M9.5 4 5.5 8l4 4",
            Self::Minus => "M3.5 8h9",
            Self::Open => "M2 13V3.5h4l1.5 1.8H14V13z",
            Self::Plus => "M8 3.5v9M3.5 8h9",
            Self::Question => "M5.7 6a2.3 2.3 0 1 1 3.4 2c-.8.45-1.1.9-1.1 1.7M8 12v.2",
            Self::Reset => "M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3",
            Self::Right => "M6.5 4l4 4-4 4",
            Self::Share => {
                "M4 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM12 2.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM12 10.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM5.5 7.2l5-2.5M5.5 8.8l5 2.5"
            }
            Self::System => "M2 3h12v8H2zM5.5 13.5h5",
            Self::Tick => "M3 8.5l3.2 3.2L13 4.8",
            Self::Up => "M4.5 9.5 8 6l3.5 3.5",
            Self::Warning => "M8 2.2 14.5 13.5h-13zM8 6.5v3.3M8 11.5v.2",
        }
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct IconProps {
    pub(crate) glyph: Glyph,
}

/// The drawing; a word stands beside it or names its button.
#[component]
pub(crate) fn Icon(props: &IconProps) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={props.glyph.path()} />
        </svg>
    }
}
