//! Which measuring instruments can be trusted here, and how many CPUs there are.
//!
//! The check itself is a demo inside the binary, with negative controls; this file asks it and believes nothing
//! that it did not say: a check that fails, hangs or cannot be started leaves no instrument.

use std::thread::available_parallelism;

use super::built_in;
use crate::model::{
    Class, DemoSpec, Ending, Instrument, ObservationSpec, Place, Stall, Text, Trial, Value, ValueType,
};

/// The instruments that passed their check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Instruments {
    passed: Vec<Instrument>,
    /// CPUs that this program may use: affinity and quota counted.
    pub(super) usable_cpus: u32,
}

/// How long the check may take, in milliseconds.
const DEADLINE_MS: u64 = 3_000;
/// The observation that counts usable CPUs.
const CPUS: &str = "usable_cpus";

/// The promise of the check.
pub(super) fn promise() -> DemoSpec {
    let checks = Instrument::ALL.iter().map(|(_, name)| observation(observed(name), ValueType::Bool));
    let rest = [observation(CPUS.into(), ValueType::Int), observation("io_uring".into(), ValueType::Bool)];
    DemoSpec {
        id: built_in::INSTRUMENTS.into(),
        deadline_ms: DEADLINE_MS,
        observations: checks.chain(rest).collect(),
        ..DemoSpec::default()
    }
}

impl Instruments {
    /// These instruments, and so many CPUs.
    #[cfg(test)]
    pub(super) fn of(passed: Vec<Instrument>, usable_cpus: u32) -> Self {
        Instruments { passed, usable_cpus }
    }

    /// What the check said; nothing passes if it could not even run.
    pub(super) fn read(check: Option<&Trial>) -> Self {
        let check = check.filter(|trial| trial.complete && trial.ending == Ending::Finished);
        let says = |name: &str| check.and_then(|trial| trial.value(name));
        let passes = |name: &str| says(&observed(name)) == Some(&Value::Bool(true));
        let passed =
            Instrument::ALL.iter().filter(|(_, name)| passes(name)).map(|(instrument, _)| *instrument);
        let counted = match says(CPUS) {
            Some(Value::Int(n)) => u32::try_from(*n).ok(),
            _ => None,
        };
        Instruments { passed: passed.collect(), usable_cpus: counted.unwrap_or_else(cpus) }
    }

    /// Whether the instrument passed.
    pub(super) fn passed(&self, instrument: Instrument) -> bool {
        self.passed.contains(&instrument)
    }
}

/// The name under which the check reports an instrument.
fn observed(instrument: &str) -> String {
    instrument.replace('-', "_")
}

/// The standard library's count, for when the check gave none.
fn cpus() -> u32 {
    available_parallelism().ok().and_then(|n| u32::try_from(n.get()).ok()).unwrap_or(1)
}

fn observation(id: String, kind: ValueType) -> ObservationSpec {
    ObservationSpec {
        id,
        kind,
        unit: None,
        class: Class::Forced,
        stall: Stall::None,
        dead_band: None,
        with: None,
        instead: None,
        label: Text::default(),
        meaning: Text::default(),
        place: Place::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::wire;
    use super::*;

    fn read(output: &[u8], ending: Ending) -> Instruments {
        let mut trial = Trial { ending, ..Trial::default() };
        wire::hear(output, &promise(), &mut trial);
        Instruments::read(Some(&trial))
    }

    const SAID: &[u8] = br#"{"k":"obs","name":"switch_counter","val":true}
{"k":"obs","name":"hand_shake","val":false}
{"k":"obs","name":"usable_cpus","val":7}
{"k":"end","ok":true}"#;

    #[test]
    fn only_what_passed_counts() {
        let instruments = read(SAID, Ending::Finished);
        assert_eq!(instruments, Instruments::of(vec![Instrument::SwitchCounter], 7));
    }

    #[test]
    fn a_check_that_did_not_finish_leaves_no_instrument() {
        let nothing = Instruments::of(vec![], cpus());
        assert_eq!(read(SAID, Ending::Signalled(11)), nothing);
        assert_eq!(read(b"", Ending::Finished), nothing);
        assert_eq!(Instruments::read(None), nothing);
    }
}
