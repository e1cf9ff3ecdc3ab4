use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SelectProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The value that is chosen.
    pub(crate) value: AttrValue,
    /// Value and label of each.
    pub(crate) options: Vec<(String, String)>,
    pub(crate) on_choose: Callback<String>,
}

/// A choice of one, with its label beside it.
#[component]
pub(crate) fn Select(props: &SelectProps) -> Html {
    let onchange = {
        let on_choose = props.on_choose.clone();
        Callback::from(move |event: Event| {
            on_choose.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
        })
    };
    html! {
        <div class="choice">
            <label for={&props.id}>{ &props.label }</label>
            <select id={&props.id} {onchange}>
                for (value, label) in &props.options {
                    <option key={value.clone()} value={value.clone()} selected={props.value == *value}>{ label }</option>
                }
            </select>
        </div>
    }
}
