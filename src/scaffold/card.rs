//! A new card of any kind: with a demo it asks about what that demo shows, without one it is an example to be rewritten.

use super::program;
use super::toml::{Said, quoted, said, text};
use crate::model::{Class, DemoSpec, Finding, Lang, ObservationSpec, Text, Value, ValueType, Values};

/// What a new card is to be.
pub struct CardPlan<'a> {
    /// Its name.
    pub id: &'a str,
    /// Its kind, one of [`Body::KINDS`](crate::model::Body::KINDS).
    pub kind: &'a str,
    /// The languages of its texts, at least one.
    pub langs: &'a [Lang],
    /// The language of its comments.
    pub lang: Lang,
    /// The question; none: one that fits.
    pub prompt: Option<&'a Text>,
    /// What decides it.
    pub basis: Basis<'a>,
}

/// What a new card is made from.
pub enum Basis<'a> {
    /// Nothing: it is an example.
    Nothing,
    /// A demo.
    Demo {
        /// Its promise.
        spec: &'a DemoSpec,
        /// What one trial of it reported; needed where the kind asks for events.
        seen: Values,
        /// The finding that is right; none: the first one.
        right: Option<&'a str>,
        /// The findings whose opposites are the wrong options; none: the next ones.
        wrong: Vec<&'a str>,
    },
    /// A program in that language.
    Program(&'a str),
}

/// Why a card cannot be made from what it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBasis {
    /// The demo has too few findings that can be refuted.
    Findings,
    /// The demo has no finding of that name that would do.
    NoFinding(String),
    /// The demo reports nothing that could be a key of that kind.
    Observation,
    /// Cards of that kind are made without a demo.
    NoDemo,
    /// There is no program to begin with in that language; these there are.
    Language(&'static str),
}

/// The text of a new card.
///
/// # Errors
///
/// It cannot be made from that demo or in that language.
pub fn card(plan: &CardPlan<'_>) -> Result<String, NoBasis> {
    let body = match (&plan.basis, plan.kind) {
        (_, "output") => output(plan)?,
        (Basis::Program(_), _) => return Err(NoBasis::NoDemo),
        (Basis::Demo { .. }, "flash" | "cloze") => return Err(NoBasis::NoDemo),
        (Basis::Demo { spec, right, wrong, .. }, "choice" | "multi" | "match") => {
            findings(plan, spec, *right, wrong)?
        }
        (Basis::Demo { spec, seen, .. }, _) => observed(plan, spec, seen)?,
        (Basis::Nothing, _) => example(plan),
    };
    let demo = match &plan.basis {
        Basis::Demo { spec, .. } => format!("demo = {}\n", quoted(&spec.id)),
        _ => String::new(),
    };
    let prompt = match plan.prompt {
        Some(prompt) => text("prompt", plan.langs, |lang| prompt.get(lang).to_owned()),
        None => said("prompt", plan.langs, &question(plan)),
    };
    let head = format!("[[card]]\nid = {}\nkind = {}\n{demo}{prompt}", quoted(plan.id), quoted(plan.kind));
    Ok(format!("{head}{body}"))
}

/// A question that fits.
fn question(plan: &CardPlan<'_>) -> Said {
    let about = match &plan.basis {
        Basis::Demo { spec, .. } => {
            Said::new(format!("{}: ", spec.title.get(Lang::En)), format!("{}: ", spec.title.get(Lang::Ko)))
        }
        _ => Said::new("", ""),
    };
    let (en, ko) = match (plan.kind, &plan.basis) {
        ("choice", Basis::Demo { .. }) => ("what does a run show?", "실행하면 무엇이 보입니까?"),
        ("multi", Basis::Demo { .. }) => {
            ("what does a run show? Choose all that apply.", "실행하면 무엇이 보입니까? 모두 고르세요.")
        }
        ("match", Basis::Demo { .. }) => {
            ("which sentence belongs to which name?", "어느 문장이 어느 이름의 것입니까?")
        }
        ("order", Basis::Demo { .. }) => ("in which order does this happen?", "어떤 순서로 일어납니까?"),
        ("number", Basis::Demo { .. }) => ("which number does a run report?", "실행하면 어떤 수가 나옵니까?"),
        ("text", Basis::Demo { .. }) => ("which word does a run report?", "실행하면 어떤 말이 나옵니까?"),
        ("choice", _) => {
            ("Who may change what a lock protects?", "잠금이 지키는 것을 누가 바꿀 수 있습니까?")
        }
        ("multi", _) => (
            "What do the threads of one process share? Choose all that apply.",
            "한 프로세스의 스레드들은 무엇을 함께 씁니까? 모두 고르세요.",
        ),
        ("number", _) => ("How many bits has a byte?", "1바이트는 몇 비트입니까?"),
        ("order", _) => ("In which order does a thread use a lock?", "스레드는 잠금을 어떤 순서로 씁니까?"),
        ("text", _) => (
            "Which call of Python's `threading.Thread` waits for its end?",
            "Python의 `threading.Thread`에서 끝나기를 기다리는 호출은 무엇입니까?",
        ),
        ("match", _) => ("What belongs together?", "서로 맞는 것끼리 짝지으세요."),
        ("cloze", _) => (
            "A {{lock|mutex}} lets {{one::how many?}} thread in at a time.",
            "{{잠금|락|뮤텍스}}은 한 번에 스레드 {{하나|한 개::몇?}}만 들여보냅니다.",
        ),
        ("output", _) => ("What does this program print?", "이 프로그램은 무엇을 출력합니까?"),
        _ => ("What is a race?", "경쟁 상태란 무엇입니까?"),
    };
    Said::new(format!("{}{en}", about.en), format!("{}{ko}", about.ko))
}

/// A comment in the author's language.
fn note(plan: &CardPlan<'_>, en: &str, ko: &str) -> String {
    format!(
        "# {}\n",
        match plan.lang {
            Lang::En => en,
            Lang::Ko => ko,
        }
    )
}

/// Options that assert findings of the demo, and opposites of findings.
fn findings(
    plan: &CardPlan<'_>,
    spec: &DemoSpec,
    right: Option<&str>,
    wrong: &[&str],
) -> Result<String, NoBasis> {
    let can_fail = |finding: &Finding| finding.fails.is_some();
    // What is true everywhere and can be refuted comes first.
    let mut known: Vec<&Finding> = spec.findings.iter().collect();
    known.sort_by_key(|finding| (finding.true_when.is_some(), !can_fail(finding)));
    let named = |id: &str| {
        let found = known.iter().copied().find(|finding| finding.id == id);
        found.ok_or_else(|| NoBasis::NoFinding(id.to_owned()))
    };
    let first = match right {
        Some(id) => named(id)?,
        None => known.first().copied().ok_or(NoBasis::Findings)?,
    };
    let others: Vec<&Finding> = known.iter().copied().filter(|finding| finding.id != first.id).collect();
    if plan.kind == "match" {
        return pairs(plan, &[&[first], others.as_slice()].concat());
    }
    let mut false_ones = match wrong {
        [] => others.iter().copied().filter(|finding| can_fail(finding)).collect::<Vec<_>>(),
        ids => ids.iter().map(|id| named(id)).collect::<Result<_, _>>()?,
    };
    if let Some(finding) = false_ones.iter().find(|finding| !can_fail(finding)) {
        return Err(NoBasis::NoFinding(finding.id.clone()));
    }
    let mut true_ones = vec![first];
    if plan.kind == "multi" && wrong.is_empty() && false_ones.len() >= 2 {
        true_ones.push(false_ones.remove(0));
    }
    if wrong.is_empty() {
        false_ones.truncate(2);
    }
    if false_ones.is_empty() {
        false_ones = true_ones.iter().copied().filter(|finding| can_fail(finding)).collect();
    }
    if false_ones.is_empty() {
        return Err(NoBasis::Findings);
    }
    let mut body = String::new();
    for finding in true_ones {
        let says = text("text", plan.langs, |lang| finding.says.get(lang).to_owned());
        body.push_str(&format!(
            "\n[[card.choice]]\nid = {0}\n{says}correct = true\nfinding = {0}\n",
            quoted(&finding.id)
        ));
    }
    body.push('\n');
    body.push_str(&note(
        plan,
        "A wrong option says what somebody believes who gets it wrong: put it into their words, and name the belief.",
        "오답에는 틀리는 사람이 믿는 것을 적습니다. 그 사람의 말로 고치고, 믿음에 이름을 붙이세요.",
    ));
    for (i, finding) in false_ones.into_iter().enumerate() {
        let says = text("text", plan.langs, |lang| match lang {
            Lang::En => format!("It is not so: {}", finding.says.get(lang)),
            Lang::Ko => format!("그렇지 않다: {}", finding.says.get(lang)),
        });
        let (gap, id) = (if i == 0 { "" } else { "\n" }, quoted(&format!("not-{}", finding.id)));
        let claim = quoted(&format!("!{}", finding.id));
        body.push_str(&format!("{gap}[[card.choice]]\nid = {id}\n{says}finding = {claim}\nbelief = {id}\n"));
    }
    Ok(body)
}

fn pairs(plan: &CardPlan<'_>, findings: &[&Finding]) -> Result<String, NoBasis> {
    if findings.len() < 2 {
        return Err(NoBasis::Findings);
    }
    let pair = |finding: &&Finding| {
        let left = text("left", plan.langs, |_| format!("`{}`", finding.id));
        let right = text("right", plan.langs, |lang| finding.says.get(lang).to_owned());
        format!("\n[[card.pair]]\n{left}{right}finding = {}\n", quoted(&finding.id))
    };
    Ok(findings.iter().take(4).map(pair).collect())
}

/// A key that the run itself gives.
fn observed(plan: &CardPlan<'_>, spec: &DemoSpec, seen: &Values) -> Result<String, NoBasis> {
    let fits = |o: &&ObservationSpec| match plan.kind {
        "number" => matches!(o.kind, ValueType::Int | ValueType::Float),
        "order" => o.kind == ValueType::List,
        _ => o.kind == ValueType::Text,
    };
    let is_key = |o: &&ObservationSpec| !matches!(o.class, Class::Witness | Class::Unsafe);
    let mut keys: Vec<&ObservationSpec> = spec.observations.iter().filter(fits).filter(is_key).collect();
    keys.sort_by_key(|o| o.class != Class::Forced);
    if plan.kind == "order" {
        keys.retain(|o| events(seen, &o.id).is_some());
    }
    let key = keys.first().ok_or(NoBasis::Observation)?;
    let mut body = note(
        plan,
        "The key is what the run reports, so the answer is the one of the learner's own machine.",
        "정답은 실행해서 나온 값입니다. 그래서 배우는 사람의 컴퓨터에서 나온 것이 답이 됩니다.",
    );
    body.push_str(&format!("observe = {}\n", quoted(&key.id)));
    let label = Said::new(key.label.get(Lang::En), key.label.get(Lang::Ko));
    match plan.kind {
        "number" => {
            let unit = key.unit.clone().unwrap_or_else(|| key.label.clone());
            body.push_str(&text("unit", plan.langs, |lang| unit.get(lang).to_owned()));
            if key.class != Class::Forced {
                body.push_str("within = \"20%\"\n");
            }
        }
        "order" => {
            for id in events(seen, &key.id).into_iter().flatten() {
                let word = text("text", plan.langs, |lang| spec.word(id, lang).to_owned());
                body.push_str(&format!("\n[[card.item]]\nid = {}\n{word}", quoted(id)));
            }
        }
        _ => {}
    }
    let explain = said(
        "explain",
        plan.langs,
        &Said::new(
            format!("The run reports it as “{}”.", label.en),
            format!("실행하면 ‘{}’에 나옵니다.", label.ko),
        ),
    );
    Ok(match body.split_once("\n\n[[") {
        Some((own, rest)) => format!("{own}\n{explain}\n[[{rest}"),
        None => format!("{body}{explain}"),
    })
}

/// Events that one trial reported, if each happened once and there are several.
fn events<'v>(seen: &'v Values, name: &str) -> Option<&'v Vec<String>> {
    match seen.get(name) {
        Some(Value::List(words)) => {
            let once = words.iter().enumerate().all(|(i, word)| !words[..i].contains(word));
            (once && words.len() >= 2).then_some(words)
        }
        _ => None,
    }
}

/// A program, and what it prints.
fn output(plan: &CardPlan<'_>) -> Result<String, NoBasis> {
    let lang = match plan.basis {
        Basis::Program(lang) => lang,
        Basis::Nothing => "python",
        Basis::Demo { .. } => return Err(NoBasis::NoDemo),
    };
    let (code, prints) = program::of(lang).ok_or(NoBasis::Language(program::LANGUAGES))?;
    let comment = note(
        plan,
        "What you expect; `ttl check` runs the program and proves it. `expect = { compiles = false }` says that it does not compile.",
        "예상하는 출력입니다. `ttl check`가 실행해서 증명합니다. 컴파일되지 않는다면 `expect = { compiles = false }`라고 적습니다.",
    );
    let (expect, lang) = (quoted(prints), quoted(lang));
    Ok(format!(
        "{comment}expect = {}\n\n[card.program]\nlang = {lang}\ncode = '''\n{code}'''\n",
        one_line(&expect, prints)
    ))
}

/// Words on one line, with `\n` where a line ends.
fn one_line(quoted: &str, words: &str) -> String {
    match words.contains('\n') {
        true => format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")),
        false => quoted.to_owned(),
    }
}

/// An example that is true and stands without a run.
fn example(plan: &CardPlan<'_>) -> String {
    let note = note(
        plan,
        "An example: put your own words in its place. With `demo` and claims a run can prove it.",
        "예시이니 자기 것으로 바꾸세요. `demo`와 주장을 적으면 실행해서 증명할 수 있습니다.",
    );
    let t = |key: &str, en: &str, ko: &str| said(key, plan.langs, &Said::new(en, ko));
    let choice = |id: &str, en: &str, ko: &str, is_right: bool| {
        let correct = if is_right { "correct = true\n" } else { "" };
        format!("\n[[card.choice]]\nid = \"{id}\"\n{}{correct}", t("text", en, ko))
    };
    let body = match plan.kind {
        "choice" => {
            choice("holder", "the thread that holds the lock", "잠금을 쥔 스레드", true)
                + &choice("everybody", "every thread, one after the other", "모든 스레드가 차례로", false)
        }
        "multi" => {
            choice("heap", "the heap", "힙", true)
                + &choice("files", "open files", "열린 파일", true)
                + &choice("registers", "registers", "레지스터", false)
        }
        "number" => format!("expect = 8\n{}", t("unit", "bits", "비트")),
        "order" => {
            let item = |id: &str, en: &str, ko: &str| {
                format!("\n[[card.item]]\nid = \"{id}\"\n{}", t("text", en, ko))
            };
            String::from("expect = [\"take\", \"work\", \"give\"]\n")
                + &item("give", "give it back", "돌려주기")
                + &item("take", "take the lock", "잠금 잡기")
                + &item("work", "change what it protects", "지키는 것 바꾸기")
        }
        "text" => "accept = [\"join\", \"join()\"]\n".to_owned(),
        "match" => {
            let pair = |left: &str, en: &str, ko: &str| {
                let left = text("left", plan.langs, |_| left.to_owned());
                format!("\n[[card.pair]]\n{left}{}", t("right", en, ko))
            };
            pair("`fork`", "another process", "다른 프로세스")
                + &pair("`exec`", "another program", "다른 프로그램")
        }
        "flash" => t(
            "back",
            "The result depends on which thread comes first.",
            "어느 스레드가 먼저냐에 따라 결과가 달라지는 것입니다.",
        ),
        _ => String::new(),
    };
    note + &body
}
