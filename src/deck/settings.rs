//! The register of settings, and the settings file read by it.
//!
//! A setting is one entry of [`SETTINGS`]. From it come the reading of the file and of the environment, the commented default
//! file, `ttl config show` and the page in `docs`. Deliberately missing: `[language.NAME]`, which `program` reads, and where a file lies.

use super::reader::Reader;
use super::table::Table;
use crate::model::{
    Accepts, At, Choices, Diagnostic, DueOrder, Lang, NewPlace, Place, Problem, RunPolicy, SettingValue,
    Source, SourceId, nearest,
};

/// One setting.
pub struct Setting {
    /// The table in which it stands; empty: none.
    pub section: &'static str,
    /// Its key.
    pub key: &'static str,
    /// Its type and range.
    pub accepts: Accepts,
    en: &'static str,
    ko: &'static str,
    field: Field,
}

/// Where the value of a setting is kept.
enum Field {
    Truth(fn(&mut Choices) -> &mut bool),
    Whole(fn(&mut Choices) -> &mut u32),
    Hour(fn(&mut Choices) -> &mut u8),
    Number(fn(&mut Choices) -> &mut f32),
    Wholes(fn(&mut Choices) -> &mut Vec<u32>),
    /// The index among the words that are accepted.
    Word(fn(&Choices) -> Option<usize>, fn(&mut Choices, usize)),
}

/// A setting that a file sets.
pub struct Given {
    /// Which.
    pub setting: &'static Setting,
    /// To what.
    pub value: SettingValue,
    /// Where.
    pub place: Place,
}

const POLICIES: [RunPolicy; 3] = [RunPolicy::Ask, RunPolicy::Always, RunPolicy::Never];
const DUE_ORDERS: [DueOrder; 3] = [DueOrder::Due, DueOrder::Forgetting, DueOrder::Random];
const NEW_PLACES: [NewPlace; 3] = [NewPlace::After, NewPlace::Before, NewPlace::Mixed];

/// Minutes of a step: up to a week.
const STEPS: Accepts = Accepts::Wholes { least: 1, most: 10_080 };
/// Cards a day.
const A_DAY: Accepts = Accepts::Whole { least: 0, most: 9_999 };

/// Every setting, in the order in which they are listed. Those of a table stand together.
pub static SETTINGS: [Setting; 16] = [
    Setting {
        section: "",
        key: "lang",
        accepts: Accepts::OneOf(&["en", "ko"]),
        en: "the language of the program; where none is set, the system's",
        ko: "프로그램의 언어. 정하지 않으면 시스템의 언어",
        field: Field::Word(
            |choices| position(&Lang::ALL, choices.lang?),
            |choices, at| choices.lang = Lang::ALL.get(at).copied(),
        ),
    },
    Setting {
        section: "quiz",
        key: "demo",
        accepts: Accepts::OneOf(&["ask", "always", "never"]),
        en: "whether to run the demo after each answer",
        ko: "답할 때마다 데모를 실행할지",
        field: Field::Word(
            |choices| position(&POLICIES, choices.demo),
            |choices, at| choices.demo = POLICIES[at],
        ),
    },
    Setting {
        section: "quiz",
        key: "confidence",
        accepts: Accepts::Truth,
        en: "ask after each answer how sure you are",
        ko: "답할 때마다 얼마나 확신하는지 물을지",
        field: Field::Truth(|choices| &mut choices.preferences.confidence),
    },
    Setting {
        section: "review",
        key: "retention",
        accepts: Accepts::Number { least: 0.7, most: 0.97 },
        en: "the chance of remembering at which a card comes back",
        ko: "카드를 다시 물을 시점의 기억 확률",
        field: Field::Number(|choices| &mut choices.preferences.retention),
    },
    Setting {
        section: "review",
        key: "new_per_day",
        accepts: A_DAY,
        en: "new cards a day, at most",
        ko: "하루에 새로 배울 카드의 최대 수",
        field: Field::Whole(|choices| &mut choices.preferences.new_per_day),
    },
    Setting {
        section: "review",
        key: "reviews_per_day",
        accepts: A_DAY,
        en: "cards that are due, at most so many a day",
        ko: "하루에 복습할 카드의 최대 수",
        field: Field::Whole(|choices| &mut choices.preferences.reviews_per_day),
    },
    Setting {
        section: "review",
        key: "order",
        accepts: Accepts::OneOf(&["due", "forgetting", "random"]),
        en: "which due card comes first: the longest due, the likeliest to be forgotten, any",
        ko: "복습 순서: 오래 밀린 것부터, 잊기 쉬운 것부터, 무작위",
        field: Field::Word(
            |choices| position(&DUE_ORDERS, choices.preferences.due_order),
            |choices, at| choices.preferences.due_order = DUE_ORDERS[at],
        ),
    },
    Setting {
        section: "review",
        key: "new_order",
        accepts: Accepts::OneOf(&["deck", "random"]),
        en: "new cards as the decks have them, or shuffled",
        ko: "새 카드의 순서: 덱에 적힌 대로, 무작위",
        field: Field::Word(
            |choices| Some(usize::from(choices.preferences.new_shuffled)),
            |choices, at| choices.preferences.new_shuffled = at == 1,
        ),
    },
    Setting {
        section: "review",
        key: "new_place",
        accepts: Accepts::OneOf(&["after", "before", "mixed"]),
        en: "new cards after what is due, before it, or among it",
        ko: "새 카드를 묻는 때: 복습 뒤, 복습 앞, 섞어서",
        field: Field::Word(
            |choices| position(&NEW_PLACES, choices.preferences.new_place),
            |choices, at| choices.preferences.new_place = NEW_PLACES[at],
        ),
    },
    Setting {
        section: "review",
        key: "learning_steps_min",
        accepts: STEPS,
        en: "minutes until a card that is being learnt comes back, step by step",
        ko: "배우는 중인 카드를 다시 묻기까지의 시간(분), 단계별로",
        field: Field::Wholes(|choices| &mut choices.preferences.learning_steps_min),
    },
    Setting {
        section: "review",
        key: "relearning_steps_min",
        accepts: STEPS,
        en: "the same for a card that was forgotten",
        ko: "잊은 카드를 다시 묻기까지의 시간(분), 단계별로",
        field: Field::Wholes(|choices| &mut choices.preferences.relearning_steps_min),
    },
    Setting {
        section: "review",
        key: "longest_days",
        accepts: Accepts::Whole { least: 1, most: 36_500 },
        en: "no interval is longer, in days",
        ko: "복습 간격의 최대 길이(일)",
        field: Field::Whole(|choices| &mut choices.preferences.longest_days),
    },
    Setting {
        section: "review",
        key: "fuzz",
        accepts: Accepts::Truth,
        en: "vary intervals a little, so that cards learnt together part",
        ko: "함께 배운 카드가 흩어지도록 간격을 조금씩 다르게 할지",
        field: Field::Truth(|choices| &mut choices.preferences.fuzz),
    },
    Setting {
        section: "review",
        key: "siblings",
        accepts: Accepts::OneOf(&["apart", "together"]),
        en: "cards that teach the same statement a day apart, or together",
        ko: "같은 내용을 가르치는 카드를 하루씩 떼어 놓을지, 함께 물을지",
        field: Field::Word(
            |choices| Some(usize::from(!choices.preferences.siblings_apart)),
            |choices, at| choices.preferences.siblings_apart = at == 0,
        ),
    },
    Setting {
        section: "review",
        key: "day_starts_at",
        accepts: Accepts::Whole { least: 0, most: 23 },
        en: "the hour at which a new day begins",
        ko: "새 하루가 시작되는 시각(시)",
        field: Field::Hour(|choices| &mut choices.preferences.day_starts_at),
    },
    Setting {
        section: "review",
        key: "train",
        accepts: Accepts::Truth,
        en: "fit the schedule to your own answers",
        ko: "내 답에 맞추어 복습 일정을 조정할지",
        field: Field::Truth(|choices| &mut choices.preferences.train),
    },
];

fn position<T: PartialEq>(all: &[T], one: T) -> Option<usize> {
    all.iter().position(|known| *known == one)
}

impl Setting {
    /// The setting with its table, as in `review.retention`.
    pub fn name(&self) -> String {
        match self.section {
            "" => self.key.to_owned(),
            section => format!("{section}.{}", self.key),
        }
    }

    /// The variable of the environment that sets it.
    pub fn variable(&self) -> String {
        format!("TTL_{}", self.name().replace('.', "_").to_uppercase())
    }

    /// What it means.
    pub fn help(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Ko => self.ko,
        }
    }

    /// Its value; none where it is left to the system.
    pub fn value(&self, choices: &Choices) -> Option<SettingValue> {
        let mut choices = choices.clone();
        Some(match (&self.field, self.accepts) {
            (Field::Truth(field), _) => SettingValue::Truth(*field(&mut choices)),
            (Field::Whole(field), _) => SettingValue::Whole(*field(&mut choices)),
            (Field::Hour(field), _) => SettingValue::Whole(u32::from(*field(&mut choices))),
            (Field::Number(field), _) => SettingValue::Number(*field(&mut choices)),
            (Field::Wholes(field), _) => SettingValue::Wholes(field(&mut choices).clone()),
            (Field::Word(index, _), Accepts::OneOf(words)) => {
                SettingValue::Word(words.get(index(&choices)?)?)
            }
            (Field::Word(..), _) => return None,
        })
    }

    /// Its value where nobody sets it.
    pub fn default(&self) -> Option<SettingValue> {
        self.value(&Choices::default())
    }

    /// Sets it to a value that it accepts.
    pub fn set(&self, choices: &mut Choices, value: &SettingValue) {
        match (&self.field, value, self.accepts) {
            (Field::Truth(field), SettingValue::Truth(truth), _) => *field(choices) = *truth,
            (Field::Whole(field), SettingValue::Whole(number), _) => *field(choices) = *number,
            (Field::Hour(field), SettingValue::Whole(number), _) => {
                *field(choices) = u8::try_from(*number).unwrap_or_default();
            }
            (Field::Number(field), SettingValue::Number(number), _) => *field(choices) = *number,
            (Field::Wholes(field), SettingValue::Wholes(numbers), _) => field(choices).clone_from(numbers),
            (Field::Word(_, field), SettingValue::Word(word), Accepts::OneOf(words)) => {
                if let Some(at) = position(words, word) {
                    field(choices, at);
                }
            }
            // What a setting accepts is what its field holds: a test sets every one.
            _ => {}
        }
    }
}

/// Reads the settings of a file, and says everything that is wrong with them. `[language.NAME]` is left to `read_languages`.
pub fn read_settings(source: &Source, id: SourceId) -> (Vec<Given>, Vec<Diagnostic>) {
    let reader = Reader::new(source, id);
    let given = reader.parse(|map| {
        let root = reader.table(map, reader.place(0..0), "settings");
        root.get("language");
        let mut given = Vec::new();
        for settings in SETTINGS.chunk_by(|a, b| a.section == b.section) {
            let section = settings[0].section;
            let table = if section.is_empty() { None } else { root.table(section, section) };
            let is_here = section.is_empty() || table.is_some();
            let of = table.as_ref().unwrap_or(&root);
            given.extend(settings.iter().filter(|_| is_here).filter_map(|setting| read_one(of, setting)));
            table.into_iter().for_each(Table::finish);
        }
        root.finish();
        given
    });
    (given, reader.finish().into_iter().map(in_its_table).collect())
}

fn read_one(table: &Table<'_, '_, '_>, setting: &'static Setting) -> Option<Given> {
    let Setting { key, accepts, .. } = setting;
    table.get(key)?;
    let refuse = |found: At<String>| table.report(refused(setting, &found.value), found.place);
    let value = match accepts {
        Accepts::OneOf(words) => {
            let word = table.word_of(key, words)?;
            accepts.word(&word.value).ok_or(word)
        }
        Accepts::Truth => Ok(SettingValue::Truth(table.bool(key)?)),
        Accepts::Whole { .. } => {
            let number = table.int(key)?;
            let found = At::new(number.to_string(), table.place_of(key));
            accepts.whole(number).map(SettingValue::Whole).ok_or(found)
        }
        Accepts::Number { .. } => {
            let number = table.number(key)?;
            accepts.number(number.value).ok_or(number.map(|number| number.to_string()))
        }
        Accepts::Wholes { .. } => {
            let whole = |number: At<i64>| {
                let found = accepts.whole(number.value);
                if found.is_none() {
                    refuse(number.map(|number| number.to_string()));
                }
                found
            };
            // Every one is looked at, also behind one that is wrong.
            let numbers: Vec<Option<u32>> =
                table.ints(key)?.into_iter().map(|one| one.and_then(whole)).collect();
            Ok(SettingValue::Wholes(numbers.into_iter().collect::<Option<_>>()?))
        }
    };
    let value = value.map_err(refuse).ok()?;
    Some(Given { setting, value, place: table.place_of(key) })
}

fn refused(setting: &Setting, found: &str) -> Problem {
    let meant = match setting.accepts {
        Accepts::OneOf(words) => nearest(found, words.iter().copied()).map(str::to_owned),
        _ => None,
    };
    Problem::BadSetting { setting: setting.name(), found: found.to_owned(), accepts: setting.accepts, meant }
}

/// A key that only stands in the wrong table is told with the table it belongs in.
fn in_its_table(mut diagnostic: Diagnostic) -> Diagnostic {
    if let Problem::UnknownKey { key, meant } = &mut diagnostic.problem {
        let elsewhere = SETTINGS.iter().find(|setting| setting.key == key.as_str());
        if let Some(setting) = elsewhere {
            *meant = Some(setting.name());
        }
    }
    diagnostic
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
