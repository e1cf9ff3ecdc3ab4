//! Requests, limits and claims: `validateResourceRequirements`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Errors, names};
use crate::Value;
use crate::admission::quantity::Quantity;
use crate::field::{BadValue, FieldError, Path};

const COMPUTE: [&str; 3] = ["cpu", "memory", "ephemeral-storage"];
const STANDARD: [&str; 20] = [
    "configmaps",
    "cpu",
    "ephemeral-storage",
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "memory",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
    "requests.storage",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
    "storage",
];
/// Standard resources that are counted in whole numbers.
const COUNTED: [&str; 9] = [
    "configmaps",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
];

#[derive(Clone, Copy, PartialEq)]
enum Level {
    Container,
    Pod,
}

/// `ValidateContainerResourceRequirements`
pub(super) fn of_container(errors: &mut Errors, path: Path<'_>, resources: &Value, spec: &Value) {
    requirements(errors, path, resources, Level::Container);
    claim_names(errors, path.child("claims"), resources, spec);
}

/// `validateOverhead`: limits by another name.
pub(super) fn overhead(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let mut limits = crate::Map::new();
    limits.insert("limits", spec.part("overhead").clone());
    requirements(errors, path, &limits.into(), Level::Container);
}

/// `validatePodResources`
pub(super) fn pod_resources(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let Some(resources) = spec.get("resources") else {
        return;
    };
    if resources.has("claims") {
        let detail = "claims cannot be set for Resources at pod-level";
        errors.forbidden(path.child("claims"), detail);
    }
    requirements(errors, path, resources, Level::Pod);
}

fn requirements(errors: &mut Errors, path: Path<'_>, resources: &Value, level: Level) {
    let limits = path.child("limits");
    let mut computes = false;
    let mut huge = false;
    for (name, value) in resources.entries("limits") {
        let item = limits.key(name);
        resource_name(errors, item, name, level);
        amount(errors, item, name, value);
        computes |= matches!(name, "cpu" | "memory");
        huge |= is_huge_page(name);
    }
    let requests = path.child("requests");
    let limited: BTreeMap<&str, &Value> = resources.entries("limits").into_iter().collect();
    for (name, value) in resources.entries("requests") {
        let item = requests.key(name);
        resource_name(errors, item, name, level);
        amount(errors, item, name, value);
        let limit = limited.get(name).copied().and_then(quantity);
        if let (Some(request), Some(limit)) = (quantity(value), limit) {
            within_limit(errors, requests, name, request, limit);
        } else if !may_overcommit(name) {
            errors.required(limits, "Limit must be set for non overcommitable resources");
        }
        computes |= matches!(name, "cpu" | "memory");
        huge |= is_huge_page(name);
    }
    if huge && !computes {
        errors.forbidden(path, "HugePages require cpu or memory");
    }
}

fn within_limit(
    errors: &mut Errors,
    requests: Path<'_>,
    name: &str,
    request: Quantity,
    limit: Quantity,
) {
    let relation = if !may_overcommit(name) && request.nanos() != limit.nanos() {
        "equal to"
    } else if request.nanos() > limit.nanos() {
        "less than or equal to"
    } else {
        return;
    };
    let detail = format!("must be {relation} {name} limit of {limit}");
    errors.invalid(requests, request.to_string().as_str(), &detail);
}

/// `validateContainerResourceName` and `validatePodResourceName`
fn resource_name(errors: &mut Errors, path: Path<'_>, name: &str, level: Level) {
    if level == Level::Pod {
        if !["cpu", "memory"].contains(&name) && !is_huge_page(name) {
            errors.not_supported(path, name, &["cpu", "hugepages-", "memory"]);
        }
        return;
    }
    let wrong = names::qualified_name(name);
    if !wrong.is_empty() {
        for message in wrong {
            errors.invalid_typed(path, name, &message);
        }
    } else if !name.contains('/')
        && !STANDARD.contains(&name)
        && !is_huge_page(name)
        && !name.starts_with("requests.hugepages-")
    {
        let detail = "must be a standard resource type or fully qualified";
        errors.invalid_typed(path, name, detail);
    }
    if !name.contains('/') {
        if !COMPUTE.contains(&name) && !is_huge_page(name) {
            errors.invalid_typed(path, name, "must be a standard resource for containers");
        }
    } else if !is_native(name) && !is_extended(name) {
        let detail = "doesn't follow extended resource name standard";
        errors.invalid_typed(path, name, detail);
    }
}

/// `ValidateResourceQuantityValue`
fn amount(errors: &mut Errors, path: Path<'_>, name: &str, value: &Value) {
    let Some(amount) = quantity(value) else {
        return;
    };
    let text = amount.to_string();
    if amount.nanos() < 0 {
        let detail = "must be greater than or equal to 0";
        errors.invalid(path, text.as_str(), detail);
    }
    if (COUNTED.contains(&name) || is_extended(name)) && !amount.is_whole() {
        errors.invalid(path, BadValue::typed(&text), "must be an integer");
    }
    if let Some(page) = name.strip_prefix("hugepages-").and_then(Quantity::parse)
        && (page.nanos() <= 0 || amount.nanos() % page.nanos() != 0)
    {
        let detail = format!("{text} is not positive integer multiple of {name}");
        errors.invalid(path, text.as_str(), &detail);
    }
}

fn quantity(value: &Value) -> Option<Quantity> {
    value.as_str().and_then(Quantity::parse)
}

fn is_huge_page(name: &str) -> bool {
    name.starts_with("hugepages-")
}

/// `helper.IsNativeResource`
fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// `helper.IsExtendedResourceName`
fn is_extended(name: &str) -> bool {
    !is_native(name)
        && !name.starts_with("requests.")
        && names::qualified_name(&format!("requests.{name}")).is_empty()
}

fn may_overcommit(name: &str) -> bool {
    is_native(name) && !is_huge_page(name)
}

/// `validateResourceClaimNames`
fn claim_names(errors: &mut Errors, path: Path<'_>, resources: &Value, spec: &Value) {
    if resources.list("claims").is_empty() {
        return;
    }
    let claims = spec.list("resourceClaims").iter();
    let mut known: Vec<&str> = claims.map(|claim| claim.text("name")).collect();
    known.retain(|name| !name.is_empty());
    known.sort_unstable();
    let mut seen = BTreeSet::new();
    for (at, claim) in resources.list("claims").iter().enumerate() {
        let path = path.index(at);
        let (name, request) = (claim.text("name"), claim.text("request"));
        if name.is_empty() {
            errors.required(path, "");
            continue;
        }
        if seen.contains(&(name, "")) {
            errors.duplicate(path, name);
        } else {
            if !request.is_empty() {
                errors.messages(path.child("request"), request, names::dns_label(request));
            }
            if seen.contains(&(name, request)) {
                errors.duplicate(path, format!("{name}/{request}").as_str());
            } else if request.is_empty() && starts_with(&seen, name) {
                errors.duplicate(path, name);
            }
            seen.insert((name, request));
        }
        if !known.contains(&name) {
            let list = match known.is_empty() {
                true => " which is empty".to_owned(),
                false => format!(": {}", known.join(", ")),
            };
            let detail = format!("must be one of the names in pod.spec.resourceClaims{list}");
            errors.push(FieldError::not_found(path, name, &detail));
        }
    }
}

/// Whether some request of the claim `name` was seen.
fn starts_with(seen: &BTreeSet<(&str, &str)>, name: &str) -> bool {
    let next = seen.range((name, "")..).next();
    next.is_some_and(|(other, _)| *other == name)
}

/// `validatePodResourceClaims`
pub(super) fn claims(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let mut seen = BTreeSet::new();
    for (at, claim) in spec.list("resourceClaims").iter().enumerate() {
        let path = path.index(at);
        match claim.text("name") {
            "" => errors.required(path.child("name"), ""),
            name if seen.contains(&name) => errors.duplicate(path.child("name"), name),
            name => {
                errors.messages(path.child("name"), name, names::dns_label(name));
                seen.insert(name);
            }
        }
        for source in ["resourceClaimName", "resourceClaimTemplateName"] {
            if let Some(name) = claim.get(source).and_then(Value::as_str) {
                errors.messages(path.child(source), name, names::dns_subdomain(name));
            }
        }
    }
}

/// `validateResizePolicy`
pub(super) fn resize_policy(errors: &mut Errors, path: Path<'_>, container: &Value, spec: &Value) {
    let mut seen = BTreeSet::new();
    for (at, policy) in container.list("resizePolicy").iter().enumerate() {
        let name = policy.text("resourceName");
        if seen.contains(&name) {
            errors.duplicate(path.index(at), BadValue::typed(name));
        }
        seen.insert(name);
        errors.one_of(path, name, &["cpu", "memory"]);
        let restart = policy.text("restartPolicy");
        errors.one_of(path, restart, &["NotRequired", "RestartContainer"]);
        if spec.text("restartPolicy") == "Never" && restart != "NotRequired" {
            let detail = "must be 'NotRequired' when `restartPolicy` is 'Never'";
            errors.invalid_typed(path, restart, detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{pod, refused};

    #[test]
    fn requests_and_limits() {
        let errors = |resources: &str| {
            let wrong = refused("Pod", &pod(&format!(r#", "resources": {resources}"#), ""));
            wrong.join("\n").replace("spec.containers[0].resources", "")
        };
        let cases = [
            (
                r#"{"requests": {"cpu": "2"}, "limits": {"cpu": "1"}}"#,
                r#".requests: Invalid value: "2": must be less than or equal to cpu limit of 1"#,
            ),
            (
                r#"{"requests": {"cpu": "-1"}}"#,
                r#".requests[cpu]: Invalid value: "-1": must be greater than or equal to 0"#,
            ),
            (
                r#"{"requests": {"example.com/gpu": "1"}}"#,
                ".limits: Required value: Limit must be set for non overcommitable resources",
            ),
            (
                r#"{"requests": {"pods": "1"}}"#,
                r#".requests[pods]: Invalid value: "pods": must be a standard resource for containers"#,
            ),
            (
                r#"{"claims": [{"name": "a"}]}"#,
                r#".claims[0]: Not found: "a": must be one of the names in pod.spec.resourceClaims which is empty"#,
            ),
        ];
        for (resources, error) in cases {
            assert_eq!(errors(resources), error);
        }
        assert_eq!(
            errors(r#"{"limits": {"example.com/gpu": "0.5"}}"#),
            ".limits[example.com/gpu]: Invalid value: \"500m\": must be an integer\n.requests[example.com/gpu]: Invalid value: \"500m\": must be an integer"
        );
    }
}
