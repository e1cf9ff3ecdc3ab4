use cluster::overlay::{Act, Change, Effect, Keeper, NoEffect};

use super::ActWords;
use crate::{Josa, with_josa};

pub(super) static WORDS: ActWords = ActWords {
    done: "여기에서만 한 동작(YAML에는 없음)",
    undo: "되돌리기",
    undo_all: "모두 되돌리기",
    menu: |name| format!("{name}에 대한 동작"),
    no_effect: "효과 없음",
    mark: "✱",
    joined: "추가됨",
    no_pod_yet: "아직 파드 없음",
    alone: "단독 파드는 스케일할 수 없습니다. 디플로이먼트(Deployment)를 쓰면 같은 파드를 여러 개 만듭니다.",
    daemon_set: "데몬셋(DaemonSet)은 노드마다 파드를 하나씩 실행합니다. 노드를 추가하면 그 노드에도 하나가 생깁니다.",
    elsewhere: |kind, name| {
        format!("이 파드의 {kind} {name}의 정의가 매니페스트에 없어 스케일할 수 없습니다.")
    },
    not_scalable: |kind| format!("{kind}에는 바꿀 수 있는 레플리카 수가 없습니다."),
    kill_alone: "단독 파드는 아무도 다시 만들어 주지 않습니다. 여기에서는 kubectl replace --force를 실행한 것처럼 다시 만듭니다.",
    kill_owned: |kind| format!("{} 새 파드를 만듭니다.", with_josa(kind, Josa::IGa)),
    terminate: "삭제되었지만 유예 기간 동안 계속 응답합니다. 준비된 파드가 하나도 없을 때만 새 연결을 받습니다.",
    add_node: "새 파드가 배치될 수 있고, 데몬셋은 이 노드에도 파드를 하나 만듭니다.",
    unfold: |count| format!("{count}개를 하나씩 펼치기"),
    fold: "다시 접기",
    too_many: "한 그림에 담기에는 너무 많습니다. 먼저 찾기에서 서비스나 네임스페이스를 하나 고르세요.",
    scale_out: "스케일 아웃",
};

pub(super) fn offer(act: &Act, now: u32) -> String {
    match act {
        Act::NotReady(_) => "준비되지 않게 하기".to_owned(),
        Act::Ready(_) => "준비되게 하기".to_owned(),
        Act::Kill(_) => "강제 종료하기".to_owned(),
        Act::Terminate(_) => "천천히 종료하기".to_owned(),
        Act::Scale { replicas, .. } if *replicas > now => {
            format!("{replicas}개로 스케일 아웃하기")
        }
        Act::Scale { replicas, .. } => format!("{replicas}개로 스케일 인하기"),
        Act::AddNode => "노드 추가하기".to_owned(),
    }
}

pub(super) fn deed(act: &Act) -> String {
    match act {
        Act::NotReady(pod) => format!("파드 {pod} 준비되지 않게 함"),
        Act::Ready(pod) => format!("파드 {pod} 준비되게 함"),
        Act::Kill(pod) => format!("파드 {pod} 강제 종료"),
        Act::Terminate(pod) => format!("파드 {pod} 천천히 종료"),
        Act::Scale {
            kind,
            workload,
            replicas,
        } => format!("{} {workload} 레플리카 {replicas}개로 조정", kind.as_str()),
        Act::AddNode => "노드 추가".to_owned(),
    }
}

pub(super) fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Readiness { ready: true, pod } => format!(
            "파드 {} 준비되어 서비스가 새 연결을 보냅니다.",
            with_josa(&pod.to_string(), Josa::IGa)
        ),
        Effect::Readiness { ready: false, pod } => format!(
            "파드 {} 계속 실행되지만 준비성 프로브에 실패합니다. 서비스는 (publishNotReadyAddresses가 없으면) 준비된 파드에만 새 연결을 보냅니다.",
            with_josa(&pod.to_string(), Josa::EunNeun)
        ),
        Effect::Replaced {
            pod,
            by,
            ip,
            node,
            keeper,
        } => {
            let ip = ip.map_or_else(|| "IP 없음".to_owned(), |ip| format!("IP {ip}"));
            let place = format!("{ip}, 노드 {node}");
            match keeper {
                Keeper::Nobody => format!(
                    "파드 {} 단독 파드이므로 실제 클러스터에서는 다시 생기지 않습니다. 여기에서는 직접 다시 만든 것처럼(kubectl replace --force) 보여 줍니다: {place}.",
                    with_josa(&pod.to_string(), Josa::EunNeun)
                ),
                Keeper::Controller { kind, name } if pod == by => format!(
                    "{kind} {} 같은 이름의 파드 {} 다시 만들었습니다: {place}.",
                    with_josa(name, Josa::IGa),
                    with_josa(&by.to_string(), Josa::EulReul)
                ),
                Keeper::Controller { kind, name } => format!(
                    "{kind} {} 대신 파드 {} 만들었습니다: {place}.",
                    with_josa(name, Josa::IGa),
                    with_josa(&by.to_string(), Josa::EulReul)
                ),
            }
        }
        Effect::Ended { pod } => format!(
            "파드 {} 사라졌고 대신 만들어지는 파드는 없습니다.",
            with_josa(&pod.to_string(), Josa::IGa)
        ),
        Effect::Terminating {
            pod,
            successor,
            keeper,
        } => {
            let state = format!(
                "파드 {} 아직 응답하지만, 준비된 파드가 하나도 없을 때만 새 연결을 받습니다.",
                with_josa(&pod.to_string(), Josa::EunNeun)
            );
            match (successor, keeper) {
                (Some(next), Keeper::Controller { kind, name }) => format!(
                    "{state} {kind} {} 이미 파드 {} 만들었습니다.",
                    with_josa(name, Josa::IGa),
                    with_josa(&next.to_string(), Josa::EulReul)
                ),
                (_, Keeper::Controller { kind, name }) => format!(
                    "{state} {kind} {} 이 파드가 사라진 다음에 다시 만듭니다. 강제로 종료해 보세요.",
                    with_josa(name, Josa::EunNeun)
                ),
                (_, Keeper::Nobody) => state,
            }
        }
        Effect::Scaled {
            kind,
            workload,
            before,
            now,
        } => format!(
            "{} {workload}의 레플리카가 {before}개에서 {now}개로 바뀌었습니다.",
            kind.as_str()
        ),
        Effect::NodeAdded { node, pods: 0 } => format!(
            "{} 추가되었습니다. 아직 파드는 없지만 새 파드가 배치될 수 있습니다.",
            with_josa(node, Josa::IGa)
        ),
        Effect::NodeAdded { node, pods } => format!(
            "{} 추가되었고 데몬셋이 그 노드에 파드를 {pods}개 만들었습니다.",
            with_josa(node, Josa::IGa)
        ),
        Effect::Nothing(why) => match why {
            NoEffect::NoPod => "효과 없음: 지금은 그런 파드가 없습니다.",
            NoEffect::NoWorkload => "효과 없음: 지금은 그런 워크로드가 없습니다.",
            NoEffect::NotScalable => "효과 없음: 이 종류의 워크로드는 스케일할 수 없습니다.",
            NoEffect::AlreadySo => "효과 없음: 이미 그런 상태입니다.",
            NoEffect::NotRunning => "효과 없음: 파드가 실행 중이 아닙니다.",
            NoEffect::Mirror => {
                "효과 없음: kubelet이 노드의 파일로 실행하는 파드이므로 그대로 계속 실행됩니다."
            }
        }
        .to_owned(),
    }
}

pub(super) fn changed(change: Change) -> &'static str {
    match change {
        Change::Ready => "준비되게 함",
        Change::NotReady => "준비되지 않게 함",
        Change::Terminating => "천천히 종료 중",
        Change::Replaced => "새 파드, 새 IP",
        Change::Added => "새 파드",
    }
}
