//! A card out of named fields: the other direction of `flat`, forgiving to what other programs write.

use super::Told;
use super::flat::split;
use super::name::{Names, names};
use crate::model::{
    At, Body, Card, Choice, Diagnostic, Effect, Experiment, Foreign, Item, PROGRAM, Pair, Place, Problem,
    Program, Takes, Text, Tolerance, cloze,
};

/// The fields of one row, by the names of their columns; those with nothing but blanks are left out of `all`.
pub(super) struct Fields<'a> {
    as_written: Vec<(&'a str, &'a At<String>)>,
    all: Vec<(&'a str, &'a At<String>)>,
    row: Place,
    told: &'a Told,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// The fields of a row.
    pub(super) fn new(
        all: Vec<(&'a str, &'a At<String>)>,
        row: Place,
        told: &'a Told,
        problems: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let as_written = all;
        let said = as_written.iter().filter(|(_, field)| !field.value.trim().is_empty());
        let all = said.copied().collect();
        Fields { as_written, all, row, told, problems }
    }

    fn report(&mut self, foreign: Foreign, place: Place) {
        self.problems.push(Diagnostic::new(Problem::Foreign(foreign), place));
    }

    /// The field of that name.
    pub(super) fn get(&self, name: &str) -> Option<&'a At<String>> {
        self.all.iter().find(|(own, _)| *own == name).map(|(_, field)| *field)
    }

    /// The field of that name also if it is blank: for a program an empty line is something.
    fn literal(&self, name: &str) -> Option<&'a At<String>> {
        self.as_written.iter().find(|(own, _)| *own == name).map(|(_, field)| *field)
    }

    fn word(&self, name: &str) -> Option<String> {
        self.get(name).map(|field| field.value.trim().to_owned())
    }

    fn words(&self, name: &str) -> Vec<String> {
        self.get(name).map(|field| split(&field.value)).unwrap_or_default()
    }

    /// The text of that name, in the language of its column or in every language that has one.
    fn text(&self, name: &str) -> Option<Text> {
        if let Some(field) = self.get(name) {
            return Some(self.told.text(field.value.clone()));
        }
        let tagged = self.all.iter().filter_map(|(own, field)| {
            let tag = own.strip_prefix(name)?.strip_prefix('.').filter(|tag| is_tag(tag))?;
            Some((tag.to_owned(), field.value.clone()))
        });
        let mut tagged: Vec<_> = tagged.collect();
        tagged.sort();
        (!tagged.is_empty()).then(|| Text::tagged(tagged))
    }

    fn need_text(&mut self, name: &str) -> Option<Text> {
        let found = self.text(name);
        if found.is_none() {
            self.report(Foreign::EmptyField(name.to_owned()), self.row.clone());
        }
        found
    }

    /// The texts `name.1`, `name.2` …, up to the first that is missing.
    fn texts(&self, name: &str) -> Vec<Text> {
        (1..).map_while(|n| self.text(&format!("{name}.{n}"))).collect()
    }

    fn bad(&mut self, column: &str, takes: Takes) {
        let place = self.get(column).map_or(self.row.clone(), |field| field.place.clone());
        self.report(Foreign::BadField { column: column.to_owned(), takes }, place);
    }
}

/// Whether the end of a column's name names a language.
pub(super) fn is_tag(tag: &str) -> bool {
    let is_plain = tag.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    is_plain && (2..=8).contains(&tag.len()) && tag != "id" && tag != "why" && tag != "belief"
}

/// The card that the fields describe.
pub(super) fn card(mut fields: Fields<'_>, ids: &mut Names) -> Option<Card> {
    let prompt = fields.need_text("prompt")?;
    let first = prompt.entries().first().map(|(_, words)| words.clone()).unwrap_or_default();
    let kind = kind(&mut fields)?;
    let body = match kind.as_str() {
        "choice" | "multi" => choices(&mut fields, kind == "multi")?,
        "number" => number(&mut fields)?,
        "order" => order(&mut fields)?,
        "match" => pairs(&mut fields)?,
        "text" => {
            fields.need_text("answer")?;
            Body::Text { accept: fields.words("answer"), observe: None, place: Place::default() }
        }
        "output" => output(&mut fields)?,
        "cloze" => gaps(&mut fields, &prompt)?,
        _ => Body::Flash(fields.need_text("answer")?),
    };
    let experiment = program(&mut fields);
    let id = match fields.word("id") {
        Some(id) if is_id(&id) && ids.take(&id) => id,
        Some(_) => {
            fields.bad("id", Takes::Id);
            return None;
        }
        None => ids.name(&first, &format!("{body:?}"), "card"),
    };
    let difficulty = fields.word("difficulty").and_then(|level| level.parse().ok());
    if difficulty.is_none_or(|level: u8| !(1..=5).contains(&level)) && fields.get("difficulty").is_some() {
        fields.bad("difficulty", Takes::Level);
    }
    Some(Card {
        experiment,
        hints: fields.texts("hint"),
        explain: fields.text("explain"),
        notes: fields.words("notes"),
        tags: fields.words("tags"),
        sources: fields.words("source"),
        difficulty: difficulty.filter(|level| (1..=5).contains(level)),
        ..Card::new(id, prompt, body, fields.row.clone())
    })
}

fn is_id(id: &str) -> bool {
    id.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

/// The kind that the row names or, where it names none, the one that its fields make plain.
fn kind(fields: &mut Fields<'_>) -> Option<String> {
    const KNOWN: [&str; 9] =
        ["choice", "multi", "number", "order", "text", "match", "cloze", "flash", "output"];
    let Some(kind) = fields.word("kind") else {
        let several = fields.words("correct").len() > 1;
        if fields.get("program.code").is_some() && fields.text("choice.1").is_none() {
            return Some("output".to_owned());
        }
        return Some(match (fields.text("choice.1").is_some(), several) {
            (true, true) => "multi".to_owned(),
            (true, false) => "choice".to_owned(),
            _ => "flash".to_owned(),
        });
    };
    if !KNOWN.contains(&kind.as_str()) {
        fields.bad("kind", Takes::Kind);
        return None;
    }
    Some(kind)
}

fn gaps(fields: &mut Fields<'_>, prompt: &Text) -> Option<Body> {
    let report = |problem| fields.problems.push(Diagnostic::new(problem, fields.row.clone()));
    cloze::count(prompt).map_err(report).ok().map(|n_gaps| Body::Cloze { n_gaps })
}

fn choices(fields: &mut Fields<'_>, several: bool) -> Option<Body> {
    let texts = fields.texts("choice");
    if texts.len() < 2 {
        let problem = Problem::TooFewOptions(texts.len());
        fields.problems.push(Diagnostic::new(problem, fields.row.clone()));
        return None;
    }
    let right = right(fields, &texts)?;
    if !several && right.len() > 1 {
        let problem = Problem::SeveralCorrectChoices(right.len());
        fields.problems.push(Diagnostic::new(problem, fields.row.clone()));
        return None;
    }
    let words = texts.iter().map(|text| text.entries().first().map_or("", |(_, words)| words));
    let derived = names(words, "option");
    let choices: Vec<Choice> = texts
        .iter()
        .zip(derived)
        .enumerate()
        .map(|(i, (text, derived))| {
            let name = format!("choice.{}", i + 1);
            Choice {
                id: fields.word(&format!("{name}.id")).filter(|id| is_id(id)).unwrap_or(derived),
                text: text.clone(),
                correct: right.contains(&i),
                claim: None,
                belief: fields.word(&format!("{name}.belief")),
                why: fields.text(&format!("{name}.why")),
                unprovable: fields.text(&format!("{name}.unprovable")),
                place: fields.row.clone(),
            }
        })
        .collect();
    Some(if several { Body::Multi(choices) } else { Body::Choice(choices) })
}

/// Indexes of the right options: numbers or letters in `correct`, or their very texts in `answer`.
fn right(fields: &mut Fields<'_>, texts: &[Text]) -> Option<Vec<usize>> {
    let column = if fields.get("correct").is_some() { "correct" } else { "answer" };
    let is = |text: &Text, word: &str| text.entries().iter().any(|(_, own)| own.trim() == word);
    let mut right = Vec::new();
    // A text with the separator in it is one answer all the same.
    let whole = fields.word(column).filter(|whole| column == "answer" && texts.iter().any(|t| is(t, whole)));
    for word in whole.map_or_else(|| fields.words(column), |whole| vec![whole]) {
        let by_text = texts.iter().position(|text| column == "answer" && is(text, &word));
        let Some(at) = by_text.or_else(|| position(&word)).filter(|at| *at < texts.len()) else {
            fields.bad(column, Takes::Choices);
            return None;
        };
        if !right.contains(&at) {
            right.push(at);
        }
    }
    if right.is_empty() {
        fields.report(Foreign::EmptyField("correct".to_owned()), fields.row.clone());
        return None;
    }
    Some(right)
}

/// `2` or `B`: the second option.
fn position(word: &str) -> Option<usize> {
    match (word.parse::<usize>(), word.as_bytes()) {
        (Ok(number), _) => number.checked_sub(1),
        (Err(_), [letter]) if letter.is_ascii_alphabetic() => {
            Some(usize::from(letter.to_ascii_uppercase() - b'A'))
        }
        _ => None,
    }
}

fn number(fields: &mut Fields<'_>) -> Option<Body> {
    let answer = fields.need_text("answer").and(fields.get("answer"))?;
    let Some(key) = answer.value.trim().parse().ok().filter(|key: &f64| key.is_finite()) else {
        fields.bad("answer", Takes::Number);
        return None;
    };
    let within = match fields.word("within") {
        None => Tolerance::Absolute(0.0),
        Some(word) => match tolerance(&word) {
            Some(within) => within,
            None => {
                fields.bad("within", Takes::Tolerance);
                return None;
            }
        },
    };
    let expect = Some(At::new(key, answer.place.clone()));
    Some(Body::Number { observe: None, expect, unit: fields.text("unit"), within })
}

fn tolerance(word: &str) -> Option<Tolerance> {
    let number =
        |word: &str, least: f64| word.trim().parse().ok().filter(|x: &f64| x.is_finite() && *x >= least);
    match (word.strip_suffix('%'), word.strip_prefix('x')) {
        (Some(share), _) => number(share, 0.0).map(|share| Tolerance::Share(share / 100.0)),
        (_, Some(factor)) => number(factor, 1.0).map(Tolerance::Factor),
        _ => number(word, 0.0).map(Tolerance::Absolute),
    }
}

fn order(fields: &mut Fields<'_>) -> Option<Body> {
    let texts = fields.texts("choice");
    let words = texts.iter().map(|text| text.entries().first().map_or("", |(_, words)| words));
    let derived = names(words, "item");
    let items: Vec<Item> = texts
        .iter()
        .zip(derived)
        .enumerate()
        .map(|(i, (text, derived))| Item {
            id: fields.word(&format!("choice.{}.id", i + 1)).unwrap_or(derived),
            text: text.clone(),
            place: fields.row.clone(),
        })
        .collect();
    let answer = fields.words("answer");
    // Without an answer the items stand in their order; numbers name them too.
    let ids: Option<Vec<String>> = match answer.is_empty() {
        true => Some(items.iter().map(|item| item.id.clone()).collect()),
        false => answer
            .iter()
            .map(|word| match items.iter().find(|item| item.id == *word) {
                Some(item) => Some(item.id.clone()),
                None => position(word).and_then(|at| items.get(at)).map(|item| item.id.clone()),
            })
            .collect(),
    };
    let is_whole = |ids: &Vec<String>| {
        ids.len() == items.len() && items.iter().all(|item| ids.contains(&item.id)) && items.len() > 1
    };
    let Some(ids) = ids.filter(is_whole) else {
        fields.bad("answer", Takes::Order);
        return None;
    };
    let place = fields.get("answer").map_or(fields.row.clone(), |field| field.place.clone());
    Some(Body::Order { items, observe: None, expect: Some(At::new(ids, place)) })
}

fn pairs(fields: &mut Fields<'_>) -> Option<Body> {
    let (lefts, rights) = (fields.texts("choice"), fields.texts("match"));
    if lefts.len() != rights.len() || lefts.len() < 2 {
        let missing = format!("match.{}", rights.len() + 1);
        fields.report(Foreign::EmptyField(missing), fields.row.clone());
        return None;
    }
    let pair = |(left, right)| Pair { left, right, claim: None, place: fields.row.clone() };
    Some(Body::Match(lefts.into_iter().zip(rights).map(pair).collect()))
}

/// What a program does: `answer` is what it prints, `compiles` and `line` say that it is refused.
fn output(fields: &mut Fields<'_>) -> Option<Body> {
    if fields.get("program.code").is_none() {
        fields.report(Foreign::EmptyField("program.code".to_owned()), fields.row.clone());
        return None;
    }
    let line = fields.word("line").map(|line| line.parse::<u32>());
    if matches!(line, Some(Err(_))) {
        fields.bad("line", Takes::Line);
        return None;
    }
    let refused = match fields.word("compiles").as_deref() {
        None | Some("true") => line.is_some(),
        Some("false") => true,
        Some(_) => {
            fields.bad("compiles", Takes::Bool);
            return None;
        }
    };
    let answer = fields.literal("answer");
    let place = answer.map_or(fields.row.clone(), |answer| answer.place.clone());
    let effect = match refused {
        true => Effect::DoesNotCompile { line: line.and_then(Result::ok) },
        // A program that prints nothing has an empty field.
        false => Effect::Prints(answer.map(|answer| answer.value.clone()).unwrap_or_default()),
    };
    Some(Body::Output { expect: Some(At::new(effect, place)) })
}

fn program(fields: &mut Fields<'_>) -> Option<Experiment> {
    let code = fields.get("program.code")?.clone();
    let lang =
        fields.get("program.lang").cloned().unwrap_or_else(|| At::new("rust".into(), code.place.clone()));
    let flags = fields.words("program.flags");
    let deadline = fields.word("program.deadline_ms").map(|ms| ms.parse::<u64>());
    if matches!(deadline, Some(Err(_))) {
        fields.bad("program.deadline_ms", Takes::Milliseconds);
    }
    let program = Program {
        lang: At::new(lang.value.trim().to_owned(), lang.place),
        code,
        stdin: fields.literal("program.stdin").map(|field| field.value.clone()).unwrap_or_default(),
        flags: (!flags.is_empty()).then_some(flags),
        deadline_ms: deadline.and_then(Result::ok),
        is_shown: fields.word("program.show").as_deref() != Some("false"),
    };
    let demo = At::new(PROGRAM.to_owned(), fields.row.clone());
    Some(Experiment { demo, program: Some(program), ..Experiment::default() })
}
