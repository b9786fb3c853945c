//! A learner's progress for programs: everything that the page shows, and what it leaves out for want of room.
//!
//! `docs/stats.md` describes it; no key is renamed or removed. Deliberately missing: our own words.

use serde_json::{Value as Json, json};

use super::{dates, json as texts};
use crate::study::progress::{
    Belief, Calibration, DayCount, Foreseen, Progress, Showing, Standing, Week, calibration, forecast,
    streak, weeks,
};

/// So many days are foretold.
const DAYS: usize = 30;

/// Everything as one object.
pub fn stats(progress: &Progress, of: &[String]) -> Json {
    let streak = streak(&progress.days, progress.today);
    let list = |standings: &[Standing]| standings.iter().map(standing).collect::<Vec<_>>();
    json!({
        "today": dates::iso(progress.today),
        "of": of,
        "totals": counts(&progress.total()),
        "streak": { "current": streak.current, "longest": streak.longest, "days": streak.n_days },
        "days": progress.days.iter().map(day).collect::<Vec<_>>(),
        "weeks": weeks(&progress.days, progress.today).iter().map(week).collect::<Vec<_>>(),
        "due": due(progress),
        "decks": list(&progress.decks),
        "tags": list(&progress.tags),
        "tags_complete": progress.untagged.is_none(),
        "confidence": confidence(&calibration(&progress.total())),
        "foreseen": progress.foreseen.iter().map(foreseen).collect::<Vec<_>>(),
        "beliefs": progress.beliefs.iter().map(belief).collect::<Vec<_>>(),
    })
}

fn counts(day: &DayCount) -> Json {
    json!({
        "answers": day.n, "right": day.n_right, "wrong": day.n_wrong,
        "not_marked": day.n.saturating_sub(day.n_right + day.n_wrong), "new": day.n_new,
        "asked": day.n_asked, "kept": day.n_kept, "took_ms": day.took_ms,
    })
}

fn day(day: &DayCount) -> Json {
    let mut object = counts(day);
    object["day"] = json!(dates::iso(day.day));
    object
}

fn week(week: &Week) -> Json {
    json!({
        "from": dates::iso(week.from), "asked": week.n_asked, "kept": week.n_kept,
        "share": week.kept(), "foreseen": week.foreseen(),
    })
}

fn due(progress: &Progress) -> Json {
    let forecast = forecast(&progress.due, progress.today, DAYS);
    let days = forecast.days.iter().map(|(day, n)| json!({ "day": dates::iso(*day), "cards": n }));
    json!({
        "today": forecast.today(), "overdue": forecast.n_overdue, "later": forecast.n_later,
        "days": days.collect::<Vec<_>>(),
    })
}

fn standing(standing: &Standing) -> Json {
    json!({
        "id": standing.name, "cards": standing.n_total, "known": standing.n_known,
        "learning": standing.n_learning, "new": standing.n_new(), "suspended": standing.n_suspended,
        "due": standing.n_due, "answers": standing.n_answers, "right": standing.n_right,
        "mean_stability_days": standing.mean_stability(),
    })
}

fn foreseen(foreseen: &Foreseen) -> Json {
    json!({
        "chance": foreseen.chance, "answers": foreseen.n, "right": foreseen.n_true, "share": foreseen.share(),
        "leaning": foreseen.leaning().name(),
    })
}

fn confidence(calibration: &Calibration) -> Json {
    let said = calibration.said.iter().map(|said| {
        let mut object = foreseen(&said.foreseen);
        object["confidence"] = json!(said.confidence.name().replace('-', "_"));
        object
    });
    json!({
        "answers": calibration.n, "brier": calibration.brier, "brier_flat": calibration.brier_flat,
        "said": said.collect::<Vec<_>>(),
    })
}

fn belief(belief: &Belief) -> Json {
    let told = belief.told.as_ref();
    json!({
        "belief": belief.name, "held": belief.is_held(),
        "text": told.map(|told| texts::text(&told.text)),
        "why": told.and_then(|told| told.why.as_ref()).map(texts::text),
        "shown": belief.shown.iter().map(showing).collect::<Vec<_>>(),
    })
}

fn showing(showing: &Showing) -> Json {
    json!({
        "deck": showing.key.deck, "card": showing.key.card, "day": dates::iso(showing.day),
        "sure": showing.was_sure, "refuted": showing.refuted, "mended": showing.mended,
    })
}
