//! One observation across the values of a parameter, as bars.
//!
//! A bar is the typical value; beside it stand the smallest and the largest. The scale begins at zero, unless the values lie so far apart
//! that most would vanish: then it is logarithmic and says so. Deliberately missing: verdicts.

use ratatui::buffer::Buffer;
use ratatui::layout::{Direction, Rect};
use ratatui::style::{Color, Style, Stylize};
use ratatui::symbols::bar::Set;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Bar, BarChart, BarGroup, Widget};
use serde_json::{Value as Json, json};

use super::{Look, cells, evidence, glyphs, inline, json, report_words, values, wrap};
use crate::model::{DemoSpec, Evidence, ObservationSpec, Value, ValueType};

/// Values further apart than this do not share a linear scale.
const FACTOR: f64 = 50.0;
/// The finest step of a bar.
const STEPS: f64 = 1000.0;

/// What was run: the parameter, its values, and the evidence for each.
pub struct Comparison<'a> {
    /// The promise.
    pub spec: &'a DemoSpec,
    /// The parameter.
    pub param: &'a str,
    /// The evidence for each value.
    pub series: &'a [(Value, Evidence)],
}

/// Smallest, typical and largest value over the trials of one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spread {
    low: f64,
    typical: f64,
    high: f64,
}

impl Comparison<'_> {
    /// The number that changes most across the values, seen beside how much it changes anyway; nothing where none does. What only
    /// repeats the parameter says nothing new, and what is nothing at first grows without measure: such numbers come last.
    pub fn most_changed(&self) -> Option<&ObservationSpec> {
        let numbers = self.spec.observations.iter().filter(|o| is_number(o));
        let changed = numbers.filter_map(|o| Some((o, self.is_telling(o), self.change(o)?)));
        let most = changed.filter(|(.., change)| *change > 0.0);
        most.max_by(|a, b| a.1.cmp(&b.1).then(a.2.total_cmp(&b.2))).map(|(o, ..)| o)
    }

    fn is_telling(&self, observation: &ObservationSpec) -> bool {
        let mut typical =
            self.series.iter().map(|(value, e)| (value, spread(observation, e).map(|s| s.typical)));
        let repeats = typical.clone().all(|(value, typical)| value.number() == typical);
        !repeats && typical.all(|(_, typical)| typical.is_some_and(|x| x != 0.0))
    }

    /// How much larger the largest typical value is than the smallest, less what one setting alone spreads.
    fn change(&self, observation: &ObservationSpec) -> Option<f64> {
        let spreads: Vec<Spread> =
            self.series.iter().map(|(_, e)| spread(observation, e)).collect::<Option<_>>()?;
        let size = |x: f64| x.abs().max(1e-9).ln();
        let typical = || spreads.iter().map(|s| size(s.typical));
        let change = typical().reduce(f64::max)? - typical().reduce(f64::min)?;
        let noise = spreads.iter().map(|s| size(s.high) - size(s.low)).fold(0.0, f64::max);
        Some(change - noise)
    }

    /// Names of every number that was reported for all values.
    pub fn numbers(&self) -> Vec<&str> {
        let known =
            |o: &&ObservationSpec| is_number(o) && self.series.iter().all(|(_, e)| spread(o, e).is_some());
        self.spec.observations.iter().filter(known).map(|o| o.id.as_str()).collect()
    }
}

fn is_number(observation: &ObservationSpec) -> bool {
    matches!(observation.kind, ValueType::Int | ValueType::Float)
}

fn spread(observation: &ObservationSpec, evidence: &Evidence) -> Option<Spread> {
    let complete = evidence.trials.iter().filter(|trial| trial.complete);
    let mut numbers: Vec<f64> = complete.filter_map(|trial| trial.value(&observation.id)?.number()).collect();
    numbers.sort_unstable_by(f64::total_cmp);
    Some(Spread { low: *numbers.first()?, typical: numbers[numbers.len() / 2], high: *numbers.last()? })
}

/// The plot of one observation.
pub fn comparison(told: &Comparison<'_>, observation: &ObservationSpec, look: &Look) -> Vec<Line<'static>> {
    let spreads: Vec<Option<Spread>> = told.series.iter().map(|(_, e)| spread(observation, e)).collect();
    let is_log = is_logarithmic(&spreads);
    let mut lines = heading(told, observation, is_log, look);
    let labels: Vec<String> = told
        .series
        .iter()
        .map(|(value, _)| format!("{} = {}", told.param, values::value(value, told.spec, look.lang)))
        .collect();
    let notes: Vec<String> = spreads.iter().map(|spread| note(*spread, look)).collect();
    let widest = |words: &[String]| words.iter().map(|word| cells::width(word)).max().unwrap_or(0);
    let (label, beside) = (widest(&labels), widest(&notes));
    let room = usize::from(look.width.min(110)).saturating_sub(label + beside + 5).max(10);
    let bars = bars(&spreads, is_log, room, look);
    for (((words, note), bar), (_, evidence)) in labels.iter().zip(notes).zip(bars).zip(told.series) {
        let edge = glyphs::strokes(look.unicode).down.to_string();
        lines.push(Line::from(vec![
            Span::from(format!(" {}{words} ", " ".repeat(label - cells::width(words)))),
            edge.dim(),
            Span::styled(bar, Style::default().fg(Color::Green)),
            Span::from(format!(" {note}")),
        ]));
        lines.extend(trouble(evidence, look));
    }
    lines
}

fn heading(
    told: &Comparison<'_>,
    observation: &ObservationSpec,
    is_log: bool,
    look: &Look,
) -> Vec<Line<'static>> {
    let label = inline::words(observation.label.get(look.lang), look);
    let cell = observation.cell().and_then(|id| told.spec.cell(id));
    let cell =
        cell.map(|cell| format!("{}: ", inline::words(cell.short(look.lang), look))).unwrap_or_default();
    let unit =
        observation.unit.as_ref().map(|unit| format!(" ({})", unit.get(look.lang))).unwrap_or_default();
    let n_trials = told.series.iter().map(|(_, evidence)| evidence.trials.len()).max().unwrap_or(0);
    let runs = super::words::runs(n_trials, look.lang);
    let scale =
        if is_log { report_words::log_scale(look.lang) } else { report_words::linear_scale(look.lang) };
    let name = Span::from(format!("{cell}{label}{unit}")).bold();
    let mut lines =
        vec![Line::default(), Line::from(vec![name, Span::from(format!("  {}", observation.id)).dim()])];
    let meaning = inline(observation.meaning.get(look.lang), look);
    lines.extend(wrap::wrap(&meaning, usize::from(look.measure()), &[], &[]));
    lines.push(Line::from(format!("{runs}; {scale}").dim()));
    lines.push(Line::default());
    lines
}

/// Why a setting has no bar, where it has none.
fn trouble(evidence: &Evidence, look: &Look) -> Option<Line<'static>> {
    let missing = evidence.missing.as_ref().map(|missing| evidence::missing_words(missing, look));
    let skipped = || {
        let skip = evidence.trials.iter().flat_map(|trial| &trial.skips).next()?;
        Some(super::words::missing_here(&skip.what, skip.why.get(look.lang), look.lang))
    };
    missing.or_else(skipped).map(|words| Line::from(format!("   {words}").dim()))
}

/// Typical value, and the smallest and the largest where they differ.
fn note(spread: Option<Spread>, look: &Look) -> String {
    match spread {
        None => glyphs::strokes(look.unicode).missing.to_owned(),
        Some(Spread { low, typical, high }) if low < high => {
            let to = glyphs::strokes(look.unicode).to;
            format!("{} ({}{to}{})", values::number(typical), values::number(low), values::number(high))
        }
        Some(Spread { typical, .. }) => values::number(typical),
    }
}

fn is_logarithmic(spreads: &[Option<Spread>]) -> bool {
    let typical = || spreads.iter().flatten().map(|spread| spread.typical);
    let (low, high) = (typical().fold(f64::INFINITY, f64::min), typical().fold(0.0, f64::max));
    low > 0.0 && high / low > FACTOR
}

/// One bar of at most `room` cells for each value.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a bar")]
fn bars(spreads: &[Option<Spread>], is_log: bool, room: usize, look: &Look) -> Vec<String> {
    let typical = || spreads.iter().flatten().map(|spread| spread.typical);
    let largest = typical().fold(0.0, f64::max);
    let smallest = typical().fold(f64::INFINITY, f64::min);
    let share = |value: f64| match is_log {
        // The smallest value still gets a tenth of the room.
        true => 0.1 + 0.9 * (value / smallest).ln() / (largest / smallest).ln(),
        false if largest > 0.0 => (value / largest).max(0.0),
        false => 0.0,
    };
    let lengths =
        spreads.iter().map(|spread| spread.map_or(0, |spread| (STEPS * share(spread.typical)) as u64));
    let bars: Vec<Bar<'_>> =
        lengths.map(|length| Bar::default().value(length).text_value(String::new())).collect();
    let area = Rect::new(
        0,
        0,
        u16::try_from(room).unwrap_or(u16::MAX),
        u16::try_from(bars.len()).unwrap_or(u16::MAX),
    );
    let mut buffer = Buffer::empty(area);
    let full = if look.unicode { "█" } else { "=" };
    let set = Set {
        full,
        seven_eighths: full,
        three_quarters: full,
        five_eighths: full,
        half: full,
        empty: " ",
        ..Set::default()
    };
    BarChart::default()
        .direction(Direction::Horizontal)
        .bar_width(1)
        .bar_gap(0)
        .bar_set(set)
        .max(STEPS as u64)
        .data(BarGroup::default().bars(&bars))
        .render(area, &mut buffer);
    let row = |y| (0..area.width).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>();
    (0..area.height).map(row).collect()
}

/// What else could be compared.
pub fn others(names: &[&str], look: &Look) -> Vec<Line<'static>> {
    let words = inline(&report_words::others_to_observe(&names.join(", "), look.lang), look);
    let words: Vec<Span<'static>> = words.into_iter().map(Stylize::dim).collect();
    let indent = [Span::from(" ")];
    let mut lines = vec![Line::default()];
    lines.extend(wrap::wrap(&words, usize::from(look.width.min(110)), &indent, &indent));
    lines
}

/// Every number of every setting as one object.
pub fn comparison_json(told: &Comparison<'_>, look: &Look) -> Json {
    let settings = told.series.iter().map(|(value, evidence)| {
        json!({ "value": json::value(value), "evidence": json::evidence_json(evidence, look) })
    });
    json!({ "demo": told.spec.id, "param": told.param, "settings": settings.collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::model::{At, Class, Experiment, Lang, Place, Trial, Values};

    fn evidence(numbers: &[f64]) -> Evidence {
        let trials = numbers.iter().map(|&x| Trial {
            complete: true,
            observations: Values::from([
                ("x".to_owned(), Value::Float(x)),
                ("same".to_owned(), Value::Int(3)),
            ]),
            ..Trial::default()
        });
        let demo = At::new("d".to_owned(), Place::default());
        let experiment = Experiment { demo, ..Experiment::default() };
        Evidence { experiment, trials: trials.collect(), missing: None }
    }

    fn spec() -> DemoSpec {
        let promise =
            |id| sample::observation(id, ValueType::Float, Class::Unsafe, sample::both(id, id), None);
        DemoSpec { id: "d".into(), observations: vec![promise("same"), promise("x")], ..DemoSpec::default() }
    }

    fn plot(settings: &[&[f64]]) -> String {
        let series: Vec<_> =
            settings.iter().zip(1..).map(|(numbers, n)| (Value::Int(n), evidence(numbers))).collect();
        let spec = spec();
        let told = Comparison { spec: &spec, param: "n", series: &series };
        let changed = told.most_changed().expect("something changes");
        assert_eq!(changed.id, "x");
        let look = sample::look(60, Lang::En, true);
        sample::shown(&comparison(&told, changed, &look), &look)
    }

    #[test]
    fn what_repeats_the_parameter_or_begins_at_nothing_is_shown_last() {
        let settings = [(10, 0.0, 3.0), (1000, 5.0, 6.0)].map(|(n, from_nothing, twice)| {
            let mut evidence = evidence(&[twice]);
            let values = [("n-again", Value::Int(n)), ("from-nothing", Value::Float(from_nothing))];
            for (name, value) in values {
                evidence.trials[0].observations.insert(name.to_owned(), value);
            }
            (Value::Int(n), evidence)
        });
        let mut spec = spec();
        for id in ["n-again", "from-nothing"] {
            let both = sample::both(id, id);
            spec.observations.push(sample::observation(id, ValueType::Float, Class::Unsafe, both, None));
        }
        let told = Comparison { spec: &spec, param: "n", series: &settings };
        assert_eq!(told.most_changed().map(|o| o.id.as_str()), Some("x"));
    }

    #[test]
    fn bars_are_as_long_as_their_values() {
        insta::assert_snapshot!(plot(&[&[10.0], &[20.0, 18.0, 22.0], &[40.0]]), @r#"

x  x

3 runs; bars begin at zero

 n = 1 │██████████                               10
 n = 2 │████████████████████                     20 (18–22)
 n = 3 │████████████████████████████████████████ 40
"#);
    }

    #[test]
    fn values_far_apart_are_drawn_on_a_scale_that_says_so() {
        insta::assert_snapshot!(plot(&[&[1.0], &[100.0], &[10_000.0]]), @r#"

x  x

1 run; logarithmic scale: equal steps are equal factors

 n = 1 │████                                         1
 n = 2 │████████████████████████                     100
 n = 3 │████████████████████████████████████████████ 10,000
"#);
    }
}
