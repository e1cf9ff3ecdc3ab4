use playground::words::ShareWords;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::copy_button::CopyButton;
use super::dialog::Dialog;
use super::icon::{Glyph, Icon};
use crate::bridge;
use crate::hooks::{use_host, use_language, use_whole, use_words};
use crate::sharing;

/// From this length on a QR code is hard to read from afar.
const LONG_FOR_QR: usize = 300;
/// From this length on chats cut a link.
const LONG_FOR_CHATS: usize = 2000;
/// From this length on hardly anything takes it.
const LONG_FOR_ALL: usize = 8000;

/// Opens the dialog.
#[component]
pub(crate) fn ShareButton() -> Html {
    let words = ShareWords::of(use_language());
    let open = use_state_eq(|| false);
    let (show, hide) = (open.setter(), open.setter());
    html! {
        <>
            <button
                type="button"
                class="quiet with-glyph"
                aria-label={words.share}
                title={words.share}
                aria-haspopup="dialog"
                onclick={Callback::from(move |_| show.set(true))}
            >
                <Icon glyph={Glyph::Share} />
                <span class="button-word">{ words.share }</span>
            </button>
            if *open {
                <Dialog title={words.share} on_close={Callback::from(move |()| hide.set(false))}>
                    <Sharing />
                </Dialog>
            }
        </>
    }
}

/// The addresses of a state.
#[derive(Clone, PartialEq)]
struct Addresses {
    /// Of the page.
    link: String,
    /// Of the page in a view.
    views: [String; 2],
}

impl Addresses {
    fn of(state: &share::State) -> Option<Self> {
        let (site, fragment) = (bridge::site(), share::link(state)?);
        let view = |view| format!("{site}?view={view}#{fragment}");
        Some(Self {
            link: format!("{site}#{fragment}"),
            views: [view("embed"), view("present")],
        })
    }
}

/// The link of the moment in which the dialog was opened, in its several clothes.
#[component]
fn Sharing() -> Html {
    let words = ShareWords::of(use_language());
    let title = use_words().name;
    let whole = use_whole();
    let shared = use_memo((), |()| sharing::shared(&whole));
    let addresses = use_memo((), |()| Addresses::of(&shared));
    let Some(Addresses { link, views }) = &*addresses else {
        return html! {
            <>
                <p>{ words.no_link }</p>
                <SaveManifest text={shared.text.clone()} />
            </>
        };
    };
    let [embed, present] = views;
    let snippet = format!(
        "<iframe src=\"{embed}\" title=\"{title}\" width=\"100%\" height=\"560\" loading=\"lazy\" \
         sandbox=\"allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox\"></iframe>"
    );
    // The address is ASCII throughout: bytes are characters.
    let length = link.len();
    let warnings = [
        (LONG_FOR_QR, words.long_for_qr),
        (LONG_FOR_CHATS, words.long_for_chats),
        (LONG_FOR_ALL, words.long_for_all),
    ];
    html! {
        <div class="share">
            <p>{ words.privacy }</p>
            <Line id="share-link" label={words.link} text={link.clone()} />
            <p class="share-length">
                { (words.length)(length) }
            </p>
            <ul class="share-warnings">
                for (_, warning) in warnings.into_iter().filter(|(limit, _)| length >= *limit) {
                    <li>{ warning }</li>
                }
            </ul>
            if length >= LONG_FOR_ALL {
                <SaveManifest text={shared.text.clone()} />
            }
            { qr_code(link, words) }
            <Line id="share-markdown" label={words.markdown} text={format!("[{title}]({link})")} />
            <Line id="share-embed" label={words.embed} text={snippet} />
            <p><a href={present.clone()} target="_blank" rel="noopener">{ words.present }</a></p>
        </div>
    }
}

/// The code, as one path on white: a reader wants dark on light, whatever the page wears.
fn qr_code(link: &str, words: &ShareWords) -> Html {
    match share::qr::code(link) {
        Some(share::qr::Code { side, path }) => html! {
            <svg class="qr" role="img" aria-label={words.qr} viewBox={format!("0 0 {side} {side}")}>
                <path class="qr-paper" d={format!("M0 0h{side}v{side}H0z")} />
                <path class="qr-ink" d={path} />
            </svg>
        },
        None => html! { <p>{ words.no_qr }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    id: AttrValue,
    label: AttrValue,
    text: String,
}

/// A text to be taken away: selected when it has the focus, and with a button that copies it.
#[component]
fn Line(props: &LineProps) -> Html {
    let onfocus = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.select();
        }
    });
    html! {
        <div class="share-line">
            <label for={props.id.clone()}>{ &props.label }</label>
            <input id={props.id.clone()} type="text" readonly={true} value={props.text.clone()} {onfocus} />
            <CopyButton text={props.text.clone()} what={props.label.clone()} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SaveManifestProps {
    text: String,
}

/// The manifest as a file, where a link is too long.
#[component]
fn SaveManifest(props: &SaveManifestProps) -> Html {
    let words = ShareWords::of(use_language());
    let host = use_host();
    let text = props.text.clone();
    let onclick =
        Callback::from(move |_| host.save_file("manifest.yaml", "application/yaml", &text));
    html! { <button type="button" class="primary" {onclick}>{ words.save_manifest }</button> }
}
