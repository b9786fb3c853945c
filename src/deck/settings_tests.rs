//! Tests of the register: every setting can be set, by its own name, and whatever is wrong in a file is said with its place.

use std::collections::BTreeSet;

use super::*;

fn source(text: &str) -> Source {
    Source { name: "settings.toml".into(), text: text.into() }
}

/// A value that is not the default.
fn another(setting: &Setting) -> SettingValue {
    let default = setting.default();
    let values = match setting.accepts {
        Accepts::OneOf(words) => words.iter().map(|word| SettingValue::Word(word)).collect(),
        Accepts::Truth => vec![SettingValue::Truth(true), SettingValue::Truth(false)],
        Accepts::Whole { least, most } => vec![SettingValue::Whole(least), SettingValue::Whole(most)],
        Accepts::Number { least, .. } => setting.accepts.number(least).into_iter().collect(),
        Accepts::Wholes { least, .. } => vec![SettingValue::Wholes(vec![least])],
    };
    values.into_iter().find(|value| Some(value) != default.as_ref()).expect("a value")
}

/// What reading finds: the code, and the text under the caret.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let problems = read_settings(&source(text), SourceId(0)).1;
    problems.iter().map(|d| (d.problem.code(), text[d.place.span.clone()].to_owned())).collect()
}

#[test]
fn every_setting_is_set_by_its_own_name_and_changes_nothing_else() {
    for setting in &SETTINGS {
        let value = another(setting);
        let table =
            if setting.section.is_empty() { String::new() } else { format!("[{}]\n", setting.section) };
        let text = format!("{table}{} = {value}", setting.key);
        let (given, problems) = read_settings(&source(&text), SourceId(0));
        assert_eq!(problems, [], "{text}");
        let [given] = given.try_into().unwrap_or_else(|_| panic!("one setting: {text}"));
        assert_eq!((given.setting.name(), &given.value), (setting.name(), &value));
        let mut choices = Choices::default();
        given.setting.set(&mut choices, &given.value);
        for other in &SETTINGS {
            let wanted = if other.name() == setting.name() { Some(value.clone()) } else { other.default() };
            assert_eq!(other.value(&choices), wanted, "{} after {text}", other.name());
        }
    }
}

#[test]
fn what_is_written_is_also_what_can_be_typed_in_a_shell() {
    for setting in &SETTINGS {
        let value = another(setting);
        assert_eq!(
            setting.accepts.typed(value.to_string().trim_matches('"')),
            Some(value),
            "{}",
            setting.name()
        );
    }
}

#[test]
fn every_default_is_accepted_and_every_name_is_used_once() {
    for setting in &SETTINGS {
        if let Some(default) = setting.default() {
            assert!(
                setting.accepts.typed(default.to_string().trim_matches('"')).is_some(),
                "{}",
                setting.name()
            );
        }
    }
    let variables: BTreeSet<String> = SETTINGS.iter().map(Setting::variable).collect();
    assert_eq!(variables.len(), SETTINGS.len());
    assert!(variables.contains("TTL_LANG") && variables.contains("TTL_REVIEW_NEW_PER_DAY"), "{variables:?}");
}

#[test]
fn everything_that_is_wrong_is_said_where_it_stands() {
    for (text, wanted) in [
        ("lng = 'ko'", vec![("unknown-key", "lng")]),
        ("[quizz]", vec![("unknown-key", "quizz")]),
        ("quiz = 3", vec![("wrong-type", "3")]),
        ("[quiz]\ndemo = 'alwys'", vec![("bad-setting", "alwys")]),
        ("[quiz]\ndemo = true", vec![("wrong-type", "true")]),
        ("[review]\nretention = 1", vec![("bad-setting", "1")]),
        ("[review]\nnew_per_day = 1.5\nfuzz = 1", vec![("wrong-type", "1.5"), ("wrong-type", "1")]),
        ("[review]\nlearning_steps_min = [1, 0, 'x']", vec![("bad-setting", "0"), ("wrong-type", "'x'")]),
        ("[review]\nlearning_steps_min = [1, 0]", vec![("bad-setting", "0")]),
        ("[review]\nlearning_steps_min = 5", vec![("wrong-type", "5")]),
        ("[review]\nday_starts_at = 24", vec![("bad-setting", "24")]),
        ("[review]\nretention 0.9\nfuzz = false", vec![("syntax", "")]),
    ] {
        let found = found(text);
        let found: Vec<_> = found.iter().map(|(code, under)| (*code, under.as_str())).collect();
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn what_is_right_counts_beside_what_is_wrong() {
    let text = "nonsense = 1\n[review]\nretention = 7\nfuzz = false\n[quiz]\ndemo = 'never'";
    let (given, problems) = read_settings(&source(text), SourceId(0));
    assert_eq!(problems.len(), 2);
    let names: Vec<String> = given.iter().map(|given| given.setting.name()).collect();
    assert_eq!(names, ["quiz.demo", "review.fuzz"]);
}

#[test]
fn a_setting_in_the_wrong_table_is_told_with_the_right_one() {
    let problems = read_settings(&source("retention = 0.9\n[quiz]\nfuzz = true"), SourceId(0)).1;
    let meant = problems.iter().map(|d| match &d.problem {
        Problem::UnknownKey { meant, .. } => meant.clone().unwrap_or_default(),
        other => panic!("{other:?}"),
    });
    assert_eq!(meant.collect::<Vec<_>>(), ["review.retention", "review.fuzz"]);
}

#[test]
fn tables_of_languages_are_left_to_others() {
    assert_eq!(found("[language.ruby]\nfile = 'a'\nrun = ['a']\nodd = 1"), []);
}
