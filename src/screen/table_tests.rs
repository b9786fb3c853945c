//! Tests of the tables of observations.

use super::*;
use crate::model::{Lang, Value};
use crate::screen::cells;
use crate::screen::sample::{both, look, matrix, observation, shown, trial};

/// Two runs that differ in two observations.
fn runs() -> [Trial; 2] {
    let mut second = trial();
    second.observations.insert("sn.calls".into(), Value::Int(23_007));
    second.observations.insert("sn.wait".into(), Value::Float(13.25));
    [trial(), second]
}

fn drawn(trials: &[Trial], width: u16, lang: Lang, unicode: bool) -> String {
    let look = look(width, lang, unicode);
    shown(&observations(&matrix(), trials, &look), &look)
}

#[test]
fn cells_stand_beside_each_other_at_eighty_columns() {
    insta::assert_snapshot!(drawn(&runs(), 80, Lang::En, true), @"
    observed     value  evidence
    ────────────────────────────
    usable CPUs  2      forced

    observed              ① sync +        ② sync +        ③′ the          evidence
                          blocking        non-blocking    accident
    ────────────────────────────────────────────────────────────────────────────────
    calls                 1               23,007          –               forced
                                          23,007–24,143
    returned before data  no              yes             –               forced
    seen asleep in        read            –               –               witness
    EAGAIN                –               24,142          –               forced
    voluntary switches    1               0               –               accounting
    waited                12.65 ms        13.25 ms        –               not judged
                                          13.25–25.57
    heartbeats before     –               –               4               witness
    heartbeats during     –               –               0               forced

    2 runs: the typical value, below it the smallest and the largest
    ④ async + non-blocking: not on this machine: this kernel forbids io_uring
    ");
}

#[test]
fn the_same_table_in_korean() {
    insta::assert_snapshot!(drawn(&[trial()], 120, Lang::Ko, true), @"
    관찰            값  근거
    ────────────────────────
    쓸 수 있는 CPU  2   확정

    관찰                  ① 동기 + 블로킹  ② 동기 + 논블로킹  ③′ 사고  근거
    ─────────────────────────────────────────────────────────────────────────────
    호출 횟수             1                24,143             –        확정
    데이터보다 먼저 반환  아니요           예                 –        확정
    잠든 채 발견된 곳     read             –                  –        목격
    EAGAIN                –                24,142             –        확정
    자발적 문맥 전환      1                0                  –        커널 계수
    기다린 시간           12.65 ms         25.57 ms           –        판정 안 함
    사고 전 박동          –                –                  4        목격
    사고 동안 박동        –                –                  0        확정

    ④ 비동기 + 논블로킹: 이 컴퓨터에서는 볼 수 없음: 이 커널에서 io_uring이 막혀 있습니다
    ");
}

#[test]
fn narrow_paper_gets_one_table_for_each_cell() {
    insta::assert_snapshot!(drawn(&[trial()], 40, Lang::En, false), @"
    observed     value  evidence
    ----------------------------
    usable CPUs  2      forced

    observed            ① sync +  evidence
                        blocking
    ----------------------------------------
    calls               1         forced
    returned before     no        forced
    data
    seen asleep in      read      witness
    voluntary switches  1         accounting
    waited              12.65 ms  not judged

    observed        ② sync +      evidence
                    non-blocking
    ----------------------------------------
    calls           24,143        forced
    returned        yes           forced
    before data
    EAGAIN          24,142        forced
    voluntary       0             accounting
    switches
    waited          25.57 ms      not judged

    observed           ③′ the       evidence
                       accident
    ----------------------------------------
    heartbeats before  4            witness
    heartbeats during  0            forced

    ④ async + non-blocking: not on this
      machine: this kernel forbids io_uring
    ");
}

#[test]
fn no_line_is_wider_than_the_paper() {
    for (width, lang) in
        [40, 60, 80, 100, 120].into_iter().flat_map(|width| Lang::ALL.map(|lang| (width, lang)))
    {
        let page = drawn(&runs(), width, lang, true);
        assert!(page.lines().all(|line| cells::width(line) <= usize::from(width)), "{width}\n{page}");
    }
}

#[test]
fn a_label_that_one_cell_uses_twice_hides_no_value() {
    let mut spec = matrix();
    let class = Class::Forced;
    spec.observations.push(observation(
        "sb.again",
        crate::model::ValueType::Int,
        class,
        both("calls", "호출 횟수"),
        None,
    ));
    let mut trial = trial();
    trial.observations.insert("sb.again".into(), Value::Int(77));
    let look = look(100, Lang::En, true);
    let page = shown(&observations(&spec, &[trial], &look), &look);
    assert!(page.contains("24,143") && page.contains("77"), "{page}");
}

#[test]
fn a_run_that_did_not_reach_its_end_does_not_count_beside_others() {
    let mut broken = trial();
    broken.complete = false;
    broken.observations.insert("sn.calls".into(), Value::Int(5));
    let page = drawn(&[broken.clone(), trial()], 80, Lang::En, true);
    assert!(page.contains("24,143") && !page.contains("5–"), "{page}");
    assert!(drawn(&[broken], 80, Lang::En, true).contains("5 "));
}

#[test]
fn nothing_observed_is_no_table() {
    assert!(observations(&matrix(), &[Trial::default()], &look(80, Lang::En, true)).is_empty());
}
