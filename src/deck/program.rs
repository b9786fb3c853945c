//! Programs inside cards: their table, the table of languages, and the promise that all of them share.
//!
//! Deliberately missing: compilers and processes. Whether a language is there to be run is the laboratory's to say.

use std::sync::OnceLock;

use toml::de::DeValue;

use super::promise::read_promise;
use super::reader::Reader;
use super::table::Table;
use crate::model::{
    At, Body, DemoSpec, Diagnostic, Effect, Expected, Experiment, Language, PROGRAM, Problem, Program,
    Source, SourceId, Values,
};

const PROMISE: &str = include_str!("program.toml");
const LANGUAGES: &str = include_str!("languages.toml");

/// What every program of a card reports: the standard observations.
pub fn program_promise() -> &'static DemoSpec {
    static SPEC: OnceLock<DemoSpec> = OnceLock::new();
    SPEC.get_or_init(|| {
        let source = Source { name: format!("ttl:{PROGRAM}.toml"), text: PROMISE.to_owned() };
        read_promise(&source, SourceId(0)).0.unwrap_or_default()
    })
}

/// The languages that are known without any settings.
pub fn known_languages() -> Vec<Language> {
    let source = Source { name: "ttl:languages.toml".to_owned(), text: LANGUAGES.to_owned() };
    read_languages(&source, SourceId(0), Vec::new()).0
}

/// Reads the tables `[language.ID]` of settings: `known` with what they add or replace, and every problem in the text. Other tables
/// are left alone.
pub fn read_languages(
    source: &Source,
    id: SourceId,
    known: Vec<Language>,
) -> (Vec<Language>, Vec<Diagnostic>) {
    let reader = Reader::new(source, id);
    let languages = reader.parse(|map| {
        let root = reader.table(map, reader.place(0..0), "settings");
        let mut languages = known;
        let tables = root.table("language", "language").map(|table| table.named_tables("language"));
        for (name, table) in tables.unwrap_or_default() {
            let base = languages.iter().find(|language| language.id == name.value).cloned();
            let read = read_language(&table, name.value, base);
            table.finish();
            languages.retain(|language| language.id != read.id);
            languages.push(read);
        }
        languages
    });
    (languages, reader.finish())
}

/// One language; what the table leaves out is as in `base`, and without one it has to be there.
fn read_language(table: &Table<'_, '_, '_>, id: String, base: Option<Language>) -> Language {
    if base.is_none() {
        table.need("file");
        table.need("run");
    }
    let base = base.unwrap_or_default();
    let words = |key| table.get(key).map(|_| table.words(key).into_iter().map(|word| word.value).collect());
    Language {
        id,
        file: table.word("file").map_or(base.file, |word| word.value),
        compile: words("compile").unwrap_or(base.compile),
        run: words("run").unwrap_or(base.run),
        flags: words("flags").unwrap_or(base.flags),
        env: table.word("env").map(|word| word.value).or(base.env),
        install: table.text("install").unwrap_or(base.install),
    }
}

/// The table `[card.program]`, as an experiment.
pub(super) fn read_program(card: &Table<'_, '_, '_>) -> Option<Experiment> {
    card.get("program")?;
    let table = card.table("program", "program")?;
    let (lang, code) = (table.need_word("lang"), table.need_word("code"));
    let flags = table.get("flags").map(|_| table.words("flags").into_iter().map(|word| word.value).collect());
    let program = Program {
        lang: lang.clone().unwrap_or_default(),
        code: code.clone().unwrap_or_default(),
        stdin: table.literal("stdin").map(|word| word.value).unwrap_or_default(),
        flags,
        deadline_ms: table.count("deadline_ms"),
        is_shown: table.bool("show").unwrap_or(true),
    };
    let place = table.place();
    table.finish();
    let demo = At::new(PROGRAM.to_owned(), place);
    (lang.is_some() && code.is_some()).then(|| Experiment {
        demo,
        set: Values::new(),
        set_places: Vec::new(),
        program: Some(program),
    })
}

/// The body of an `output` card: its program is read elsewhere, but has to be there.
pub(super) fn read_output(table: &Table<'_, '_, '_>) -> Option<Body> {
    let program = table.need("program");
    let expect = match table.get("expect").map(|value| value.get_ref()) {
        None => None,
        Some(DeValue::String(_)) => table.literal("expect").map(|word| word.map(Effect::Prints)),
        Some(DeValue::Table(_)) => read_refusal(table),
        Some(_) => {
            table.wrong("expect", Expected::Effect);
            None
        }
    };
    program.map(|_| Body::Output { expect })
}

/// `{ compiles = false, line = 3 }`.
fn read_refusal(table: &Table<'_, '_, '_>) -> Option<At<Effect>> {
    let inner = table.table("expect", "expect")?;
    inner.need("compiles");
    let compiles = inner.bool("compiles");
    let line = inner.count("line").and_then(|line| u32::try_from(line).ok());
    let place = inner.place();
    inner.finish();
    if compiles == Some(true) {
        table.report(Problem::WrongType { expected: Expected::Effect, found: "true" }, place.clone());
    }
    (compiles == Some(false)).then(|| At::new(Effect::DoesNotCompile { line }, place))
}

/// The text in which a program lacks nothing but a name.
pub(super) fn unknown_language(lang: &At<String>, languages: &[Language]) -> Option<Diagnostic> {
    if languages.iter().any(|language| language.id == lang.value) {
        return None;
    }
    let names = languages.iter().map(|language| language.id.as_str());
    let problem = Problem::UnknownProgramLanguage {
        lang: lang.value.clone(),
        meant: crate::model::nearest(&lang.value, names.clone()).map(str::to_owned),
        known: names.collect::<Vec<_>>().join(", "),
    };
    Some(Diagnostic::new(problem, lang.place.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::read_deck;
    use crate::model::{Card, Class, Text};

    fn card(rest: &str) -> (Option<Card>, Vec<&'static str>) {
        let text = format!(
            "deck = {{ id = 'd', title = 'D' }}\n[[card]]\nid = 'c'\nprompt = 'P'\nkind = 'output'\n{rest}"
        );
        let (deck, problems) = read_deck(&Source { name: "d.toml".into(), text }, SourceId(0));
        (
            deck.and_then(|deck| deck.cards.into_iter().next()),
            problems.iter().map(|d| d.problem.code()).collect(),
        )
    }

    #[test]
    fn the_shared_promise_and_the_known_languages_are_without_a_problem() {
        let source = |text: &str| Source { name: "t".into(), text: text.into() };
        assert_eq!(read_promise(&source(PROMISE), SourceId(0)).1, []);
        assert_eq!(read_languages(&source(LANGUAGES), SourceId(0), Vec::new()).1, []);
        let stdout = program_promise().observation("stdout").expect("promised");
        assert_eq!(stdout.class, Class::Forced);
        let mut ids: Vec<String> = known_languages().into_iter().map(|language| language.id).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["bash", "c", "cpp", "go", "node", "python", "rust"]);
    }

    #[test]
    fn settings_add_languages_and_change_parts_of_known_ones() {
        let text = "[language.ruby]\nfile = 'main.rb'\nrun = ['ruby', 'main.rb']\n[language.c]\nflags = ['-O2']\n\
                    [language.odd]\nfile = 'x'\n[other]\nthing = 1";
        let source = Source { name: "settings.toml".into(), text: text.into() };
        let (languages, problems) = read_languages(&source, SourceId(0), known_languages());
        let find =
            |id: &str| languages.iter().find(|language| language.id == id).cloned().unwrap_or_default();
        assert_eq!(find("ruby").run, ["ruby", "main.rb"]);
        assert_eq!((find("c").flags, find("c").file), (vec!["-O2".to_owned()], "main.c".to_owned()));
        assert_eq!(problems.iter().map(|d| d.problem.code()).collect::<Vec<_>>(), ["missing-key"]);
        assert!(!find("python").install.get(crate::model::Lang::En).is_empty());
        assert_eq!(Text::default(), find("ruby").install);
    }

    #[test]
    fn an_output_card_has_a_program_and_may_state_what_it_does() {
        let program = "[card.program]\nlang = 'python'\ncode = 'print(1)'";
        for (expect, wanted) in [
            ("", None),
            ("expect = \"1\\n\"", Some(Effect::Prints("1\n".into()))),
            ("expect = ''", Some(Effect::Prints(String::new()))),
            ("expect = { compiles = false }", Some(Effect::DoesNotCompile { line: None })),
            ("expect = { compiles = false, line = 3 }", Some(Effect::DoesNotCompile { line: Some(3) })),
        ] {
            let (card, problems) = card(&format!("{expect}\n{program}"));
            let Some(Body::Output { expect: found }) = card.map(|card| card.body) else { panic!("{expect}") };
            assert_eq!((found.map(|at| at.value), problems), (wanted, vec![]), "{expect}");
        }
        assert_eq!(card("expect = 'x'").1, ["missing-key"]);
        assert_eq!(card(&format!("expect = {{ compiles = true }}\n{program}")).1, ["wrong-type"]);
        assert_eq!(card(&format!("demo = 'toy'\n{program}")).1, ["demo-and-program"]);
        assert_eq!(card("[card.program]\nlang = 'python'\ncod = ''").1, ["missing-key", "unknown-key"]);
    }
}
