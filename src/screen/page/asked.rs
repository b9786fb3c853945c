//! What an answer is given in, for each kind of card: real form fields, so that every keyboard and every reader knows them.

use super::answer::layout;
use super::card::Asked;
use super::words;
use crate::model::{Body, Choice, Text};
use crate::screen::{html, inline, quiz_words};

/// The field of a card.
pub(super) fn field(asked: &Asked<'_>) -> String {
    match &asked.card.body {
        Body::Choice(choices) => choice_field(asked, choices, "radio"),
        Body::Multi(choices) => choice_field(asked, choices, "checkbox"),
        Body::Number { unit, .. } => {
            let unit = unit.as_ref().map(|unit| asked.text(unit, "span")).unwrap_or_default();
            line_field(asked, &format!("<span class=\"unit\">{unit}</span>"), "decimal")
        }
        Body::Text { .. } => line_field(asked, "", "text"),
        Body::Order { items, .. } => {
            order_field(asked, &items.iter().map(|item| &item.text).collect::<Vec<_>>())
        }
        Body::Match(pairs) => {
            let sides = pairs.iter().map(|pair| (&pair.left, &pair.right)).collect::<Vec<_>>();
            match_field(asked, &sides)
        }
        Body::Flash(_) => String::new(),
        Body::Output { .. } => output_field(asked),
        Body::Cloze { n_gaps } => gap_fields(asked, *n_gaps),
    }
}

fn choice_field(asked: &Asked<'_>, choices: &[Choice], kind: &str) -> String {
    let layout = layout(asked.card);
    let options = layout.indexes().iter().enumerate().filter_map(|(position, i)| {
        let choice = choices.get(*i)?;
        let id = format!("c{}-{i}", asked.number);
        Some(format!(
            "<li class=\"option\"><label for=\"{id}\"><input type=\"{kind}\" id=\"{id}\" name=\"c{number}\" value=\"{i}\">\
             <kbd aria-hidden=\"true\">{shown}</kbd><span class=\"words\">{text}</span></label>{under}</li>",
            number = asked.number,
            shown = position + 1,
            text = asked.text(&choice.text, "span"),
            under = asked.under_choice(*i, choice),
        ))
    });
    let options: String = options.collect();
    format!(
        "<fieldset><legend class=\"unseen\">{}</legend><ol class=\"options\">{options}</ol></fieldset>",
        legend(asked)
    )
}

fn legend(asked: &Asked<'_>) -> String {
    asked.said("span", |lang| quiz_words::how_to_answer(asked.card.body.kind(), lang).to_owned())
}

fn line_field(asked: &Asked<'_>, unit: &str, mode: &str) -> String {
    format!(
        "<p class=\"line\"><label><span class=\"unseen\">{}</span><input type=\"text\" inputmode=\"{mode}\" \
         name=\"c{}\" autocapitalize=\"off\" spellcheck=\"false\"></label>{unit}</p>",
        legend(asked),
        asked.number
    )
}

fn gap_fields(asked: &Asked<'_>, n: usize) -> String {
    let one = |i: usize| {
        let shown = if n > 1 { i.to_string() } else { String::new() };
        format!(
            "<p class=\"line\"><label><span class=\"unseen\">{}</span><span class=\"unit\">{shown}</span> <input type=\"text\" \
             name=\"c{}\" autocapitalize=\"off\" spellcheck=\"false\"></label></p>",
            legend(asked),
            asked.number
        )
    };
    (1..=n).map(one).collect()
}

fn output_field(asked: &Asked<'_>) -> String {
    let (number, legend) = (asked.number, legend(asked));
    let refuses = asked.said("span", |lang| words::no_compile(lang).to_owned());
    let line = asked.said("span", |lang| words::line_of(lang).to_owned());
    format!(
        "<p><label><span class=\"unseen\">{legend}</span><textarea name=\"c{number}\" spellcheck=\"false\"></textarea></label></p>\
         <p class=\"line\"><label><input type=\"checkbox\" name=\"r{number}\"> {refuses}</label><label>{line} \
         <input type=\"text\" inputmode=\"numeric\" name=\"l{number}\"></label></p>"
    )
}

fn order_field(asked: &Asked<'_>, texts: &[&Text]) -> String {
    let layout = layout(asked.card);
    let button = |way: &str, sign: &str, say: fn(crate::model::Lang) -> &'static str| {
        let words = asked.said("span", |lang| say(lang).to_owned());
        format!(
            "<button type=\"button\" class=\"{way}\" tabindex=\"-1\"><span class=\"unseen\">{words}</span>{sign}</button>"
        )
    };
    let (up, down) = (button("up", "▲", words::up), button("down", "▼", words::down));
    let items = layout.indexes().iter().enumerate().filter_map(|(position, i)| {
        Some(format!(
            "<li class=\"option\" data-index=\"{i}\" tabindex=\"{tab}\"><kbd aria-hidden=\"true\">{shown}</kbd>\
             <span class=\"words\">{text}</span><span class=\"moves\">{up}{down}</span></li>",
            tab = if position == 0 { "0" } else { "-1" },
            shown = position + 1,
            text = asked.text(texts.get(*i)?, "span"),
        ))
    });
    let items: String = items.collect();
    let how = asked.said("span", |lang| words::how_to_order(lang).to_owned());
    format!(
        "<p class=\"note before\" id=\"how-{0}\">{how}</p><ol class=\"options order\" aria-describedby=\"how-{0}\">{items}</ol>",
        asked.number
    )
}

fn match_field(asked: &Asked<'_>, sides: &[(&Text, &Text)]) -> String {
    let layout = layout(asked.card);
    let rights: String = layout
        .indexes()
        .iter()
        .filter_map(|i| Some(format!("<li>{}</li>", asked.text(sides.get(*i)?.1, "span"))))
        .collect();
    let rows = sides.iter().enumerate().map(|(left, (text, _))| {
        let options: String = layout
            .indexes()
            .iter()
            .enumerate()
            .filter_map(|(position, i)| {
                let words = page_words_of(asked, sides.get(*i)?.1);
                Some(format!("<option value=\"{i}\" {words}>{}</option>", position + 1))
            })
            .collect();
        format!(
            "<tr><th scope=\"row\" id=\"l{number}-{left}\">{text}</th><td><select name=\"c{number}\" \
             aria-labelledby=\"l{number}-{left}\"><option value=\"\">–</option>{options}</select>\
             <span class=\"sign\"></span></td></tr>",
            number = asked.number,
            text = asked.text(text, "span"),
        )
    });
    let rows: String = rows.collect();
    format!("<table class=\"match\">{rows}</table><ol class=\"rights\">{rights}</ol>")
}

/// The words of an option of a menu, which cannot hold elements: one attribute a language, for the program to choose from.
fn page_words_of(asked: &Asked<'_>, text: &Text) -> String {
    let each = asked.page.langs.iter().map(|lang| {
        let look = Asked::look(*lang);
        format!("data-{}=\"{}\"", lang.tag(), html::escaped(&inline::words(text.get(*lang), &look)))
    });
    each.collect::<Vec<_>>().join(" ")
}
