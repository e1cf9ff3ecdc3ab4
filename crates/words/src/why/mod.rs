//! Why a Pod is or is not behind a Service, and the questions of "Debug Services".

mod english;
mod korean;

use cluster::api::{PodPhase, Protocol};
use cluster::why::{Finding, NoLadder, Rung};

use crate::{Language, Sentence};

/// A rung in words: `message` is what it is about, `help` what the Service wants and the Pod has.
pub fn rung(language: Language, rung: &Rung) -> Sentence {
    match language {
        Language::English => english::rung(rung),
        Language::Korean => korean::rung(rung),
    }
}

/// A question and its answer.
pub fn check(language: Language, finding: &Finding) -> Sentence {
    match language {
        Language::English => english::check(finding),
        Language::Korean => korean::check(finding),
    }
}

/// Why no ladder leads to a Service.
pub const fn no_ladder(language: Language, why: NoLadder) -> &'static str {
    match language {
        Language::English => english::no_ladder(why),
        Language::Korean => korean::no_ladder(why),
    }
}

/// Things in a row.
fn list<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    items.join(", ")
}

const fn phase(phase: PodPhase) -> &'static str {
    match phase {
        PodPhase::Pending => "Pending",
        PodPhase::Running => "Running",
        PodPhase::Succeeded => "Succeeded",
        PodPhase::Failed => "Failed",
        PodPhase::Unknown => "Unknown",
    }
}

/// How a Service port's protocol and those of the Pod's port go together.
enum Fit {
    Same,
    Undeclared,
    Harmless,
    Useless,
}

fn fit(wanted: Protocol, found: &[Protocol], must: bool) -> Fit {
    match (found.contains(&wanted), found.is_empty(), must) {
        (true, ..) => Fit::Same,
        (false, true, false) => Fit::Undeclared,
        (false, false, false) => Fit::Harmless,
        (false, _, true) => Fit::Useless,
    }
}

#[cfg(test)]
mod tests {
    use cluster::why::{Reach, Readiness};

    use super::*;

    #[test]
    fn a_rung_names_what_is_wanted_and_what_is_there() {
        let label = Rung::Label {
            key: "app".into(),
            wanted: "web".into(),
            found: Some("wbe".into()),
        };
        for language in Language::ALL {
            let said = rung(language, &label).help;
            assert!(
                said.contains("app=web") && said.contains("app=wbe"),
                "{said}"
            );
        }
    }

    #[test]
    fn the_way_a_pod_is_reached_is_said_with_its_nodes() {
        let local = Rung::Reach(Reach::Local(vec!["node-1".into()]));
        assert_eq!(
            rung(Language::English, &local).help,
            "internalTrafficPolicy is Local: only clients on node-1 get here."
        );
        assert_eq!(
            rung(Language::Korean, &Rung::Ready(Readiness::Ready)).help,
            "파드가 준비되어 있습니다."
        );
    }
}
