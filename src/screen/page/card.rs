//! One card of a page: the question with something to answer in, and behind it everything that is shown afterwards.

use serde_json::{Value as Json, json};

use super::answer::program;
use super::asked::field;
use super::recorded::{evidence, outcome};
use super::{Page, Record, answer, words};
use crate::judge::{self, About};
use crate::model::{
    Body, Card, Choice, Deck, Effect, Grade, Lang, Pair, Proof, Text, Tolerance, Truth, cloze,
};
use crate::screen::{Look, html, memory_words, quiz_words};

/// A card of a page.
pub(super) struct Asked<'a> {
    pub page: &'a Page<'a>,
    pub deck: &'a Deck,
    pub card: &'a Card,
    pub record: Option<&'a Record<'a>>,
    pub number: usize,
    pub total: usize,
}

impl Asked<'_> {
    /// The card, as it stands in the page.
    pub(super) fn html(&self) -> String {
        let (card, kind) = (self.card, self.card.body.kind());
        let hints: String = card
            .hints
            .iter()
            .map(|hint| format!("<li class=\"later\">{}</li>", self.text(hint, "span")))
            .collect();
        let hint_button = match card.hints.is_empty() {
            true => String::new(),
            false => self.button("hint quiet", "h", words::hint),
        };
        let answer_words = if kind == "flash" { words::turn } else { words::answer };
        let submit = self.said("span", |lang| answer_words(lang).to_owned());
        let submit = format!("<button type=\"submit\" class=\"main\">{submit} <kbd>↵</kbd></button>");
        format!(
            "<article class=\"card sheet later\" id=\"card-{number}\" data-kind=\"{kind}\">\n\
             <h2 tabindex=\"-1\"><span class=\"count\">{number}/{total}</span> {how}</h2>\n<div class=\"prompt\">{prompt}</div>\n\
             <form autocomplete=\"off\" novalidate>{field}<p class=\"slip\" role=\"alert\"></p><ul class=\"hints\">{hints}</ul>\
             <p class=\"buttons before\">{submit}{hint_button}{skip}</p></form>\n\
             <section class=\"after later\">{after}</section>\n</article>\n",
            number = self.number,
            total = self.total,
            how = self.said("span", |lang| quiz_words::how_to_answer(kind, lang).to_owned()),
            prompt = self.prompt(),
            field = field(self),
            skip = self.button("skip quiet", "s", words::skip),
            after = self.after(),
        )
    }

    fn prompt(&self) -> String {
        let program = program(self.card, |say| self.said("p", say));
        let question = self.said("div", |lang| html::block(&self.card.question(lang)));
        format!("{question}{program}")
    }

    /// What the program of the page needs to mark an answer.
    pub(super) fn key(&self) -> Json {
        let evidence = self.record.map(|record| record.evidence);
        let proof = self.record.map_or(Proof::NotRun, |record| record.examination.proof);
        let truth = judge::truth(self.card, evidence);
        let mut key = json!({ "id": format!("{}/{}", self.deck.id, self.card.id), "doubt": proof == Proof::Contradicted });
        let add = match (&truth, &self.card.body) {
            (Some(Truth::Chosen(right)), _) => json!({ "right": right }),
            (Some(Truth::Number(number)), Body::Number { within, .. }) => {
                json!({ "number": number, "within": within_json(*within) })
            }
            (Some(Truth::Ordered(order)), _) => json!({ "order": order }),
            (Some(Truth::Effect(Effect::Prints(output))), _) => json!({ "prints": output }),
            (Some(Truth::Effect(Effect::DoesNotCompile { line })), _) => json!({ "refuses": line }),
            (Some(Truth::Filled), _) => {
                let texts = self.card.prompt.entries().iter();
                json!({ "gaps": texts.map(|(_, text)| accepted(text)).collect::<Vec<_>>() })
            }
            (Some(Truth::Typed(accepted)), _) => json!({ "accept": accepted }),
            // Two pairs may share a right side; then either one is right.
            (Some(Truth::Matched(_)), Body::Match(pairs)) => {
                let first = |text: &Text| pairs.iter().position(|pair| pair.right == *text);
                json!({ "sides": pairs.iter().map(|pair| first(&pair.right)).collect::<Vec<_>>() })
            }
            _ => json!({}),
        };
        if let (Some(key), Some(add)) = (key.as_object_mut(), add.as_object()) {
            key.extend(add.clone());
        }
        key
    }

    /// Everything below the verdict.
    fn after(&self) -> String {
        let card = self.card;
        let key = match &card.body {
            // Each option says for itself what is right.
            Body::Choice(_) | Body::Multi(_) => String::new(),
            _ => self.key_words(),
        };
        let explain = card
            .explain
            .as_ref()
            .map(|text| format!("<div class=\"explain\">{}</div>", self.text(text, "div")));
        let sources: String =
            card.sources.iter().map(|source| format!("<li>{}</li>", html::link(source))).collect();
        let sources = match sources.is_empty() {
            true => sources,
            false => format!(
                "<div class=\"sources\">{}<ul>{sources}</ul></div>",
                self.said("span", |lang| quiz_words::read_on(lang).to_owned())
            ),
        };
        let own = match &card.body {
            Body::Flash(_) => format!(
                "<p class=\"buttons own\">{}{}</p>",
                self.button("knew main", "y", |lang| memory_words::grade(Grade::Good, lang)),
                self.button("not-yet", "n", |lang| memory_words::grade(Grade::Again, lang)),
            ),
            _ => String::new(),
        };
        format!(
            "<p class=\"verdict\" tabindex=\"-1\"></p>{key}{own}{explain}{evidence}{sources}\
             <p class=\"buttons\"><button type=\"button\" class=\"next main\">{next} <kbd>↵</kbd></button></p>",
            explain = explain.unwrap_or_default(),
            evidence = evidence(self),
            next = self.said("span", |lang| words::next(lang).to_owned()),
        )
    }

    /// The key as an answer of its own.
    fn key_words(&self) -> String {
        let stated = match &self.card.body {
            Body::Match(pairs) => self.pairs(pairs),
            _ => self.said("div", |lang| answer(self.deck, self.card, lang).unwrap_or_default()),
        };
        if !stated.is_empty() {
            let label = self.said("span", |lang| quiz_words::key_says(lang).to_owned());
            let outcome = outcome(self, About::Key);
            return format!("<div class=\"key\"><p class=\"label\">{label}</p>{stated}{outcome}</div>");
        }
        let told = self.record.and_then(|record| judge::truth(self.card, Some(record.evidence)));
        let words = match told {
            Some(truth) => self.said("span", |lang| {
                let value = answer::in_words(self.deck, self.card, &truth, lang);
                words::that_machine_says(&html::escaped(&value), lang)
            }),
            None => self.said("span", |lang| words::only_a_run(&html::escaped(&self.card.id), lang)),
        };
        format!("<div class=\"key\"><p>{words}</p></div>")
    }

    /// The sides that belong together, each with what the recorded run says of it.
    fn pairs(&self, pairs: &[Pair]) -> String {
        let rows = pairs.iter().enumerate().map(|(i, pair)| {
            let outcome = match pair.claim {
                Some(_) => outcome(self, About::Pair(i)),
                None => String::new(),
            };
            format!(
                "<tr><td>{}</td><td>{}{outcome}</td></tr>",
                self.text(&pair.left, "span"),
                self.text(&pair.right, "span")
            )
        });
        format!("<table>{}</table>", rows.collect::<String>())
    }

    /// What stands under an option once it was answered.
    pub(super) fn under_choice(&self, i: usize, choice: &Choice) -> String {
        let notes = format!(
            "<span class=\"is-key\">{}</span><span class=\"is-mine\">{}</span>",
            self.said("span", |lang| format!("✓ {}", words::right_answer(lang))),
            self.said("span", |lang| format!("← {}", quiz_words::you_said(lang))),
        );
        let why =
            choice.why.as_ref().map(|why| format!("<div class=\"why\">{}</div>", self.text(why, "span")));
        let right = if choice.correct { " right" } else { "" };
        format!(
            "<div class=\"told later{right}\"><p class=\"notes\">{notes}</p>{}{}</div>",
            outcome(self, About::Choice(i)),
            why.unwrap_or_default()
        )
    }

    /// An author's text in every language of the page.
    pub(super) fn text(&self, text: &Text, element: &str) -> String {
        self.said(element, |lang| match element {
            "div" => html::block(text.get(lang)),
            _ => html::line(text.get(lang)),
        })
    }

    pub(super) fn said(&self, element: &str, say: impl Fn(Lang) -> String) -> String {
        self.page.said(element, say)
    }

    pub(super) fn button(&self, class: &str, key: &str, say: fn(Lang) -> &'static str) -> String {
        format!(
            "<button type=\"button\" class=\"{class}\">{} <kbd>{key}</kbd></button>",
            self.said("span", |lang| say(lang).to_owned())
        )
    }

    /// How things look on a page: in words, since it has its own colours.
    pub(super) fn look(lang: Lang) -> Look {
        Look { width: 100, unicode: true, colour: false, lang }
    }
}

fn within_json(within: Tolerance) -> Json {
    match within {
        Tolerance::Absolute(by) => json!(["absolute", by]),
        Tolerance::Share(share) => json!(["share", share]),
        Tolerance::Factor(factor) => json!(["factor", factor]),
    }
}

/// What is accepted in each gap of a text.
fn accepted(text: &str) -> Vec<Vec<&str>> {
    cloze::gaps(text).into_iter().map(|gap| gap.accept).collect()
}
