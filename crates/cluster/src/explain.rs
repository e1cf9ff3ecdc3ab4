//! What a refusal means: the API server's errors sorted into the few things that people get wrong.
//!
//! The server's own words stay as they are; crate `words` says each [`Explanation`] plainly beside them.

mod refusal;
mod slip;

use syntax::yaml::{Node, Value};

use crate::Str;
use crate::admission::Wanted;

pub use refusal::warned_field;
pub(crate) use slip::{hidden_colon, stray};

/// What went wrong, as one would explain it to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// A key stands at an indentation that fits nothing above it.
    Indentation,
    /// A line has no colon where a key needs one.
    ColonMissing,
    /// A `#` before a colon makes a comment of it.
    HiddenColon,
    /// An object ended above, at a line that is indented less than its first.
    EndsAbove,
    /// A value goes on with a colon, as a second key would.
    SecondColon,
    /// A key below a line that has its value already.
    TooFarRight,
    /// A tab in the indentation.
    Tab,
    /// A character that YAML reserves slipped in before a bracket or a quote.
    StrayCharacter(char),
    /// A value begins with a character that YAML reserves.
    ReservedCharacter(char),
    /// A character that nobody sees.
    ControlCharacter,
    /// A comma outside of brackets.
    CommaOutside,
    /// A second key on a line whose value is complete.
    LineBreakMissing,
    /// A key among the items of a list.
    HyphenMissing,
    /// An item where no list is.
    HyphenUnexpected,
    /// Text on the line of `|` or `>`.
    BlockText,
    /// `&` or `*` without a name.
    Anchor,
    /// A quote or bracket is not closed.
    Unclosed,
    /// An alias names an anchor that is not there.
    UnknownAnchor,
    /// `...` as notes write it for “and so on”.
    Ellipsis,
    /// A text that begins with `{` and is no JSON.
    ReadAsJson,
    /// A line `---` that goes on.
    Separator,
    /// Not YAML, without more to say.
    NotYaml,
    /// No such field; the one that was probably meant.
    UnknownField(Option<&'static str>),
    /// A key stands twice.
    DuplicateField,
    /// A value of the wrong type: the one that it should be of, and what stands there.
    WrongType(Wanted, Found),
    /// `matchLabels` in a Service's selector, which has none.
    NoMatchLabels,
    /// A value that does not parse.
    Unparsable,
    /// A document that is no object: a list, or bare text.
    NotAnObject,
    /// `kind` or `apiVersion` is missing: which one.
    IdentityMissing(Str),
    /// `kind` or `apiVersion` is not text: which one.
    IdentityNotText(Str),
    /// No such kind, or not in this version; what probably belongs there.
    UnknownKind(Option<&'static str>),
    /// The namespace does not exist.
    NamespaceMissing,
    /// The namespace is made, but too late.
    NamespaceBelow,
    /// An object of that kind and name exists already.
    AlreadyExists,
    /// An object without a name.
    NameMissing,
    /// Several ports, and one without a name.
    PortNameMissing,
    /// A Service without ports.
    PortsMissing,
    /// A container without an image.
    ImageMissing,
    /// A probe or a hook that does not say what to do.
    HandlerMissing,
    /// A probe or a hook that says it twice.
    HandlerTwice,
    /// A port number outside 1–65535.
    PortRange,
    /// A port's name that is none.
    PortName,
    /// A number as a port's name, because of its quotes.
    PortNumberInQuotes,
    /// Two ports of one Service with the same number and protocol.
    PortTwice,
    /// A nodePort outside the range.
    NodePortRange,
    /// A nodePort that another port has.
    NodePortTaken,
    /// A clusterIP outside the range.
    ClusterIpRange,
    /// A clusterIP that another Service has.
    ClusterIpTaken,
    /// `clusterIP` and `clusterIPs` do not say the same.
    ClusterIpsDiffer,
    /// A headless Service of a type that needs an address.
    HeadlessType,
    /// A name that is not a DNS name.
    NameFormat,
    /// A name that is too long: the most that is allowed.
    TooLong(Option<u32>),
    /// A label that is not one.
    LabelFormat,
    /// A name with an optional prefix that is not one.
    QualifiedName,
    /// An IP address that is not one.
    NoAddress,
    /// An IP address that endpoints may not have.
    Address,
    /// A template whose labels do not fit the workload's selector.
    TemplateMismatch,
    /// None of the allowed words.
    Unsupported,
    /// No word at all where one of some is wanted.
    Empty,
    /// A number outside of what is allowed.
    OutOfRange,
    /// A field that belongs to another type of Service.
    OtherType,
    /// A field that belongs to a LoadBalancer with `externalTrafficPolicy: Local`.
    LocalLoadBalancerOnly,
    /// Something must be set.
    Required,
    /// Something stands twice.
    Duplicate,
    /// Something may not be set here.
    Forbidden,
    /// Some other rule is broken.
    Invalid,
    /// The Endpoints API is deprecated.
    EndpointsDeprecated,
    /// `externalIPs` are deprecated.
    ExternalIpsDeprecated,
    /// A field that the server keeps and does not use.
    Ignored,
    /// An address that is not written as it should be.
    AddressForm,
    /// An old word that has a new one.
    Renamed,
    /// A name that hosts cannot have becomes theirs.
    HostName,
    /// Two containers have a port of the same name.
    PortNameTwice,
}

/// What stands where a value of another type is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Text.
    Text,
    /// A number.
    Number,
    /// `true`, `false`, or a word that YAML reads so.
    Boolean,
    /// A list.
    List,
    /// Fields.
    Fields,
    /// Nothing.
    Nothing,
}

impl Found {
    fn of(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Nothing,
            Value::Bool(_) => Self::Boolean,
            Value::Int(_) | Value::Float(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Sequence(_) => Self::List,
            Value::Mapping(_) => Self::Fields,
        }
    }
}
