use std::collections::BTreeSet;

use proptest::prelude::*;
use words::Language;

use super::Reading;
use crate::{Anchor, Card, Label, Point, Rect, Scene};

/// Rounding of sums of `f32`.
const SLACK: f32 = 0.01;

fn overlap(left: Rect, right: Rect) -> bool {
    left.x + SLACK < right.x + right.width
        && right.x + SLACK < left.x + left.width
        && left.y + SLACK < right.y + right.height
        && right.y + SLACK < left.y + left.height
}

fn inside(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x + SLACK
        && outer.y <= inner.y + SLACK
        && inner.x + inner.width <= outer.x + outer.width + SLACK
        && inner.y + inner.height <= outer.y + outer.height + SLACK
}

fn extent(label: &Label) -> Rect {
    let font = label.role.font();
    let width = font.width(&label.text);
    let x = match label.anchor {
        Anchor::Start => label.at.x,
        Anchor::Middle => label.at.x - width / 2.0,
        Anchor::End => label.at.x - width,
    };
    Rect {
        x,
        y: label.at.y - font.size * 0.8,
        width,
        height: font.size,
    }
}

fn point_at([a, b, c, d]: &[Point; 4], t: f32) -> Point {
    let lerp = |p: Point, q: Point| Point {
        x: p.x + (q.x - p.x) * t,
        y: p.y + (q.y - p.y) * t,
    };
    let (ab, bc, cd) = (lerp(*a, *b), lerp(*b, *c), lerp(*c, *d));
    lerp(lerp(ab, bc), lerp(bc, cd))
}

fn texts_of(card: &Card) -> Vec<Rect> {
    let chips = card.chips.iter().map(|chip| chip.rect);
    card.labels.iter().map(extent).chain(chips).collect()
}

fn check(scene: &Scene) {
    let whole = Rect {
        x: 0.0,
        y: 0.0,
        width: scene.width,
        height: scene.height,
    };
    let cards = scene.cards.iter().map(|card| (card.id.as_str(), card.rect));
    let ends = scene
        .dead_ends
        .iter()
        .map(|end| (end.id.as_str(), end.rect));
    let solid: Vec<(&str, Rect)> = cards.chain(ends).collect();
    for (at, (id, rect)) in solid.iter().enumerate() {
        assert!(inside(whole, *rect), "{id} lies outside");
        for (other, other_rect) in &solid[at + 1..] {
            assert!(!overlap(*rect, *other_rect), "{id} lies on {other}");
        }
    }
    for card in &scene.cards {
        let texts = texts_of(card);
        for (at, text) in texts.iter().enumerate() {
            assert!(
                inside(card.rect, *text),
                "a text leaves {}: {text:?}",
                card.id
            );
            for other in &texts[at + 1..] {
                assert!(
                    !overlap(*text, *other),
                    "texts meet in {}: {text:?} {other:?}",
                    card.id
                );
            }
        }
        for chip in &card.chips {
            assert!(
                inside(chip.rect, extent(&chip.label)),
                "{}",
                chip.label.text
            );
        }
    }
    for end in &scene.dead_ends {
        for line in &end.lines {
            assert!(
                inside(end.rect, extent(line)),
                "{} leaves its box",
                line.text
            );
        }
    }
    for (at, group) in scene.groups.iter().enumerate() {
        assert!(inside(whole, group.rect) && inside(group.rect, extent(&group.label)));
        for other in &scene.groups[at + 1..] {
            assert!(
                !overlap(group.rect, other.rect),
                "{} and {}",
                group.id,
                other.id
            );
        }
        for card in &scene.cards {
            let (apart, within) = (
                !overlap(group.rect, card.rect),
                inside(group.rect, card.rect),
            );
            assert!(apart || within, "{} cuts {}", group.id, card.id);
        }
    }
    let pills: Vec<Rect> = scene
        .edges
        .iter()
        .filter_map(|edge| edge.pill.as_ref())
        .map(|pill| pill.rect)
        .collect();
    for (at, pill) in pills.iter().enumerate() {
        for other in &pills[at + 1..] {
            assert!(!overlap(*pill, *other), "pills meet: {pill:?} {other:?}");
        }
        for (id, rect) in &solid {
            assert!(!overlap(*pill, *rect), "a pill lies on {id}");
        }
    }
    let ids: BTreeSet<&str> = scene.cards.iter().map(|card| card.id.as_str()).collect();
    assert_eq!(ids.len(), scene.cards.len(), "card ids are unique");
    let edge_ids: BTreeSet<&str> = scene.edges.iter().map(|edge| edge.id.as_str()).collect();
    assert_eq!(edge_ids.len(), scene.edges.len(), "edge ids are unique");
    for edge in &scene.edges {
        assert!(
            edge.ends.iter().all(|end| ids.contains(end.as_str())),
            "{}",
            edge.id
        );
        for step in 1_u8..32 {
            let Point { x, y } = point_at(&edge.curve, f32::from(step) / 32.0);
            let spot = Rect {
                x,
                y,
                width: 0.0,
                height: 0.0,
            };
            let hit = solid.iter().find(|(_, rect)| overlap(*rect, spot));
            assert!(hit.is_none(), "{} runs through {hit:?}", edge.id);
        }
    }
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("app: web".to_owned()),
        Just("app: wbe".to_owned()),
        Just("tier: front".to_owned()),
        Just("app: web, tier: front".to_owned()),
        Just(
            "a-very-long-label-key-that-goes-on-and-on: with-a-value-that-is-no-shorter".to_owned()
        ),
    ]
}

fn service() -> impl Strategy<Value = String> {
    let kind = prop_oneof![
        Just("type: ClusterIP"),
        Just("type: NodePort"),
        Just("type: LoadBalancer"),
        Just("clusterIP: None"),
        Just("type: ExternalName, externalName: api.example.com"),
        Just("type: Nonsense"),
        Just("internalTrafficPolicy: Local"),
        Just("ipFamilyPolicy: PreferDualStack"),
    ];
    let target = prop_oneof![Just("http"), Just("admin"), Just("8080"), Just("0")];
    let ports = prop::collection::vec(target, 0..4);
    let selector = prop::option::weighted(0.8, label());
    ("[a-z]{1,40}", kind, selector, ports).prop_map(|(name, kind, selector, targets)| {
        let ports: Vec<String> = targets
            .iter()
            .zip(80..)
            .map(|(target, port)| format!("{{name: p{port}, port: {port}, targetPort: {target}}}"))
            .collect();
        let selector = selector.map_or_else(String::new, |labels| format!(", selector: {{{labels}}}"));
        format!(
            "{{apiVersion: v1, kind: Service, metadata: {{name: {name}}}, spec: {{{kind}{selector}, ports: [{}]}}}}",
            ports.join(", ")
        )
    })
}

fn pod() -> impl Strategy<Value = String> {
    let node = prop_oneof![Just("node-1"), Just("node-2"), Just("somewhere-else")];
    let port = prop_oneof![
        Just(""),
        Just("{name: http, containerPort: 8080}"),
        Just("{name: admin, containerPort: 9000}, {containerPort: 8080}"),
    ];
    let status = prop_oneof![
        3 => Just(""),
        1 => Just(", status: {phase: Running, conditions: [{type: Ready, status: 'False'}]}"),
        1 => Just(", status: {phase: Pending}"),
    ];
    ("[a-z]{1,50}", label(), node, port, status).prop_map(|(name, labels, node, port, status)| {
        format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, labels: {{{labels}}}}}, spec: {{nodeName: {node}, containers: [{{name: c, image: i, ports: [{port}]}}]}}{status}}}"
        )
    })
}

fn endpoints() -> impl Strategy<Value = String> {
    ("[a-z]{1,8}", 1_u8..4).prop_map(|(name, count)| {
        let addresses: Vec<String> = (1..=count).map(|at| format!("{{ip: 11.11.11.{at}}}")).collect();
        format!(
            "{{apiVersion: v1, kind: Endpoints, metadata: {{name: {name}}}, subsets: [{{addresses: [{}], ports: [{{name: p80, port: 8080}}]}}]}}",
            addresses.join(", ")
        )
    })
}

fn manifest() -> impl Strategy<Value = String> {
    let services = prop::collection::vec(service(), 0..6);
    let pods = prop::collection::vec(pod(), 0..60);
    let endpoints = prop::collection::vec(endpoints(), 0..3);
    (services, pods, endpoints).prop_map(|(services, pods, endpoints)| {
        let all: Vec<String> = [services, pods, endpoints].concat();
        all.join("\n---\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_leaves_its_place_or_changes(text in manifest()) {
        let reading = Reading::of(&text);
        for language in Language::ALL {
            let scene = reading.scene(language);
            check(&scene);
            prop_assert_eq!(&scene, &reading.scene(language));
        }
    }
}
