//! The catalogue over folders in a temporary place and invented demos inside the binary.

use tempfile::TempDir;

use super::*;

const OWN: &str = "[demo]\nid = \"own\"\ntitle = \"t\"\nabout = \"a\"\nsource = \"demo.rs\"\n";
const PACKED: &str =
    "[demo]\nid = \"packed\"\ntitle = \"t\"\nabout = \"a\"\nsource = \"p.py\"\ncommand = [\"sh\"]\n";

fn inside() -> Vec<Inside> {
    vec![
        Inside { id: "own", promise: OWN, program: Program::Compiled(&[("demo.rs", b"fn own() {}")]) },
        Inside { id: "packed", promise: PACKED, program: Program::Packed(&[("p.py", b"print()")]) },
    ]
}

fn folder(demos: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (id, promise) in demos {
        fs::create_dir(folder.path().join(id)).expect("a demo's folder");
        fs::write(folder.path().join(id).join(PROMISE), promise).expect("a promise");
    }
    folder
}

fn catalog(folders: &[&TempDir]) -> Catalog {
    let folders: Vec<_> = folders.iter().map(|folder| folder.path().to_owned()).collect();
    Catalog::find(&folders, inside(), &[]).expect("folders can be listed")
}

fn with_command(id: &str) -> String {
    format!(
        "[demo]\nid = \"{id}\"\ntitle = \"t\"\nabout = \"a\"\nsource = \"x.sh\"\ncommand = [\"sh\", \"x.sh\"]\n"
    )
}

#[test]
fn the_first_of_a_name_wins() {
    let first = folder(&[("packed", &with_command("packed")), ("extra", &with_command("extra"))]);
    let second = folder(&[("extra", "not even TOML")]);
    let catalog = catalog(&[&first, &second]);
    assert_eq!(
        catalog.specs().iter().map(|spec| spec.id.as_str()).collect::<Vec<_>>(),
        ["extra", "own", "packed"]
    );
    let (_, home) = catalog.demo("packed").expect("there");
    assert!(matches!(home, Home::Folder(path) if path.starts_with(first.path())));
}

#[test]
fn the_folder_that_a_built_in_demo_came_from_is_the_binarys_own() {
    let ours = folder(&[("own", OWN)]);
    let catalog = catalog(&[&ours]);
    assert!(matches!(catalog.demo("own"), Some((_, Home::Inside(Program::Compiled(_))))));
    let promises = catalog.promises();
    assert_eq!(promises.len(), 2);
    assert!(promises[0].source.name.starts_with(ours.path().to_str().expect("a name")));
    assert_eq!(promises[0].id, Promise::FIRST);
    assert_eq!(catalog.source("own")[0].language, "rust");
}

#[test]
fn a_folder_without_a_command_needs_a_demo_in_the_binary() {
    let theirs = folder(&[("theirs", &OWN.replace("own", "theirs"))]);
    let catalog = catalog(&[&theirs]);
    assert!(catalog.demo("theirs").is_none());
    let theirs = catalog.promises().into_iter().find(|promise| promise.source.text.contains("theirs"));
    let problems: Vec<_> =
        theirs.expect("it is read").diagnostics.iter().map(|d| d.problem.clone()).collect();
    assert_eq!(problems, [Problem::MissingKey { key: "command", of: "demo" }]);
}

#[test]
fn a_demo_is_called_what_its_folder_is_called() {
    let wrong = folder(&[("right", &with_command("wrong"))]);
    let catalog = catalog(&[&wrong]);
    assert!(catalog.demo("right").is_none() && catalog.demo("wrong").is_none());
    let promises = catalog.promises();
    let problem = promises.iter().flat_map(|promise| promise.diagnostics).next().expect("a problem");
    assert_eq!(problem.problem, Problem::UnknownDemo { demo: "wrong".into(), meant: Some("right".into()) });
    let text = &promises.iter().find(|p| p.id == problem.place.source).expect("its source").source.text;
    assert_eq!(&text[problem.place.span.clone()], "wrong");
}

#[test]
fn a_folder_may_be_a_demo_itself_or_not_be_there() {
    let extra = folder(&[("extra", &with_command("extra"))]);
    let folders = [extra.path().join("extra"), extra.path().join("nowhere")];
    let catalog = Catalog::find(&folders, Vec::new(), &[]).expect("folders can be listed");
    assert_eq!(catalog.specs().len(), 1);
}

#[test]
fn files_inside_the_binary_can_be_read_too() {
    let sources = catalog(&[]).source("packed");
    let source = &sources[0];
    assert_eq!(
        (source.name.as_str(), source.text.as_str(), source.language.as_ref()),
        ("packed/p.py", "print()", "python")
    );
}
