//! Quizzes of mdbook-quiz, read: every question becomes a card.
//!
//! The schema's own types say what a question is; the tree with places beside them says where it stands, and finds the keys that
//! the types pass over. What a card has no place for is kept as a tag (`part`). A traced program becomes an `output` card,
//! whose key `ttl check` proves with the compiler.

use mdbook_quiz_schema::{
    Markdown, MultipleChoice, MultipleChoiceAnswerFormat, QuestionFields, ShortAnswer,
    ShortAnswerResponseFormat, Tracing,
};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::name::{Names, names};
use super::part::{joined, kept};
use super::{Read, Told};
use crate::model::{
    At, Body, Card, Choice, Diagnostic, Effect, Expected, Experiment, Foreign, PROGRAM, Place, Problem,
    Program, Source, SourceId, Text,
};

/// Keys that every question may have.
const COMMON: [&str; 7] = ["type", "id", "multipart", "prompt", "answer", "context", "promptExplanation"];

/// The types of question: their names, and the keys of their prompts and answers.
const TYPES: [(&str, &[&str], &[&str]); 3] = [
    ("ShortAnswer", &["prompt", "response"], &["answer", "alternatives"]),
    ("Tracing", &["program"], &["doesCompile", "stdout", "lineNumber"]),
    ("MultipleChoice", &["prompt", "distractors", "answerIndex", "sortAnswers"], &["answer"]),
];

/// What a traced program is asked, in every language of ours; mdbook-quiz says it on its page and not in the file.
pub(super) const ASKED: [(&str, &str); 2] =
    [("en", "What does this program do?"), ("ko", "이 프로그램을 실행하면 어떻게 됩니까?")];

/// Reads a quiz.
pub(super) fn read(source: &Source, id: SourceId, told: &Told) -> Read {
    let mut reader = Reader { id, told, names: Names::default(), parts: Vec::new(), problems: Vec::new() };
    let (root, errors) = DeTable::parse_recoverable(&source.text);
    let n_errors = errors.len();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reader.report(Problem::Syntax(error.message().to_owned()), span);
    }
    let cards = reader.quiz(root.get_ref());
    if cards.is_empty() && n_errors == 0 && reader.problems.is_empty() {
        reader.report(Problem::Foreign(Foreign::Nothing), 0..0);
    }
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| (problem.place.span.start, problem.place.span.end));
    let decks = if cards.is_empty() { Vec::new() } else { vec![told.deck(cards)] };
    Read { decks, problems }
}

struct Reader<'a> {
    id: SourceId,
    told: &'a Told,
    names: Names,
    /// The words that questions share: name, words, whether somebody asked for them.
    parts: Vec<(String, String, bool, std::ops::Range<usize>)>,
    problems: Vec<Diagnostic>,
}

type Span = std::ops::Range<usize>;

/// What every card of a question needs, whatever its type.
struct Asked<'t, 'i> {
    table: &'t DeTable<'i>,
    span: Span,
    tags: Vec<String>,
    part: Option<String>,
}

impl Reader<'_> {
    fn report(&mut self, problem: Problem, span: Span) {
        self.problems.push(Diagnostic::new(problem, Place { source: self.id, span }));
    }

    fn quiz(&mut self, root: &DeTable<'_>) -> Vec<Card> {
        for (key, _) in
            root.iter().filter(|(key, _)| !["questions", "multipart"].contains(&key.get_ref().as_ref()))
        {
            self.report(Problem::Foreign(Foreign::NoHome(key.get_ref().to_string())), key.span());
        }
        self.read_parts(root.get("multipart"));
        let questions = match root.get("questions").map(|questions| (questions.get_ref(), questions)) {
            Some((DeValue::Array(questions), _)) => questions.iter().collect(),
            Some((_, questions)) => {
                let found = questions.get_ref().type_str();
                self.report(Problem::WrongType { expected: Expected::Tables, found }, questions.span());
                Vec::new()
            }
            None => Vec::new(),
        };
        let cards = questions.into_iter().filter_map(|question| self.question(question)).collect();
        for (name, _, _, span) in self.parts.clone().into_iter().filter(|(_, _, is_used, _)| !is_used) {
            self.report(Problem::Foreign(Foreign::NoHome(format!("multipart.{name}"))), span);
        }
        cards
    }

    fn read_parts(&mut self, parts: Option<&Spanned<DeValue<'_>>>) {
        let Some(parts) = parts else { return };
        let Some(table) = parts.get_ref().as_table() else {
            let found = parts.get_ref().type_str();
            self.report(Problem::WrongType { expected: Expected::Table, found }, parts.span());
            return;
        };
        for (name, words) in table {
            match words.get_ref().as_str() {
                Some(said) => {
                    self.parts.push((name.get_ref().to_string(), said.to_owned(), false, name.span()));
                }
                None => {
                    let found = words.get_ref().type_str();
                    self.report(Problem::WrongType { expected: Expected::Word, found }, words.span());
                }
            }
        }
    }

    fn question(&mut self, question: &Spanned<DeValue<'_>>) -> Option<Card> {
        let span = question.span();
        let Some(table) = question.get_ref().as_table() else {
            let found = question.get_ref().type_str();
            self.report(Problem::WrongType { expected: Expected::Table, found }, span);
            return None;
        };
        let Some(kind) = table.get("type") else {
            self.report(Problem::MissingKey { key: "type", of: "question" }, span);
            return None;
        };
        let known = TYPES.iter().find(|(name, ..)| kind.get_ref().as_str() == Some(name));
        let Some((name, prompt, answer)) = known else {
            let named = kind.get_ref().as_str().unwrap_or(kind.get_ref().type_str()).to_owned();
            self.report(Problem::Foreign(Foreign::NoKind(named)), kind.span());
            return None;
        };
        self.leftovers(table, &COMMON, "");
        for (key, known) in [("prompt", *prompt), ("answer", *answer)] {
            if let Some(inner) = table.get(key).and_then(|value| value.get_ref().as_table()) {
                self.leftovers(inner, known, &format!("{key}."));
            }
        }
        let asked = Asked { table, span, tags: Vec::new(), part: None };
        match *name {
            "ShortAnswer" => self.parse(question).and_then(|ShortAnswer(fields)| self.short(fields, asked)),
            "Tracing" => self.parse(question).and_then(|Tracing(fields)| self.tracing(fields, asked)),
            _ => self.parse(question).and_then(|MultipleChoice(fields)| self.choice(fields, asked)),
        }
    }

    /// Keys that the schema does not know: nothing would ever read them.
    fn leftovers(&mut self, table: &DeTable<'_>, known: &[&str], before: &str) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            self.report(Problem::Foreign(Foreign::NoHome(format!("{before}{}", key.get_ref()))), key.span());
        }
    }

    fn parse<T: DeserializeOwned>(&mut self, question: &Spanned<DeValue<'_>>) -> Option<T> {
        match T::deserialize(ValueDeserializer::from(question.clone())) {
            Ok(read) => Some(read),
            Err(error) => {
                let span = error.span().unwrap_or(question.span());
                self.report(Problem::Foreign(Foreign::Unreadable(error.message().to_owned())), span);
                None
            }
        }
    }

    /// Keeps something as a tag, and says so where it stands.
    fn keep(&mut self, asked: &mut Asked<'_, '_>, path: [&str; 2], key: &str, value: &str) {
        let tag = kept(key, value);
        let span = place(asked.table, path).unwrap_or(asked.span.clone());
        self.report(Problem::Foreign(Foreign::KeptAsTag(tag.clone())), span);
        asked.tags.push(tag);
    }

    /// Keeps whatever any question may have; the id of its card, if it brings one that can be one.
    fn common<P, A>(&mut self, fields: &QuestionFields<P, A>, asked: &mut Asked<'_, '_>) -> Option<String> {
        if fields.prompt_explanation == Some(true) {
            self.keep(asked, ["promptExplanation", ""], "prompt-explanation", "");
        }
        if let Some(part) = &fields.multipart {
            match self.parts.iter_mut().find(|(name, ..)| name == part) {
                Some((name, words, is_used, _)) => {
                    *is_used = true;
                    asked.tags.push(kept("part", name));
                    asked.part = Some(words.clone());
                }
                None => {
                    let span = place(asked.table, ["multipart", ""]).unwrap_or(asked.span.clone());
                    self.report(Problem::Foreign(Foreign::NoPart(part.clone())), span);
                }
            }
        }
        let id = fields.id.as_ref()?;
        let is_id = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
        if is_id && self.names.take(id) {
            return Some(id.clone());
        }
        self.keep(asked, ["id", ""], "id", id);
        None
    }

    fn prompt(&self, words: &str, asked: &Asked<'_, '_>) -> Text {
        match &asked.part {
            Some(part) => self.told.text(joined(part, words.trim())),
            None => self.told.text(words.trim()),
        }
    }

    /// Whether these words are there; if not, it is said where they should be.
    fn is_said(&mut self, words: &str, asked: &Asked<'_, '_>, path: [&str; 2]) -> bool {
        if words.trim().is_empty() {
            let span = place(asked.table, path).unwrap_or(asked.span.clone());
            self.report(Problem::EmptyText, span);
        }
        !words.trim().is_empty()
    }

    fn finish(&mut self, card: Card, context: Option<Markdown>, asked: Asked<'_, '_>) -> Card {
        let context =
            context.map(|Markdown(words)| words.trim().to_owned()).filter(|words| !words.is_empty());
        let explain = context.map(|words| self.told.text(words));
        Card { explain, tags: asked.tags, ..card }
    }

    fn place(&self, asked: &Asked<'_, '_>) -> Place {
        Place { source: self.id, span: asked.span.clone() }
    }

    fn short(
        &mut self,
        fields: QuestionFields<mdbook_quiz_schema::ShortAnswerPrompt, mdbook_quiz_schema::ShortAnswerAnswer>,
        mut asked: Asked<'_, '_>,
    ) -> Option<Card> {
        let id = self.common(&fields, &mut asked);
        if let Some(response) = &fields.prompt.response {
            let response = match response {
                ShortAnswerResponseFormat::Short => "short",
                ShortAnswerResponseFormat::Long => "long",
                ShortAnswerResponseFormat::Code => "code",
            };
            self.keep(&mut asked, ["prompt", "response"], "response", response);
        }
        let words = fields.prompt.prompt.0;
        let is_whole = self.is_said(&words, &asked, ["prompt", "prompt"])
            & self.is_said(&fields.answer.answer, &asked, ["answer", "answer"]);
        let others = fields.answer.alternatives.unwrap_or_default();
        let accept: Vec<String> = std::iter::once(fields.answer.answer)
            .chain(others)
            .map(|answer| answer.trim().to_owned())
            .filter(|answer| !answer.is_empty())
            .collect();
        let id = id.unwrap_or_else(|| self.names.name(words.trim(), &accept.join("\n"), "question"));
        let place = self.place(&asked);
        let body = Body::Text { accept, observe: None, place: place.clone() };
        let card = Card::new(id, self.prompt(&words, &asked), body, place);
        is_whole.then(|| self.finish(card, fields.context, asked))
    }

    fn tracing(
        &mut self,
        fields: QuestionFields<mdbook_quiz_schema::TracingPrompt, mdbook_quiz_schema::TracingAnswer>,
        mut asked: Asked<'_, '_>,
    ) -> Option<Card> {
        let id = self.common(&fields, &mut asked);
        let code = fields.prompt.program;
        let is_whole = self.is_said(&code, &asked, ["prompt", "program"]);
        let answer = fields.answer;
        let beside = match answer.does_compile {
            true => ("lineNumber", answer.line_number.is_some()),
            false => ("stdout", answer.stdout.is_some()),
        };
        if beside.1 {
            let span = place(asked.table, ["answer", beside.0]).unwrap_or(asked.span.clone());
            self.report(Problem::Foreign(Foreign::NoHome(format!("answer.{}", beside.0))), span);
        }
        let effect = match answer.does_compile {
            true => answer.stdout.map(Effect::Prints),
            false => {
                let line = answer.line_number.and_then(|line| u32::try_from(line).ok());
                Some(Effect::DoesNotCompile { line })
            }
        };
        let here = self.place(&asked);
        let id = id.unwrap_or_else(|| self.names.name("", &code, "program"));
        let program = Program {
            lang: At::new("rust".to_owned(), here.clone()),
            code: At::new(code, here.clone()),
            is_shown: true,
            ..Program::default()
        };
        let body = Body::Output { expect: effect.map(|effect| At::new(effect, here.clone())) };
        let demo = At::new(PROGRAM.to_owned(), here.clone());
        let experiment = Some(Experiment { demo, program: Some(program), ..Experiment::default() });
        let card = Card { experiment, ..Card::new(id, self.traced_prompt(&asked), body, here) };
        is_whole.then(|| self.finish(card, fields.context, asked))
    }

    /// What a traced program is asked: in the language of the file, or in all of ours.
    fn traced_prompt(&self, asked: &Asked<'_, '_>) -> Text {
        let with_part = |words: &str| match &asked.part {
            Some(part) => joined(part, words),
            None => words.to_owned(),
        };
        let told = self.told.lang.as_deref();
        let entries = ASKED.iter().filter(|(tag, _)| told.is_none_or(|told| told == *tag));
        let entries: Vec<_> = entries.map(|(tag, words)| ((*tag).to_owned(), with_part(words))).collect();
        match entries.is_empty() {
            true => self.told.text(with_part(ASKED[0].1)),
            false => Text::tagged(entries),
        }
    }

    fn choice(
        &mut self,
        fields: QuestionFields<
            mdbook_quiz_schema::MultipleChoicePrompt,
            mdbook_quiz_schema::MultipleChoiceAnswer,
        >,
        mut asked: Asked<'_, '_>,
    ) -> Option<Card> {
        let id = self.common(&fields, &mut asked);
        let (right, several) = match fields.answer.answer {
            MultipleChoiceAnswerFormat::Single(answer) => (vec![answer], false),
            MultipleChoiceAnswerFormat::Multi(answers) => (answers, true),
        };
        if fields.prompt.sort_answers == Some(true) {
            self.keep(&mut asked, ["prompt", "sortAnswers"], "sort-answers", "");
        }
        let mut options: Vec<(String, bool)> = fields
            .prompt
            .distractors
            .into_iter()
            .map(|Markdown(words)| (words.trim().to_owned(), false))
            .collect();
        let at = match fields.prompt.answer_index {
            Some(index) => {
                self.keep(&mut asked, ["prompt", "answerIndex"], "answer-index", "");
                index.min(options.len())
            }
            None => 0,
        };
        let n_right = right.len();
        let right = right.into_iter().map(|Markdown(words)| (words.trim().to_owned(), true));
        options.splice(at..at, right);
        let words = fields.prompt.prompt.0;
        let mut is_whole = self.is_said(&words, &asked, ["prompt", "prompt"]);
        for (option, is_right) in &options {
            let path = if *is_right { ["answer", "answer"] } else { ["prompt", "distractors"] };
            is_whole &= self.is_said(option, &asked, path);
        }
        let wrong = match (options.len(), n_right) {
            (n, _) if n < 2 => Some(Problem::TooFewOptions(n)),
            (_, 0) => Some(Problem::NoCorrectChoice),
            _ => None,
        };
        if let Some(problem) = wrong {
            self.report(problem, asked.span.clone());
            return None;
        }
        let here = self.place(&asked);
        let id = id.unwrap_or_else(|| {
            let rest: Vec<&str> = options.iter().map(|(option, _)| option.as_str()).collect();
            self.names.name(words.trim(), &rest.join("\n"), "question")
        });
        let choices = self.options(options, &here);
        let body = if several { Body::Multi(choices) } else { Body::Choice(choices) };
        let card = Card::new(id, self.prompt(&words, &asked), body, here);
        is_whole.then(|| self.finish(card, fields.context, asked))
    }

    fn options(&self, options: Vec<(String, bool)>, here: &Place) -> Vec<Choice> {
        let ids = names(options.iter().map(|(words, _)| words.as_str()), "option");
        let choice = |((words, correct), id): ((String, bool), String)| Choice {
            id,
            text: self.told.text(words),
            correct,
            claim: None,
            belief: None,
            why: None,
            unprovable: None,
            place: here.clone(),
        };
        options.into_iter().zip(ids).map(choice).collect()
    }
}

/// Where the value under these keys stands; the second may be empty.
fn place(table: &DeTable<'_>, [first, second]: [&str; 2]) -> Option<Span> {
    let outer = table.get(first)?;
    match outer.get_ref().as_table().and_then(|inner| inner.get(second)) {
        Some(inner) => Some(inner.span()),
        None => Some(outer.span()),
    }
}
