//! The promise of a demo, read from `demo.toml`.
//!
//! Findings obey the same rules as the claims of cards: they are checked here, when the promise is read.

use super::reader::Reader;
use super::table::Table;
use crate::claim;
use crate::model::{
    At, Cell, Class, DemoSpec, Diagnostic, Expected, Finding, FolderTrouble, Instrument, Lane, Launch, Note,
    ObservationSpec, Param, ParamType, Problem, Requirement, Source, SourceId, Stall, ValueType,
};

/// Reads the promise of a demo: what could be built, and every problem in it.
pub fn read_promise(source: &Source, id: SourceId) -> (Option<DemoSpec>, Vec<Diagnostic>) {
    let reader = Reader::new(source, id);
    let spec = read_with(&reader);
    (spec, reader.finish())
}

/// Reads the promise of a reading in progress.
pub(super) fn read_with(reader: &Reader<'_>) -> Option<DemoSpec> {
    let spec = reader.parse(|map| {
        let root = reader.table(map, reader.place(0..0), "demo.toml");
        let spec = read_spec(&root);
        root.finish();
        spec
    });
    let mut problems = Vec::new();
    if let Some(spec) = &spec {
        problems = check_cells(spec);
        problems
            .extend(spec.observations.iter().flat_map(|observation| claim::check_with(observation, spec)));
        problems.extend(spec.findings.iter().flat_map(|finding| claim::check_finding(finding, spec)));
    }
    problems.into_iter().for_each(|problem| reader.push(problem));
    spec
}

fn read_spec(root: &Table<'_, '_, '_>) -> Option<DemoSpec> {
    root.need("demo")?;
    let demo = root.table("demo", "demo")?;
    let id = demo.need_id("id");
    let (command, build) = (inside(&demo, demo.words("command")), inside(&demo, demo.words("build")));
    if command.is_empty() && !build.is_empty() {
        demo.need("command");
    }
    let mut spec = DemoSpec {
        id: id.map(|id| id.value).unwrap_or_default(),
        title: demo.need_text("title").unwrap_or_default(),
        about: demo.need_text("about").unwrap_or_default(),
        deadline_ms: demo.count("deadline_ms").unwrap_or(5000),
        sources: inside(&demo, demo.need_words("source")),
        columns: demo.count("columns").and_then(|n| usize::try_from(n).ok()),
        launch: if command.is_empty() { Launch::Itself } else { Launch::Program(command) },
        build,
        ..DemoSpec::default()
    };
    demo.finish();
    spec.requires = each(root, "require", "requirement", read_requirement);
    spec.params = each(root, "param", "parameter", read_param);
    spec.cells = each(root, "cell", "cell", read_cell);
    spec.lanes = each(root, "lane", "lane", read_lane);
    spec.observations = each(root, "observation", "observation", read_observation);
    spec.findings = each(root, "finding", "finding", read_finding);
    spec.words = root.table("words", "words").map(|words| words.dictionary()).unwrap_or_default();
    unique(root, spec.observations.iter().map(|o| (&o.id, &o.place)));
    unique(root, spec.findings.iter().map(|f| (&f.id, &f.place)));
    Some(spec)
}

/// Words that may be paths; one that leads out of the folder is a problem. A program of the system is named without `/`.
fn inside(table: &Table<'_, '_, '_>, words: Vec<At<String>>) -> Vec<String> {
    for word in words.iter().filter(|word| leads_out(&word.value)) {
        let trouble = FolderTrouble::Outside(word.value.clone());
        table.report(Problem::Folder(trouble), word.place.clone());
    }
    words.into_iter().map(|word| word.value).collect()
}

/// Whether a word is a path that is absolute or goes up.
fn leads_out(word: &str) -> bool {
    word.starts_with('/') || word.split('/').any(|part| part == "..")
}

fn each<T>(
    root: &Table<'_, '_, '_>,
    key: &'static str,
    of: &'static str,
    read: impl Fn(&Table<'_, '_, '_>) -> Option<T>,
) -> Vec<T> {
    let mut built = Vec::new();
    for table in root.tables(key, of) {
        built.extend(read(&table));
        table.finish();
    }
    built
}

pub(super) fn unique<'a>(
    root: &Table<'_, '_, '_>,
    named: impl Iterator<Item = (&'a String, &'a crate::model::Place)>,
) {
    let mut first = std::collections::BTreeMap::new();
    for (id, place) in named {
        if let Some(earlier) = first.insert(id, place) {
            let twice = Diagnostic::new(Problem::DuplicateId(id.clone()), place.clone());
            root.push(twice.with_note(earlier.clone(), Note::FirstHere));
            first.insert(id, earlier);
        }
    }
}

fn read_requirement(table: &Table<'_, '_, '_>) -> Option<Requirement> {
    const INSTRUMENTS: &[&str] = &["switch-counter", "hand-shake", "thread-state", "cpu-clock", "affinity"];
    let find = |name: &str| Instrument::ALL.iter().find(|(_, n)| *n == name).map(|(i, _)| *i);
    let program = table.word("program");
    // Where such a path begins would hang on the folder that the learner happens to be in.
    if let Some(path) = program.as_ref().filter(|program| program.value.contains('/')) {
        table.report(Problem::Folder(FolderTrouble::Outside(path.value.clone())), path.place.clone());
    }
    let env = table.word("env").map(|word| word.value);
    let library = table.word("library");
    let cpus = table.count("cpus").and_then(|n| u32::try_from(n).ok());
    let instrument = table.one_of("instrument", INSTRUMENTS, find);
    let install = table.need_text("install").unwrap_or_default();
    match (program, library, cpus, instrument) {
        (Some(program), ..) => Some(Requirement::Program { name: program.value, env, install }),
        (_, Some(library), ..) => Some(Requirement::Library { name: library.value, install }),
        (_, _, Some(at_least), _) => Some(Requirement::Cpus { at_least, install }),
        (.., Some(instrument)) => Some(Requirement::Instrument { instrument, install }),
        _ => {
            table.report(Problem::MissingKey { key: "program", of: "requirement" }, table.place());
            None
        }
    }
}

fn read_param(table: &Table<'_, '_, '_>) -> Option<Param> {
    const TYPES: &[&str] = &["int", "float", "bool", "text"];
    let id = table.need_id("id");
    let default = table.setting("default");
    let help = table.need_text("help").unwrap_or_default();
    table.need("type");
    let kind = table.one_of("type", TYPES, |name| TYPES.iter().copied().find(|t| *t == name));
    let (min, max) = (table.number("min"), table.number("max"));
    let one_of: Vec<String> = table.words("one_of").into_iter().map(|word| word.value).collect();
    let (id, default) = (id?, default?);
    let (min, max) = (min.map_or(0.0, |m| m.value), max.map_or(f64::from(u32::MAX), |m| m.value));
    let (kind, expected) = match kind? {
        #[expect(clippy::cast_possible_truncation, reason = "bounds that people write fit")]
        "int" => (ParamType::Int { min: min as i64, max: max as i64 }, Expected::Int),
        "float" => (ParamType::Float { min, max }, Expected::Number),
        "bool" => (ParamType::Bool, Expected::Bool),
        _ => (ParamType::Text(one_of), Expected::Word),
    };
    if !claim::param_takes(&kind, &default) {
        table.wrong("default", expected);
    }
    Some(Param { id: id.value, kind, default, help })
}

fn read_cell(table: &Table<'_, '_, '_>) -> Option<Cell> {
    let id = table.need_id("id");
    let title = table.need_text("title").unwrap_or_default();
    let caption = table.text("caption");
    let short = table.text("short");
    Some(Cell { id: id?.value, title, short, caption })
}

fn read_lane(table: &Table<'_, '_, '_>) -> Option<Lane> {
    let cell = table.word("cell").map(|word| word.value);
    let id = table.need_word("id");
    let label = table.need_text("label").unwrap_or_default();
    let note = table.text("note");
    Some(Lane { cell, id: id?.value, label, note })
}

fn read_observation(table: &Table<'_, '_, '_>) -> Option<ObservationSpec> {
    const TYPES: &[&str] = &["bool", "int", "float", "text", "list"];
    const CLASSES: &[&str] = &["forced", "accounting", "witness", "ratio", "unsafe"];
    const STALLS: &[&str] = &["none", "up", "down", "either"];
    let id = table.need_id("id");
    table.need("type");
    let kind = table.one_of("type", TYPES, |n| ValueType::ALL.iter().find(|(_, t)| *t == n).map(|(t, _)| *t));
    table.need("class");
    let class = table.one_of("class", CLASSES, |n| Class::ALL.iter().find(|(_, c)| *c == n).map(|(c, _)| *c));
    let stall = table.one_of("stall", STALLS, |n| Stall::ALL.iter().find(|(_, s)| *s == n).map(|(s, _)| *s));
    let unit = table.text("unit");
    let dead_band = table.band("dead_band");
    let with = table.word("with");
    let instead = table.word("instead").map(|word| word.value);
    let label = table.need_text("label").unwrap_or_default();
    let meaning = table.need_text("meaning").unwrap_or_default();
    let (id, kind, class) = (id?, kind?, class?);
    let stall = stall_of(table, class, stall);
    Some(ObservationSpec {
        id: id.value,
        kind,
        unit,
        class,
        stall,
        dead_band,
        with,
        instead,
        label,
        meaning,
        place: id.place,
    })
}

/// The direction of a stall: forced values have none, witnesses are lost by default, ratios go either way;
/// an accounting value has to say it.
fn stall_of(table: &Table<'_, '_, '_>, class: Class, stated: Option<Stall>) -> Stall {
    match (class, stated) {
        (Class::Forced, None) => Stall::None,
        (Class::Forced, Some(stall)) if stall != Stall::None => {
            table.wrong("stall", Expected::OneOf(&["none"]));
            stall
        }
        (Class::Witness, None) => Stall::Down,
        (Class::Accounting, None | Some(Stall::None | Stall::Either)) => {
            match stated {
                None => table.report(
                    Problem::MissingKey { key: "stall", of: "accounting observation" },
                    table.place(),
                ),
                Some(_) => table.wrong("stall", Expected::OneOf(&["up", "down"])),
            }
            Stall::Either
        }
        (Class::Witness, Some(Stall::None | Stall::Either)) => {
            table.wrong("stall", Expected::OneOf(&["up", "down"]));
            Stall::Either
        }
        (Class::Ratio | Class::Unsafe, _) => Stall::Either,
        (_, Some(stall)) => stall,
    }
}

fn read_finding(table: &Table<'_, '_, '_>) -> Option<Finding> {
    let id = table.need_id("id");
    let holds = table.need_word("holds");
    let fails = table.word("fails");
    let (twin, true_when) = (table.word("twin"), table.word("true_when"));
    let says = table.need_text("says").unwrap_or_default();
    let id = id?;
    Some(Finding { id: id.value, holds: holds?, fails, twin, true_when, says, place: id.place })
}

fn check_cells(spec: &DemoSpec) -> Vec<Diagnostic> {
    let unknown = |cell: &str| !spec.cells.iter().any(|c| c.id == cell);
    let orphans = spec.observations.iter().filter(|o| o.cell().is_some_and(unknown));
    orphans
        .map(|o| {
            Diagnostic::new(Problem::UnknownCell(o.cell().unwrap_or_default().to_owned()), o.place.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rest: &str) -> (Option<DemoSpec>, Vec<&'static str>) {
        let text = format!("[demo]\nid = 'd'\ntitle = 'D'\nabout = 'A'\nsource = 'd'\n{rest}");
        let (spec, problems) = read_promise(&Source { name: "demo.toml".into(), text }, SourceId(0));
        (spec, problems.iter().map(|d| d.problem.code()).collect())
    }

    fn observation(id: &str, rest: &str) -> String {
        format!("[[observation]]\nid = '{id}'\ntype = 'int'\nlabel = 'L'\nmeaning = 'M'\n{rest}\n")
    }

    #[test]
    fn a_class_knows_which_way_a_stall_may_push() {
        for (class, stall, wanted) in [
            ("forced", "", Some(Stall::None)),
            ("forced", "none", Some(Stall::None)),
            ("forced", "up", None),
            ("witness", "", Some(Stall::Down)),
            ("witness", "up", Some(Stall::Up)),
            ("witness", "either", None),
            ("accounting", "up", Some(Stall::Up)),
            ("accounting", "", None),
            ("accounting", "none", None),
            ("ratio", "", Some(Stall::Either)),
            ("unsafe", "", Some(Stall::Either)),
        ] {
            let stated = if stall.is_empty() { String::new() } else { format!("stall = '{stall}'") };
            let (spec, problems) = read(&observation("n", &format!("class = '{class}'\n{stated}")));
            let spec = spec.expect("a promise");
            match wanted {
                Some(stall) => {
                    assert_eq!((spec.observations[0].stall, problems), (stall, vec![]), "{class} {stall:?}")
                }
                None => assert_eq!(problems.len(), 1, "{class} {stall}: {problems:?}"),
            }
        }
    }

    #[test]
    fn a_promise_that_contradicts_itself_is_refused() {
        let forced = observation("n", "class = 'forced'");
        let param = "[[param]]\nid = 'p'\nhelp = 'H'\n";
        for (rest, codes) in [
            (forced.clone() + &forced, vec!["duplicate-id"]),
            (observation("cell.n", "class = 'forced'"), vec!["unknown-cell"]),
            (observation("n", "class = 'safe'"), vec!["wrong-type"]),
            (observation("n", "class = 'accounting'\nstall = 'up'\ndead_band = [10, 2]"), vec!["wrong-type"]),
            (format!("{param}type = 'int'\ndefault = 9\nmin = 1\nmax = 5"), vec!["wrong-type"]),
            (format!("{param}type = 'text'\ndefault = 'c'\none_of = ['a', 'b']"), vec!["wrong-type"]),
            ("[[require]]\ninstall = 'I'".to_owned(), vec!["missing-key"]),
            ("[[require]]\ninstrument = 'drum'\ninstall = 'I'".to_owned(), vec!["wrong-type", "missing-key"]),
            (
                forced.clone() + "[[finding]]\nid = 'f'\nholds = 'm == 1'\nsays = 'S'",
                vec!["unknown-observation"],
            ),
        ] {
            let (_, mut found) = read(&rest);
            let mut codes = codes;
            found.sort_unstable();
            codes.sort_unstable();
            assert_eq!(found, codes, "{rest}");
        }
    }

    #[test]
    fn a_demo_with_a_command_is_another_program() {
        assert_eq!(read("").0.map(|spec| (spec.launch, spec.deadline_ms)), Some((Launch::Itself, 5000)));
        let (spec, _) = read("command = ['sh', 'x.sh']\ndeadline_ms = 700");
        let launch = Launch::Program(vec!["sh".into(), "x.sh".into()]);
        assert_eq!(spec.map(|spec| (spec.launch, spec.deadline_ms)), Some((launch, 700)));
    }
}
