//! What compilers say when they refuse a program: the errors, and the lines that they name.
//!
//! One reader for all languages: a message is where the name of the file stands with a number behind it, as in `main.rs:3:5: error`,
//! `File "main.py", line 3` or `main.sh: line 3:`. Deliberately missing: what the messages mean.

/// Why a program was not compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The messages, in their order.
    pub(super) errors: Vec<String>,
    /// The lines that they name, each once, in the order of the program.
    pub(super) lines: Vec<u32>,
}

/// More messages than this are not kept.
const MOST: usize = 50;

/// Reads what a compiler wrote about `file` that lies in `folder`.
pub(super) fn read(said: &str, file: &str, folder: &str) -> Refusal {
    let said = said.replace(&format!("{folder}/"), "").replace(&format!("./{file}"), file);
    let mut refusal = Refusal::default();
    let mut bare = Vec::new();
    for line in said.lines() {
        match place(line, file) {
            Some((_, rest)) if is_aside(rest) => {}
            Some((number, rest)) => {
                refusal.lines.push(number);
                // Python and Node name the place on one line and say what is wrong on another.
                if rest.trim_matches([' ', ':']).len() > 1 {
                    refusal.errors.push(line.trim().to_owned());
                }
            }
            None if is_error(line) => bare.push(line.trim().to_owned()),
            None => {}
        }
    }
    if refusal.errors.is_empty() {
        refusal.errors = bare;
    }
    refusal.errors.truncate(MOST);
    refusal.lines.sort_unstable();
    refusal.lines.dedup();
    refusal
}

/// The number of the line that a message names, and what stands behind it.
fn place<'l>(line: &'l str, file: &str) -> Option<(u32, &'l str)> {
    let at = line.find(file)?;
    let rest = &line[at + file.len()..];
    let rest = rest.strip_prefix('"').unwrap_or(rest).trim_start_matches([':', ',', ' ']);
    let rest = rest.strip_prefix("line ").unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..end].parse().ok()?;
    // A column may follow.
    let rest = rest[end..].trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
    Some((number, rest))
}

/// Whether a message only warns or explains.
fn is_aside(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ':']);
    ["warning", "note", "help", "info"].iter().any(|word| rest.starts_with(word))
}

/// A line such as `SyntaxError: invalid syntax`.
fn is_error(line: &str) -> bool {
    let word = line.trim_start().split([':', ' ']).next().unwrap_or_default();
    word.ends_with("Error") || word == "error"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(said: &str, file: &str) -> (Vec<String>, Vec<u32>) {
        let refusal = read(said, file, "/tmp/x");
        (refusal.errors, refusal.lines)
    }

    #[test]
    fn every_language_says_which_line() {
        for (said, file, error, line) in [
            (
                "main.rs:2:9: warning: unused variable: `y`\nmain.rs:4:20: error[E0382]: borrow of moved value: `s`\n\
                 error: aborting due to 1 previous error; 1 warning emitted\n",
                "main.rs",
                "main.rs:4:20: error[E0382]: borrow of moved value: `s`",
                4,
            ),
            (
                "main.c: In function 'main':\nmain.c:3:5: error: expected ';'\n    3 |     x\nmain.c:3:5: note: here",
                "main.c",
                "main.c:3:5: error: expected ';'",
                3,
            ),
            (
                "  File \"main.py\", line 3\n    def f(\n         ^\nSyntaxError: '(' was never closed\n",
                "main.py",
                "SyntaxError: '(' was never closed",
                3,
            ),
            (
                "main.sh: line 2: syntax error near unexpected token `('",
                "main.sh",
                "main.sh: line 2: syntax error near unexpected token `('",
                2,
            ),
            (
                "/tmp/x/main.js:3\nlet x = ;\n        ^\n\nSyntaxError: Unexpected token ';'\n    at wrapSafe (node:internal:1)",
                "main.js",
                "SyntaxError: Unexpected token ';'",
                3,
            ),
            (
                "# command-line-arguments\n./main.go:4:2: declared and not used: x",
                "main.go",
                "main.go:4:2: declared and not used: x",
                4,
            ),
        ] {
            assert_eq!(refused(said, file), (vec![error.to_owned()], vec![line]), "{file}");
        }
    }

    #[test]
    fn lines_are_named_once_and_in_order() {
        let (errors, lines) =
            refused("main.c:9:1: error: b\nmain.c:3:1: error: a\nmain.c:9:4: error: c", "main.c");
        assert_eq!((errors.len(), lines), (3, vec![3, 9]));
        assert_eq!(
            refused("ld: symbol not found\nerror: linking failed", "main.c").0,
            ["error: linking failed"]
        );
    }
}
