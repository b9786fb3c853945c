//! What the study notes say: every statement is taught by a card of the shipped decks, and `docs/claims.md`, held against the demos: every claim that a run can decide names demos, findings and observations that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ttl::deck::read_notes;
use ttl::flow::Library;
use ttl::lab::{Environment, Lab, LocalLab, Setup};
use ttl::model::{DemoSpec, NoteClaim, SourceId};
use ttl::store::Shelf;

/// Id, status and the last cell of every row.
fn rows() -> Vec<[String; 3]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/claims.md");
    let text = fs::read_to_string(path).expect("the table");
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [id, status, by] = cells[..] else { panic!("{line}") };
        [id.trim_matches('`'), status, by].map(str::to_owned)
    })
    .collect()
}

fn demos() -> Vec<DemoSpec> {
    let environment: Environment = Box::new(|_| None);
    let setup = Setup { folders: Vec::new(), program: None, environment, seed: 1, languages: Vec::new() };
    LocalLab::new(setup).expect("a laboratory").demos().to_vec()
}

#[test]
fn every_claim_stands_once_and_four_fifths_of_them_can_be_run() {
    let rows = rows();
    let ids: BTreeSet<_> = rows.iter().map(|[id, ..]| id).collect();
    assert_eq!((rows.len(), ids.len()), (224, 224));
    let can_be_run = rows.iter().filter(|[.., by]| !by.starts_with("no run: ")).count();
    assert_eq!(can_be_run, 203);
    for status in ["true", "true with conditions", "oversimplified", "wrong on modern systems"] {
        assert!(rows.iter().any(|[_, s, _]| s == status), "{status}");
    }
}

#[test]
fn what_decides_a_claim_exists() {
    let demos = demos();
    for [id, _, by] in rows().iter().filter(|[.., by]| !by.starts_with("no run: ")) {
        for part in by.split("; ") {
            let (demo, what) = part.split_once(": ").unwrap_or_else(|| panic!("{id}: {part}"));
            let demo = demo.trim_matches('`');
            let spec =
                demos.iter().find(|spec| spec.id == demo).unwrap_or_else(|| panic!("{id}: no demo {demo}"));
            for name in what.split(", ").map(|name| name.trim_matches('`')) {
                let finding = spec.finding(name.trim_start_matches('!'));
                assert!(
                    finding.is_some() || spec.observation(name).is_some(),
                    "{id}: {demo} has no `{name}`"
                );
                let refuted = finding.filter(|_| name.starts_with('!'));
                assert!(
                    refuted.is_none_or(|finding| finding.fails.is_some()),
                    "{id}: `{name}` cannot be refuted"
                );
            }
        }
    }
}

#[test]
fn every_demo_decides_something() {
    let all: String = rows().into_iter().map(|[.., by]| by).collect();
    for spec in demos() {
        assert!(all.contains(&format!("`{}`", spec.id)), "{} decides no claim", spec.id);
    }
}

/// The statements in their list inside the binary.
fn notes() -> Vec<NoteClaim> {
    let (claims, problems) = read_notes(&Shelf::notes().expect("the list"), SourceId(0));
    assert_eq!(problems, []);
    claims
}

#[test]
fn the_list_of_statements_and_the_table_of_demos_say_the_same() {
    fn of_table(status: &str) -> &str {
        match status {
            "true with conditions" => "conditions",
            "wrong on modern systems" => "wrong",
            status => status,
        }
    }
    let rows = rows();
    let table: BTreeSet<_> = rows.iter().map(|[id, status, _]| (id.as_str(), of_table(status))).collect();
    let notes = notes();
    let list: BTreeSet<_> = notes.iter().map(|claim| (claim.id.as_str(), claim.status.name())).collect();
    assert_eq!(table, list);
}

#[test]
fn every_statement_is_taught_by_a_card_and_no_card_names_another() {
    let listed: BTreeSet<String> = notes().into_iter().map(|claim| claim.id).collect();
    let sources = Shelf::new(Vec::new()).all().expect("the decks of the binary");
    let library = Library::read(sources);
    let taught: BTreeSet<String> =
        library.decks.iter().flat_map(|deck| &deck.cards).flat_map(|card| card.notes.clone()).collect();
    assert_eq!(taught, listed);
}

#[test]
fn every_statement_that_is_not_so_has_a_card_with_a_wrong_option_that_a_run_can_refute() {
    use ttl::model::{Body, Status};
    let library = Library::read(Shelf::new(Vec::new()).all().expect("the decks of the binary"));
    let cards: Vec<_> = library.decks.iter().flat_map(|deck| &deck.cards).collect();
    let refutes = |body: &Body| match body {
        Body::Choice(choices) | Body::Multi(choices) => {
            choices.iter().any(|choice| !choice.correct && choice.claim.is_some())
        }
        // What is measured or put in order refutes every other answer.
        Body::Number { .. }
        | Body::Order { .. }
        | Body::Output { .. }
        | Body::Match(_)
        | Body::Text { .. } => true,
        Body::Flash(_) | Body::Cloze { .. } => false,
    };
    let doubtful =
        notes().into_iter().filter(|claim| matches!(claim.status, Status::Oversimplified | Status::Wrong));
    let bare: Vec<String> = doubtful
        .filter(|claim| {
            let mut teaching = cards.iter().filter(|card| card.notes.contains(&claim.id));
            !teaching.any(|card| card.experiment.is_some() && refutes(&card.body))
        })
        .map(|claim| claim.id)
        .collect();
    // Statements about history, about the insides of processors and about what others build, which no run of ours can decide.
    assert_eq!(
        bare,
        [
            "coroutine-origin-io-wait",
            "gpu-parallel-compute-only",
            "cpu-execution-is-synchronous",
            "browser-uses-threads"
        ]
    );
}
