//! A toy demo that promises one observation of every class, and a laboratory that plays back what it is told to say.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use ttl::deck::read_promise;
use ttl::flow::Library;
use ttl::lab::{Lab, LabError, Limits, Recorded};
use ttl::model::{DemoSpec, Disturbance, Evidence, Experiment, Listing, Missing, Source, SourceId, Trial};

/// The name of the demo.
pub const TOY: &str = "toy";

/// Name, type and class of every observation, with what else is promised of it.
const OBSERVATIONS: [(&str, &str, &str, &str); 13] = [
    ("forced", "int", "forced", ""),
    ("amount", "float", "forced", ""),
    ("events", "list", "forced", ""),
    ("word", "text", "forced", ""),
    ("part.n", "int", "forced", ""),
    ("seen", "bool", "witness", "stall = 'down'"),
    ("most", "int", "witness", "stall = 'down'"),
    ("least", "int", "witness", "stall = 'up'"),
    ("asleep_in", "text", "witness", "stall = 'down'"),
    ("switches", "int", "accounting", "stall = 'up'\ndead_band = [2, 10]"),
    ("share", "float", "accounting", "stall = 'down'\nwith = 'asleep_in == \"read\" && switches >= 10'"),
    ("ratio", "float", "ratio", ""),
    ("wall_ms", "float", "unsafe", "instead = 'most'"),
];

/// The text of the promise.
pub fn promise() -> String {
    let mut text = format!(
        "[demo]\nid = '{TOY}'\ntitle = 'A toy'\nabout = 'It says what it is told to say.'\nsource = 'toy'\n\
         [[param]]\nid = 'n'\ntype = 'int'\ndefault = 3\nmin = 1\nmax = 9\nhelp = 'how many'\n\
         [[param]]\nid = 'mode'\ntype = 'text'\ndefault = 'fast'\none_of = ['fast', 'slow']\nhelp = 'how'\n\
         [[cell]]\nid = 'part'\ntitle = 'A part'\n\
         [[finding]]\nid = 'three'\nholds = 'forced == 3'\nfails = 'forced != 3'\nsays = 'It is three.'\n\
         [[finding]]\nid = 'was-seen'\nholds = 'seen'\nsays = 'It was seen.'\n"
    );
    for (id, kind, class, more) in OBSERVATIONS {
        let what =
            format!("id = '{id}'\ntype = '{kind}'\nclass = '{class}'\nlabel = '{id}'\nmeaning = '{id}'");
        text.push_str(&format!("[[observation]]\n{what}\n{more}\n"));
    }
    text
}

/// The promise, read.
pub fn spec() -> DemoSpec {
    let source = Source { name: "toy/demo.toml".into(), text: promise() };
    match read_promise(&source, SourceId(0)) {
        (Some(spec), problems) if problems.is_empty() => spec,
        (_, problems) => panic!("{problems:#?}"),
    }
}

/// A trial that reports these values and ends well.
pub fn trial(values: &Json) -> String {
    format!("{}{}\n", crashed(values), json!({ "k": "end", "ok": true }))
}

/// A trial whose one thread was measured and waited so long for its CPU; none: the kernel did not say.
pub fn measured(values: &Json, delay_ns: Option<u64>) -> String {
    let health = json!({ "k": "health", "lane": "t", "wall_ns": 1000, "cpu_ns": 900, "delay_ns": delay_ns });
    format!("{health}\n{}", trial(values))
}

/// A trial that reports these values and never comes to its end.
pub fn crashed(values: &Json) -> String {
    let values = values.as_object().expect("an object").iter();
    values.map(|(name, value)| format!("{}\n", json!({ "k": "obs", "name": name, "val": value }))).collect()
}

/// Plays back trials of the toy, counts them, and holds them still if it is told to.
pub struct Toy {
    recorded: Recorded,
    /// Every trial was stopped for a while.
    pub is_stopped: bool,
    /// Quiet trials that were handed out so far.
    pub n_trials: Cell<usize>,
}

impl Toy {
    /// A laboratory where the toy says this, trial by trial.
    pub fn new(trials: Vec<String>) -> Self {
        let recorded = Recorded::new(vec![spec()], BTreeMap::from([(TOY.to_owned(), trials)]));
        Toy { recorded, is_stopped: false, n_trials: Cell::new(0) }
    }

    /// A laboratory where the toy reports these values each time.
    pub fn always(values: &Json) -> Self {
        Toy::new(vec![trial(values); 5])
    }

    /// The same where each trial is stopped for a while.
    pub fn stopped(self) -> Self {
        Toy { is_stopped: true, ..self }
    }

    /// The same where the toy cannot run.
    pub fn without(self, missing: Missing) -> Self {
        Toy { recorded: self.recorded.with_missing(TOY, missing), ..self }
    }

    fn held(&self, mut evidence: Evidence) -> Evidence {
        if self.is_stopped {
            let disturbance = Disturbance { n_stops: 1, ..Disturbance::default() };
            evidence.trials.iter_mut().for_each(|trial| trial.disturbance = disturbance);
        }
        evidence
    }
}

impl Lab for Toy {
    fn demos(&self) -> &[DemoSpec] {
        self.recorded.demos()
    }

    fn source(&self, _demo: &str) -> Vec<Listing> {
        Vec::new()
    }

    fn run(
        &self,
        experiment: &Experiment,
        limits: Limits,
        enough: &mut dyn FnMut(&Evidence) -> bool,
    ) -> Result<Evidence, LabError> {
        let evidence =
            self.recorded.run(experiment, limits, &mut |so_far| enough(&self.held(so_far.clone())))?;
        self.n_trials.set(self.n_trials.get() + evidence.trials.len());
        Ok(self.held(evidence))
    }

    fn trace(
        &self,
        experiment: &Experiment,
        shows: &mut dyn FnMut(&Trial) -> bool,
    ) -> Result<Option<Trial>, LabError> {
        self.recorded.trace(experiment, shows)
    }
}

/// A deck with these cards, as a text.
pub fn deck(cards: &str) -> Source {
    let text = format!("[deck]\nid = 'd'\ntitle = 'A deck'\n{cards}");
    Source { name: "d.toml".into(), text }
}

/// A library of one deck without problems.
pub fn library(cards: &str) -> Library {
    let library = Library::read(vec![deck(cards)]);
    assert_eq!(library.problems, [], "{cards}");
    library
}

/// A card of that kind that asks the toy; `rest` is the rest of its text.
pub fn card(id: &str, kind: &str, rest: &str) -> String {
    format!("[[card]]\nid = '{id}'\nkind = '{kind}'\nprompt = 'Which?'\ndemo = '{TOY}'\n{rest}\n")
}

/// A choice with a claim, written as in a deck.
pub fn choice(id: &str, is_right: bool, claim: &str) -> String {
    format!("[[card.choice]]\nid = '{id}'\ntext = '{id}'\ncorrect = {is_right}\n{claim}\n")
}

/// A card whose right choice says `right` and whose wrong choice says `wrong`.
pub fn choices(id: &str, right: &str, wrong: &str) -> String {
    card(id, "choice", &format!("{}{}", choice("right", true, right), choice("wrong", false, wrong)))
}
