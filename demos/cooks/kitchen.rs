//! A kitchen: what its cooks share, and what can be said after an evening.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use super::board::Board;
use crate::stage::ball::Ball;
use crate::stage::probe::Health;
use crate::stage::{Cell, Limit, Stage, round};

/// What the cooks of one kitchen share.
pub(super) struct Kitchen {
    pub(super) cell: Cell,
    pub(super) board: Board,
    /// The only salt shaker. It can go to and fro without anybody stepping aside only if two cooks work at once.
    pub(super) salt: Ball,
    /// How often the salt shall have gone from cook to cook before a step may end.
    pub(super) passes: u64,
    /// When to stop waiting for that.
    pub(super) patience: Limit,
    /// When to drop everything.
    pub(super) closing: Limit,
    pub(super) step: Duration,
    pub(super) boil: Duration,
    opened: Instant,
}

impl Kitchen {
    /// A kitchen for one evening.
    pub(super) fn open(stage: &Stage, id: &'static str, passes: u64) -> io::Result<Arc<Self>> {
        Ok(Arc::new(Kitchen {
            cell: stage.cell(id),
            board: Board::default(),
            salt: Ball::default(),
            passes,
            patience: stage.within(Duration::from_millis(400)),
            closing: stage.within(stage.left()),
            step: stage.millis("step_cpu_ms")?,
            boil: stage.millis("boil_ms")?,
            opened: Instant::now(),
        }))
    }

    /// What can be said of an evening that was not cut short: always, where one cook was alone, where there were several.
    pub(super) fn tell(&self, cooks: &[Health]) {
        if self.closing.passed() {
            return;
        }
        self.cell.report(json!({
            "cooks": self.board.threads(),
            "in_progress": self.board.in_progress(),
            "in_progress_for_each": self.board.in_progress_for_each(cooks.len().max(1)),
            "wall_ms": round(self.opened.elapsed().as_secs_f64() * 1e3, 1),
        }));
        self.cell.report(match cooks {
            [] => json!({ "trace": self.board.steps() }),
            _ => json!({ "handovers": self.salt.handovers(), "margin": self.salt.margin(cooks) }),
        });
    }
}
