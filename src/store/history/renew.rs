//! Thinking out anew what is derived: when the rules of the schedule change, or when it is in doubt.

use rusqlite::TransactionBehavior;

use super::log::{remember, repeat};
use super::settle::{all_cards, settle_all};
use super::{History, HistoryError};
use crate::study::Rules;

impl History {
    /// Thinks everything out anew that the rules decide: after they changed.
    ///
    /// # Errors
    ///
    /// The history cannot be written.
    pub fn settle_anew(&mut self) -> Result<(), HistoryError> {
        self.take_over(&[], self.rules.clone(), true)
    }

    /// Schedules by other rules from now on. Where the cards were settled by others they are settled anew; says whether they were.
    ///
    /// # Errors
    ///
    /// The history cannot be written; then the rules are as before.
    pub fn set_rules(&mut self, rules: Rules) -> Result<bool, HistoryError> {
        let is_changed = self.fact("rules")?.as_ref() != Some(&rules.fingerprint());
        match is_changed {
            true => self.take_over(&[], rules, true)?,
            false => self.rules = rules,
        }
        Ok(is_changed)
    }

    /// Remembers what was fitted to the log, and schedules by it from now on: all of it or nothing.
    ///
    /// # Errors
    ///
    /// The history cannot be written; then the rules are as before.
    pub fn adopt(&mut self, facts: &[(&str, &str)], rules: Rules) -> Result<(), HistoryError> {
        let is_changed = rules.fingerprint() != self.rules.fingerprint();
        self.take_over(facts, rules, is_changed)
    }

    fn take_over(
        &mut self,
        facts: &[(&str, &str)],
        rules: Rules,
        is_changed: bool,
    ) -> Result<(), HistoryError> {
        let History { db, path, .. } = self;
        let failed = |error| super::because(error, path);
        super::give_room(db, is_changed).map_err(failed)?;
        let db = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        for (name, value) in facts {
            remember(&db, name, value).map_err(failed)?;
        }
        if is_changed {
            let cards = all_cards(&db).map_err(failed)?;
            settle_all(&db, cards, &rules).map_err(failed)?;
            remember(&db, "rules", &rules.fingerprint()).map_err(failed)?;
        }
        db.commit().map_err(failed)?;
        self.rules = rules;
        super::give_room(&self.db, false).map_err(|error| self.because(error))
    }

    /// Throws away everything derived and thinks it out of the log again.
    ///
    /// # Errors
    ///
    /// The history cannot be written; then it is as before.
    pub fn rebuild(&mut self) -> Result<(), HistoryError> {
        let History { db, path, rules, .. } = self;
        let failed = |error| super::because(error, path);
        super::give_room(db, true).map_err(failed)?;
        let db = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        repeat(&db).map_err(failed)?;
        let cards = all_cards(&db).map_err(failed)?;
        settle_all(&db, cards, rules).map_err(failed)?;
        remember(&db, "rules", &rules.fingerprint()).map_err(failed)?;
        db.commit().map_err(failed)?;
        super::give_room(&self.db, false).map_err(|error| self.because(error))
    }
}
