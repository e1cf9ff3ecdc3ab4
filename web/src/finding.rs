//! Looks for words in the picture.

use playground::scene::{Card, Rect, Scene};

/// A part of the picture in which something was found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    /// Its id.
    pub(crate) id: String,
    /// Where it is.
    pub(crate) rect: Rect,
}

/// The cards and boxes that say `query` somewhere, in reading order; none for an empty one. Large and small letters are the same.
pub(crate) fn find(scene: &Scene, query: &str) -> Vec<Place> {
    let query = query.trim().to_lowercase();
    if query.is_empty() {
        return Vec::new();
    }
    let says = |text: &str| text.to_lowercase().contains(&query);
    let groups = scene.groups.iter().filter(|group| says(&group.name));
    let groups = groups.map(|group| (&group.id, group.rect));
    let cards = scene.cards.iter().filter(|card| texts(card).any(says));
    let cards = cards.map(|card| (&card.id, card.rect));
    cards
        .chain(groups)
        .map(|(id, rect)| Place {
            id: id.clone(),
            rect,
        })
        .collect()
}

/// Everything that is written on a card, whole, and the names of those that it stands for.
fn texts(card: &Card) -> impl Iterator<Item = &str> {
    let chips = card.chips.iter().map(|chip| &chip.label);
    let labels = card.labels.iter().chain(chips);
    let labels = labels.map(|label| label.full.as_deref().unwrap_or(&label.text));
    labels
        .chain(card.members.iter().map(String::as_str))
        .chain([card.name.as_str(), card.description.as_str()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::{Environment, Language, Reading};

    fn places(text: &str, query: &str) -> Vec<String> {
        let analysis = Reading::of(text, &Environment::default()).analysis(Language::English);
        let places = find(&analysis.scene, query);
        places.into_iter().map(|place| place.id).collect()
    }

    const TWO: &str = "
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: one, labels: {app: web, tier: front}}, spec: {nodeName: node-1, containers: [{name: app, image: app}]}}
";

    #[test]
    fn names_labels_and_nodes_are_found() {
        assert_eq!(places(TWO, "ONE"), ["pod:default/one"]);
        assert_eq!(places(TWO, "tier=front"), ["pod:default/one"]);
        assert_eq!(places(TWO, "node node-1"), ["node:node-1"]);
        assert_eq!(places(TWO, "nowhere"), [""; 0]);
        assert_eq!(places(TWO, "  "), [""; 0]);
    }

    #[test]
    fn a_folded_pod_is_found_on_its_card() {
        let deployment = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: 60, serviceName: web, \
                          selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, \
                          spec: {containers: [{name: app, image: app}]}}}}";
        let found = places(deployment, "default/web-59");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_ne!(found, ["pod:default/web-59"], "it is folded");
    }
}
