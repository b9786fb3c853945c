//! What a check found as workflow commands of GitHub Actions: `::error file=...,line=...::message`.
//!
//! Never by itself: a log that suddenly speaks another language helps nobody, so `--github` asks for it.

use std::io::{self, Write};

use super::check_findings::contradictions;
use super::check_report::Beside;
use super::{Look, Report, check_words, clean, worst_last};
use crate::judge::CheckReport;
use crate::model::{Place, Severity};

/// Writes an annotation for every problem and every contradicted key.
///
/// # Errors
///
/// What the stream says; `BrokenPipe` when nobody reads any more.
pub fn annotations(
    out: &mut dyn Write,
    report: &CheckReport,
    beside: &Beside<'_>,
    look: &Look,
) -> io::Result<()> {
    let texts = Report::new(&report.sources, look);
    for problem in worst_last(&report.problems) {
        let command = match problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (sentence, help) = texts.words(problem);
        let message = format!("{sentence}\n{help}");
        write_one(out, command, problem.problem.code(), &problem.place, &message, &texts)?;
    }
    for found in contradictions(report, beside, look) {
        write_one(out, "error", check_words::CONTRADICTED, &found.place, &found.sentence, &texts)?;
    }
    Ok(())
}

fn write_one(
    out: &mut dyn Write,
    command: &str,
    code: &str,
    place: &Place,
    message: &str,
    texts: &Report<'_>,
) -> io::Result<()> {
    let mut properties = Vec::new();
    if let Some((file, line, column, end_line)) = texts.file_and_line(place) {
        properties.push(format!("file={}", property(&file)));
        properties.push(format!("line={line},endLine={end_line},col={column}"));
    }
    properties.push(format!("title={}", property(code)));
    writeln!(out, "::{command} {}::{}", properties.join(","), data(&clean::block(message)))
}

/// A message on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before the second `::`, where commas and colons have a meaning too.
fn property(text: &str) -> String {
    data(&clean::line(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_a_command_is_escaped() {
        assert_eq!(data("100 %\r\nnext: a, b"), "100 %25%0D%0Anext: a, b");
        assert_eq!(property("a,b:c%d\u{1b}[31m.toml"), "a%2Cb%3Ac%25d.toml");
    }
}
