use cluster::explain::Explanation;

pub(super) fn explain(explanation: &Explanation) -> String {
    match explanation {
        Explanation::Indentation => "The indentation fits none of the lines above. Keys of one object must begin in the same column.",
        Explanation::ColonMissing => "A key needs a colon and a space after it: name: web.",
        Explanation::ColonUnexpected => "There is a colon where no key can be. Either the line is indented too far, or the value contains a colon and needs quotes.",
        Explanation::ReservedCharacter => "YAML does not allow this character here. Tabs cannot indent, and @ or ` need quotes.",
        Explanation::Unclosed => "A quote or bracket that was opened before is not closed.",
        Explanation::UnknownAnchor => "The alias after * names an anchor that no & defines above it.",
        Explanation::Ellipsis => "In notes ... means “and so on”; YAML reads it as a key. Remove the line.",
        Explanation::NotYaml => "From here on this is not YAML. kubectl does not read this document, nor any after it.",
        Explanation::UnknownField(Some(meant)) => return format!("This field does not exist here. Did you mean {meant}?"),
        Explanation::UnknownField(None) => "This field does not exist here. Check its spelling, capital letters included, and its indentation.",
        Explanation::DuplicateField => "This key stands twice in the same object. Keep one.",
        Explanation::WrongType => "The value has the wrong type. Quotes make text of a number; without them yes, no, on and off are booleans.",
        Explanation::Unparsable => "The value is text of the right kind, but not in a form that can be read.",
        Explanation::UnknownKind => "Every object needs an apiVersion and a kind that belong together, such as v1 and Service.",
        Explanation::NamespaceMissing => "The namespace must exist before something is created in it. Add a Namespace object above.",
        Explanation::AlreadyExists => "Something of this kind has this name already. Names are unique within a kind and namespace.",
        Explanation::NameMissing => "Every object and every container needs a name. Fragments in notes often leave it out.",
        Explanation::PortNameMissing => "With more than one port every port needs a name, so that each can be told apart.",
        Explanation::PortsMissing => "A Service forwards ports, so it needs at least one. Only headless and ExternalName Services do without.",
        Explanation::ImageMissing => "A container needs an image to run.",
        Explanation::PortRange => "Port numbers go from 1 to 65535.",
        Explanation::NodePort => "Node ports are given out from 30000 to 32767, each once in a cluster. Leave the field out to get a free one.",
        Explanation::ClusterIp => "The cluster gives out Service addresses from its own range, each once. Leave the field out to get a free one.",
        Explanation::NameFormat => "Names become part of DNS names: lower-case letters, digits and hyphens, beginning and ending with a letter or digit.",
        Explanation::LabelFormat => "Labels are made of letters, digits, hyphens, underscores and dots, and begin and end with a letter or digit.",
        Explanation::Address => "An endpoint needs the address of another machine; loopback, link-local and unspecified addresses never leave this one.",
        Explanation::TemplateMismatch => "The workload would not find its own Pods: the template needs the labels that the selector names.",
        Explanation::Unsupported => "Only the listed values are allowed, spelled exactly so.",
        Explanation::Required => "This field must be set.",
        Explanation::Duplicate => "This must be unique, and stands twice.",
        Explanation::Forbidden => "This may not be set together with the rest of the object.",
        Explanation::Invalid => "The API server does not take this value.",
    }
    .to_owned()
}
