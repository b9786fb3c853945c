//! Anki's template language: a card's side made of a note's fields.
//!
//! `{{Field}}`, filters such as `{{type:Field}}` and `{{hint:Field}}`, and the sections `{{#Field}}…{{/Field}}` and
//! `{{^Field}}…{{/Field}}`. Deliberately missing: filters of add-ons; their field is shown as it is.

use super::fields::{Gaps, gaps, is_blank};

/// A note that is being shown.
pub(super) struct Fields<'n> {
    /// The names of its fields, in the order of `values`.
    pub names: &'n [String],
    /// HTML.
    pub values: &'n [String],
    /// Of a cloze note: the gap that is asked for, from 1, and how it looks.
    pub gap: Option<(usize, Gaps)>,
}

impl Fields<'_> {
    fn get(&self, name: &str) -> &str {
        let at = self.names.iter().position(|known| known == name);
        at.and_then(|at| self.values.get(at)).map_or("", String::as_str)
    }

    /// How gaps of a field look: those whose place is held are numbered through all fields.
    fn held(&self, name: &str, gap: usize, look: Gaps) -> Gaps {
        let Gaps::Held(from) = look else { return look };
        let before = self.names.iter().zip(self.values).take_while(|(known, _)| *known != name);
        let n_before: usize = before.map(|(_, value)| gaps(value, gap, Gaps::Closed).1.len()).sum();
        Gaps::Held(from + u32::try_from(n_before).unwrap_or(0))
    }
}

/// A side of a card, as HTML; `{{FrontSide}}` is left out, since a card of ours has its front already.
pub(super) fn side(template: &str, fields: &Fields<'_>) -> String {
    let mut page = String::new();
    let mut rest = template;
    section(&mut rest, None, true, fields, &mut page);
    page
}

/// The field that is typed in on this side, if one is.
pub(super) fn typed(template: &str) -> Option<&str> {
    let (_, rest) = template.split_once("{{type:")?;
    let (name, _) = rest.split_once("}}")?;
    (!name.contains(':')).then(|| name.trim())
}

/// Reads up to the end of the section called `until`; writes only where `is_shown`.
fn section(rest: &mut &str, until: Option<&str>, is_shown: bool, fields: &Fields<'_>, page: &mut String) {
    while let Some((before, after)) = rest.split_once("{{") {
        if is_shown {
            page.push_str(before);
        }
        let Some((tag, after)) = after.split_once("}}") else {
            *rest = "";
            return;
        };
        // Three braces mean the same as two.
        *rest = if tag.starts_with('{') { after.strip_prefix('}').unwrap_or(after) } else { after };
        let tag = tag.trim_start_matches('{').trim();
        match (tag.strip_prefix('#'), tag.strip_prefix('^'), tag.strip_prefix('/')) {
            (Some(name), ..) => {
                let name = name.trim();
                section(rest, Some(name), is_shown && is_filled(name, fields), fields, page);
            }
            (_, Some(name), _) => {
                let name = name.trim();
                section(rest, Some(name), is_shown && !is_filled(name, fields), fields, page);
            }
            (.., Some(name)) if until == Some(name.trim()) => return,
            (.., Some(_)) => {}
            _ if is_shown => page.push_str(&value(tag, fields)),
            _ => {}
        }
    }
    if is_shown {
        page.push_str(rest);
    }
    *rest = "";
}

fn is_filled(name: &str, fields: &Fields<'_>) -> bool {
    // Of a cloze note, `c1` asks whether this card is about that gap.
    match (fields.gap, name.strip_prefix('c').and_then(|n| n.parse::<usize>().ok())) {
        (Some((gap, _)), Some(n)) if !fields.names.iter().any(|known| known == name) => gap == n,
        _ => !is_blank(fields.get(name)),
    }
}

fn value(tag: &str, fields: &Fields<'_>) -> String {
    let mut parts: Vec<&str> = tag.split(':').map(str::trim).collect();
    let name = parts.pop().unwrap_or_default();
    if parts.is_empty()
        && matches!(name, "FrontSide" | "Tags" | "Type" | "Deck" | "Subdeck" | "Card" | "CardFlag")
        && !fields.names.iter().any(|known| known == name)
    {
        return String::new();
    }
    let words = fields.get(name);
    match (parts.contains(&"cloze"), fields.gap) {
        (true, Some((gap, look))) => gaps(words, gap, fields.held(name, gap, look)).0,
        _ if parts.contains(&"type") => String::new(),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(template: &str) -> String {
        let names = ["Front", "Back", "Empty"].map(str::to_owned);
        let values = ["f", "b", "<br>"].map(str::to_owned);
        side(template, &Fields { names: &names, values: &values, gap: None })
    }

    #[test]
    fn fields_and_sections_are_filled_in() {
        for (template, wanted) in [
            ("{{Front}} – {{ Back }}", "f – b"),
            ("{{FrontSide}}<hr id=answer>{{Back}}", "<hr id=answer>b"),
            ("{{#Empty}}no{{/Empty}}{{^Empty}}yes{{/Empty}}", "yes"),
            ("{{#Front}}{{#Empty}}a{{Front}}{{/Empty}}b{{/Front}}c", "bc"),
            ("{{type:Back}}{{hint:Back}}{{text:Front}}", "bf"),
            ("{{{Front}}}", "f"),
            ("{{Nobody}} {{ open", " "),
        ] {
            assert_eq!(shown(template), wanted, "{template}");
        }
    }
}
