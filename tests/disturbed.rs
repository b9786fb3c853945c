//! `ttl disturb` with small demos of a stranger's own: lies are found and fail the command, silence and honest demos do not.

mod door;

use std::fs;

use door::{Door, Said};
use serde_json::Value as Json;

/// A demo that reports `n` and an always forced `here`, and claims these findings.
fn with_demo(door: &Door, id: &str, script: &str, findings: &str) {
    let folder = door.folder().join("demos").join(id);
    fs::create_dir_all(&folder).expect("a folder");
    let observation = |id: &str, class: &str| {
        format!(
            "[[observation]]\nid = '{id}'\ntype = 'int'\nclass = '{class}'\nlabel = '{id}'\nmeaning = '{id}'\n"
        )
    };
    let promise = format!(
        "[demo]\nid = '{id}'\ntitle = 'T'\nabout = 'A'\nsource = 'run.sh'\ncommand = ['sh', 'run.sh']\ndeadline_ms = 4000\n{}{}{findings}",
        observation("n", "witness"),
        observation("here", "forced"),
    );
    fs::write(folder.join("demo.toml"), promise).expect("a promise");
    let say = |line: &str| format!("echo '{line}'\n");
    let script = say(r#"{"k":"hello","v":1,"demo":"d","params":{},"cpus":1}"#)
        + script
        + &say(r#"{"k":"end","ok":true}"#);
    fs::write(folder.join("run.sh"), script).expect("a program");
}

fn obs(name: &str, value: i64) -> String {
    format!("echo '{{\"k\":\"obs\",\"name\":\"{name}\",\"val\":{value}}}'\n")
}

fn finding(id: &str, rest: &str) -> String {
    format!("[[finding]]\nid = '{id}'\nsays = 'S'\n{rest}\n")
}

fn disturb(door: &Door, demo: &str, more: &[&str]) -> (Said, Json) {
    let arguments = [&["disturb", demo, "--times", "3", "--json"], more].concat();
    let said = door.say(&arguments, "");
    let report = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    (said, report)
}

#[test]
fn a_truth_that_is_refuted_and_a_twin_that_holds_fail_the_command() {
    let door = Door::new("en").own();
    let script = obs("n", 20) + &obs("here", 0);
    let lies = finding("refuted", "holds = 'here == 1'\nfails = 'here == 0'")
        + &finding("twin", "holds = 'n >= 10'\ntwin = 'n >= 5'");
    with_demo(&door, "liar", &script, &lies);
    let (said, report) = disturb(&door, "liar", &["--scenario", "idle"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let findings = &report["scenarios"][0]["demos"][0]["findings"];
    assert_eq!((&findings[0]["lies"], &findings[0]["fails"]), (&3.into(), &3.into()), "{report:#}");
    assert_eq!((&findings[1]["twin_held"], &findings[1]["lies"]), (&3.into(), &0.into()), "{report:#}");
}

#[test]
fn an_honest_demo_survives_every_scenario() {
    let door = Door::new("ko").own();
    let script = obs("n", 20) + &obs("here", 1);
    let truths = finding("seen", "holds = 'n >= 10'\ntwin = 'here == 0'")
        + &finding("elsewhere", "holds = 'here == 0'\nfails = 'here == 1'\ntrue_when = 'here == 0'")
        + &finding("not-here", "holds = 'n >= 100'\ntwin = 'n >= 1000'\ntrue_when = 'here == 0'");
    with_demo(&door, "honest", &script, &truths);
    let (said, report) = disturb(&door, "honest", &[]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let scenarios = report["scenarios"].as_array().expect("a list");
    assert_eq!(scenarios.len(), 6);
    for scenario in scenarios.iter().filter(|scenario| scenario["missing"].is_null()) {
        let demo = &scenario["demos"][0];
        assert_eq!(demo["proofs"], 3, "{scenario:#}");
        let of = |finding: usize, outcome: &str| demo["findings"][finding][outcome].as_u64().unwrap_or(0);
        assert_eq!(of(0, "fails") + of(0, "twin_held") + of(1, "holds") + of(1, "lies"), 0, "{scenario:#}");
        // Where it is not true, nobody waits for it.
        assert_eq!(of(2, "unavailable") + of(2, "inconclusive"), 3, "{scenario:#}");
    }
}

#[test]
fn time_that_is_up_ends_it_with_what_is_known() {
    let door = Door::new("en").own();
    with_demo(
        &door,
        "slow",
        &(obs("n", 20) + &obs("here", 1)),
        &finding("seen", "holds = 'n >= 10'\ntwin = 'here == 0'"),
    );
    let (said, report) = disturb(&door, "slow", &["--minutes", "0"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(report["scenarios"][0]["demos"][0]["proofs"], 0);
}

#[test]
fn a_scenario_that_is_not_there_is_a_mistake_with_a_way_out() {
    let door = Door::new("en").own();
    let said = door.say(&["disturb", "--scenario", "stoped"], "");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("`stoped`") && said.err.contains("did you mean `stopped`?"), "{}", said.err);
}
