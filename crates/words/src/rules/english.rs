use cluster::advice::Rule;

use super::{RulePage, RulePageWords};

pub(super) const WORDS: RulePageWords = RulePageWords {
    list: "Rules",
    about: "What the API server accepts and a person probably did not mean. These are this playground's own rules; errors are the API server's, in its own words.",
    all: "All rules",
    what: "What it sees",
    why: "Why it matters",
    mend: "What to do",
    bad: "The rule speaks here",
    good: "Here all is well",
    open: "Open in the playground",
    home: "Back to the playground",
};

pub(super) const fn page(rule: Rule) -> RulePage {
    match rule {
        Rule::SelectorMatchesNothing => RulePage {
            title: "The selector matches no Pod",
            what: "A Service has a selector, and no Pod in its namespace has all of those labels. The Pod that comes nearest is named, with the label that differs, or with its namespace if only that differs. Where the text has no Pods at all, nothing can be said about its selectors, and that is told once.",
            why: "Without Pods there are no endpoints, and a Service without endpoints refuses every connection.",
            mend: "Make selector and Pod labels equal, letter by letter, and put both in the same namespace. For Pods of a Deployment the labels of its template count.",
        },
        Rule::TemplateLabelsMissing => RulePage {
            title: "The labels are on the workload, not on its Pods",
            what: "A Deployment or another workload has the labels that a Service selects under its own metadata, and its template, from which the Pods are made, has not.",
            why: "A Service selects Pods. The labels of the workload itself play no part in that, so the Service stays without endpoints.",
            mend: "Add the labels under spec.template.metadata.labels.",
        },
        Rule::NamedPortMissing => RulePage {
            title: "No port of that name on the Pod",
            what: "A targetPort is a name, and some or all of the selected Pods have no container port with this name and protocol.",
            why: "A name is looked up on each Pod by itself. A Pod that lacks it gets none of the port's requests; if all lack it, connections are refused.",
            mend: "Give the container port that name, with the same protocol as the Service port, or write the name that the Pods have.",
        },
        Rule::NothingReady => RulePage {
            title: "No selected Pod is ready",
            what: "Pods match the selector, and the status of each says that it is not ready.",
            why: "Only ready Pods get requests. With none, connections are refused although the Pods run.",
            mend: "Find out why the readiness probe fails: kubectl describe pod shows its last answers. Often path, port or the time that the program needs to start are wrong.",
        },
        Rule::TargetPortUndeclared => RulePage {
            title: "The targetPort is not the port that the Pods declare",
            what: "A numeric targetPort differs from the only container port that the selected Pods declare. Where targetPort is left out, port is taken for it. A hint, no more: declaring a port is optional, and a program may listen on a port that nobody declared.",
            why: "If the program listens on the declared port only, connections to the Service are refused, and the endpoints look healthy all the same.",
            mend: "Write the declared port as targetPort, or the port's name; or declare the port on which the program really listens.",
        },
        Rule::TargetPortProtocol => RulePage {
            title: "The Pods declare the port with another protocol",
            what: "The selected Pods declare the number of the targetPort, but as TCP where the Service port says UDP, or the other way round. A hint, no more: a declaration opens and closes nothing, and protocol is TCP wherever it is left out.",
            why: "kube-proxy forwards packets of the Service port's protocol only. A program that waits for TCP never sees UDP.",
            mend: "Give both the same protocol. A DNS server usually needs two Service ports, one a protocol.",
        },
        Rule::UnnamedContainerPort => RulePage {
            title: "A container port without a name beside a named one",
            what: "A Service uses one port of a container by its name, and another one, which has none, by its number. Worth knowing, no more.",
            why: "A named port can change its number without any Service being touched. The unnamed one cannot: every Service that uses it must change at the same moment.",
            mend: "Give the container port a name and use it as the targetPort.",
        },
        Rule::LoopbackOnly => RulePage {
            title: "The program is told to listen on a loopback address",
            what: "An argument or variable of the container that serves a Service port says 127.0.0.1, ::1 or localhost where such programs say on which address to listen. It is looked for where selector, ports and readiness are as they should be. A hint, no more: only the program knows what its flags mean.",
            why: "A loopback address is reached from inside the Pod only. kubectl exec and a probe run in the container work, the endpoints look healthy, and everybody else's connections are refused.",
            mend: "Let the program listen on 0.0.0.0, or on :: for both families.",
        },
        Rule::EndpointsWithoutService => RulePage {
            title: "Endpoints that belong to no Service",
            what: "Endpoints written by hand have a name that no Service in their namespace has.",
            why: "Endpoints belong to the Service of the same name. Without one, nothing uses them.",
            mend: "Give Endpoints and Service the same name. In an EndpointSlice the label kubernetes.io/service-name names the Service.",
        },
        Rule::EndpointsPortNameDiffers => RulePage {
            title: "The Endpoints have no port of that name",
            what: "A Service without a selector has a port, and its Endpoints or EndpointSlices, written by hand, have none with the same name.",
            why: "A Service port finds its endpoints by the port's name, not by its number. A port without a name is found only by one without a name.",
            mend: "Give the port in the Endpoints the name that the Service port has.",
        },
        Rule::EndpointsBesideSelector => RulePage {
            title: "Endpoints by hand for a Service that selects",
            what: "Endpoints written by hand have the name of a Service that has a selector. Those that kubectl get printed carry the controller's marks and are left alone.",
            why: "The endpoints controller owns the Endpoints of such a Service and overwrites them within moments.",
            mend: "Remove the selector if the addresses are meant, or the Endpoints if the Pods are.",
        },
        Rule::ExternalNameIsAddress => RulePage {
            title: "externalName is an IP address",
            what: "A Service of type ExternalName has an address where a host's name belongs. The API server takes it, because digits and dots make a valid name.",
            why: "externalName becomes a CNAME record. The client looks the address up as a name, and there is no such name.",
            mend: "Leave type and selector out and write an EndpointSlice with the address, or give the host a name.",
        },
        Rule::ExternalNameTrailingDot => RulePage {
            title: "externalName ends in a dot",
            what: "The name of an ExternalName Service ends in a dot, as names in zone files do. The cluster's DNS works with it; other readers of the field may not, so this is a hint.",
            why: "A CNAME always holds a whole name, so the dot adds nothing. Ingress controllers, meshes and scripts that read the field compare it with names without a dot, and TLS names have none.",
            mend: "Remove the dot.",
        },
        Rule::ExternalNameOverHttp => RulePage {
            title: "HTTP through an ExternalName",
            what: "A Service of type ExternalName has a port that looks like HTTP or HTTPS, by its number or name.",
            why: "ExternalName changes what the name resolves to, nothing else. The client still sends the Service's name in the Host header and asks for it in TLS; servers that go by these answer 404, 421 or with a certificate that does not fit.",
            mend: "Let clients use the real name, or put a proxy or a Gateway route that sets the host in between.",
        },
        Rule::HeadlessPortDiffers => RulePage {
            title: "A headless Service translates no port",
            what: "A Service with clusterIP: None has a port that is not its targetPort.",
            why: "Its name resolves to the Pods' own addresses, and clients connect there without kube-proxy. Nothing turns port into targetPort: whoever connects to port is refused.",
            mend: "Let clients use the targetPort, and write it as port too; or leave clusterIP out to get an address that translates.",
        },
        Rule::LoadBalancerPending => RulePage {
            title: "The load balancer has no address yet",
            what: "A Service of type LoadBalancer whose status names no address: it has just been created, or nobody gives it one.",
            why: "Kubernetes brings no load balancer of its own. Without a controller that does, EXTERNAL-IP stays <pending> for ever. ClusterIP and node ports work all the same.",
            mend: "In a cloud wait for its controller, elsewhere install one, such as MetalLB, or use a NodePort or a Gateway.",
        },
        Rule::LocalPolicyWithoutPod => RulePage {
            title: "A Local policy, and nodes without a Pod",
            what: "A traffic policy is Local, and at least one node has no ready Pod of the Service while others have.",
            why: "With Local, a node hands requests to its own Pods only. Where it has none, they are dropped, and the client waits until it gives up.",
            mend: "Run a Pod on every node that gets requests (a DaemonSet does), leave such nodes to the load balancer's health check, or use Cluster; for nearness without the risk there is trafficDistribution.",
        },
        Rule::AffinityBehindSnat => RulePage {
            title: "Session affinity by an address that may not be the client's",
            what: "sessionAffinity is ClientIP on a Service that is reached through any node. Worth knowing, no more: without a NAT in between all is well.",
            why: "A node knows a client by the source address of its packets. All clients behind one load balancer, proxy or NAT look like one and get the same Pod.",
            mend: "Use externalTrafficPolicy: Local, which keeps the client's address, or affinity by cookie in an HTTP proxy.",
        },
        Rule::FixedByHand => RulePage {
            title: "An address or node port chosen by hand",
            what: "A nodePort or clusterIP stands in the manifest. Worth knowing, no more: sometimes an address must be known beforehand. What kubectl get printed is left alone.",
            why: "Each is given out once in the whole cluster. If it is taken at that moment, the Service is refused; the same manifest cannot be applied in a second namespace.",
            mend: "Leave the field out, and the cluster gives out a free one. Clients find a Service by its name. Where it must be fixed, choose from the lower part of the range, which the cluster gives out last.",
        },
        Rule::SelectorTooWide => RulePage {
            title: "The selector catches several applications",
            what: "The selected Pods call themselves different applications, by app.kubernetes.io/name, app or k8s-app, and the selector names none. Not certain: these labels are a convention, and a Service over several applications may be meant.",
            why: "Requests are spread over all of them, and some answer with what the client did not ask for.",
            mend: "Add the label of the application to the selector.",
        },
        Rule::SameSelectorAndPort => RulePage {
            title: "Two Services lead to the same Pods",
            what: "Two Services of one namespace and type have the same selector and the same ports. Not certain: two names for one thing may be meant.",
            why: "It is what a copy looks like whose selector was forgotten: the second Service answers with the first one's Pods.",
            mend: "Change the selector of the copy, or remove one of the two.",
        },
        Rule::LongConnections => RulePage {
            title: "A protocol that keeps its connection",
            what: "The name or appProtocol of a port says gRPC or HTTP/2, and the Service has a virtual address. Told once, with the number of others.",
            why: "kube-proxy chooses a Pod for each connection, not for each request. A client that keeps one connection keeps one Pod: new Pods get nothing, and load is uneven.",
            mend: "Make the Service headless and let the client balance, put a proxy or mesh that understands the protocol in between, or let the server end connections after some minutes.",
        },
        Rule::NamespaceAssumed => RulePage {
            title: "A namespace that is taken for granted",
            what: "Objects are in a namespace that neither the text creates nor every cluster has. As kubectl get leaves Namespaces out, it is taken to exist. Told once, with every name.",
            why: "A cluster without it answers: namespaces not found, and creates none of these objects.",
            mend: "Add a Namespace object above its first use, or create it beforehand.",
        },
    }
}
