//! Tests of the picture: what a learner sees at several widths, in both languages and in ASCII.

use super::*;
use crate::model::{Event, Lang, Mark, MarkKind, SpanState};
use crate::screen::sample::{look, matrix, shown, trial};

fn drawn(width: u16, lang: Lang, unicode: bool) -> String {
    let look = look(width, lang, unicode);
    shown(&picture(&matrix(), &trial(), &look), &look)
}

#[test]
fn show() {
    for (w, l, u) in [
        (80, Lang::En, true),
        (120, Lang::Ko, true),
        (40, Lang::Ko, true),
        (80, Lang::En, false),
        (40, Lang::En, false),
        (20, Lang::En, true),
    ] {
        println!("{}", drawn(w, l, u));
    }
}
