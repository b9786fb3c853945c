//! Tests of reports: carets, languages, hostile texts, and that every problem has words.

use super::*;
use crate::model::{Class, Expected, Lang, Note, Problem, SourceId, Stall};
use crate::screen::sample::look;

/// Every problem once, and those with several faces more often.
fn every() -> Vec<Problem> {
    let word = || "lost".to_owned();
    let meant = || Some("lots".to_owned());
    let mut all = vec![
        Problem::Syntax("expected `=`".into()),
        Problem::UnknownKey { key: word(), meant: None },
        Problem::UnknownKey { key: word(), meant: meant() },
        Problem::MissingKey { key: "prompt", of: "card" },
        Problem::EmptyText,
        Problem::BadId("a b".into()),
        Problem::MissingLanguage(Lang::En),
        Problem::MissingLanguage(Lang::Ko),
        Problem::UnknownKind { found: word(), meant: None },
        Problem::DuplicateId(word()),
        Problem::NoCorrectChoice,
        Problem::SeveralCorrectChoices(2),
        Problem::TooFewOptions(1),
        Problem::TooFewOptions(0),
        Problem::NotForThisKind { key: word(), kind: "flash" },
        Problem::NoAnswerKey("text"),
        Problem::NoAnswerKey("number"),
        Problem::NotARearrangement(word()),
        Problem::UnknownDemo { demo: word(), meant: None },
        Problem::UnknownParam { demo: word(), param: word(), meant: None },
        Problem::BadParam { param: word(), found: "x".into(), takes: "1 to 40".into() },
        Problem::UnknownFinding { demo: word(), finding: word(), meant: None },
        Problem::ClaimWithoutDemo,
        Problem::FindingAndClaim,
        Problem::ClaimSyntax("mismatched input".into()),
        Problem::ClaimTooLarge,
        Problem::ClaimUnsupported("has".into()),
        Problem::UnknownObservation { demo: word(), name: word(), meant: None },
        Problem::ClaimType { wanted: "a number", found: "a text" },
        Problem::UnsafeObservation { name: word(), instead: None },
        Problem::UnsafeObservation { name: word(), instead: meant() },
        Problem::InsideDeadBand { name: word(), band: (2.0, 10.0) },
        Problem::NeedsBothSides { name: word(), class: Class::Witness },
        Problem::NoDeadBand,
        Problem::NotAKey { name: word(), class: Class::Unsafe },
        Problem::KeyNotProvable { name: word(), class: Class::Ratio },
        Problem::ObservationType { name: word(), wanted: "list" },
        Problem::Irrefutable(word()),
        Problem::NoClaim(word()),
        Problem::NoOpposite(word()),
        Problem::UnknownCell(word()),
    ];
    for (stall, _) in Stall::ALL {
        all.push(Problem::WitnessNotSeen { name: word(), stall });
        for with in [None, meant()] {
            all.push(Problem::StallCouldSatisfy { name: word(), class: Class::Accounting, stall, with });
        }
    }
    let kinds = [
        Expected::Text,
        Expected::Word,
        Expected::Words,
        Expected::Texts,
        Expected::Bool,
        Expected::Int,
        Expected::Number,
        Expected::Table,
        Expected::Tables,
        Expected::Demo,
        Expected::Tolerance,
        Expected::Claim,
        Expected::OneOf(&["a", "b"]),
        Expected::Band,
        Expected::Setting,
    ];
    all.extend(kinds.map(|expected| Problem::WrongType { expected, found: "integer" }));
    all
}

#[test]
fn show() {
    for lang in Lang::ALL {
        for problem in every() {
            println!(
                "{}: {}\n    ^ {}\n    = {}",
                problem.code(),
                problem_sentence::sentence(&problem, lang),
                problem_label::label(&problem, lang),
                problem_help::help(&problem, lang)
            );
        }
    }
    let text = "[[card]]\nid = \"join\"\nprompt.ko = \"비동기란 무엇인가\"  # 주석\nclaim.holds = \"기다린시간 <= 3\"\n\n\n\n\n[[card]]\nid = \"join\"\n";
    let sources = [Source { name: "decks/async.toml".into(), text: text.into() }];
    let at = |needle: &str, nth: usize| {
        let start = text.match_indices(needle).nth(nth).unwrap().0;
        Place { source: SourceId(0), span: start..start + needle.len() }
    };
    let found = [
        Diagnostic::new(
            Problem::StallCouldSatisfy {
                name: "기다린시간".into(),
                class: Class::Accounting,
                stall: Stall::Up,
                with: Some("sb.seen == \"read\"".into()),
            },
            at("<= 3", 0),
        ),
        Diagnostic::new(Problem::DuplicateId("join".into()), at("join", 1))
            .with_note(at("join", 0), Note::FirstHere),
        Diagnostic::new(Problem::MissingLanguage(Lang::En), at("무엇인가", 0)),
    ];
    for (lang, unicode) in [(Lang::Ko, true), (Lang::En, false)] {
        let mut out = Vec::new();
        print_problems(&mut out, &found, &sources, &look(80, lang, unicode)).unwrap();
        println!("{}", String::from_utf8(out).unwrap());
    }
    println!("{}", problem_json(&found[1], &sources, &look(80, Lang::En, true)));
    println!("{}", problem_line(&found[0], &sources, &look(80, Lang::Ko, true)));
}
