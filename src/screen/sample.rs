//! Hand-made promises and trials for the tests of this room: the blocking matrix, as a real run looked.

use crate::model::{
    Cell, Class, DemoSpec, Event, Lane, Lang, Mark, MarkKind, ObservationSpec, Place, Skip, Span, SpanState,
    Stall, Text, Trial, Value, ValueType,
};

use super::Look;

/// A look for tests: no colour.
pub(super) fn look(width: u16, lang: Lang, unicode: bool) -> Look {
    Look { width, unicode, colour: false, lang }
}

/// What the lines look like on plain paper.
pub(super) fn shown(lines: &[ratatui::text::Line<'_>], look: &Look) -> String {
    let mut out = Vec::new();
    super::paper::print(&mut out, lines, look).unwrap();
    String::from_utf8(out).unwrap()
}

pub(super) fn both(en: &str, ko: &str) -> Text {
    Text::tagged(vec![("en".into(), en.into()), ("ko".into(), ko.into())])
}

fn cell(id: &str, title: Text, caption: Text) -> Cell {
    Cell { id: id.into(), title, short: None, caption: Some(caption) }
}

fn lane(cell: &str, id: &str, label: Text, note: Option<Text>) -> Lane {
    Lane { cell: (!cell.is_empty()).then(|| cell.into()), id: id.into(), label, note }
}

pub(super) fn observation(
    id: &str,
    kind: ValueType,
    class: Class,
    label: Text,
    unit: Option<Text>,
) -> ObservationSpec {
    ObservationSpec {
        id: id.into(),
        kind,
        unit,
        class,
        stall: Stall::None,
        dead_band: None,
        with: None,
        instead: None,
        label,
        meaning: Text::default(),
        place: Place::default(),
    }
}

fn span(cell: &str, lane: &str, state: SpanState, from_us: f64, to_us: f64) -> Event {
    let (from_ns, to_ns) = (ns(from_us), ns(to_us));
    Event::Span(Span { cell: cell.into(), lane: lane.into(), state, from_ns, to_ns })
}

fn mark(cell: &str, lane: &str, kind: MarkKind, at_us: f64) -> Event {
    Event::Mark(Mark { cell: cell.into(), lane: lane.into(), kind, name: String::new(), at_ns: ns(at_us) })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sample times are small")]
fn ns(us: f64) -> u64 {
    (us * 1000.0) as u64
}

/// The promise: four cells and the accident.
pub(super) fn matrix() -> DemoSpec {
    let mut spec = DemoSpec { id: "blocking-matrix".into(), ..DemoSpec::default() };
    spec.cells = vec![
        cell(
            "sb",
            both(
                "① sync + blocking — `read(fd)` on an empty pipe",
                "① 동기 + 블로킹 — 빈 파이프에 `read(fd)`",
            ),
            both(
                "asleep in {sb.seen_asleep_in} · returned before data: {sb.early} · CPU share {sb.cpu} · switches {sb.nvcsw}",
                "{sb.seen_asleep_in} 안에서 잠듦 · 데이터보다 먼저 반환: {sb.early} · CPU 몫 {sb.cpu} · 전환 {sb.nvcsw}",
            ),
        ),
        cell(
            "sn",
            both(
                "② sync + non-blocking — `read(fd)` with O_NONBLOCK, asked again and again",
                "② 동기 + 논블로킹 — O_NONBLOCK으로 거듭 물어보는 `read(fd)`",
            ),
            both(
                "EAGAIN ×{sn.eagain} · returned before data: {sn.early}",
                "EAGAIN ×{sn.eagain} · 데이터보다 먼저 반환: {sn.early}",
            ),
        ),
        cell(
            "accident",
            both(
                "③′ the accident — thread::sleep inside an async fn",
                "③′ 사고 — async fn 안의 thread::sleep",
            ),
            both(
                "heartbeats while awaiting: {accident.before} · during sleep: {accident.during}",
                "기다리는 동안 박동: {accident.before} · sleep 동안: {accident.during}",
            ),
        ),
        cell(
            "an",
            both("④ async + non-blocking — io_uring", "④ 비동기 + 논블로킹 — io_uring"),
            both("{an.res}", "{an.res}"),
        ),
    ];
    let data = || both("data", "데이터");
    let caller = || both("caller", "호출한 쪽");
    spec.lanes = vec![
        lane("sb", "data", data(), None),
        lane("sb", "caller", caller(), Some(both("{sb.calls} call, 0 own work", "호출 {sb.calls}번"))),
        lane("sn", "data", data(), None),
        lane("sn", "caller", caller(), Some(both("{sn.calls} calls", "호출 {sn.calls}번"))),
        lane("accident", "handler", both("handler", "처리기"), None),
        lane("accident", "heartbeat", both("heartbeat", "심장 박동"), None),
        lane("an", "data", data(), None),
    ];
    spec.observations = promises();
    spec
}

fn promises() -> Vec<ObservationSpec> {
    let calls = || both("calls", "호출 횟수");
    let early = || both("returned before data", "데이터보다 먼저 반환");
    vec![
        observation("sb.calls", ValueType::Int, Class::Forced, calls(), None),
        observation("sn.calls", ValueType::Int, Class::Forced, calls(), None),
        observation("sb.early", ValueType::Bool, Class::Forced, early(), None),
        observation("sn.early", ValueType::Bool, Class::Forced, early(), None),
        observation(
            "sb.seen_asleep_in",
            ValueType::Text,
            Class::Witness,
            both("seen asleep in", "잠든 채 발견된 곳"),
            None,
        ),
        observation("sn.eagain", ValueType::Int, Class::Forced, both("EAGAIN", "EAGAIN"), None),
        observation(
            "sb.nvcsw",
            ValueType::Int,
            Class::Accounting,
            both("voluntary switches", "자발적 문맥 전환"),
            None,
        ),
        observation(
            "sn.nvcsw",
            ValueType::Int,
            Class::Accounting,
            both("voluntary switches", "자발적 문맥 전환"),
            None,
        ),
        observation(
            "sb.wait",
            ValueType::Float,
            Class::Unsafe,
            both("waited", "기다린 시간"),
            Some(Text::plain("ms")),
        ),
        observation(
            "sn.wait",
            ValueType::Float,
            Class::Unsafe,
            both("waited", "기다린 시간"),
            Some(Text::plain("ms")),
        ),
        observation(
            "accident.before",
            ValueType::Int,
            Class::Witness,
            both("heartbeats before", "사고 전 박동"),
            None,
        ),
        observation(
            "accident.during",
            ValueType::Int,
            Class::Forced,
            both("heartbeats during", "사고 동안 박동"),
            None,
        ),
        observation("cpus", ValueType::Int, Class::Forced, both("usable CPUs", "쓸 수 있는 CPU"), None),
    ]
}

/// A traced trial of it.
pub(super) fn trial() -> Trial {
    let values = [
        ("sb.calls", Value::Int(1)),
        ("sb.early", Value::Bool(false)),
        ("sb.seen_asleep_in", Value::Text("read".into())),
        ("sb.cpu", Value::Float(0.000_48)),
        ("sb.nvcsw", Value::Int(1)),
        ("sb.wait", Value::Float(12.6474)),
        ("sn.calls", Value::Int(24_143)),
        ("sn.early", Value::Bool(true)),
        ("sn.eagain", Value::Int(24_142)),
        ("sn.nvcsw", Value::Int(0)),
        ("sn.wait", Value::Float(25.5736)),
        ("accident.before", Value::Int(4)),
        ("accident.during", Value::Int(0)),
        ("cpus", Value::Int(2)),
    ];
    Trial {
        number: 1,
        complete: true,
        observations: values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        events: events(),
        skips: vec![Skip {
            cell: Some("an".into()),
            name: None,
            what: "io_uring".into(),
            why: both("this kernel forbids io_uring", "이 커널에서 io_uring이 막혀 있습니다"),
        }],
        ..Trial::default()
    }
}

fn events() -> Vec<Event> {
    let mut events = vec![
        span("sb", "data", SpanState::Absent, 67.9, 12_703.2),
        mark("sb", "data", MarkKind::Data, 12_703.2),
        mark("sb", "caller", MarkKind::Call, 67.9),
        span("sb", "caller", SpanState::Blocked, 67.9, 12_715.3),
        mark("sb", "caller", MarkKind::Return, 12_715.3),
        span("sn", "data", SpanState::Absent, 40_129.6, 53_706.5),
        mark("sn", "data", MarkKind::Data, 53_706.5),
        mark("sn", "caller", MarkKind::Call, 40_129.6),
        span("sn", "caller", SpanState::Poll, 40_129.6, 41_800.0),
        span("sn", "caller", SpanState::Ready, 41_800.0, 45_800.0),
        span("sn", "caller", SpanState::Poll, 45_800.0, 49_600.0),
        span("sn", "caller", SpanState::Ready, 49_600.0, 65_690.0),
        span("sn", "caller", SpanState::Poll, 65_690.0, 65_703.2),
        mark("sn", "caller", MarkKind::Return, 65_703.2),
        span("accident", "handler", SpanState::Await, 80_011.9, 93_282.2),
        span("accident", "handler", SpanState::Blocked, 93_282.2, 105_373.5),
    ];
    let beats = [84_883.4, 87_002.2, 89_100.0, 91_500.0, 106_000.0, 108_100.0];
    events.extend(beats.map(|at| mark("accident", "heartbeat", MarkKind::Beat, at)));
    events
}
