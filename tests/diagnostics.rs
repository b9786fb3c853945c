//! What is wrong with a deck is said all at once, each thing at its place.
//!
//! A bad deck is a file dropped into `tests/decks`: a comment `#~ code: text` stands where a problem is found and
//! says which text the caret points at.

mod door;
mod playback;
mod toy;

use std::fs;

use door::{Door, Said};

use ttl::deck::lint;
use ttl::flow::Library;
use ttl::model::{Diagnostic, Source};
use unicode_width::UnicodeWidthChar;

/// Line, code and the first line of the text under the caret.
type Spot = (usize, String, String);

fn bad_decks() -> Vec<Source> {
    let files = playback::here("tests/decks").read_dir().expect("the bad decks").flatten();
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        Source { name, text: fs::read_to_string(entry.path()).expect("a deck") }
    };
    files.map(read).collect()
}

/// What the comments of a deck say is found in it.
fn wanted(text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        for mark in text.split("#~").skip(1) {
            let (code, text) = mark.trim().split_once(':').expect("`#~ code: text`");
            spots.push((line, code.to_owned(), text.trim_start().to_owned()));
        }
    }
    spots
}

/// What is found in a deck.
fn found(source: &Source) -> Vec<Spot> {
    let library = Library::read(vec![source.clone()]);
    let mut specs: Vec<_> = playback::promises().iter().map(|source| playback::spec(&source.text)).collect();
    specs.push(toy::spec());
    let languages = ttl::deck::known_languages();
    let linted = library.decks.iter().flat_map(|deck| lint(deck, source, &specs, &languages));
    library.problems.iter().cloned().chain(linted).map(|diagnostic| spot(&diagnostic, &source.text)).collect()
}

fn spot(diagnostic: &Diagnostic, text: &str) -> Spot {
    let span = diagnostic.place.span.clone();
    let line = 1 + text[..span.start].matches('\n').count();
    let under = text[span].lines().next().unwrap_or("").to_owned();
    (line, diagnostic.problem.code().to_owned(), under)
}

#[test]
fn every_mistake_is_found_at_its_place_and_nothing_else() {
    for source in bad_decks() {
        let (mut wanted, mut found) = (wanted(&source.text), found(&source));
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{}", source.name);
    }
}

#[test]
fn one_deck_with_many_mistakes_yields_them_all_in_one_go() {
    let decks = bad_decks();
    let most = decks.iter().map(|source| found(source).len()).max();
    assert!(most >= Some(20), "{most:?}");
}

/// What the real program says of a deck without running anything.
fn check(deck: &str, lang: &str, locale: &str) -> Said {
    let path = playback::here("tests/decks").join(deck);
    Door::new(lang).with("LC_ALL", locale).say(&["check", &path.to_string_lossy(), "--no-run"], "")
}

/// The text that the carets below a line of the deck point at.
fn under_the_carets(report: &str, line: &str) -> String {
    let drawn: Vec<&str> = report.lines().collect();
    let at = drawn.iter().position(|drawn| drawn.contains(line)).expect("the line is shown");
    let carets = drawn[at + 1];
    let (from, n) = (carets.find('^').expect("carets"), carets.matches('^').count());
    let mut column = 0;
    let covered = drawn[at].chars().filter(|c| {
        let start = column;
        column += c.width().unwrap_or(0);
        (from..from + n).contains(&start)
    });
    covered.collect()
}

#[test]
fn a_deck_that_compares_wall_clocks_is_refused_and_told_what_to_observe() {
    for (lang, help, instead) in [
        ("en", "help: observe", "observe `gather.max_waits_in_flight` instead"),
        ("ko", "도움말: 대신", "대신 `gather.max_waits_in_flight` 값을 관찰하세요"),
    ] {
        let said = check("wall-clock.toml", lang, "C");
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(
            said.out.contains("unsafe-observation") && said.out.contains("wall-clock.toml:17:16"),
            "{}",
            said.out
        );
        assert!(said.out.contains(help) && said.out.contains(instead), "{}", said.out);
        assert_eq!(under_the_carets(&said.out, "claim.holds"), "gather.wall_ms < 50.0");
    }
}

#[test]
fn a_deck_that_refutes_from_what_was_not_seen_is_refused() {
    for (lang, sentence, help) in [
        ("en", "not being seen proves nothing", "`threads.max_waits_in_flight >= 1`"),
        ("ko", "아무것도 증명하지 않습니다", "`threads.max_waits_in_flight >= 1`"),
    ] {
        let said = check("not-seen.toml", lang, "C");
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.out.contains("witness-not-seen") && said.out.contains(sentence), "{}", said.out);
        assert!(said.out.contains(help), "{}", said.out);
        assert_eq!(under_the_carets(&said.out, "flight <= 1"), "threads.max_waits_in_flight <= 1");
    }
}

#[test]
fn a_caret_stands_right_also_behind_hangul() {
    let deck = "[deck]\nid = 'd'\ntitle = '덱'\n[[card]]\nid = 'c'\nkind = 'choice'\nprompt = '어느 쪽?'\n\
                demo = 'gather-overlap'\n[[card.choice]]\nid = 'a'\ntext = '가'\ncorrect = true\n\
                claim = '\"한글\" != gather.start_ordr'\n[[card.choice]]\nid = 'b'\ntext = '나'\nfinding = 'one-thread-is-enough'\n";
    let door = Door::new("ko").with("LC_ALL", "C");
    std::fs::write(door.folder().join("덱.toml"), deck).expect("a file");
    let said = door.say(&["check", "덱.toml", "--no-run"], "");
    assert_eq!(under_the_carets(&said.out, "claim ="), "gather.start_ordr", "{}", said.out);
}

#[test]
fn a_deck_that_is_not_toml_is_refused_at_its_place() {
    let said = check("syntax.toml", "en", "C");
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("syntax.toml:9:8"), "{}", said.out);
    assert_eq!(under_the_carets(&said.out, "kind = flash"), "flash");
}

/// What is found under the carets of a deck whose one claim is written like this, quotes included.
fn under(claim: &str) -> Vec<(usize, String, String)> {
    let deck = format!(
        "[deck]\nid = 'd'\ntitle = '덱'\n[[card]]\nid = 'c'\nkind = 'choice'\nprompt = '어느 쪽?'\ndemo = 'toy'\n\
         choice = [{{ id = 'a', text = '가', correct = true, claim = {claim} }},\n\
         {{ id = 'b', text = '나', claim = 'forced == 4' }}]\n"
    );
    found(&Source { name: "d.toml".into(), text: deck })
}

#[test]
fn a_caret_stands_inside_a_claim_however_its_string_is_written() {
    for (claim, line, code, shown) in [
        ("'forced == 3 && forcd == 3'", 9, "unknown-observation", "forcd"),
        (r#""word == \"한글\" && forcd == 3""#, 9, "unknown-observation", "forcd"),
        (r#""word == \"\uD55C글\" && word > 3""#, 9, "claim-type", "word"),
        ("\"\"\"\nforced == 3 &&\n  forcd == 3\"\"\"", 11, "unknown-observation", "forcd"),
        ("'''\nforced == 3 &&\n'한글' == 3'''", 11, "claim-type", "3"),
        ("\"\"\"forced == 3 && \\\n   forcd == 3\"\"\"", 10, "unknown-observation", "forcd"),
        (r#""\"가\" == word && forced = 3""#, 9, "claim-syntax", "="),
        ("\"\"\"\nforced == 3 &&\n  word == \\\"가\\\" forced\"\"\"", 11, "claim-syntax", "f"),
    ] {
        assert_eq!(under(claim), [(line, code.to_owned(), shown.to_owned())], "{claim}");
    }
}

#[test]
fn text_without_an_end_is_shown_by_its_beginning_and_hides_nothing() {
    let deck = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nkind = 'flash'\nprompt = \"\"\"\nWhat?\nback = 'B'\n\
                [[card]]\nid = 'b'\nkind = 'flahs'\nprompt = \"\"\"\n[[card]]\n\"\"\"\nback = 'B'\n";
    let source = Source { name: "d.toml".into(), text: deck.into() };
    let wanted = [(7, "syntax", "\"\"\""), (12, "unknown-kind", "flahs")];
    let wanted = wanted.map(|(line, code, under)| (line, code.to_owned(), under.to_owned()));
    assert_eq!(found(&source), wanted);
}

#[test]
fn every_text_that_lacks_a_language_is_told() {
    let texts = [
        "[deck]\nid = 'd'\ntitle.en = 'T'\nabout.en = 'A'",
        "[[card]]\nid = 'c'\nkind = 'choice'\nprompt.en = 'P'\nhints.en = ['H', 'I']\nexplain.en = 'E'",
        "[[card.choice]]\nid = 'a'\ntext.en = 'T'\ncorrect = true\nwhy.en = 'W'\nunprovable.en = 'U'",
        "[[card.choice]]\nid = 'b'\ntext.ko = '나'",
        "[[card]]\nid = 'n'\nkind = 'number'\nprompt = 'P'\nexpect = 1\nunit.en = 'U'",
        "[[card]]\nid = 'm'\nkind = 'match'\nprompt = 'P'\npair = [{ left.en = 'L', right.en = 'R' }, { left = 'L', right = 'R' }]",
        "[[card]]\nid = 'o'\nkind = 'order'\nprompt = 'P'\nexpect = ['x', 'y']\nitem = [{ id = 'x', text.en = 'X' }, { id = 'y', text = 'Y' }]",
        "[[card]]\nid = 'f'\nkind = 'flash'\nprompt = 'P'\nback.en = 'B'",
    ];
    let source = Source { name: "d.toml".into(), text: texts.join("\n") };
    let found: Vec<_> = found(&source).into_iter().map(|(_, code, _)| code).collect();
    // Two hints lack Korean in one place, which is told once.
    assert_eq!(found, vec!["missing-language"; 14], "{found:?}");
    let promise = "[demo]\nid = 'd'\ntitle.en = 'T'\nabout.en = 'A'\nsource = 's'\n[[param]]\nid = 'p'\ntype = 'bool'\ndefault = true\nhelp.en = 'H'\n\
                   [[observation]]\nid = 'n'\ntype = 'int'\nclass = 'forced'\nunit.en = 'U'\nlabel.en = 'L'\nmeaning.en = 'M'\n\
                   [[finding]]\nid = 'f'\nholds = 'n == 1'\nsays.en = 'S'\n[words]\nread.en = 'R'\n";
    let source = Source { name: "demo.toml".into(), text: promise.into() };
    let problems = ttl::deck::read_promise(&source, ttl::model::SourceId(0)).1;
    let codes: Vec<_> = problems.iter().map(|d| d.problem.code()).collect();
    assert_eq!(codes, vec!["missing-language"; 8]);
}

#[test]
fn what_nobody_sees_is_named_and_never_shown() {
    let door = Door::new("en").with("LC_ALL", "C.UTF-8");
    let deck = "[deck]\nid = 'd'\ntitle = 'A\u{202e}B'\n[[card]]\nid = \"c\\u001b[2J\"\nkind = 'flash'\nprompt = '\u{1b}]0;x\u{7}'\n\
                back = \"b\\u2066\"\ntags = ['t\u{200b}']\n# \u{2067} in a comment\n";
    std::fs::write(door.folder().join("d.toml"), deck).expect("a file");
    for more in [&["--no-run"][..], &["--no-run", "--json"], &["--no-run", "--github"]] {
        let said = door.say(&[&["check", "d.toml"], more].concat(), "");
        for name in ["U+202E", "U+001B", "U+2066", "U+200B", "U+2067"] {
            assert!(said.out.contains(name), "{name}: {}", said.out);
        }
        let steers = |c: &char| !matches!(c, '\n') && ttl::model::is_hidden(*c);
        assert_eq!(said.out.chars().find(steers), None, "{}", said.out);
    }
}

#[test]
fn ids_and_beliefs_are_compared_across_decks() {
    let deck = |id: &str, card: &str, belief: &str| {
        let text = format!(
            "[deck]\nid = '{id}'\ntitle = 'D'\n[[card]]\nid = '{card}'\nkind = 'choice'\nprompt = 'P'\n\
             choice = [{{ id = 'a', text = 'A', correct = true }}, {{ id = 'b', text = 'B', belief = '{belief}' }}]\n"
        );
        (format!("{id}-{card}.toml"), text)
    };
    let door = Door::new("en").with("LC_ALL", "C.UTF-8");
    let decks =
        [deck("one", "x", "waits-add-up"), deck("two", "x", "waits-ad-up"), deck("one", "y", "waits-add-up")];
    for (name, text) in decks {
        std::fs::write(door.folder().join(name), text).expect("a file");
    }
    let said = door.say(&["check", ".", "--no-run"], "");
    assert_eq!(said.code, Some(1), "two decks of one id are an error");
    for wanted in [
        "duplicate-id",
        "id-in-two-decks",
        "deck `one` has a card `x` too",
        "one-x.toml:5:7",
        "belief `waits-ad-up` is used once, and `waits-add-up`",
    ] {
        assert!(said.out.contains(wanted), "{wanted}: {}", said.out);
    }
    let said = door.say(&["check", "one-x.toml", "./one-x.toml", "--no-run"], "");
    assert_eq!(said.code, Some(0), "one file is one deck: {}", said.out);
}

/// A deck of one card, in a file of that name.
fn write_deck(door: &Door, file: &str, id: &str, rest: &str) {
    let text = format!(
        "[deck]\nid = '{id}'\ntitle = 'D'\n{rest}\n[[card]]\nid = 'c-{id}'\nkind = 'flash'\nprompt = 'P'\nback = 'B'\n"
    );
    let path = door.folder().join(file);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
    std::fs::write(path, text).expect("a file");
}

#[test]
fn decks_that_come_after_each_other_are_told_once_and_round_the_circle() {
    for (lang, circle, itself, goes_on, help) in [
        (
            "en",
            "the order of these decks is a circle: `a` after `b`, `b` after `c`, `c` after `a`",
            "deck `me` comes after itself",
            "it goes on here",
            "decide which of them is learnt first",
        ),
        (
            "ko",
            "덱의 순서가 순환합니다: `b` 다음에 `a`, `c` 다음에 `b`, `a` 다음에 `c`",
            "`me` 덱이 자기 자신보다 뒤에 옵니다",
            "여기로 이어짐",
            "무엇을 먼저 배울지 정하고",
        ),
    ] {
        let door = Door::new(lang).with("LC_ALL", "C.UTF-8");
        write_deck(&door, "d/a.toml", "a", "after = ['concurrency', 'b']");
        write_deck(&door, "d/b.toml", "b", "after = ['c']");
        write_deck(&door, "d/c.toml", "c", "after = ['a']");
        write_deck(&door, "d/me.toml", "me", "after = ['a', 'me']");
        for more in [&["--no-run"][..], &[]] {
            let said = door.say(&[&["check", "d"], more].concat(), "");
            assert_eq!(said.code, Some(1), "{said:?}");
            for wanted in [circle, itself, help, "d/a.toml:4:26", "d/me.toml:4:16"] {
                assert!(said.out.contains(wanted), "{wanted}: {}", said.out);
            }
            let n_told = said.out.matches("[after-itself]").count();
            assert_eq!((n_told, said.out.matches(goes_on).count()), (2, 2), "{}", said.out);
        }
        let said = door.say(&["check", "d/a.toml", "--no-run"], "");
        assert_eq!(said.code, Some(0), "one deck alone closes no circle: {}", said.out);
    }
}

#[test]
fn a_deck_to_come_after_is_missing_only_where_it_is_nowhere() {
    for (lang, sentence, meant, otherwise) in [
        (
            "en",
            "there is no deck `concurency`",
            "did you mean `concurrency`?",
            "`ttl list decks` shows every deck",
        ),
        (
            "ko",
            "`concurency` 덱이 없습니다",
            "`concurrency` 아닌지 확인하세요",
            "`ttl list decks`로 모든 덱을 보세요",
        ),
    ] {
        let door = Door::new(lang).with("LC_ALL", "C");
        write_deck(&door, "d/typos.toml", "typos", "after = ['concurency', 'Zzz']");
        // In the binary, beside the file, beside it under another name, in the working folder, in the learner's own.
        let all = "after = ['concurrency', 'typos', 'odd', 'here', 'own']";
        write_deck(&door, "d/fine.toml", "fine", all);
        write_deck(&door, "d/another-name.toml", "odd", "");
        write_deck(&door, "decks/here.toml", "here", "");
        write_deck(&door, "home/decks/own.toml", "own", "");
        write_deck(&door, "d/later.toml", "later", "after = ['yet-to-come']\nallow = ['unknown-deck']");
        for more in [&["--no-run"][..], &[]] {
            for words in [
                &["check", "d/fine.toml"][..],
                &["check", "d/later.toml"],
                &["check", "d/fine.toml", "d/later.toml"],
            ] {
                let said = door.say(&[words, more].concat(), "");
                assert!(
                    said.code == Some(0) && !said.out.contains("unknown-deck"),
                    "{words:?}: {}",
                    said.out
                );
            }
            let said = door.say(&[&["check", "d/typos.toml"], more].concat(), "");
            assert_eq!(said.code, Some(0), "a warning fails nothing: {said:?}");
            for wanted in [sentence, meant, otherwise, "typos.toml:4:11", "typos.toml:4:25"] {
                assert!(said.out.contains(wanted), "{wanted}: {}", said.out);
            }
            assert_eq!(under_the_carets(&said.out, "after = "), "concurency");
        }
    }
}

#[test]
fn a_promise_that_no_card_uses_is_not_read() {
    let door = Door::new("en");
    for (demo, text) in [("used", "[demo]\nid = 'used'\n"), ("unused", "[demo]\nid = 'unused'\n")] {
        let folder = door.folder().join("demos").join(demo);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("demo.toml"), text).expect("a file");
    }
    let deck = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'c'\nkind = 'flash'\nprompt = 'P'\nback = 'B'\ndemo = 'used'\n";
    std::fs::write(door.folder().join("d.toml"), deck).expect("a file");
    let said = door.say(&["check", "d.toml", "--no-run"], "");
    assert!(said.out.contains("demos/used/demo.toml") && !said.out.contains("unused"), "{}", said.out);
    let said = door.say(&["check", "--no-run"], "");
    assert!(
        said.out.contains("demos/unused/demo.toml"),
        "whoever checks everything checks it too: {}",
        said.out
    );
}
