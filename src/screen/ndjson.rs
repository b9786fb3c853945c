//! The learner as a program: one JSON object a line for each question put and each verdict given.
//!
//! Answers are read as in plain mode, one line each.

use std::io::{self, BufRead, Write};

use serde_json::{Value as Json, json};

use super::learner::{Learner, NotKept, Notice, Question, Reply, Retry, Run, Wish};
use super::typed::{Typed, confident, reply, typed};
use super::{Look, json, memory_words, sheet};
use crate::model::{Answer, Body, Confidence, Listing, Truth, Verdict};
use crate::study::Tally;

/// Reads answers from a stream and writes JSON lines to another.
pub struct JsonLines<R, W> {
    input: R,
    out: W,
    look: Look,
    /// The verdict that is being put together, until the card is through.
    pending: Json,
    hints_taken: u32,
    confidence: Option<Confidence>,
}

impl<R: BufRead, W: Write> JsonLines<R, W> {
    /// A learner who types lines and reads JSON.
    pub fn new(input: R, out: W, look: Look) -> Self {
        JsonLines {
            input,
            out,
            look: Look { colour: false, ..look },
            pending: Json::Null,
            hints_taken: 0,
            confidence: None,
        }
    }

    fn write(&mut self, object: &Json) -> io::Result<()> {
        super::paper::print_json(&mut self.out, object)?;
        self.out.flush()
    }

    fn put(&mut self, question: &Question<'_>) -> io::Result<()> {
        let lang = self.look.lang;
        let options = sheet::texts(question).into_iter().enumerate();
        let options: Vec<Json> =
            options.map(|(i, text)| json!({ "n": i + 1, "text": text.get(lang) })).collect();
        let left: Vec<&str> = match &question.card.body {
            Body::Match(pairs) => pairs.iter().map(|pair| pair.left.get(lang)).collect(),
            _ => Vec::new(),
        };
        self.write(&json!({
            "event": "question",
            "deck": question.deck.id,
            "card": question.card.id,
            "kind": question.card.body.kind(),
            "number": question.number,
            "total": question.total,
            "prompt": question.card.question(lang),
            "options": options,
            "left": left,
            "hints": question.card.hints.len(),
            "demo": question.card.experiment.as_ref().map(|e| e.demo.value.clone()),
        }))
    }

    fn base(&self, question: &Question<'_>, verdict: Option<Verdict>, truth: Option<&Truth>) -> Json {
        json!({
            "event": "verdict",
            "deck": question.deck.id,
            "card": question.card.id,
            "verdict": verdict.map(Verdict::name),
            "key": truth.map(|truth| sheet::true_words(question, truth, &self.look)),
            "explain": question.card.explain.as_ref().map(|text| text.get(self.look.lang)),
        })
    }
}

impl<R: BufRead, W: Write> Learner for JsonLines<R, W> {
    fn ask(&mut self, question: &Question<'_>) -> io::Result<Reply> {
        self.put(question)?;
        self.hints_taken = 0;
        let mut hints = question.card.hints.iter();
        loop {
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 {
                return Ok(Reply::Left);
            }
            let (confidence, rest) = confident(&line);
            self.confidence = confidence;
            let object = match typed(rest, question) {
                Typed::Hint => {
                    let hint = hints.next().map(|hint| hint.get(self.look.lang));
                    self.hints_taken += u32::from(hint.is_some());
                    json!({ "event": "hint", "text": hint })
                }
                Typed::Nothing => json!({ "event": "not-an-answer", "typed": line.trim() }),
                other => return Ok(reply(other).unwrap_or(Reply::Skipped)),
            };
            self.write(&object)?;
        }
    }

    fn hints_taken(&self) -> u32 {
        self.hints_taken
    }

    fn sure(&mut self, _: &Question<'_>) -> io::Result<Option<Confidence>> {
        Ok(self.confidence)
    }

    fn not_kept(&mut self, trouble: &NotKept) -> io::Result<Retry> {
        let [message, cause] = memory_words::not_kept(trouble, self.look.lang);
        self.write(
            &json!({ "event": "not-kept", "path": trouble.path, "message": message, "cause": cause.trim() }),
        )?;
        Ok(Retry::GoOn)
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        let (name, card) = match notice {
            Notice::Undone(key) => ("undone", Some(key)),
            Notice::NothingToUndo => ("nothing-to-undo", None),
            Notice::Buried(key) => ("buried", Some(key)),
            Notice::Suspended(key) => ("suspended", Some(key)),
            Notice::NewDay(..) => ("new-day", None),
            Notice::ClockBehind { .. } => ("clock-behind", None),
            Notice::Changed => ("changed", None),
            Notice::SureAndWrong => ("sure-and-wrong", None),
            Notice::Back(_) => ("back", None),
            Notice::NextDue(_) => ("next-due", None),
            Notice::Left => ("left", None),
            Notice::Fitted { .. } => ("fitted", None),
            Notice::Edited => ("edited", None),
            Notice::NotEdited(_) => ("not-edited", None),
        };
        let message = memory_words::notice(notice, self.look.lang);
        self.write(&json!({ "event": name, "card": card.map(ToString::to_string), "message": message }))
    }

    fn mark(
        &mut self,
        q: &Question<'_>,
        _: &Answer,
        verdict: Verdict,
        truth: Option<&Truth>,
    ) -> io::Result<()> {
        self.pending = self.base(q, Some(verdict), truth);
        Ok(())
    }

    fn offer(&mut self, _: &Question<'_>, _: &dyn Fn() -> Vec<Listing>) -> io::Result<Wish> {
        Ok(Wish::Not)
    }

    fn running(&mut self, _: &Question<'_>) -> io::Result<()> {
        Ok(())
    }

    fn show(
        &mut self,
        question: &Question<'_>,
        run: &Run<'_>,
        _: Option<&Answer>,
        verdict: Option<Verdict>,
        truth: Option<&Truth>,
    ) -> io::Result<()> {
        let name = |i: usize| match &question.card.body {
            Body::Choice(choices) | Body::Multi(choices) => choices[i].id.clone(),
            _ => (i + 1).to_string(),
        };
        let mut object = self.base(question, verdict, truth);
        object["run"] = json::examination(run.examination, run.spec, &name, &self.look);
        object["evidence"] = json::evidence_json(run.evidence, &self.look);
        if self.pending.is_null() {
            // A demo that was asked for between two questions.
            object["event"] = json!("run");
            return self.write(&object);
        }
        self.pending = object;
        Ok(())
    }

    fn cannot_run(&mut self, _: &Question<'_>, demo: &str, is_known: bool) -> io::Result<()> {
        self.write(&json!({ "event": "cannot-run", "demo": demo, "is_known": is_known }))
    }

    fn explain(&mut self, _: &Question<'_>, _: &Answer) -> io::Result<()> {
        let object = self.pending.take();
        self.write(&object)
    }

    fn reviewed(&mut self, tally: Tally, next: &Notice) -> io::Result<()> {
        self.notice(next)?;
        self.farewell(tally)
    }

    fn farewell(&mut self, tally: Tally) -> io::Result<()> {
        let Tally { n_right, n_wrong, n_not_marked, n_skipped, n_left } = tally;
        self.write(&json!({
            "event": "end", "right": n_right, "wrong": n_wrong, "not_marked": n_not_marked,
            "skipped": n_skipped, "left": n_left,
        }))
    }
}
