//! Tests of the picture: what a learner sees at several widths, in both languages and in ASCII.

use super::*;
use crate::model::{Event, Lang, Mark, MarkKind, SpanState, Text, Value};
use crate::screen::sample::{both, look, matrix, shown, trial};

fn drawn(width: u16, lang: Lang, unicode: bool) -> String {
    let look = look(width, lang, unicode);
    shown(&picture(&matrix(), &trial(), &look), &look)
}

/// One lane `a` with the given events, without cells, 44 columns wide.
fn lane_with(events: Vec<Event>) -> String {
    let look = look(50, Lang::En, true);
    let trial = Trial { events, ..Trial::default() };
    let lines = picture(&DemoSpec::default(), &trial, &look);
    let line = shown(&lines[..1], &look);
    line.split('│').nth(1).unwrap_or_default().to_owned()
}

fn span(state: SpanState, from_ns: u64, to_ns: u64) -> Event {
    Event::Span(crate::model::Span { cell: String::new(), lane: "a".into(), state, from_ns, to_ns })
}

fn mark(kind: MarkKind, at_ns: u64) -> Event {
    Event::Mark(Mark { cell: String::new(), lane: "a".into(), kind, name: String::new(), at_ns })
}

#[test]
fn the_matrix_at_eighty_columns() {
    insta::assert_snapshot!(drawn(80, Lang::En, true), @"
    ① sync + blocking — `read(fd)` on an empty pipe
     data      │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄◆│
     caller    │▲▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▼│ 1 call, 0 own work
               └┬──────────────────┬─────────────────┬──────────┘
                0                  5                 10 ms
       asleep in read · returned before data: no · CPU share 0.00048 · switches 1

    ② sync + non-blocking — `read(fd)` with O_NONBLOCK, asked again and again
     data      │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄◆                      │
     caller    │▲▚▚▚░░░░░░░▚▚▚▚▚▚▚░░░░░░░░░░░░░░░░░░░░░░░░░░░░░▼│ 24,143 calls
               └┬─────────────────┬──────────────────┬──────────┘
                0                 10                 20 ms
       EAGAIN ×24,142 · returned before data: yes

    ③′ the accident — thread::sleep inside an async fn
     handler   │·······················▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒     │
     heartbeat │        ♥   ♥  ♥   ♥                       ♥   ♥│
               └┬────────────────┬───────────────┬──────────────┘
                0                10              20 ms
       heartbeats while awaiting: 4 · during sleep: 0

    ④ async + non-blocking — io_uring
       not on this machine: this kernel forbids io_uring

     ░ waits for a CPU   ▒ asleep in a call   ▚ asks again and again
     · task suspended   ┄ no data yet   ▲ call   ▼ return   ◆ data appears
     ♥ heartbeat
     each picture has its own time scale
    ");
}

#[test]
fn the_matrix_in_korean_on_narrow_paper() {
    insta::assert_snapshot!(drawn(40, Lang::Ko, true), @"
    ① 동기 + 블로킹 — 빈 파이프에 `read(fd)`
     데이터    │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄◆│
     호출한 쪽 │▲▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▼│
               └┬─────────┬──────────┬─────┘
                0         5          10 ms
       read 안에서 잠듦 · 데이터보다 먼저
       반환: 아니요 · CPU 몫 0.00048 · 전환
       1

    ② 동기 + 논블로킹 — O_NONBLOCK으로 거듭
      물어보는 `read(fd)`
     데이터    │┄┄┄┄┄┄┄┄┄┄┄┄┄┄◆            │
     호출한 쪽 │▲▚░░░░▚▚▚▚░░░░░░░░░░░░░░░░▼│
               └┬─────────┬─────────┬──────┘
                0         10        20 ms
       EAGAIN ×24,142 · 데이터보다 먼저
       반환: 예

    ③′ 사고 — async fn 안의 thread::sleep
     처리기    │·············▒▒▒▒▒▒▒▒▒▒▒   │
     심장 박동 │     ♥♥ ♥  ♥            ♥ ♥│
               └┬────────┬─────────┬───────┘
                0        10        20 ms
       기다리는 동안 박동: 4 · sleep 동안: 0

    ④ 비동기 + 논블로킹 — io_uring
       이 컴퓨터에서는 볼 수 없음: 이
       커널에서 io_uring이 막혀 있습니다

     ░ CPU를 기다림   ▒ 호출 안에서 잠듦
     ▚ 되풀이해 물음   · 대기 중인 태스크
     ┄ 아직 데이터 없음   ▲ 호출   ▼ 반환
     ◆ 데이터 도착   ♥ 박동
     그림마다 시간 눈금이 다릅니다
    ");
}

#[test]
fn the_matrix_in_ascii() {
    let page = drawn(80, Lang::En, false);
    let strips: Vec<&str> = page.lines().filter(|line| line.contains('|')).collect();
    assert_eq!(strips.len(), 6);
    assert!(strips.iter().all(|line| line.is_ascii()), "{page}");
    insta::assert_snapshot!(strips.join("\n"), @r"
    data      |...............................................*|
    caller    |^##############################################v| 1 call, 0 own work
    data      |.........................*                      |
    caller    |^:::,,,,,,,:::::::,,,,,,,,,,,,,,,,,,,,,,,,,,,,,v| 24,143 calls
    handler   |_______________________####################     |
    heartbeat |        o   o  o   o                       o   o|
    ");
}

#[test]
fn no_line_is_wider_than_the_paper() {
    for (width, lang) in [40, 80, 120].into_iter().flat_map(|width| Lang::ALL.map(|lang| (width, lang))) {
        for unicode in [true, false] {
            let page = drawn(width, lang, unicode);
            assert!(page.lines().all(|line| cells::width(line) <= usize::from(width)), "{width}\n{page}");
        }
    }
}

#[test]
fn frames_stand_below_each_other_in_cells_also_beside_hangul() {
    for (width, lang) in [(80, Lang::En), (120, Lang::Ko), (40, Lang::Ko)] {
        let page = drawn(width, lang, true);
        let edges: Vec<(usize, usize)> = page
            .lines()
            .filter_map(|line| Some((line.find(['│', '└'])?, line.rfind(['│', '┘'])?, line)))
            .map(|(left, right, line)| (cells::width(&line[..left]), cells::width(&line[..right])))
            .collect();
        assert!(edges.len() > 6 && edges.iter().all(|edge| *edge == edges[0]), "{page}");
    }
}

#[test]
fn notes_stand_at_the_right_and_are_dropped_first() {
    assert!(drawn(120, Lang::En, true).contains("│ 24,143 calls"));
    assert!(!drawn(40, Lang::En, true).contains("24,143 calls"));
}

#[test]
fn the_legend_names_only_what_occurs() {
    let page = drawn(120, Lang::Ko, true);
    assert!(page.contains("▚ 되풀이해 물음") && page.contains("♥ 박동"));
    assert!(!page.contains("처리 중인 요청") && !page.contains("이벤트"));
}

#[test]
fn a_span_shorter_than_a_column_keeps_one_glyph() {
    let strip = lane_with(vec![span(SpanState::Await, 0, 1_000_000), span(SpanState::Run, 500_000, 500_010)]);
    assert_eq!(strip.matches('█').count(), 1, "{strip}");
    assert_eq!(strip.matches('·').count(), 44, "{strip}");
}

#[test]
fn a_mark_wins_over_a_span_and_data_over_every_other_mark() {
    let strip = lane_with(vec![
        mark(MarkKind::Data, 10),
        mark(MarkKind::Call, 0),
        mark(MarkKind::Beat, 10),
        span(SpanState::Blocked, 0, 1_000_000),
        mark(MarkKind::Return, 1_000_000),
    ]);
    assert!(strip.starts_with("◆▒") && strip.ends_with("▒▼"), "{strip}");
}

#[test]
fn a_state_inside_a_longer_one_is_seen() {
    let strip = lane_with(vec![span(SpanState::Run, 200_000, 600_000), span(SpanState::Await, 0, 1_000_000)]);
    assert!(strip.starts_with("···") && strip.contains("████") && strip.ends_with("···"), "{strip}");
}

#[test]
fn lanes_that_nobody_promised_are_appended() {
    let mut trial = trial();
    trial.events.push(Event::Mark(Mark {
        cell: "sb".into(),
        lane: "watch\u{1b}[31mer".into(),
        kind: MarkKind::Note,
        name: String::new(),
        at_ns: 100_000,
    }));
    let look = look(80, Lang::En, true);
    let page = shown(&picture(&matrix(), &trial, &look), &look);
    let lines: Vec<&str> = page.lines().collect();
    assert!(lines[2].starts_with(" caller") && lines[3].starts_with(" watcher"), "{page}");
}

#[test]
fn a_value_that_was_not_reported_is_a_dash_in_the_caption() {
    let mut trial = trial();
    trial.observations.remove("sb.early");
    trial.observations.insert("sb.seen_asleep_in".into(), Value::Text("a\u{1b}[2J`*b*".into()));
    let look = look(80, Lang::En, true);
    let page = shown(&picture(&matrix(), &trial, &look), &look);
    assert!(page.contains("returned before data: – ·") && !page.contains('\u{1b}'), "{page}");
}

#[test]
fn cells_of_like_length_share_one_scale() {
    let mut spec = matrix();
    spec.cells.truncate(1);
    spec.cells.push(crate::model::Cell {
        id: "b".into(),
        title: Text::plain("b"),
        short: None,
        caption: None,
    });
    let mut trial = trial();
    trial.events.truncate(5);
    let longer = crate::model::Span {
        cell: "b".into(),
        lane: "l".into(),
        state: SpanState::Work,
        from_ns: 0,
        to_ns: 20_000_000,
    };
    trial.events.push(Event::Span(longer));
    trial.skips.clear();
    let look = look(80, Lang::En, true);
    let page = shown(&picture(&spec, &trial, &look), &look);
    assert_eq!(page.matches("20 ms").count(), 2, "{page}");
    assert!(!page.contains(words::own_scales(Lang::En)), "{page}");
}

#[test]
fn a_trial_that_drew_nothing_has_no_picture() {
    let quiet = Trial { observations: trial().observations, ..Trial::default() };
    assert!(picture(&matrix(), &quiet, &look(80, Lang::En, true)).is_empty());
}

#[test]
fn a_cell_that_was_not_reached_says_so() {
    let mut trial = trial();
    trial.events.truncate(5);
    let title = both("② later", "② 나중");
    let mut spec = matrix();
    spec.cells[1].title = title;
    let look = look(80, Lang::Ko, true);
    let page = shown(&picture(&spec, &trial, &look), &look);
    assert!(page.contains(&format!("② 나중\n   {}", words::not_drawn(Lang::Ko))), "{page}");
}
