//! Settings on paper: the table of what counts, the same as JSON, the commented default file, and the page in `docs`.
//!
//! All four are made from the register in `deck`. Deliberately missing: where values come from; that is told.

use ratatui::style::Stylize;
use ratatui::text::Line;
use serde_json::{Value as Json, json};

use super::grid::{Grid, grid};
use super::{Look, clean, schema_words, settings_words as words};
use crate::deck::{SETTINGS, Setting};
use crate::model::{Lang, Origin, SettingValue};

/// A setting with what it is set to, and by whom.
pub struct Row {
    /// Which.
    pub setting: &'static Setting,
    /// To what.
    pub value: Option<SettingValue>,
    /// Where that is from.
    pub origin: Origin,
}

/// The settings file.
pub struct Where {
    /// Its path.
    pub path: String,
    /// Its last part.
    pub name: String,
    /// Whether it is there.
    pub is_there: bool,
}

/// An example of a language, as the file may hold it.
const RUBY: &str = "# [language.ruby]\n# file = \"main.rb\"\n# run = [\"ruby\", \"main.rb\"]\n";

/// Every setting, its value, and where that is from.
pub fn table(rows: &[Row], file: &Where, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let row = |row: &Row| {
        let from = words::origin(row.origin, &file.name, &row.setting.variable(), lang);
        vec![row.setting.name(), shown(row.value.as_ref()), clean::line(&from).into_owned()]
    };
    let content = Grid {
        heading: words::headings(lang).map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
        names_first: true,
        name_at_most: 32,
        ..Grid::default()
    };
    let mut lines = grid(&content, usize::from(look.width), look);
    lines.push(Line::default());
    let file = words::file_is(&file.path, file.is_there, lang);
    lines.push(Line::from(clean::line(&file).into_owned()).dim());
    lines
}

/// The same as one object.
pub fn table_json(rows: &[Row], file: &Where, lang: Lang) -> Json {
    let row = |row: &Row| {
        let (from, line) = match row.origin {
            Origin::System => ("system", None),
            Origin::Default => ("default", None),
            Origin::File { line } => ("file", Some(line)),
            Origin::Variable => ("environment", None),
            Origin::Flag => ("flag", None),
        };
        json!({
            "setting": row.setting.name(),
            "value": row.value.as_ref().map(as_json),
            "from": from,
            "line": line,
            "variable": row.setting.variable(),
            "default": row.setting.default().as_ref().map(as_json),
            "accepts": words::accepts(&row.setting.accepts, Lang::En),
            "meaning": row.setting.help(lang),
        })
    };
    let rows: Vec<Json> = rows.iter().map(row).collect();
    json!({ "file": file.path, "exists": file.is_there, "settings": rows })
}

/// The settings file with every value commented out, so that the default of a later version reaches whoever changed nothing.
pub fn commented(lang: Lang) -> String {
    let mut text = words::file_head(lang).to_owned();
    for settings in SETTINGS.chunk_by(|a, b| a.section == b.section) {
        text.push('\n');
        if !settings[0].section.is_empty() {
            text.push_str(&format!("[{}]\n", settings[0].section));
        }
        for setting in settings {
            let value = setting.default().unwrap_or(SettingValue::Word(lang.tag()));
            let (meaning, accepts) = (setting.help(lang), words::accepts(&setting.accepts, lang));
            text.push_str(&format!("## {meaning} ({accepts})\n# {} = {value}\n", setting.key));
        }
    }
    text.push_str(&format!("\n{}\n{RUBY}", words::file_languages(lang)));
    text
}

/// The page about settings, in Markdown.
pub fn page(lang: Lang) -> String {
    let generated = schema_words::generated("`src/deck/settings.rs`", lang);
    let mut page = format!("{}\n\n{generated}\n\n{}\n\n", words::page_title(lang), words::page_head(lang));
    page.push_str(&format!("| {} |\n|---|---|---|---|---|\n", words::columns(lang).join(" | ")));
    for setting in &SETTINGS {
        let default = setting.default();
        let default =
            default.map_or_else(|| words::of_the_system(lang).to_owned(), |value| format!("`{value}`"));
        page.push_str(&format!(
            "| `{}` | {} | {default} | `{}` | {} |\n",
            setting.name(),
            words::accepts(&setting.accepts, lang),
            setting.variable(),
            setting.help(lang),
        ));
    }
    page.push_str(&format!("\n{}\n\n```toml\n{}```\n", words::page_file(lang), commented(lang)));
    page
}

fn shown(value: Option<&SettingValue>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn as_json(value: &SettingValue) -> Json {
    match value {
        SettingValue::Word(word) => json!(word),
        SettingValue::Truth(truth) => json!(truth),
        SettingValue::Whole(number) => json!(number),
        // What was written in hundredths stays so.
        SettingValue::Number(number) => json!(number.to_string().parse::<f64>().unwrap_or_default()),
        SettingValue::Wholes(numbers) => json!(numbers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{known_languages, read_languages, read_settings};
    use crate::model::{Choices, Source, SourceId};

    fn uncommented(lang: Lang) -> String {
        commented(lang).lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect()
    }

    fn read(text: String) -> (Choices, usize) {
        let source = Source { name: "settings.toml".into(), text };
        let (given, problems) = read_settings(&source, SourceId(0));
        assert_eq!(problems, [], "{}", source.text);
        assert_eq!(read_languages(&source, SourceId(0), known_languages()).1, [], "{}", source.text);
        let mut choices = Choices::default();
        given.iter().for_each(|given| given.setting.set(&mut choices, &given.value));
        (choices, given.len())
    }

    #[test]
    fn the_default_file_sets_nothing_and_says_the_defaults() {
        for lang in Lang::ALL {
            assert_eq!(read(commented(lang)), (Choices::default(), 0));
            let (choices, n_given) = read(uncommented(lang));
            assert_eq!(choices, Choices { lang: Some(lang), ..Choices::default() });
            assert_eq!(n_given, SETTINGS.len());
        }
    }

    #[test]
    fn what_is_said_of_a_setting_is_said_in_every_language() {
        let hangul = |text: &str| text.chars().filter(|c| ('가'..='힣').contains(c)).count();
        for setting in &SETTINGS {
            assert!(hangul(setting.help(Lang::Ko)) > 3, "{}", setting.name());
            assert_eq!(hangul(setting.help(Lang::En)), 0, "{}", setting.name());
        }
        assert_eq!(hangul(&commented(Lang::En)), 0);
    }
}
