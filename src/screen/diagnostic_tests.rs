//! Tests of reports: carets, languages, hostile texts, and that every problem has words.

use super::*;
use crate::model::{Accepts, Class, Expected, FolderTrouble, Problem, SourceId, Stall};
use crate::screen::cells;
use crate::screen::sample::look;

/// Every problem once, and those with several faces more often.
#[expect(clippy::too_many_lines, reason = "one entry a problem")]
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
        bad_setting(Accepts::Truth, meant()),
        bad_setting(Accepts::Truth, None),
        bad_setting(Accepts::OneOf(&["a", "b"]), None),
        bad_setting(Accepts::Whole { least: 1, most: 9 }, None),
        bad_setting(Accepts::Number { least: 0.7, most: 0.97 }, None),
        bad_setting(Accepts::Wholes { least: 1, most: 9 }, None),
        Problem::NoGap,
        Problem::GapsDiffer { least: 1, most: 2 },
        Problem::DemoAndProgram,
        Problem::UnknownProgramLanguage { lang: word(), meant: None, known: word() },
        Problem::ClaimWithoutDemo,
        Problem::FindingAndClaim,
        Problem::ClaimSyntax("mismatched input".into()),
        Problem::ClaimTooLarge,
        Problem::NothingObserved,
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
        Problem::ThinMargin { comparison: "ratio >= 2".into(), percent: 4 },
        Problem::UnknownCell(word()),
        Problem::Folder(FolderTrouble::Outside(word())),
        Problem::Folder(FolderTrouble::NotPlain(word())),
        Problem::Folder(FolderTrouble::TooLarge),
        Problem::Folder(FolderTrouble::NameTaken { demo: word(), folder: word() }),
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
        Expected::Count,
        Expected::Ints,
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

fn bad_setting(accepts: Accepts, meant: Option<String>) -> Problem {
    Problem::BadSetting { setting: "a.b".into(), found: "x".into(), accepts, meant }
}

const TEXT: &str = "[[card]]
id = \"join\"
prompt.ko = \"비동기란 무엇인가\"  # 주석
claim.holds = \"기다린시간 <= 3\"




[[card]]
id = \"join\"
";

fn sources() -> [Source; 1] {
    [Source { name: "decks/async.toml".into(), text: TEXT.into() }]
}

fn place(needle: &str, nth: usize) -> Place {
    let start = TEXT.match_indices(needle).nth(nth).unwrap().0;
    Place { source: SourceId(0), span: start..start + needle.len() }
}

fn found() -> [Diagnostic; 3] {
    let stall = Problem::StallCouldSatisfy {
        name: "기다린시간".into(),
        class: Class::Accounting,
        stall: Stall::Up,
        with: Some("sb.seen == 1".into()),
    };
    let twice = Diagnostic::new(Problem::DuplicateId("join".into()), place("join", 1));
    [
        Diagnostic::new(stall, place("<= 3", 0)),
        twice.with_note(place("join", 0), Note::FirstHere),
        Diagnostic::new(Problem::MissingLanguage(Lang::En), place("무엇인가", 0)),
    ]
}

fn printed(found: &[Diagnostic], sources: &[Source], look: &Look) -> String {
    let mut out = Vec::new();
    Report::new(sources, look).print(&mut out, found).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn problems_are_shown_with_their_text_worst_last() {
    insta::assert_snapshot!(printed(&found(), &sources(), &look(80, Lang::Ko, true)), @r#"
    경고[missing-language]: 이 글의 영어판이 없습니다
      ╭▸ decks/async.toml:3:19
      │
    3 │ prompt.ko = "비동기란 무엇인가"  # 주석
      │                       ━━━━━━━━ 언어 하나가 빠짐
      │
      ╰ 도움말: 이 글에 `.en = "..."` 줄을 추가하세요

    오류[stall-could-satisfy]: 컴퓨터가 바쁜 것만으로도 참이 될 수 있습니다: `기다린시간` 값은 실행이 지연되면 커집니다
      ╭▸ decks/async.toml:4:22
      │
    4 │ claim.holds = "기다린시간 <= 3"
      │                           ━━━━ 실행이 지연되기만 해도 성립함
      │
      ╰ 도움말: 실행 지연만으로는 생기지 않는 조건을 덧붙이세요: `&& sb.seen ==
                1`

    오류[duplicate-id]: id `join` 하나가 두 번 쓰였습니다
       ╭▸ decks/async.toml:10:7
       │
     2 │ id = "join"
       │       ──── 여기서 처음 쓰임
       ┆
    10 │ id = "join"
       │       ━━━━ 여기서 다시 쓰임
       │
       ╰ 도움말: `join-2`처럼 다른 id를 쓰세요
    "#);
}

#[test]
fn the_same_problems_in_english_and_ascii() {
    insta::assert_snapshot!(printed(&found(), &sources(), &look(80, Lang::En, false)), @r###"
    warning[missing-language]: this text is not in English
     --> decks/async.toml:3:19
      |
    3 | prompt.ko = "비동기란 무엇인가"  # 주석
      |                       ^^^^^^^^ one language is missing
      |
      = help: add `.en = "..."` for this text

    error[stall-could-satisfy]: a busy machine alone could make this true: a stall raises `기다린시간`
     --> decks/async.toml:4:22
      |
    4 | claim.holds = "기다린시간 <= 3"
      |                           ^^^^ a stall could satisfy this
      |
      = help: add `&& sb.seen == 1`, which a stall cannot bring about

    error[duplicate-id]: the id `join` is used twice
      --> decks/async.toml:10:7
       |
     2 | id = "join"
       |       ---- first used here
    ...
    10 | id = "join"
       |       ^^^^ used again here
       |
       = help: call this one `join-2`, or something better
    "###);
}

#[test]
fn the_caret_stands_under_hangul_counted_in_cells() {
    let page = printed(&found()[2..], &sources(), &look(80, Lang::En, false));
    let line = page.lines().find(|line| line.contains("무엇인가")).unwrap();
    let caret = page.lines().find(|line| line.contains('^')).unwrap();
    assert_eq!(cells::width(&line[..line.find('무').unwrap()]), caret.find('^').unwrap());
    assert_eq!(caret.matches('^').count(), 8);
}

#[test]
fn every_problem_has_words_in_every_language() {
    let hangul = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
    for problem in every() {
        for lang in Lang::ALL {
            let sentence = problem_sentence::sentence(&problem, lang);
            let (label, help) = (problem_label::label(&problem, lang), problem_help::help(&problem, lang));
            for words in [&sentence, &label, &help] {
                assert!(!words.trim().is_empty() && !words.ends_with('.'), "{}: {words}", problem.code());
                assert_eq!(hangul(words), lang == Lang::Ko, "{}: {words}", problem.code());
                assert_eq!(words.matches('`').count() % 2, 0, "{}: {words}", problem.code());
            }
            if lang == Lang::Ko {
                assert!(
                    sentence.ends_with("니다") || sentence.contains(": "),
                    "{}: {sentence}",
                    problem.code()
                );
                assert!(help.contains("세요") || help.contains(": "), "{}: {help}", problem.code());
            }
        }
    }
}

#[test]
fn one_line_names_file_line_and_column() {
    let line = Report::new(&sources(), &look(80, Lang::En, true)).line(&found()[1]);
    assert_eq!(line, "decks/async.toml:10:7: error[duplicate-id]: the id `join` is used twice");
}

#[test]
fn json_carries_the_same_facts() {
    let object = Report::new(&sources(), &look(80, Lang::En, true)).json(&found()[1]);
    let expected = json!({
        "code": "duplicate-id",
        "severity": "error",
        "message": "the id `join` is used twice",
        "file": "decks/async.toml",
        "line": 10,
        "column": 7,
        "end": { "line": 10, "column": 11 },
        "help": "call this one `join-2`, or something better",
        "notes": [{
            "message": "first used here",
            "file": "decks/async.toml",
            "line": 2,
            "column": 7,
            "end": { "line": 2, "column": 11 },
        }],
    });
    assert_eq!(object, expected);
}

#[test]
fn a_hostile_text_cannot_steer_the_terminal() {
    let text = "a\u{1b}[2J = \u{202e}\"x\u{9b}1m\"\u{e0041}\r\n";
    let sources = [Source { name: "d\u{1b}[2J.toml".into(), text: text.into() }];
    let key = Problem::UnknownKey { key: "a\u{1b}[2J\nb".into(), meant: None };
    let found = [Diagnostic::new(key, Place { source: SourceId(0), span: 0..5 })];
    for unicode in [true, false] {
        let look = look(80, Lang::En, unicode);
        for page in [printed(&found, &sources, &look), Report::new(&sources, &look).line(&found[0])] {
            assert!(!page.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{page:?}");
        }
    }
}

#[test]
fn a_place_outside_every_text_is_still_reported() {
    let lost = Diagnostic::new(Problem::EmptyText, Place { source: SourceId(9), span: 3..900 });
    let beyond = Diagnostic::new(Problem::EmptyText, Place { source: SourceId(0), span: 3000..9000 });
    let page = printed(&[lost, beyond], &sources(), &look(80, Lang::En, true));
    assert_eq!(page.matches("error[empty-text]").count(), 2, "{page}");
}
