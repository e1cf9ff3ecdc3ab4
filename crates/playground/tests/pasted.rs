//! What an engineer pastes while something burns: what `kubectl get -o yaml` prints, and what a chart renders to.

use playground::{Analysis, Environment, Language, Reading, Severity};

fn analyze(text: &str) -> Analysis {
    Reading::of(text, &Environment::default()).analysis(Language::English)
}

fn told(analysis: &Analysis, severity: Severity) -> Vec<&str> {
    let problems = analysis.problems.iter();
    problems
        .filter(|problem| problem.severity == severity)
        .map(|problem| &*problem.label)
        .collect()
}

/// `kubectl get svc,pods,endpoints,endpointslices -n monitoring -o yaml`, of a cluster with ranges of its own.
const PRINTED: &str = r#"apiVersion: v1
items:
- apiVersion: v1
  kind: Service
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"v1","kind":"Service","metadata":{"annotations":{},"name":"web","namespace":"monitoring"}}
    creationTimestamp: "2026-01-12T08:15:30Z"
    labels:
      app: web
    managedFields:
    - apiVersion: v1
      fieldsType: FieldsV1
      fieldsV1:
        f:metadata:
          f:labels:
            .: {}
            f:app: {}
        f:spec:
          f:ports:
            .: {}
            k:{"port":80,"protocol":"TCP"}:
              .: {}
              f:port: {}
      manager: kubectl-client-side-apply
      operation: Update
      time: "2026-01-12T08:15:30Z"
    name: web
    namespace: monitoring
    resourceVersion: "771034"
    uid: 5f0a0b9e-0a4f-4a63-b3b4-5f4f6a2b1c0d
  spec:
    clusterIP: 172.20.14.7
    clusterIPs:
    - 172.20.14.7
    internalTrafficPolicy: Cluster
    ipFamilies:
    - IPv4
    ipFamilyPolicy: SingleStack
    ports:
    - name: http
      nodePort: 20080
      port: 80
      protocol: TCP
      targetPort: http
    selector:
      app: web
    sessionAffinity: None
    type: NodePort
  status:
    loadBalancer: {}
- apiVersion: v1
  kind: Service
  metadata:
    creationTimestamp: "2026-01-10T08:00:00Z"
    labels:
      component: apiserver
      provider: kubernetes
    name: kubernetes
    namespace: default
    resourceVersion: "230"
    uid: 0a0b0c0d-0a4f-4a63-b3b4-5f4f6a2b1c0d
  spec:
    clusterIP: 10.96.0.1
    clusterIPs:
    - 10.96.0.1
    internalTrafficPolicy: Cluster
    ipFamilies:
    - IPv4
    ipFamilyPolicy: SingleStack
    ports:
    - name: https
      port: 443
      protocol: TCP
      targetPort: 6443
    sessionAffinity: None
    type: ClusterIP
  status:
    loadBalancer: {}
- apiVersion: v1
  kind: Pod
  metadata:
    creationTimestamp: "2026-01-12T08:15:31Z"
    generateName: web-7d4b9c6f5d-
    generation: 1
    labels:
      app: web
      pod-template-hash: 7d4b9c6f5d
    name: web-7d4b9c6f5d-x2x9k
    namespace: monitoring
    ownerReferences:
    - apiVersion: apps/v1
      blockOwnerDeletion: true
      controller: true
      kind: ReplicaSet
      name: web-7d4b9c6f5d
      uid: 6f0a0b9e-0a4f-4a63-b3b4-5f4f6a2b1c0d
    resourceVersion: "771101"
    uid: 7f0a0b9e-0a4f-4a63-b3b4-5f4f6a2b1c0d
  spec:
    containers:
    - image: registry.local/web:1.4.2
      imagePullPolicy: IfNotPresent
      name: web
      ports:
      - containerPort: 8080
        name: http
        protocol: TCP
      readinessProbe:
        failureThreshold: 3
        httpGet:
          path: /ready
          port: http
          scheme: HTTP
        periodSeconds: 10
        successThreshold: 1
        timeoutSeconds: 1
      resources:
        limits:
          memory: 256Mi
        requests:
          cpu: 100m
          memory: 128Mi
      terminationMessagePath: /dev/termination-log
      terminationMessagePolicy: File
      volumeMounts:
      - mountPath: /var/run/secrets/kubernetes.io/serviceaccount
        name: kube-api-access-6kq2w
        readOnly: true
    dnsPolicy: ClusterFirst
    enableServiceLinks: true
    nodeName: ip-10-0-3-17.eu-central-1.compute.internal
    preemptionPolicy: PreemptLowerPriority
    priority: 0
    restartPolicy: Always
    schedulerName: default-scheduler
    securityContext: {}
    serviceAccount: web
    serviceAccountName: web
    terminationGracePeriodSeconds: 30
    tolerations:
    - effect: NoExecute
      key: node.kubernetes.io/not-ready
      operator: Exists
      tolerationSeconds: 300
    volumes:
    - name: kube-api-access-6kq2w
      projected:
        defaultMode: 420
        sources:
        - serviceAccountToken:
            expirationSeconds: 3607
            path: token
        - configMap:
            items:
            - key: ca.crt
              path: ca.crt
            name: kube-root-ca.crt
        - downwardAPI:
            items:
            - fieldRef:
                apiVersion: v1
                fieldPath: metadata.namespace
              path: namespace
  status:
    conditions:
    - lastProbeTime: null
      lastTransitionTime: "2026-01-12T08:15:40Z"
      status: "True"
      type: Ready
    containerStatuses:
    - containerID: containerd://2f1d7f2b
      image: registry.local/web:1.4.2
      imageID: registry.local/web@sha256:0f1d7f2b
      lastState: {}
      name: web
      ready: true
      restartCount: 0
      started: true
      state:
        running:
          startedAt: "2026-01-12T08:15:33Z"
    hostIP: 10.0.3.17
    hostIPs:
    - ip: 10.0.3.17
    phase: Running
    podIP: 10.0.3.201
    podIPs:
    - ip: 10.0.3.201
    qosClass: Burstable
    startTime: "2026-01-12T08:15:31Z"
- apiVersion: v1
  kind: Endpoints
  metadata:
    annotations:
      endpoints.kubernetes.io/last-change-trigger-time: "2026-01-12T08:15:40Z"
    creationTimestamp: "2026-01-12T08:15:30Z"
    labels:
      app: web
      endpoints.kubernetes.io/managed-by: endpoint-controller
    name: web
    namespace: monitoring
    resourceVersion: "771102"
    uid: 8f0a0b9e-0a4f-4a63-b3b4-5f4f6a2b1c0d
  subsets:
  - addresses:
    - ip: 10.0.3.201
      nodeName: ip-10-0-3-17.eu-central-1.compute.internal
      targetRef:
        kind: Pod
        name: web-7d4b9c6f5d-x2x9k
        namespace: monitoring
        uid: 7f0a0b9e-0a4f-4a63-b3b4-5f4f6a2b1c0d
    ports:
    - name: http
      port: 8080
      protocol: TCP
- addressType: IPv4
  apiVersion: discovery.k8s.io/v1
  endpoints:
  - addresses:
    - 10.0.3.201
    conditions:
      ready: true
      serving: true
      terminating: false
    nodeName: ip-10-0-3-17.eu-central-1.compute.internal
    targetRef:
      kind: Pod
      name: web-7d4b9c6f5d-x2x9k
      namespace: monitoring
      uid: 7f0a0b9e-0a4f-4a63-b3b4-5f4f6a2b1c0d
    zone: eu-central-1a
  kind: EndpointSlice
  metadata:
    annotations:
      endpoints.kubernetes.io/last-change-trigger-time: "2026-01-12T08:15:40Z"
    creationTimestamp: "2026-01-12T08:15:30Z"
    generateName: web-
    generation: 2
    labels:
      app: web
      endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io
      kubernetes.io/service-name: web
    name: web-l6k2p
    namespace: monitoring
    ownerReferences:
    - apiVersion: v1
      blockOwnerDeletion: true
      controller: true
      kind: Service
      name: web
      uid: 5f0a0b9e-0a4f-4a63-b3b4-5f4f6a2b1c0d
    resourceVersion: "771103"
    uid: 9f0a0b9e-0a4f-4a63-b3b4-5f4f6a2b1c0d
  ports:
  - name: http
    port: 8080
    protocol: TCP
kind: List
metadata:
  resourceVersion: ""
"#;

#[test]
fn what_kubectl_prints_was_accepted_already() {
    let analysis = analyze(PRINTED);
    assert_eq!(told(&analysis, Severity::Error), [] as [&str; 0]);
    assert_eq!(told(&analysis, Severity::Warning), [] as [&str; 0]);
    assert_eq!((analysis.summary.services, analysis.summary.pods), (2, 1));
}

/// What `helm template` prints for a chart with everything in it.
const CHART: &str = r#"---
# Source: shop/templates/networkpolicy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: shop}}
  ingress:
  - from: [{podSelector: {}}]
    ports: [{port: http, protocol: TCP}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: shop}
spec:
  maxUnavailable: 25%
  selector: {matchLabels: {app.kubernetes.io/name: shop}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: shop}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Secret
metadata: {name: shop}
type: Opaque
stringData: {password: hunter2}
data: {token: aGVsbG8=}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shop}
data:
  app.conf: |
    listen 8080
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: shop}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 8Gi}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
parameters: {type: gp3}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: carts.shop.example.com}
spec:
  group: shop.example.com
  names: {kind: Cart, plural: carts, singular: cart}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: shop}
rules:
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
subjects: [{kind: ServiceAccount, name: shop, namespace: default}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: shop}
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: shop}
---
apiVersion: v1
kind: Service
metadata:
  name: shop
  labels: {app.kubernetes.io/name: shop, helm.sh/chart: shop-1.2.3, app.kubernetes.io/version: "1.2.3"}
spec:
  ports:
  - {name: http, port: 80, targetPort: http, protocol: TCP}
  selector: {app.kubernetes.io/name: shop}
---
apiVersion: v1
kind: Service
metadata: {name: shop-db}
spec:
  clusterIP: None
  ports: [{name: pg, port: 5432}]
  selector: {app.kubernetes.io/name: shop-db}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: shop}}
  template:
    metadata:
      labels: {app.kubernetes.io/name: shop}
      annotations: {checksum/config: 9f86d081884c7d65}
    spec:
      serviceAccountName: shop
      containers:
      - name: shop
        image: "registry.local/shop:1.2.3"
        ports: [{name: http, containerPort: 8080}]
        envFrom: [{configMapRef: {name: shop}}]
        env:
        - name: PASSWORD
          valueFrom: {secretKeyRef: {name: shop, key: password}}
        livenessProbe: {httpGet: {path: /, port: http}}
        resources: {}
        volumeMounts: [{name: data, mountPath: /data}]
      volumes:
      - name: data
        persistentVolumeClaim: {claimName: shop}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: shop-db}
spec:
  serviceName: shop-db
  selector: {matchLabels: {app.kubernetes.io/name: shop-db}}
  template:
    metadata: {labels: {app.kubernetes.io/name: shop-db}}
    spec:
      containers:
      - name: db
        image: registry.local/db:16
        ports: [{name: pg, containerPort: 5432}]
        volumeMounts: [{name: data, mountPath: /var/lib}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
  minReplicas: 2
  maxReplicas: 5
  metrics:
  - type: Resource
    resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: shop-clean}
spec:
  schedule: "*/5 * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{name: clean, image: "registry.local/shop:1.2.3", args: [clean]}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations: {cert-manager.io/cluster-issuer: letsencrypt}
spec:
  ingressClassName: nginx
  tls: [{hosts: [shop.example.com], secretName: shop-tls}]
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: shop, port: {name: http}}}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: shop-high}
value: 1000
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: shop}
webhooks:
- name: shop.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {service: {name: shop, namespace: default, path: /validate}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: shop}
spec: {endpoints: [{port: http}]}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: shop}
spec: {secretName: shop-tls}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: shop-2}
spec: {secretName: shop-tls-2}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec: {parentRefs: [{name: gateway}]}
---
apiVersion: v1
kind: Pod
metadata:
  name: shop-test
  annotations: {helm.sh/hook: test}
spec:
  containers: [{name: wget, image: busybox, command: [wget], args: ["shop:80"]}]
  restartPolicy: Never
"#;

#[test]
fn a_chart_has_no_errors_and_what_is_not_modelled_is_said_once() {
    let analysis = analyze(CHART);
    assert_eq!(told(&analysis, Severity::Error), [] as [&str; 0]);
    assert_eq!(told(&analysis, Severity::Warning), [] as [&str; 0]);
    let notes: Vec<&str> = analysis.notes.iter().map(|note| &*note.message).collect();
    let custom: Vec<&&str> = notes
        .iter()
        .filter(|note| note.contains("ServiceMonitor"))
        .collect();
    assert!(
        matches!(*custom, [note] if note.contains("Certificate, HTTPRoute")),
        "{notes:?}"
    );
    let known: Vec<&&str> = notes
        .iter()
        .filter(|note| note.contains("Ingress"))
        .collect();
    assert!(
        matches!(*known, [note] if !note.contains("Certificate")),
        "{notes:?}"
    );
}

#[test]
fn a_slip_in_a_kind_of_kubernetes_own_stays_an_error() {
    for (version, kind) in [
        ("v1", "Srevice"),
        ("v1", "Deployment"),
        ("apps/v2", "Deployment"),
        ("networking.k8s.io/v1", "Ingres"),
    ] {
        let analysis = analyze(&format!(
            "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n"
        ));
        let errors: Vec<_> = analysis
            .problems
            .iter()
            .map(|problem| (problem.severity, &*problem.message))
            .collect();
        let message = format!("no matches for kind \"{kind}\" in version \"{version}\"");
        assert_eq!(errors, [(Severity::Error, &*message)]);
        assert_eq!(analysis.notes, []);
    }
}

#[test]
fn classes_and_namespaces_that_a_text_leaves_out_are_taken_to_exist() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\n\
                spec: {priorityClassName: high, runtimeClassName: gvisor, containers: [{name: a, image: 'registry.local/a:1'}]}\n";
    let analysis = analyze(text);
    assert_eq!(told(&analysis, Severity::Error), [] as [&str; 0]);
    assert_eq!(
        told(&analysis, Severity::Info),
        ["Info line 3: Namespace shop is taken to exist."]
    );
}

#[test]
fn only_a_server_gives_what_makes_an_address_trusted() {
    let text = PRINTED.replace("resourceVersion: \"771034\"", "generation: 1");
    let analysis = analyze(&text);
    assert!(
        matches!(*told(&analysis, Severity::Error), [error] if error.contains("not in the valid range"))
    );
}
