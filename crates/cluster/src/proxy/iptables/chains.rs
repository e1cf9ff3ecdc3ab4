use std::net::SocketAddr;

use crate::proxy::ProxiedPort;
use crate::proxy::hash::short_hash;

/// What a Service port's own chain is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Chooses among the endpoints of policy `Cluster`.
    Cluster,
    /// Chooses among the endpoints of policy `Local`.
    Local,
    /// Takes what came to an external address, and sends it to one of the two.
    External,
    /// Lets the allowed sources of a load balancer through to `External`.
    Firewall,
}

impl Purpose {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Cluster => "KUBE-SVC-",
            Self::Local => "KUBE-SVL-",
            Self::External => "KUBE-EXT-",
            Self::Firewall => "KUBE-FW-",
        }
    }
}

/// The name of a Service port's chain (`servicePortPolicyClusterChain` and the like).
pub(super) fn service_chain(port: &ProxiedPort, purpose: Purpose) -> String {
    let hash = short_hash(&(port.label() + port.protocol_word()), 16);
    format!("{}{hash}", purpose.prefix())
}

/// The name of the chain that sends to one endpoint (`servicePortEndpointChainName`).
pub(super) fn endpoint_chain(port: &ProxiedPort, endpoint: SocketAddr) -> String {
    let name = format!("{}{}{endpoint}", port.label(), port.protocol_word());
    format!("KUBE-SEP-{}", short_hash(&name, 16))
}
