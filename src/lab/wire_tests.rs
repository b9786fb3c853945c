//! `wire` on recorded lines.

use super::*;
use crate::model::{Class, ObservationSpec, Place, Stall};

fn promise(id: &str, kind: ValueType) -> ObservationSpec {
    ObservationSpec {
        id: id.into(),
        kind,
        unit: None,
        class: Class::Forced,
        stall: Stall::None,
        dead_band: None,
        with: None,
        instead: None,
        label: Text::default(),
        meaning: Text::default(),
        place: Place::default(),
    }
}

fn heard(output: &[u8]) -> Trial {
    let observations =
        ValueType::ALL.iter().map(|(kind, name)| promise(&format!("c.{name}"), *kind)).collect();
    let mut trial = Trial::default();
    hear(output, &DemoSpec { observations, ..DemoSpec::default() }, &mut trial);
    trial
}

#[test]
fn an_honest_trial_is_taken_in_whole() {
    let trial = heard(
        br#"{"k":"hello","v":1,"demo":"d","params":{"n":3},"cpus":2,"later":"ignored"}
{"k":"span","cell":"c","lane":"t1","st":"blocked","t0":5,"t1":9}
{"k":"mark","lane":"t1","kind":"hand","name":"over","t":7}
{"k":"obs","name":"c.bool","val":true}
{"k":"obs","name":"c.int","val":-3}
{"k":"obs","name":"c.float","val":0.5}
{"k":"obs","name":"c.text","val":"read"}
{"k":"obs","name":"c.list","val":["a","b"]}
{"k":"health","cell":"c","lane":"t1","wall_ns":9,"cpu_ns":4,"delay_ns":2,"nvcsw":1,"nivcsw":0}
{"k":"skip","cell":"d","what":"io_uring","why":{"en":"no","ko":"ko"}}
{"k":"end","ok":true}
"#,
    );
    assert!(trial.complete);
    assert_eq!((trial.n_rubbish, trial.n_dropped), (0, 0));
    assert_eq!(
        trial.events,
        [
            Event::Span(Span {
                cell: "c".into(),
                lane: "t1".into(),
                state: SpanState::Blocked,
                from_ns: 5,
                to_ns: 9
            }),
            Event::Mark(Mark {
                cell: String::new(),
                lane: "t1".into(),
                kind: MarkKind::Hand,
                name: "over".into(),
                at_ns: 7
            }),
        ]
    );
    assert_eq!(trial.value("c.bool"), Some(&Value::Bool(true)));
    assert_eq!(trial.value("c.int"), Some(&Value::Int(-3)));
    assert_eq!(trial.value("c.float"), Some(&Value::Float(0.5)));
    assert_eq!(trial.value("c.text"), Some(&Value::Text("read".into())));
    assert_eq!(trial.value("c.list"), Some(&Value::List(vec!["a".into(), "b".into()])));
    assert_eq!(trial.health[0].delay, Duration::from_nanos(2));
    let skip = Skip {
        cell: Some("d".into()),
        name: None,
        what: "io_uring".into(),
        why: Text::tagged(vec![("en".into(), "no".into()), ("ko".into(), "ko".into())]),
    };
    assert_eq!(trial.skips, [skip]);
}

#[test]
fn rubbish_is_counted_line_by_line() {
    let lines: [&[u8]; 11] = [
        b"hello",
        b"[1]",
        b"{\"k\":\"dance\"}",
        b"{\"no\":\"kind\"}",
        b"{\"k\":\"hello\",\"v\":2}",
        b"{\"k\":\"obs\",\"name\":\"c.int\"",
        b"\xff\xfe{}",
        b"{\"k\":\"span\",\"lane\":\"t\",\"st\":\"run\",\"t0\":9,\"t1\":5}",
        b"{\"k\":\"span\",\"lane\":\"t\",\"st\":\"asleep\",\"t0\":1,\"t1\":5}",
        b"{\"k\":\"mark\",\"lane\":\"t\",\"kind\":\"note\",\"name\":\"n\",\"t\":-1}",
        b"{\"k\":\"mark\",\"lane\":\"t\",\"kind\":\"note\",\"name\":\"n\",\"t\":1.5}",
    ];
    let trial = heard(&lines.join(&b'\n'));
    assert_eq!(trial.n_rubbish, lines.len());
    assert!(trial.events.is_empty() && trial.observations.is_empty() && !trial.complete);
}

#[test]
fn an_observation_of_another_type_or_without_a_promise_is_kept_out() {
    let trial = heard(
        br#"{"k":"obs","name":"c.int","val":1.5}
{"k":"obs","name":"c.int","val":18446744073709551615}
{"k":"obs","name":"c.bool","val":1}
{"k":"obs","name":"c.text","val":null}
{"k":"obs","name":"c.list","val":[1]}
{"k":"obs","name":"nobody","val":1}
"#,
    );
    assert_eq!(trial.observations, Values::new());
    assert_eq!(trial.n_rubbish, 6);
}

#[test]
fn what_is_no_number_is_refused() {
    let trial = heard(
        br#"{"k":"obs","name":"c.float","val":NaN}
{"k":"obs","name":"c.float","val":Infinity}
{"k":"obs","name":"c.float","val":1e999}
"#,
    );
    assert_eq!(trial.observations, Values::new());
    assert_eq!(trial.n_rubbish, 3);
}

#[test]
fn a_whole_number_serves_where_a_number_is_promised() {
    let trial = heard(br#"{"k":"obs","name":"c.float","val":3}"#);
    assert_eq!(trial.value("c.float"), Some(&Value::Float(3.0)));
}

#[test]
fn the_last_value_wins_and_nothing_counts_after_the_end() {
    let trial = heard(
        br#"{"k":"obs","name":"c.int","val":1}
{"k":"obs","name":"c.int","val":2}
{"k":"end","ok":true}
{"k":"obs","name":"c.int","val":3}
{"k":"end","ok":false}
"#,
    );
    assert_eq!(trial.value("c.int"), Some(&Value::Int(2)));
    assert!(trial.complete);
    assert_eq!(trial.n_rubbish, 2);
}

#[test]
fn a_demo_that_says_it_failed_is_not_complete() {
    assert!(!heard(br#"{"k":"end","ok":false}"#).complete);
    assert!(!heard(br#"{"k":"end"}"#).complete);
}

#[test]
fn a_skip_may_be_plain_and_concern_everything() {
    let trial = heard(br#"{"k":"skip","cell":null,"what":"GPU","why":"no device"}"#);
    assert_eq!(
        trial.skip_for("c.int"),
        Some(&Skip { cell: None, name: None, what: "GPU".into(), why: Text::plain("no device") })
    );
}

#[test]
fn events_beyond_any_picture_are_dropped_and_counted_but_the_end_is_heard() {
    let mut output = br#"{"k":"mark","lane":"t","kind":"beat","name":"b","t":1}
"#
    .repeat(EVENTS + 3);
    output.extend_from_slice(br#"{"k":"end","ok":true}"#);
    let trial = heard(&output);
    assert_eq!((trial.events.len(), trial.n_dropped, trial.complete), (EVENTS, 3, true));
}

#[test]
fn a_line_longer_than_any_honest_one_is_rubbish() {
    let line = format!(r#"{{"k":"obs","name":"c.text","val":"{}"}}"#, "x".repeat(LINE));
    assert_eq!(heard(line.as_bytes()).n_rubbish, 1);
    let deep = format!(r#"{{"k":"obs","name":"c.int","val":{}}}"#, "[".repeat(5_000));
    assert_eq!(heard(deep.as_bytes()).n_rubbish, 1);
}

#[test]
fn params_travel_as_a_json_object() {
    let values = Values::from([
        ("n".into(), Value::Int(3)),
        ("share".into(), Value::Float(0.5)),
        ("lane".into(), Value::Text("a \"b\"".into())),
    ]);
    assert_eq!(params(&values), r#"{"lane":"a \"b\"","n":3,"share":0.5}"#);
}
