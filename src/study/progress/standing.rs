//! How much of a deck, or of what shares a tag, is known.

use std::collections::BTreeMap;

use crate::model::{Memory, Phase};

/// How much of some cards is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// The deck's id, or the tag.
    pub name: String,
    /// How many cards there are; none where the deck is not at hand.
    pub n_total: Option<u32>,
    /// Cards that come back after days.
    pub n_known: u32,
    /// Cards that are in their steps.
    pub n_learning: u32,
    /// Cards that are not asked at all.
    pub n_suspended: u32,
    /// Cards that are due today.
    pub n_due: u32,
    /// Answers that count.
    pub n_answers: u32,
    /// Right ones.
    pub n_right: u32,
    /// The sum of the stabilities of the known ones, in days.
    pub stability: f64,
}

impl Standing {
    /// Cards that were never answered; none where the deck is not at hand.
    pub fn n_new(&self) -> Option<u32> {
        self.n_total.map(|total| total.saturating_sub(self.n_known + self.n_learning))
    }

    /// The share of right answers.
    pub fn right(&self) -> Option<f64> {
        (self.n_answers > 0).then(|| f64::from(self.n_right) / f64::from(self.n_answers))
    }

    /// For how many days a known card is remembered with nine chances in ten, in the mean.
    pub fn mean_stability(&self) -> Option<f64> {
        (self.n_known > 0).then(|| self.stability / f64::from(self.n_known))
    }

    /// Counts one card in.
    pub fn add(&mut self, memory: &Memory, is_due: bool, is_suspended: bool) {
        match memory.phase {
            Phase::New => {}
            Phase::Review => {
                self.n_known += 1;
                self.stability += f64::from(memory.stability);
            }
            Phase::Learning | Phase::Relearning => self.n_learning += 1,
        }
        self.n_due += u32::from(is_due);
        self.n_suspended += u32::from(is_suspended);
        self.n_answers += memory.n_reviews;
        self.n_right += memory.n_right;
    }
}

/// How the tags of these cards stand, the most answered first. Each card comes with its tags and, where it was answered, how it stands: its
/// memory, whether it is due, whether it is suspended. Tags of cards none of which was answered are left out.
pub fn by_tag<'c>(
    cards: impl IntoIterator<Item = (&'c [String], Option<(&'c Memory, bool, bool)>)>,
) -> Vec<Standing> {
    let mut tags: BTreeMap<&str, Standing> = BTreeMap::new();
    for (of_card, known) in cards {
        for tag in of_card {
            let standing = tags.entry(tag).or_default();
            standing.n_total = Some(standing.n_total.unwrap_or(0) + 1);
            if let Some((memory, is_due, is_suspended)) = known {
                standing.add(memory, is_due, is_suspended);
            }
        }
    }
    let begun = tags.into_iter().filter(|(_, standing)| standing.n_answers > 0);
    let mut begun: Vec<Standing> =
        begun.map(|(tag, standing)| Standing { name: tag.to_owned(), ..standing }).collect();
    begun.sort_by_key(|standing| std::cmp::Reverse(standing.n_answers));
    begun
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_counts_for_each_of_its_tags() {
        let tags = |tags: &[&str]| tags.iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>();
        let (xy, x, z) = (tags(&["x", "y"]), tags(&["x"]), tags(&["z"]));
        let known =
            Memory { phase: Phase::Review, stability: 8.0, n_reviews: 5, n_right: 4, ..Memory::default() };
        let learning = Memory { phase: Phase::Relearning, n_reviews: 2, n_right: 1, ..Memory::default() };
        let cards: [(&[String], _); 4] = [
            (&xy, Some((&known, true, false))),
            (&x, Some((&learning, false, true))),
            (&x, None),
            (&z, None),
        ];
        let tags = by_tag(cards);
        let [x, y] = tags.as_slice() else { panic!("{tags:?}") };
        assert_eq!((x.name.as_str(), x.n_total, x.n_known, x.n_learning), ("x", Some(3), 1, 1));
        assert_eq!((x.n_new(), x.n_due, x.n_suspended, x.n_answers, x.n_right), (Some(1), 1, 1, 7, 5));
        assert_eq!((y.right(), y.mean_stability(), x.mean_stability()), (Some(0.8), Some(8.0), Some(8.0)));
    }
}
