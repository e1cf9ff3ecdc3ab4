//! JSON in a form in which what means the same is the same.

use serde_json::Value as Json;

/// What the recorder writes where the server picks a value.
const PICKED: &str = "<auto>";

/// Whether `ours` is `recorded`, a picked value standing for any.
pub(super) fn matches(ours: &Json, recorded: &Json) -> bool {
    match (ours, recorded) {
        (_, Json::String(text)) if text == PICKED => true,
        (Json::Array(ours), Json::Array(recorded)) => {
            ours.len() == recorded.len()
                && ours
                    .iter()
                    .zip(recorded)
                    .all(|(ours, recorded)| matches(ours, recorded))
        }
        (Json::Object(ours), Json::Object(recorded)) => {
            ours.len() == recorded.len()
                && recorded.iter().all(|(key, recorded)| {
                    ours.get(key).is_some_and(|ours| matches(ours, recorded))
                })
        }
        (Json::Number(ours), Json::Number(recorded)) => {
            ours == recorded || ours.as_f64() == recorded.as_f64()
        }
        (ours, recorded) => ours == recorded,
    }
}

/// Endpoints and EndpointSlices as sets: lists whose order means nothing in order of their text, made-up names left out.
pub(super) fn as_set(objects: impl IntoIterator<Item = Json>) -> Vec<Json> {
    let mut objects: Vec<Json> = objects.into_iter().map(unordered).collect();
    objects.sort_by_cached_key(Json::to_string);
    objects
}

fn unordered(mut object: Json) -> Json {
    if let Some(metadata) = object.get_mut("metadata").and_then(Json::as_object_mut)
        && metadata.contains_key("generateName")
    {
        metadata.remove("name");
    }
    sort_list(&mut object, "ports");
    sort_list(&mut object, "endpoints");
    if let Some(Json::Array(subsets)) = object.get_mut("subsets") {
        for subset in subsets {
            for key in ["addresses", "notReadyAddresses", "ports"] {
                sort_list(subset, key);
            }
        }
    }
    sort_list(&mut object, "subsets");
    object
}

/// Sorts a list field. No list and none are the same: storage does not tell them apart.
fn sort_list(object: &mut Json, key: &str) {
    let Some(object) = object.as_object_mut() else {
        return;
    };
    match object.get_mut(key) {
        Some(Json::Array(items)) if !items.is_empty() => items.sort_by_cached_key(Json::to_string),
        _ => {
            object.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_picked_value_stands_for_any_and_nothing_else_does() {
        let recorded = json!({"a": "<auto>", "b": [1.0]});
        assert!(matches(&json!({"a": "10.96.0.1", "b": [1]}), &recorded));
        assert!(!matches(&json!({"a": "10.96.0.1", "b": [2]}), &recorded));
        assert!(!matches(&json!({"b": [1]}), &recorded));
        assert!(!matches(&json!({"a": 1, "b": [1], "c": null}), &recorded));
    }

    #[test]
    fn order_and_made_up_names_do_not_tell_slices_apart() {
        let slice = |name: &str, addresses: [&str; 2]| {
            let endpoints = addresses.map(|address| json!({"addresses": [address]}));
            json!({"metadata": {"name": name, "generateName": "a-"}, "endpoints": endpoints, "ports": null})
        };
        assert_eq!(
            as_set([slice("a-x", ["1", "2"])]),
            as_set([slice("a-y", ["2", "1"])])
        );
        assert_ne!(
            as_set([slice("a-x", ["1", "2"])]),
            as_set([slice("a-x", ["1", "3"])])
        );
    }
}
