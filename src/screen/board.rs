//! The board of `check --watch`: how things stand, on one screen.
//!
//! Lines come out as they are to be written, because problems are drawn by a library of their own. Deliberately missing: the
//! terminal, which is in `desk`.

use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};

use super::author::{Board, Cause, Item, Stage};
use super::check_report::{self, Beside};
use super::{
    Look, Report, cells, clean, glyphs, paper, proof_words, report_words, watch_words as words, wrap,
};
use crate::model::Severity;

/// The lines of a board that fit on so many rows.
pub fn lines(board: &Board<'_>, rows: usize, look: &Look) -> Vec<String> {
    let texts = Report::new(&board.report.sources, look);
    let head = head(board, look);
    let foot = foot(board, look);
    let room = rows.saturating_sub(head.len() + foot.len());
    let list_room = if board.items.len() > 1 { board.items.len().min(room / 3) } else { 0 };
    let mut body = detail(board, &texts, look);
    body.truncate(room - list_room);
    body.resize(room - list_room, String::new());
    body.extend(list(board, &texts, list_room, look));
    let mut all = head;
    all.extend(body);
    all.extend(foot);
    all.truncate(rows);
    all
}

fn text(line: impl Into<Line<'static>>, look: &Look) -> String {
    paper::line_text(&line.into(), look)
}

fn head(board: &Board<'_>, look: &Look) -> Vec<String> {
    let n_cards = board.decks.iter().map(|deck| deck.cards.len()).sum();
    let problems = &board.report.problems;
    let n_errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    let counted = super::words::problems(n_errors, problems.len() - n_errors, look.lang);
    let ink = match (n_errors, problems.len()) {
        (0, 0) => Style::default().fg(Color::Green),
        (0, _) => Style::default().fg(Color::Yellow),
        _ => Style::default().fg(Color::Red),
    };
    let title = Line::from(vec![
        Span::from(words::watching(board.decks.len(), n_cards, look.lang)).bold(),
        Span::from(glyphs::between(look.unicode)),
        Span::styled(counted, ink),
    ]);
    let rule = glyphs::strokes(look.unicode).across.to_string().repeat(usize::from(look.width));
    vec![text(title, look), text(rule.dim(), look)]
}

/// The item under the cursor in full.
fn detail(board: &Board<'_>, texts: &Report<'_>, look: &Look) -> Vec<String> {
    if let Some(complaint) = board.complaint {
        return vec![
            String::new(),
            text(Span::styled(complaint.to_owned(), Style::default().fg(Color::Red)), look),
        ];
    }
    let is_done = matches!(board.stage, Stage::Proven | Stage::Linted);
    let Some(item) = board.items.get(board.at) else {
        let well = if is_done { words::all_well(look.lang) } else { "" };
        return vec![String::new(), text(Line::from(well), look)];
    };
    let mut lines = Vec::new();
    if board.items.len() > 1 {
        lines.push(text(words::item(board.at + 1, board.items.len(), look.lang).dim(), look));
    }
    match item {
        Item::Problem(i) => {
            let mut drawn = Vec::new();
            // Into memory nothing can go wrong.
            let _ = texts.print(&mut drawn, std::slice::from_ref(&board.report.problems[*i]));
            lines.extend(String::from_utf8_lossy(&drawn).lines().map(str::to_owned));
        }
        Item::Proof(i) => {
            let beside = Beside { decks: board.decks, spec: &|experiment| (board.spec)(experiment) };
            let drawn = check_report::one_proof(&board.report.proofs[*i], &beside, look);
            lines.extend(drawn.into_iter().map(|line| text(line, look)));
        }
    }
    lines
}

/// The items around the cursor, a line each.
fn list(board: &Board<'_>, texts: &Report<'_>, room: usize, look: &Look) -> Vec<String> {
    let first =
        (board.at + 1).saturating_sub(room.div_ceil(2)).min(board.items.len() - room.min(board.items.len()));
    let ellipsis = glyphs::strokes(look.unicode).ellipsis;
    let pointer = if look.unicode { "❯ " } else { "> " };
    let one = |(i, item): (usize, &Item)| {
        let room = usize::from(look.width).saturating_sub(2);
        let words = cells::cut(&item_words(*item, board, texts, look), room, ellipsis);
        match i == board.at {
            true => {
                text(Line::from(vec![Span::from(pointer).fg(Color::Green), Span::from(words).bold()]), look)
            }
            false => text(Line::from(format!("  {words}")), look),
        }
    };
    board.items.iter().enumerate().skip(first).take(room).map(one).collect()
}

/// An item in one line.
pub(super) fn item_words(item: Item, board: &Board<'_>, texts: &Report<'_>, look: &Look) -> String {
    match item {
        Item::Problem(n) => texts.line(&board.report.problems[n]),
        Item::Proof(n) => {
            let proof = &board.report.proofs[n];
            let card = &board.decks[proof.deck].cards[proof.card].id;
            let says = report_words::check_proof(proof.examination.proof, look.lang);
            clean::line(&format!("{card}: {says}")).into_owned()
        }
    }
}

/// What was saved, how far it is, and the keys.
fn foot(board: &Board<'_>, look: &Look) -> Vec<String> {
    let width = usize::from(look.width);
    let mut lines = vec![Line::default()];
    let cause = match board.cause {
        Cause::Saved(names) => Some(words::saved(&names.join(", "), look.lang)),
        Cause::Again => Some(words::again(look.lang).to_owned()),
        Cause::Start | Cause::Back => None,
    };
    lines.extend(cause.map(|cause| Line::from(cells::cut(&clean::line(&cause), width, "…").dim())));
    let stage = stage(board, look);
    lines.extend(stage.into_iter().flat_map(|line| wrap::wrap(&[Span::from(line)], width, &[], &[])));
    lines.extend(wrap::wrap(&key_bar(look), width, &[], &[]));
    lines.into_iter().map(|line| text(line, look)).collect()
}

fn key_bar(look: &Look) -> Vec<Span<'static>> {
    let each = words::keys(look.lang).into_iter();
    each.flat_map(|(key, what)| [Span::from(format!("[{key}]")).bold(), Span::from(format!(" {what}  "))])
        .collect()
}

/// How far it is, and what the proofs came to.
pub(super) fn stage(board: &Board<'_>, look: &Look) -> Vec<String> {
    let report = board.report;
    match board.stage {
        Stage::Linted => vec![words::linted(look.lang).to_owned()],
        Stage::Proving { demo, number, total } => vec![report_words::proving(number, total, demo, look.lang)],
        Stage::Failed(why) => vec![words::failed(why, look.lang)],
        Stage::Proven => {
            let n_cards = report.proofs.len() + report.n_unprovable;
            let counted =
                report_words::check_summary(n_cards, report.proofs.len(), report.counts(), look.lang);
            let earlier =
                report.earlier().map(|(n, oldest_s)| proof_words::unchanged(n, oldest_s, look.lang));
            [counted].into_iter().chain(earlier).collect()
        }
    }
}
