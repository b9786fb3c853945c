//! What if: other settings, several of them side by side, and the picture taken home in a file.

mod door;

use std::fs;

use door::Door;
use serde_json::Value as Json;

#[test]
fn a_parameter_outside_its_range_is_a_mistake_that_names_the_range() {
    for (lang, words) in [("en", "takes 1..40"), ("ko", "1..40")] {
        for arguments in
            [["demo", "lost-update", "--set", "n=0"], ["demo", "lost-update", "--compare", "n=5,4000"]]
        {
            let said = Door::new(lang).say(&arguments, "");
            assert_eq!(said.code, Some(2), "{said:?}");
            assert!(said.err.contains(words), "{said:?}");
        }
    }
}

#[test]
fn one_observation_is_drawn_across_the_values_of_a_parameter() {
    let door = Door::new("en");
    let arguments =
        ["demo", "lost-update", "--set", "python=false", "--compare", "n=2,4,8", "--observe", "mutex.final"];
    let said = door.say(&arguments, "");
    assert_eq!(said.code, Some(0), "{said:?}");
    let bars: Vec<usize> = said
        .out
        .lines()
        .filter(|line| line.contains(" n = "))
        .map(|line| line.matches('█').count())
        .collect();
    let [one, two, four] = bars[..] else { panic!("{}", said.out) };
    assert!(one > 0 && two.abs_diff(2 * one) <= 1 && four.abs_diff(2 * two) <= 1, "{}", said.out);
    assert!(said.out.contains("bars begin at zero"), "{}", said.out);
}

#[test]
fn an_observation_that_no_demo_promises_is_a_mistake_with_a_way_out() {
    let said =
        Door::new("en").say(&["demo", "lost-update", "--compare", "n=2,4", "--observe", "mutex.lots"], "");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("did you mean `mutex.lost`?"), "{}", said.err);
}

#[test]
fn the_traced_run_goes_into_files_that_others_can_open() {
    let door = Door::new("ko");
    let (trace, picture) = (door.folder().join("t.json"), door.folder().join("p.svg"));
    let names = [&trace, &picture].map(|path| path.display().to_string());
    let said = door.say(&["demo", "parallel-witness", "--export", &names[0], "--export", &names[1]], "");
    assert_eq!(said.code, Some(0), "{said:?}");
    let trace: Json = serde_json::from_str(&fs::read_to_string(trace).expect("a file")).expect("JSON");
    let events = trace["traceEvents"].as_array().expect("a list");
    assert!(events.iter().any(|event| event["ph"] == "X") && events.iter().any(|event| event["ph"] == "M"));
    let picture = fs::read_to_string(picture).expect("a file");
    assert!(
        picture.starts_with("<svg") && picture.contains("</svg>") && picture.contains("판정"),
        "{picture}"
    );
}

#[test]
fn a_file_whose_ending_says_nothing_is_refused_before_anything_runs() {
    let door = Door::new("en");
    let said = door.say(&["demo", "parallel-witness", "--export", "p.png"], "");
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains(".svg") && !door.folder().join("p.png").exists(), "{}", said.err);
}

#[test]
fn a_file_that_cannot_be_written_is_said_with_its_name() {
    let said = Door::new("en").say(&["demo", "parallel-witness", "--export", "nowhere/p.svg"], "");
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("nowhere/p.svg"), "{}", said.err);
}
