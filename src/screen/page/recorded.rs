//! What was recorded when the page was made: outcome by outcome, with the values and the picture, and where it happened.

use super::card::Asked;
use super::words;
use crate::judge::About;
use crate::model::Proof;
use crate::screen::evidence::{because, relevant};
use crate::screen::{export_svg, glyphs, html, quiz_words};

/// What the recorded run says of a part of the card; empty where nothing was run.
pub(super) fn outcome(asked: &Asked<'_>, about: About) -> String {
    let Some(record) = asked.record else { return String::new() };
    let Some(judgement) = record.examination.judgement(about) else {
        if about == About::Key {
            return String::new();
        }
        let words = asked.said("span", |lang| quiz_words::no_claim(lang).to_owned());
        return format!("<p class=\"outcome\">{words}</p>");
    };
    let sign = glyphs::outcome(judgement.outcome, true);
    let words = asked.said("span", |lang| {
        let look = Asked::look(lang);
        let because = html::line(&because(judgement, record.spec, &look));
        format!("<b>{}</b> {because}", words::outcome_there(judgement.outcome, lang))
    });
    let class = words::outcome_class(judgement.outcome);
    format!("<p class=\"outcome {class}\"><span aria-hidden=\"true\">{sign}</span> {words}</p>")
}

/// The evidence of a card: what was run, where and when, and the picture.
pub(super) fn evidence(asked: &Asked<'_>) -> String {
    let Some(experiment) = &asked.card.experiment else { return String::new() };
    let id = html::escaped(&asked.card.id);
    let yourself = asked.said("span", |lang| words::run_it(&id, lang));
    let Some(record) = asked.record else {
        let none = asked.said("span", |lang| words::not_recorded(lang).to_owned());
        return format!("<aside class=\"evidence\"><p class=\"note\">{none} {yourself}</p></aside>");
    };
    let (machine, day) = (html::escaped(asked.page.machine), whole(asked.page.day));
    let demo = html::escaped(&experiment.demo.value);
    let n_runs = record.evidence.trials.len();
    let what = asked.said("span", |lang| words::recorded_there(&demo, n_runs, &machine, &day, lang));
    let heading = asked.said("span", |lang| words::recorded(lang).to_owned());
    let proof = match record.examination.proof {
        Proof::NotRun => String::new(),
        proof => {
            let words = asked.said("span", |lang| words::proof_there(proof, lang).to_owned());
            format!("<p class=\"proof\">{words}</p>")
        }
    };
    format!(
        "<aside class=\"evidence\" aria-label=\"{label}\"><h3>{heading}</h3><p class=\"note\">{what}</p>{picture}{proof}\
         <p class=\"note\">{yourself}</p></aside>",
        label = html::escaped(words::recorded(
            asked.page.langs.first().copied().unwrap_or(crate::model::Lang::En)
        )),
        picture = picture(asked),
    )
}

fn picture(asked: &Asked<'_>) -> String {
    let Some((record, traced)) = asked.record.and_then(|record| Some((record, record.traced?))) else {
        return String::new();
    };
    let (spec, trial) = relevant(record.spec, &record.examination, traced);
    let drawn = asked.said("div", |lang| {
        export_svg::inlined(&spec, &trial, record.picture_shows, &Asked::look(lang)).unwrap_or_default()
    });
    match drawn.contains("<svg") {
        true => format!(
            "<div class=\"picture\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">{drawn}</div>",
            html::escaped(&spec.id)
        ),
        false => String::new(),
    }
}

/// Words that stay on one line.
pub(super) fn whole(words: &str) -> String {
    format!("<span class=\"whole\">{}</span>", html::escaped(words))
}
