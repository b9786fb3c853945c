//! Programs that a new `output` card may begin with: two threads, a subshell, and what they print.

/// The text of a program in that language, and what it prints.
pub(super) fn of(lang: &str) -> Option<(&'static str, &'static str)> {
    Some(match lang {
        "python" => (
            "import threading\n\nsaid = []\nthread = threading.Thread(target=lambda: said.append(\"thread\"))\n\
             thread.start()\nthread.join()\nsaid.append(\"main\")\nprint(*said)\n",
            "thread main\n",
        ),
        "rust" => (
            "use std::thread;\n\nfn main() {\n    let thread = thread::spawn(|| println!(\"thread\"));\n    \
             thread.join().unwrap();\n    println!(\"main\");\n}\n",
            "thread\nmain\n",
        ),
        "bash" => ("n=1\n(n=2; echo \"inside $n\")\necho \"outside $n\"\n", "inside 2\noutside 1\n"),
        _ => return None,
    })
}

/// The languages that there is a program for.
pub(super) const LANGUAGES: &str = "python, rust, bash";
