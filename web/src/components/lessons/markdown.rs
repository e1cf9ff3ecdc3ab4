use playground::lesson::{Block, Inline, Target};
use yew::prelude::*;

/// Blocks, as elements. `visit` is told the id of a lesson whose link was followed. The tree is bounded where it is made.
pub(super) fn blocks(blocks: &[Block], visit: &Callback<String>) -> Html {
    html! {
        for one in blocks {
            { block(one, visit) }
        }
    }
}

fn block(block: &Block, visit: &Callback<String>) -> Html {
    match block {
        Block::Heading(line) => html! { <h3>{ inlines(line, visit) }</h3> },
        Block::Paragraph(line) => html! { <p>{ inlines(line, visit) }</p> },
        Block::List { first: None, items } => html! { <ul>{ list(items, visit) }</ul> },
        Block::List {
            first: Some(first),
            items,
        } => html! { <ol start={first.to_string()}>{ list(items, visit) }</ol> },
        Block::Quote(inner) => html! { <blockquote>{ blocks(inner, visit) }</blockquote> },
        Block::Code { text, .. } => html! { <pre tabindex="0"><code>{ text }</code></pre> },
        Block::Rule => html! { <hr /> },
    }
}

fn list(items: &[Vec<Block>], visit: &Callback<String>) -> Html {
    html! {
        for item in items {
            <li>
                if let [Block::Paragraph(line)] = item.as_slice() {
                    { inlines(line, visit) }
                } else {
                    { blocks(item, visit) }
                }
            </li>
        }
    }
}

/// Parts of a line, as elements.
pub(super) fn inlines(line: &[Inline], visit: &Callback<String>) -> Html {
    html! {
        for part in line {
            { inline(part, visit) }
        }
    }
}

fn inline(part: &Inline, visit: &Callback<String>) -> Html {
    match part {
        Inline::Text(text) => html! { { text } },
        Inline::Code(code) => html! { <code>{ code }</code> },
        Inline::Emphasis(line) => html! { <em>{ inlines(line, visit) }</em> },
        Inline::Strong(line) => html! { <strong>{ inlines(line, visit) }</strong> },
        Inline::Break => html! { <br /> },
        Inline::Link {
            to: Target::Lesson(id),
            text,
        } => {
            let onclick = {
                let (visit, id) = (visit.clone(), id.clone());
                Callback::from(move |_| visit.emit(id.clone()))
            };
            html! { <button type="button" class="link" {onclick}>{ inlines(text, visit) }</button> }
        }
        Inline::Link {
            to: Target::Docs(address),
            text,
        } => html! {
            <a href={address.clone()} target="_blank" rel="noopener noreferrer">
                { inlines(text, visit) }
            </a>
        },
    }
}
