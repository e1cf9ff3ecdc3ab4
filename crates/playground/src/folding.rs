//! Taking folded cards apart, and folding them again: offered in the menu of the card.

use scene::{Card, Look, Scene};
use words::{ActWords, Language};

use crate::{Does, Offer, Offers};

/// More cards than this from one help nobody: whoever wants them chooses a Service or a namespace first.
const MOST_APART: usize = 400;

/// Adds to the menus of `scene`, which `look` asked for, what can be done about folding.
pub(crate) fn add(offers: &mut Vec<Offers>, scene: &Scene, look: &Look, language: Language) {
    let words = ActWords::of(language);
    for card in &scene.cards {
        let Some(offer) = of_card(card, look, words) else {
            continue;
        };
        match offers.iter_mut().find(|offers| offers.part == card.id) {
            Some(known) => known.offers.insert(0, offer),
            None => offers.push(Offers {
                part: card.id.clone(),
                name: card.name.clone(),
                button: (words.menu)(&card.name),
                offers: vec![offer],
            }),
        }
    }
}

fn of_card(card: &Card, look: &Look, words: &ActWords) -> Option<Offer> {
    let mut after = look.clone();
    if look.unfolded.contains(&card.id) {
        after.unfolded.remove(&card.id);
        return Some(Offer {
            label: words.fold.to_owned(),
            note: String::new(),
            does: Some(Does::Look(after)),
        });
    }
    if card.members.is_empty() {
        return None;
    }
    let few = card.count() <= MOST_APART;
    after.unfolded.insert(card.id.clone());
    Some(Offer {
        label: (words.unfold)(card.count()),
        note: if few { "" } else { words.too_many }.to_owned(),
        does: few.then_some(Does::Look(after)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analysis, Environment, Reading};

    fn replicas(count: usize, look: &Look) -> Analysis {
        let text = format!(
            "{{apiVersion: apps/v1, kind: StatefulSet, metadata: {{name: db}}, spec: {{replicas: {count}, serviceName: db, \
             selector: {{matchLabels: {{app: db}}}}, template: {{metadata: {{labels: {{app: db}}}}, \
             spec: {{nodeName: node-1, containers: [{{name: db, image: postgres}}]}}}}}}}}"
        );
        Reading::of(&text, &Environment::default()).analysis_of(look, Language::English)
    }

    fn first_offer(analysis: &Analysis) -> (String, Option<Look>) {
        let offers = analysis
            .offers
            .iter()
            .find(|of| of.part == "pod:default/db-0");
        let offer = offers.unwrap().offers[0].clone();
        let look = match offer.does {
            Some(Does::Look(look)) => Some(look),
            Some(Does::Act(_)) | None => None,
        };
        (offer.label, look)
    }

    #[test]
    fn a_folded_card_is_taken_apart_and_folded_again() {
        let folded = replicas(60, &Look::default());
        let (label, apart) = first_offer(&folded);
        assert_eq!(label, "Show all 60, one by one");
        let apart = apart.unwrap();
        let unfolded = replicas(60, &apart);
        assert_eq!(unfolded.scene.cards.len(), 60);
        let (label, again) = first_offer(&unfolded);
        assert_eq!(
            (label.as_str(), again),
            ("Fold again", Some(Look::default()))
        );
    }

    #[test]
    fn too_many_stay_folded() {
        assert_eq!(first_offer(&replicas(401, &Look::default())).1, None);
    }

    #[test]
    fn a_card_for_one_has_nothing_to_unfold() {
        let (label, _) = first_offer(&replicas(2, &Look::default()));
        assert_eq!(label, "Make not ready");
    }
}
