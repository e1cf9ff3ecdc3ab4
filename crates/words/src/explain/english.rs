use cluster::admission::Wanted;
use cluster::explain::{Explanation, Found};

pub(super) fn explain(explanation: &Explanation) -> String {
    match explanation {
        Explanation::Indentation => "The indentation fits none of the lines above. Keys of one object must begin in the same column.",
        Explanation::ColonMissing => "A key needs a colon and a space after it: name: web. Look at this line and the one above.",
        Explanation::HiddenColon => "A # after a space begins a comment, so the colon after it is not read. Remove the #.",
        Explanation::EndsAbove => "This line is indented less than the first line of the object, so for YAML the object ended above it. Begin all keys of the object in the same column.",
        Explanation::SecondColon => "This line has a colon too many. A value with a colon and a space in it needs quotes; a second key needs a line of its own.",
        Explanation::TooFarRight => "This line is indented below one that has its value already. Either it belongs further left, or the value above is too much.",
        Explanation::Tab => "A tab stands in the indentation, where YAML allows only spaces. Replace it with spaces.",
        Explanation::StrayCharacter(character) => {
            return format!("The character {character} does not belong before a bracket or quote. It probably slipped in: remove it.");
        }
        Explanation::ReservedCharacter(character) => {
            return format!("A value cannot begin with {character}, which YAML keeps for itself. Remove it, or put the whole value in quotes if it is meant.");
        }
        Explanation::ControlCharacter => "An invisible control character stands here, often from copying. Remove it.",
        Explanation::CommaOutside => "Commas separate only inside of [ ] and { }. Here the value is complete: remove the comma.",
        Explanation::LineBreakMissing => "The value before is complete, and another key begins on the same line. Give it a line of its own.",
        Explanation::HyphenMissing => "The lines above are items of a list, and this is none: it has no hyphen. Remove the hyphen above, or indent this line so that it belongs to the item.",
        Explanation::HyphenUnexpected => "A hyphen and a space begin an item of a list, and no list can go on here. Among the keys of an object remove the hyphen; an item begins on a line of its own.",
        Explanation::BlockText => "After | or > the text begins on the next line, indented. If it is meant as a character, put the value in quotes; if it slipped in, remove it.",
        Explanation::Anchor => "& and * are followed by a name, of an anchor and of what refers to it. If one is meant as a character, put the value in quotes; if it slipped in, remove it.",
        Explanation::Unclosed => "A quote or bracket that was opened before is not closed, or a comma is missing between two entries.",
        Explanation::UnknownAnchor => "The alias after * names an anchor that no & defines above it.",
        Explanation::Ellipsis => "In notes ... means “and so on”; YAML reads it as a key. Remove the line.",
        Explanation::ReadAsJson => "A text that begins with { is read as JSON. If the brace slipped in, remove it; if JSON is meant, every key and text needs double quotes.",
        Explanation::Separator => "On the line of --- kubectl allows only a comment. Begin the document on the next line.",
        Explanation::NotYaml => "From here on this is not YAML. kubectl does not read this document, nor any after it.",
        Explanation::UnknownField(Some(meant)) => return format!("This field does not exist here. Did you mean {meant}?"),
        Explanation::UnknownField(None) => "This field does not exist here. Check its spelling, capital letters included, and its indentation.",
        Explanation::DuplicateField => "This key stands twice in the same object. kubectl silently takes the last one; keep that, or the one that you mean.",
        Explanation::WrongType(wanted, found) => return wrong_type(*wanted, *found),
        Explanation::NoMatchLabels => "A Service's selector has its labels directly below it. Deployments and other workloads have matchLabels, a Service has not.",
        Explanation::Unparsable => "The value is text of the right kind, but not in a form that can be read.",
        Explanation::NotAnObject => "An object is written as keys and values, beginning with apiVersion and kind. This document is something else.",
        Explanation::IdentityMissing(field) => {
            return format!("This object has no {field}. Every object begins with an apiVersion and a kind, such as v1 and Service, all in the same column.");
        }
        Explanation::IdentityNotText(field) => return format!("{field} takes a single word, such as {}.", example(field)),
        Explanation::UnknownKind(Some(meant)) => return format!("No kind has this name in this version. Did you mean {meant}?"),
        Explanation::UnknownKind(None) => "apiVersion and kind must belong together, such as v1 and Service or apps/v1 and Deployment. Check both, capital letters included.",
        Explanation::NamespaceMissing => "The namespace must exist before something is created in it. Add a Namespace object above.",
        Explanation::NamespaceBelow => "The namespace is made further down, too late: objects are created in their order. Move the Namespace above this object.",
        Explanation::AlreadyExists => "Something of this kind has this name already. Names are unique within a kind and namespace.",
        Explanation::NameMissing => "Every object and every container needs a name. Fragments in notes often leave it out.",
        Explanation::PortNameMissing => "With more than one port every port needs a name, so that each can be told apart.",
        Explanation::PortsMissing => "A Service forwards ports, so it needs at least one. Only headless and ExternalName Services do without.",
        Explanation::ImageMissing => "A container needs an image to run.",
        Explanation::HandlerMissing => "It has to say what to do: exec, httpGet, tcpSocket, or for a probe grpc.",
        Explanation::HandlerTwice => "It can do one thing only. Keep one of exec, httpGet, tcpSocket and grpc.",
        Explanation::PortRange => "Port numbers go from 1 to 65535.",
        Explanation::PortName => "A port's name has at most 15 lower-case letters, digits and single hyphens, at least one letter, and no hyphen at either end.",
        Explanation::PortNumberInQuotes => "In quotes this is a name, and a name needs a letter. For a number leave the quotes out.",
        Explanation::PortTwice => "Two ports of this Service have the same number and protocol, so nothing could tell them apart. Change one or remove it.",
        Explanation::NodePortRange => "Node ports are given out from 30000 to 32767. Choose one there, or leave the field out to get a free one.",
        Explanation::NodePortTaken => "Every node opens this port for somebody else already; a cluster has each node port once. Choose another, or leave the field out to get a free one.",
        Explanation::ClusterIpRange => "The cluster gives out Service addresses from its own range only. Leave the field out to get a free one.",
        Explanation::ClusterIpTaken => "Another Service has this address already. Leave the field out to get a free one.",
        Explanation::ClusterIpsDiffer => "clusterIPs begins with the address in clusterIP and may add one of the other family. Leave clusterIPs out to have it filled in.",
        Explanation::HeadlessType => "Without an address of its own (None) a Service cannot be a NodePort or LoadBalancer. Remove clusterIP, or change type.",
        Explanation::NameFormat => "Names become part of DNS names: lower-case letters, digits and hyphens, beginning and ending with a letter or digit.",
        Explanation::TooLong(Some(most)) => return format!("This is too long. It may have {most} characters at most."),
        Explanation::TooLong(None) => "This is too long. Shorten it.",
        Explanation::LabelFormat => "Labels are made of letters, digits, hyphens, underscores and dots, and begin and end with a letter or digit. Spaces are not allowed, not even at the ends.",
        Explanation::QualifiedName => "A name of letters, digits, hyphens, underscores and dots is needed, beginning and ending with a letter or digit; before it may stand a domain and a slash: example.com/name.",
        Explanation::NoAddress => "This is no IP address of the kind that is needed here: IPv4 is four numbers up to 255 without leading zeros. A host name cannot stand here.",
        Explanation::Address => "Traffic has to get to another machine; loopback, link-local, multicast and unspecified addresses do not lead to one.",
        Explanation::TemplateMismatch => "The workload would not find its own Pods: the template needs the labels that the selector names.",
        Explanation::Unsupported => "Only the listed values are allowed, spelled exactly so.",
        Explanation::Empty => "Nothing is written here. Take one of the listed values, or leave the field out.",
        Explanation::OutOfRange => "The number is outside of what is allowed; the message names the limits.",
        Explanation::OtherType => "This field belongs to another type of Service. Remove it, or change type.",
        Explanation::LocalLoadBalancerOnly => "This field belongs to type: LoadBalancer with externalTrafficPolicy: Local. Set both, or remove it.",
        Explanation::Required => "This field must be set.",
        Explanation::Duplicate => "This must be unique, and stands twice. Change one or remove it.",
        Explanation::Forbidden => "This may not be set together with the rest of the object.",
        Explanation::Invalid => "The API server does not take this value; the message says what it expects.",
        Explanation::EndpointsDeprecated => "It still works: the control plane mirrors these Endpoints into EndpointSlices. New manifests should write an EndpointSlice.",
        Explanation::ExternalIpsDeprecated => "It still works here. Where it may not, a LoadBalancer Service gives an address that the cluster itself manages.",
        Explanation::Ignored => "The API server keeps this field and nothing uses it. Remove it, or choose the type of Service that it belongs to.",
        Explanation::AddressForm => "It works, and it is not the usual way to write this address. Two spellings of one address can be taken for two.",
        Explanation::HostName => "It works, but the name becomes part of host names, where dots separate and 63 characters are the most. Use lower-case letters, digits and hyphens.",
        Explanation::PortNameTwice => "A targetPort or probe that asks for this name finds only the first of these ports. Give each a name of its own.",
        Explanation::Renamed => "Both words mean the same. New manifests should use the new one.",
    }
    .to_owned()
}

fn wrong_type(wanted: Wanted, found: Found) -> String {
    let takes = match wanted {
        Wanted::Text => "This field takes text.".to_owned(),
        Wanted::OneOf(words) => {
            format!("This field takes one of these words: {}.", words.join(", "))
        }
        Wanted::Number => "This field takes a whole number.".to_owned(),
        Wanted::Boolean => "This field takes true or false.".to_owned(),
        Wanted::List => "This field takes a list.".to_owned(),
        Wanted::Fields => "This field takes fields of its own.".to_owned(),
        Wanted::Other => "The value has the wrong type.".to_owned(),
    };
    let help = match (wanted, found) {
        (Wanted::Fields, Found::List) => {
            "Here stands a list: remove the hyphens or square brackets and write name: value."
        }
        (Wanted::Fields, _) => "Write them as name: value, indented on the lines below.",
        (Wanted::List, Found::Fields) => {
            "Here stand fields: put a hyphen and a space before the first of them."
        }
        (Wanted::List, _) => "Each item begins with a hyphen and a space.",
        (_, Found::Fields) => {
            "Here stand fields of its own instead. Write the value itself, or look whether the lines below are indented too far."
        }
        (_, Found::List) => {
            "Here stands a list. Write the value itself, without hyphens and square brackets."
        }
        (Wanted::Text, _) => {
            "A number, or true, false, yes, no, on or off, is text only in quotes."
        }
        (Wanted::Number, Found::Number) => "This one is too large, or has a fraction.",
        (Wanted::Number | Wanted::Boolean, Found::Text) => "Write it without quotes.",
        (Wanted::Other, _) => {
            "Quotes make text of a number; without them yes, no, on and off are booleans."
        }
        _ => "",
    };
    format!("{takes} {help}").trim_end().to_owned()
}

fn example(field: &str) -> &'static str {
    match field {
        "kind" => "Service",
        _ => "v1",
    }
}
