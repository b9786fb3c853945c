//! What `--help` says, in every language of the program, side by side.

use super::history_help;
use super::new_words;
use super::review_help;
use super::settings_words;
use super::trust_help;
use super::words::pick;
use crate::model::Lang;

/// What a subcommand does; the empty name is the program itself.
pub fn about(command: &str, lang: Lang) -> Option<&'static str> {
    Some(match command {
        "ttl" => pick(
            lang,
            "A quiz whose answers can be run: answer, then see what your own machine does",
            "답을 실행해 볼 수 있는 퀴즈: 답한 뒤, 내 컴퓨터에서 정말 그런지 확인합니다",
        ),
        "quiz" => pick(
            lang,
            "Ask the cards of decks, tags or files; each answer can launch its demo",
            "덱, 태그, 파일의 카드를 묻고, 답할 때마다 데모를 실행할 수 있습니다",
        ),
        "demo" => pick(
            lang,
            "Run a demo: its picture, what was observed, its findings",
            "데모를 실행해 그림, 관찰한 값, 결론을 보여 줍니다",
        ),
        "check" => pick(
            lang,
            "Lint decks, then prove by running that each key is true and each wrong option false",
            "덱을 점검한 뒤, 정답은 참이고 오답은 거짓임을 실행해서 증명합니다",
        ),
        "import" => {
            pick(lang, "Turn files of other programs into decks", "다른 프로그램의 파일을 덱으로 바꿉니다")
        }
        "export" => {
            pick(lang, "Write decks as a file of another program", "덱을 다른 프로그램의 파일로 저장합니다")
        }
        "disturb" => pick(
            lang,
            "Prove demos again and again while the machine is disturbed, and count every false verdict",
            "컴퓨터를 일부러 방해하면서 데모를 거듭 증명하고, 거짓 판정을 셉니다",
        ),
        "show" => pick(
            lang,
            "Show the promise of a demo, the cards of a deck, or a card with its key",
            "데모의 약속, 덱의 카드, 또는 정답이 있는 카드 하나를 보여 줍니다",
        ),
        "doctor" => pick(
            lang,
            "Say which demos can run on this machine, and what to install for the rest",
            "이 컴퓨터에서 실행할 수 있는 데모와, 나머지에 필요한 것을 알려 줍니다",
        ),
        "stats" => pick(
            lang,
            "Show what you know, how sure you may be, what is due and what you still believe wrongly",
            "무엇을 아는지, 얼마나 확신해도 되는지, 언제 다시 볼지, 어떤 오해가 남았는지 보여 줍니다",
        ),
        "list" => pick(lang, "List decks, cards and demos", "덱, 카드, 데모를 나열합니다"),
        _ => {
            return trust_help::about(command, lang)
                .or_else(|| new_words::about(command, lang))
                .or_else(|| review_help::about(command, lang))
                .or_else(|| settings_words::about(command, lang))
                .or_else(|| history_help::about(command, lang));
        }
    })
}

/// What an argument of a subcommand means.
pub fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    Some(match (command, id) {
        (_, "help") => pick(lang, "Show this help", "이 도움말을 보여 줍니다"),
        (_, "version") => pick(lang, "Show the version", "버전을 보여 줍니다"),
        (_, "lang") => pick(lang, "Language of the program: en, ko", "프로그램의 언어를 정합니다: en, ko"),
        (_, "color") => pick(
            lang,
            "When to use colour: auto, always, never",
            "색을 언제 쓸지 정합니다: auto, always, never",
        ),
        (_, "plain") => pick(
            lang,
            "Plain lines instead of menus, also in a terminal",
            "터미널에서도 메뉴 대신 줄 단위로 묻습니다",
        ),
        (_, "now") => pick(lang, "What time it is taken to be", "지금으로 여길 시각"),
        (_, "seed") => pick(lang, "What randomness is drawn from", "난수 시드(seed)"),
        (_, "json") => pick(lang, "Print JSON", "JSON으로 출력합니다"),
        ("quiz", id) if id != "no_confidence" => return argument_of_quiz(id, lang),
        ("demo" | "check", "trials") => pick(lang, "How many quiet trials to run", "추적 없이 실행할 횟수"),
        ("check", "watch" | "fresh" | "no_cache" | "clear_cache" | "jobs") => {
            return super::proof_words::argument(id, lang);
        }
        ("import" | "export", id) => return super::exchange_words::argument(command, id, lang),
        ("check", id) => return argument_of_check(id, lang),
        ("demo", id) => return argument_of_demo(id, lang),
        ("disturb", id) => return argument_of_disturb(id, lang),
        ("show", "notes") => pick(
            lang,
            "Show what the study notes say, with our judgement and the cards that teach it; NAME is a topic then",
            "학습 노트의 서술과 그 판정, 그것을 다루는 카드를 봅니다. 이때 NAME은 주제입니다",
        ),
        ("show", "name") => pick(lang, "The demo, deck, tag or card", "데모, 덱, 태그, 카드 이름"),
        ("stats", "what") => pick(
            lang,
            "Names of decks, tags, ids of cards; none: everything that was answered",
            "덱 이름, 태그, 카드 id. 없으면 지금까지 답한 모든 것",
        ),
        ("list", "what") => pick(
            lang,
            "What to list: decks, cards, demos, collections; none: decks and demos",
            "나열할 대상: decks, cards, demos, collections. 없으면 덱과 데모",
        ),
        _ => {
            return trust_help::argument(command, id, lang)
                .or_else(|| new_words::argument(command, id, lang))
                .or_else(|| review_help::argument(command, id, lang))
                .or_else(|| settings_words::argument(command, id, lang))
                .or_else(|| history_help::argument(command, id, lang));
        }
    })
}

fn argument_of_check(id: &str, lang: Lang) -> Option<&'static str> {
    Some(match id {
        "what" => pick(
            lang,
            "Names of decks, files or folders; none: every deck",
            "덱 이름, 파일이나 폴더. 없으면 모든 덱",
        ),
        "no_run" => pick(lang, "Lint only, run nothing", "점검만 하고 아무것도 실행하지 않습니다"),
        "strict" => pick(
            lang,
            "Fail also where something was not shown here",
            "여기서 보이지 않은 것이 있어도 실패로 칩니다",
        ),
        "verbose" => {
            pick(lang, "Every claim with the values that decided it", "주장마다 판정한 값을 보여 줍니다")
        }
        "github" => pick(
            lang,
            "Also print annotations for GitHub Actions: ::error file=...,line=...",
            "GitHub Actions 주석도 출력합니다: ::error file=...,line=...",
        ),
        "junit" => pick(
            lang,
            "Also write a JUnit report: a suite for each deck, a case for each card",
            "JUnit 보고서도 저장합니다: 덱마다 스위트, 카드마다 케이스 하나",
        ),
        "explain" => pick(
            lang,
            "Explain a problem by its code; without a code, list all",
            "코드로 문제를 설명합니다. 코드가 없으면 모두 나열합니다",
        ),
        _ => return None,
    })
}

fn argument_of_quiz(id: &str, lang: Lang) -> Option<&'static str> {
    Some(match id {
        "what" => pick(
            lang,
            "Names of decks, tags, ids of cards, files or folders; none: every deck",
            "덱 이름, 태그, 카드 id, 파일이나 폴더. 없으면 모든 덱",
        ),
        "demo" => pick(
            lang,
            "Whether to run the demo after each answer: ask, always, never; otherwise the settings say",
            "답한 뒤 데모를 실행할지 정합니다: ask, always, never. 없으면 설정을 따릅니다",
        ),
        "shuffle" => pick(lang, "Shuffle the cards", "카드를 섞습니다"),
        "limit" => pick(lang, "At most so many cards", "카드를 최대 이 수만큼 묻습니다"),
        _ => return None,
    })
}

fn argument_of_demo(id: &str, lang: Lang) -> Option<&'static str> {
    Some(match id {
        "name" => pick(lang, "The demo; none: pick one from a list", "데모 이름. 없으면 목록에서 고릅니다"),
        "set" => pick(lang, "Set a parameter: name=value", "매개변수를 정합니다: 이름=값"),
        "compare" => pick(
            lang,
            "Compare values of a parameter: name=value,value,...",
            "매개변수의 값들을 비교합니다: 이름=값,값,...",
        ),
        "observe" => pick(lang, "The observation that `--compare` shows", "`--compare`로 볼 관찰값"),
        "export" => pick(
            lang,
            "Write the traced run to a file: NAME.json (Chrome, Perfetto) or NAME.svg",
            "추적한 실행을 파일로 저장합니다: 이름.json(Chrome, Perfetto) 또는 이름.svg",
        ),
        "source" => pick(lang, "Show the program instead of running it", "실행하지 않고 소스를 보여 줍니다"),
        _ => return None,
    })
}

fn argument_of_disturb(id: &str, lang: Lang) -> Option<&'static str> {
    Some(match id {
        "demos" => pick(lang, "The demos; none: all", "데모 이름. 없으면 모두"),
        "times" => {
            pick(lang, "Proofs of each demo in each scenario (20)", "시나리오마다 데모를 증명할 횟수(20)")
        }
        "scenarios" => pick(
            lang,
            "Scenarios: idle, load, one-cpu, quota, stopped, starved; none: all",
            "시나리오: idle, load, one-cpu, quota, stopped, starved. 없으면 모두",
        ),
        "minutes" => pick(
            lang,
            "End after so many minutes, with what is known by then (10)",
            "이만큼(분) 지나면 그때까지의 결과로 끝냅니다(10)",
        ),
        "jobs" => pick(
            lang,
            "How many trials at once; by default as many as a scenario bears",
            "한 번에 실행할 수. 기본은 시나리오가 견디는 만큼",
        ),
        "verbose" => pick(lang, "A line for every finding", "결론마다 한 줄씩 보여 줍니다"),
        "markdown" => pick(lang, "Print a page of Markdown", "Markdown 문서로 출력합니다"),
        _ => return None,
    })
}

/// The headings of a help page: usage, commands, arguments, options.
pub fn headings(lang: Lang) -> [&'static str; 4] {
    [
        pick(lang, "Usage", "사용법"),
        pick(lang, "Commands", "명령"),
        pick(lang, "Arguments", "인자"),
        pick(lang, "Options", "옵션"),
    ]
}

/// The usage line of a command, with its general words in the language.
pub fn usage(usage: &str, lang: Lang) -> String {
    match lang {
        Lang::En => usage.to_owned(),
        Lang::Ko => usage
            .replace("[OPTIONS]", "[옵션]")
            .replace("[COMMAND]", "[명령]")
            .replace("[WHAT]", "[대상]")
            .replace("[NAME]", "[이름]")
            .replace("[DEMOS]", "[데모]")
            .replace("[NAMES]", "[이름]")
            .replace("[FILE]", "[파일]")
            .replace("<FILE>", "<파일>")
            .replace("<FILES>", "<파일>")
            .replace("[N]", "[수]")
            .replace("<NAMES>", "<이름>")
            .replace("<SOURCE>", "<출처>")
            .replace("<NAME>", "<이름>")
            .replace("<WHAT>...", "<대상>..."),
    }
}
