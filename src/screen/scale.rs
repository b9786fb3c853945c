//! The scale of a picture: which column shows which instant, and where the axis has its ticks.

use super::cells;

/// Fewest columns between two ticks.
const BETWEEN: usize = 9;

/// A stretch of time laid over columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// The instant of the first column, in nanoseconds since the start of the trial.
    pub(super) from_ns: u64,
    /// How much time the columns show, in nanoseconds; never 0.
    pub(super) length_ns: u64,
    /// How many columns there are; never 0.
    pub(super) columns: usize,
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "columns are few, and a picture needs no nanosecond exactly"
)]
impl Scale {
    pub(super) fn new(from_ns: u64, length_ns: u64, columns: usize) -> Self {
        Scale { from_ns, length_ns: length_ns.max(1), columns: columns.max(1) }
    }

    /// Where an instant lies, in columns from the left edge; the first instant lies in the middle of the first column.
    pub(super) fn position(&self, at_ns: u64) -> f64 {
        let share = at_ns.saturating_sub(self.from_ns) as f64 / self.length_ns as f64;
        share * (self.columns - 1) as f64 + 0.5
    }

    /// The column of an instant.
    pub(super) fn column(&self, at_ns: u64) -> usize {
        (self.position(at_ns) as usize).min(self.columns - 1)
    }

    /// Column and label of every tick; the last label names the unit.
    pub(super) fn ticks(&self, unicode: bool) -> Vec<(usize, String)> {
        self.instants(unicode).into_iter().map(|(at_ns, label)| (self.column(at_ns), label)).collect()
    }

    /// Instant and label of every tick; the last label names the unit.
    pub(super) fn instants(&self, unicode: bool) -> Vec<(u64, String)> {
        let (unit, unit_ns) = self.unit(unicode);
        let n_most = (self.columns / BETWEEN).max(1) as u64;
        let step = nice(self.length_ns.div_ceil(n_most));
        let places = if step >= unit_ns { 0 } else { (unit_ns / step).ilog10().max(1) as usize };
        let tick =
            |n: u64| (self.from_ns + n * step, format!("{:.places$}", (n * step) as f64 / unit_ns as f64));
        let mut ticks: Vec<(u64, String)> = (0..=self.length_ns / step).map(tick).collect();
        if let Some((_, first)) = ticks.first_mut() {
            "0".clone_into(first);
        }
        if let Some((_, last)) = ticks.last_mut() {
            last.push(' ');
            last.push_str(unit);
        }
        ticks
    }

    fn unit(&self, unicode: bool) -> (&'static str, u64) {
        match self.length_ns {
            10_000_000_000.. => ("s", 1_000_000_000),
            2_000_000.. => ("ms", 1_000_000),
            2_000.. => (if unicode { "µs" } else { "us" }, 1_000),
            _ => ("ns", 1),
        }
    }

    /// The labels under the ticks as one line of at most `room` cells.
    pub(super) fn labels(&self, unicode: bool, room: usize) -> String {
        let mut line = String::new();
        for (column, label) in self.ticks(unicode) {
            let digits = label.split(' ').next().map_or(0, cells::width);
            let centred = column.saturating_sub(digits.saturating_sub(1) / 2);
            let start = centred.min(room.saturating_sub(cells::width(&label)));
            line = cells::padded(&line, start);
            line.push_str(&label);
        }
        line
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50 ... that is not below `least`.
fn nice(least: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        if let Some(step) = [1, 2, 5].into_iter().map(|n| power.saturating_mul(n)).find(|&step| step >= least)
        {
            return step;
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_instant_have_their_columns() {
        let scale = Scale::new(1_000, 9_000, 10);
        assert_eq!((scale.column(1_000), scale.column(5_500), scale.column(10_000)), (0, 5, 9));
        assert_eq!(Scale::new(5, 0, 0).column(5), 0);
    }

    #[test]
    fn ticks_are_round_and_the_last_names_the_unit() {
        let labels = |length_ns, columns| {
            Scale::new(0, length_ns, columns)
                .ticks(true)
                .into_iter()
                .map(|(_, label)| label)
                .collect::<Vec<_>>()
        };
        assert_eq!(labels(12_647_400, 57), ["0", "5", "10 ms"]);
        assert_eq!(labels(62_280_000, 60), ["0", "20", "40", "60 ms"]);
        assert_eq!(labels(2_500_000, 60), ["0", "0.5", "1.0", "1.5", "2.0", "2.5 ms"]);
        assert_eq!(labels(500, 40), ["0", "200", "400 ns"]);
        assert_eq!(labels(u64::MAX, 40).len(), 4);
    }

    #[test]
    fn the_last_label_stays_on_the_paper() {
        let line = Scale::new(0, 10_000_000, 20).labels(true, 21);
        assert!(cells::width(&line) <= 21 && line.ends_with("10 ms"), "{line}");
    }
}
