use super::quantity::Quantity;
use crate::Value;

const RESOURCES: [&str; 2] = ["cpu", "memory"];

/// The quality of service class of a Pod: `ComputePodQOS` of `pkg/apis/core/helper/qos`.
pub(super) fn class(pod: &Value) -> &'static str {
    let spec = pod.part("spec");
    let holders: Vec<&Value> = match spec.get("resources") {
        Some(_) => vec![spec],
        None => spec
            .list("containers")
            .iter()
            .chain(spec.list("initContainers"))
            .collect(),
    };
    let sum = |field: &str, resource: &str| -> i128 {
        let amounts = holders.iter().map(|holder| amount(holder, field, resource));
        amounts.fold(0, i128::saturating_add)
    };
    let limited = holders.iter().all(|holder| {
        RESOURCES
            .iter()
            .all(|resource| amount(holder, "limits", resource) > 0)
    });
    let equal = RESOURCES
        .iter()
        .all(|resource| sum("requests", resource) == sum("limits", resource));
    let nothing = RESOURCES
        .iter()
        .all(|resource| sum("requests", resource) == 0 && sum("limits", resource) == 0);
    match (nothing, limited && equal) {
        (true, _) => "BestEffort",
        (false, true) => "Guaranteed",
        (false, false) => "Burstable",
    }
}

/// How much of `resource` a container asks for, in billionths; nothing if it does not say.
fn amount(holder: &Value, field: &str, resource: &str) -> i128 {
    let text = holder.at(["resources", field, resource]);
    let quantity = text.and_then(Value::as_str).and_then(Quantity::parse);
    quantity.map_or(0, |quantity| quantity.nanos().max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::from_json;

    #[test]
    fn the_class_follows_requests_and_limits() {
        let cases = [
            ("{}", "BestEffort"),
            (r#"{"requests": {"cpu": "1"}}"#, "Burstable"),
            (
                r#"{"limits": {"cpu": "1"}, "requests": {"cpu": "1"}}"#,
                "Burstable",
            ),
            (
                r#"{"limits": {"cpu": "1", "memory": "1Gi"}, "requests": {"cpu": "1000m", "memory": "1024Mi"}}"#,
                "Guaranteed",
            ),
        ];
        for (resources, expected) in cases {
            let pod = format!(r#"{{"spec": {{"containers": [{{"resources": {resources}}}]}}}}"#);
            assert_eq!(class(&from_json(&pod)), expected, "{resources}");
        }
    }
}
