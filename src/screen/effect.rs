//! Programs of cards on paper: their text under the question, what they print, and how a learner writes that down.

use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::{Look, cells, clean, code, glyphs, quiz_words as words};
use crate::model::{Card, Effect, Trial, Value};

/// Output on a page stops after so many lines.
const LINES: usize = 24;

/// The text of a card's program, if it is meant to be seen.
pub fn program(card: &Card, look: &Look) -> Vec<Line<'static>> {
    let program = card.experiment.as_ref().and_then(|experiment| experiment.program.as_ref());
    let Some(program) = program.filter(|program| program.is_shown) else { return Vec::new() };
    let mut lines = code(&program.code.value, grammar(&program.lang.value), look.measure(), look);
    for line in &mut lines {
        line.spans.insert(0, Span::from("  "));
    }
    if !program.stdin.is_empty() {
        lines.extend(labelled(words::it_reads(look.lang), &Effect::Prints(program.stdin.clone()), look));
    }
    lines.push(Line::default());
    lines
}

/// What highlighters call a language.
pub fn grammar(language: &str) -> &str {
    match language {
        "node" => "javascript",
        known => known,
    }
}

/// An effect after a dim label: one line beside it, more of them below.
pub fn labelled(label: &str, effect: &Effect, look: &Look) -> Vec<Line<'static>> {
    let Effect::Prints(output) = effect else {
        return vec![Line::from(vec![
            Span::from(format!("{label}  ")).dim(),
            Span::from(in_words(effect, look)),
        ])];
    };
    if output.trim_end().contains('\n') {
        let mut lines = vec![Line::from(label.to_owned().dim())];
        lines.extend(block(output, look));
        return lines;
    }
    vec![Line::from(vec![Span::from(format!("{label}  ")).dim(), Span::from(in_words(effect, look))])]
}

/// An effect in one line.
pub fn in_words(effect: &Effect, look: &Look) -> String {
    match effect {
        Effect::Prints(output) if output.trim_end().is_empty() => words::prints_nothing(look.lang).to_owned(),
        Effect::Prints(output) => one_line(output, look),
        Effect::DoesNotCompile { line } => words::does_not_compile(*line, look.lang),
    }
}

/// Several lines in one, with a sign where one ends.
pub fn one_line(output: &str, look: &Look) -> String {
    let lines: Vec<_> = output.trim_end().lines().map(clean::line).collect();
    lines.join(if look.unicode { " ⏎ " } else { " / " })
}

/// What the program did in a trial: what it printed or why it did not compile, and how it ended if not well.
pub fn happened(trial: &Trial, look: &Look) -> Vec<Line<'static>> {
    let text = |name: &str| match trial.value(name) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let lang = look.lang;
    let mut lines = Vec::new();
    let errors = match trial.value("compile_errors") {
        Some(Value::List(errors)) if !errors.is_empty() => errors.join("\n"),
        _ => String::new(),
    };
    if trial.value("compiles") == Some(&Value::Bool(false)) {
        lines.push(Line::from(words::does_not_compile(None, lang)));
        lines.extend(block(&errors, look));
        return lines;
    }
    lines.extend(labelled(words::it_printed(lang), &Effect::Prints(text("stdout").to_owned()), look));
    if let Some(Value::Int(code)) = trial.value("exit_code").filter(|code| **code != Value::Int(0)) {
        let signal = Some(text("signal")).filter(|signal| !matches!(*signal, "" | "none"));
        lines.push(Line::from(words::it_ended_badly(*code, signal, lang)));
        lines.extend(block(text("stderr").trim_start_matches('\n'), look));
    }
    lines
}

/// Lines as a program wrote them, after a bar; the first ones where there are many.
pub fn block(output: &str, look: &Look) -> Vec<Line<'static>> {
    let strokes = glyphs::strokes(look.unicode);
    let room = usize::from(look.width).saturating_sub(4);
    let all: Vec<&str> = output.trim_end().lines().collect();
    let shown = all.iter().take(LINES).map(|line| {
        let line = clean::line(line).replace('\t', "    ");
        let bar = Span::from(format!("  {} ", strokes.down)).dim();
        Line::from(vec![bar, Span::from(cells::cut(&line, room, strokes.ellipsis))])
    });
    let rest = all.len().saturating_sub(LINES);
    let more = (rest > 0).then(|| Line::from(words::more_lines(rest, look.lang).dim()));
    shown.chain(more).collect()
}

/// A typed line as a prediction: `!` alone or with a line for "does not compile", `""` for nothing, `\n` between lines.
pub fn predicted(typed: &str) -> Option<Effect> {
    if let Some(rest) = typed.trim().strip_prefix('!') {
        let line = rest.trim();
        return match line {
            "" => Some(Effect::DoesNotCompile { line: None }),
            line => line.parse().ok().map(|line| Effect::DoesNotCompile { line: Some(line) }),
        };
    }
    Some(Effect::Prints(if typed.trim() == "\"\"" { String::new() } else { typed.replace("\\n", "\n") }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::screen::sample::look;

    #[test]
    fn a_prediction_is_lines_or_nothing_or_a_refusal() {
        for (typed, wanted) in [
            ("1", Some(Effect::Prints("1".into()))),
            (r"1\n2", Some(Effect::Prints("1\n2".into()))),
            ("\"\"", Some(Effect::Prints(String::new()))),
            ("!", Some(Effect::DoesNotCompile { line: None })),
            ("! 12", Some(Effect::DoesNotCompile { line: Some(12) })),
            ("!twelve", None),
        ] {
            assert_eq!(predicted(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn output_is_shown_line_by_line_and_never_as_commands_to_the_terminal() {
        let look = look(40, Lang::En, true);
        let lines = labelled("prints", &Effect::Prints("a\u{1b}[2Jb\nc".into()), &look);
        let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(text.len(), 3);
        assert!(text.iter().all(|line| !line.contains('\u{1b}')), "{text:?}");
        let many = "x\n".repeat(40);
        assert_eq!(block(&many, &look).len(), LINES + 1);
    }
}
