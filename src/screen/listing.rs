//! The program behind a demo: its name, and its text highlighted.

use ratatui::style::Stylize;
use ratatui::text::Line;

use super::{Look, code, effect};
use crate::model::Listing;

/// The name of each file and its text, without line numbers so that it can be taken over as it stands.
pub fn listings(listings: &[Listing], look: &Look) -> Vec<Line<'static>> {
    let mut page = Vec::new();
    for listing in listings {
        page.extend([Line::from(listing.name.clone().bold()), Line::default()]);
        page.extend(code(&listing.text, effect::grammar(&listing.language), look.width, look));
        page.push(Line::default());
    }
    page
}
