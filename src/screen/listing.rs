//! The program behind a demo, highlighted, with its line numbers.

use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::learner::Listing;
use super::{Look, clean, highlight};

/// The name of the program and its text.
pub fn listing(listing: &Listing, look: &Look) -> Vec<Line<'static>> {
    let text = clean::block(&listing.text);
    let plain = || text.lines().map(|line| vec![Span::from(line.to_owned())]).collect();
    let lines: Vec<Vec<Span<'static>>> = match look.colour {
        true => highlight::highlight(&text, listing.language).unwrap_or_else(plain),
        false => plain(),
    };
    let gutter = lines.len().to_string().len();
    let mut page = vec![Line::from(listing.name.clone().bold()), Line::default()];
    for (number, spans) in lines.into_iter().enumerate() {
        let mut line = vec![Span::from(format!("{:>gutter$}  ", number + 1)).dim()];
        line.extend(spans);
        page.push(Line::from(line));
    }
    page.push(Line::default());
    page
}
