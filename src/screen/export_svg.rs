//! The picture of one traced trial as a drawing: the same lanes, the same instants, as fine as they were measured.
//!
//! Shape and hatching carry the meaning, colour only repeats it, so the drawing can be printed in black. Every stretch and every
//! instant says what it is and when, where a reader points at it. Deliberately missing: verdicts.

use svg::Document;
use svg::node::element::{Circle, Definitions, Group, Line, Path, Pattern, Rectangle, Style, Text, Title};

use super::scale::Scale;
use super::scene::{Row, Scene, scenes};
use super::{Look, cells, clean, glyphs, inline, report_words, words};
use crate::model::{DemoSpec, Mark, MarkKind, Span, SpanState, Trial};

/// Width of the drawing and of its margins, in pixels.
const WIDTH: f64 = 960.0;
const MARGIN: f64 = 24.0;
/// Height of a lane with its gap, of its body, of a line of text.
const LANE: f64 = 30.0;
const BODY: f64 = 16.0;
const LINE: f64 = 20.0;
/// About how wide a cell of text is.
const CELL: f64 = 7.4;

const CSS: &str = "text{font:13px system-ui,'Noto Sans','Noto Sans KR',sans-serif;fill:#222}\
.h{font-weight:600;font-size:15px}.c{fill:#555}.a{font-size:11px;fill:#666}\
.axis{stroke:#999;stroke-width:1}.base{stroke:#e4e4e4;stroke-width:1}\
.mark{font-size:13px;text-anchor:middle}\
@media(prefers-color-scheme:dark){svg{background:#16181c}text{fill:#e6e6e6}.c,.a{fill:#a5a5a5}.base{stroke:#333}}";

/// The drawing; nothing where the trial drew nothing. `shows` says whether the trial shows what the quiet ones showed.
pub fn drawing(spec: &DemoSpec, trial: &Trial, shows: bool, look: &Look) -> Option<String> {
    let paper = painted(spec, trial, shows, look)?;
    let svg = paper.document().set("width", WIDTH).set("height", paper.height());
    let svg = svg.set("lang", look.lang.tag()).add(Style::new(CSS)).add(hatches()).add(paper.body);
    Some(format!("{svg}\n"))
}

/// The drawing for a page that has the style and the [`patterns`] already.
pub fn inlined(spec: &DemoSpec, trial: &Trial, shows: bool, look: &Look) -> Option<String> {
    let paper = painted(spec, trial, shows, look)?;
    let title = Title::new(inline::words(spec.title.get(look.lang), look));
    Some(paper.document().set("role", "img").add(title).add(paper.body).to_string())
}

/// The patterns that inlined drawings of one page share.
pub fn patterns() -> String {
    Document::new().set("class", "patterns").set("aria-hidden", "true").add(hatches()).to_string()
}

fn hatches() -> Definitions {
    let blocked = hatch("blocked", "#4a74b8", "M0,6 L6,0");
    Definitions::new().add(blocked).add(hatch("poll", "#9a4fb0", "M3,0 L3,6"))
}

fn painted<'l>(spec: &DemoSpec, trial: &Trial, shows: bool, look: &'l Look) -> Option<Paper<'l>> {
    let plain = Look { colour: false, unicode: true, ..*look };
    let scenes = scenes(spec, trial, &plain);
    if scenes.iter().all(|scene| scene.extent.is_none()) {
        return None;
    }
    let mut paper = Paper::new(&scenes, look);
    paper.words(&inline::words(spec.title.get(look.lang), &plain), "h", 0.0);
    let about = if shows { report_words::picture_is } else { report_words::picture_differs };
    paper.words(about(look.lang), "c", 0.0);
    for scene in &scenes {
        paper.scene(scene);
    }
    if scenes.iter().filter(|scene| scene.extent.is_some()).count() > 1 {
        paper.words(words::own_scales(look.lang), "c", 0.0);
    }
    paper.legend();
    Some(paper)
}

/// What has been drawn so far, and how far down.
struct Paper<'l> {
    look: &'l Look,
    down: f64,
    left: f64,
    note: f64,
    body: Group,
    states: Vec<SpanState>,
    marks: Vec<MarkKind>,
}

impl<'l> Paper<'l> {
    fn new(scenes: &[Scene<'_>], look: &'l Look) -> Self {
        let rows = || scenes.iter().flat_map(|scene| &scene.rows);
        let widest = |of: fn(&Row<'_>) -> usize| rows().map(of).max().unwrap_or(0) as f64 * CELL;
        Paper {
            look,
            down: MARGIN,
            left: MARGIN + widest(|row| cells::width(&row.label)).min(200.0) + 12.0,
            note: widest(|row| cells::width(&row.note)).min(300.0),
            body: Group::new(),
            states: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// The width of a lane.
    fn room(&self) -> f64 {
        WIDTH - MARGIN - self.left - if self.note > 0.0 { self.note + 12.0 } else { 0.0 }
    }

    fn add(&mut self, node: impl Into<Box<dyn svg::Node>>) {
        self.body = std::mem::take(&mut self.body).add(node);
    }

    fn text(&mut self, words: &str, class: &str, x: f64, y: f64) {
        // Within a drawing there is no paper that cleans what strangers wrote.
        self.add(Text::new(clean::line(words)).set("class", class).set("x", round(x)).set("y", round(y)));
    }

    /// Words, as many lines as they take.
    fn words(&mut self, words: &str, class: &str, indent: f64) {
        let per_line = ((WIDTH - 2.0 * MARGIN - indent) / CELL).max(20.0);
        for line in broken(words, per_line as usize) {
            self.down += LINE;
            self.text(&line, class, MARGIN + indent, self.down);
        }
    }

    fn scene(&mut self, scene: &Scene<'_>) {
        self.down += 14.0;
        if !scene.title.is_empty() {
            self.words(&inline::words(&scene.title, self.look), "h", 0.0);
        }
        if let Some((from, to)) = scene.extent {
            let scale = Scale::new(from, to - from, 60);
            for row in &scene.rows {
                self.lane(row, &scale);
            }
            self.axis(&scale);
        }
        for line in scene.caption.iter().chain(&scene.missing) {
            self.words(&inline::words(line, self.look), "c", 12.0);
        }
    }

    fn lane(&mut self, row: &Row<'_>, scale: &Scale) {
        self.down += LANE;
        let (top, middle) = (self.down - BODY / 2.0 - 5.0, self.down - 5.0);
        let (left, right) = (self.left, self.left + self.room());
        self.text(&row.label, "", MARGIN, self.down);
        self.add(stroke(left, middle, right, middle).set("class", "base"));
        for span in &row.spans {
            self.span(span, scale, top, middle);
        }
        for mark in &row.marks {
            self.mark(mark, scale, middle);
        }
        self.text(&row.note, "c", right + 12.0, self.down);
    }

    fn x(&self, at_ns: u64, scale: &Scale) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a drawing needs no nanosecond exactly")]
        let share = at_ns.saturating_sub(scale.from_ns) as f64 / scale.length_ns as f64;
        self.left + share * self.room()
    }

    fn span(&mut self, span: &Span, scale: &Scale, top: f64, middle: f64) {
        let (from, to) = (span.from_ns.min(span.to_ns), span.from_ns.max(span.to_ns));
        let (x, end) = (self.x(from, scale), self.x(to, scale));
        // Whatever happened is seen, however short it was.
        let width = (end - x).max(1.5);
        let what = words::state(span.state, self.look.lang);
        let title = Title::new(format!("{what}: {} – {}", since(from, scale), since(to, scale)));
        if !self.states.contains(&span.state) {
            self.states.push(span.state);
        }
        self.add(shape(span.state, x, top, width, middle).add(title));
    }

    fn mark(&mut self, mark: &Mark, scale: &Scale, middle: f64) {
        let x = self.x(mark.at_ns, scale);
        if !self.marks.contains(&mark.kind) {
            self.marks.push(mark.kind);
        }
        let what = words::mark(mark.kind, self.look.lang);
        let title = Title::new(format!("{what} {}: {}", clean::line(&mark.name), since(mark.at_ns, scale)));
        let halo = Circle::new().set("cx", round(x)).set("cy", round(middle)).set("r", 7).set("fill", "#fff");
        let glyph = glyphs::mark(mark.kind, true).to_string();
        let glyph = Text::new(glyph).set("class", "mark").set("x", round(x)).set("y", round(middle + 4.5));
        self.add(
            Group::new().add(halo.set("fill-opacity", "0.75")).add(glyph.set("fill", "#111")).add(title),
        );
    }

    fn axis(&mut self, scale: &Scale) {
        self.down += 14.0;
        let (left, right, y) = (self.left, self.left + self.room(), self.down - 4.0);
        self.add(stroke(left, y, right, y).set("class", "axis"));
        for (at_ns, label) in scale.instants(true) {
            let x = self.x(at_ns, scale);
            self.add(stroke(x, y, x, y + 4.0).set("class", "axis"));
            self.text(&label, "a", x - 3.0, y + 16.0);
        }
        self.down += LINE;
    }

    /// The meaning of everything that was drawn.
    fn legend(&mut self) {
        self.down += LANE;
        let mut x = MARGIN;
        let (states, marks) = (std::mem::take(&mut self.states), std::mem::take(&mut self.marks));
        let of_state = |state| (words::state(state, self.look.lang), Some(state), None);
        let of_mark = |mark| (words::mark(mark, self.look.lang), None, Some(mark));
        let entries: Vec<_> =
            states.into_iter().map(of_state).chain(marks.into_iter().map(of_mark)).collect();
        for (name, state, mark) in entries {
            let taken = 34.0 + cells::width(name) as f64 * CELL + 16.0;
            if x + taken > WIDTH - MARGIN {
                (x, self.down) = (MARGIN, self.down + LINE + 4.0);
            }
            let middle = self.down - 5.0;
            if let Some(state) = state {
                self.add(shape(state, x, middle - BODY / 2.0, 26.0, middle));
            }
            if let Some(mark) = mark {
                self.text(&glyphs::mark(mark, true).to_string(), "mark", x + 13.0, self.down);
            }
            self.text(name, "c", x + 34.0, self.down);
            x += taken;
        }
    }

    fn height(&self) -> f64 {
        (self.down + MARGIN).round()
    }

    /// The drawing's frame, still empty.
    fn document(&self) -> Document {
        let size = (0, 0, WIDTH, self.height());
        Document::new().set("xmlns", "http://www.w3.org/2000/svg").set("viewBox", size)
    }
}

/// The shape of a state: how high it stands and how it is filled.
fn shape(state: SpanState, x: f64, top: f64, width: f64, middle: f64) -> Group {
    let bar = |fill: &str| {
        Rectangle::new()
            .set("x", round(x))
            .set("y", round(top))
            .set("width", round(width))
            .set("height", BODY)
            .set("fill", fill)
    };
    let line = |colour: &str, dash: &str| {
        stroke(x, middle, x + width, middle)
            .set("stroke", colour)
            .set("stroke-width", 2.5)
            .set("stroke-dasharray", dash)
    };
    match state {
        SpanState::Run | SpanState::Work => Group::new().add(bar("#3d8f4f")),
        SpanState::Ready => {
            Group::new().add(bar("none").set("stroke", "#999").set("stroke-dasharray", "2 2"))
        }
        SpanState::Blocked => Group::new().add(bar("url(#blocked)").set("stroke", "#4a74b8")),
        SpanState::Poll => Group::new().add(bar("url(#poll)").set("stroke", "#9a4fb0")),
        SpanState::Await => Group::new().add(line("#2b8a9b", "1.5 5")),
        SpanState::Absent => Group::new().add(line("#aaa", "5 4")),
        SpanState::Flight => Group::new().add(line("#2b8a9b", "none")),
    }
}

fn hatch(id: &str, colour: &str, path: &str) -> Pattern {
    let line = Path::new().set("d", path).set("stroke", colour).set("stroke-width", 1.5).set("fill", "none");
    let size =
        |pattern: Pattern| pattern.set("width", 6).set("height", 6).set("patternUnits", "userSpaceOnUse");
    size(Pattern::new().set("id", id)).add(line)
}

fn stroke(x1: f64, y1: f64, x2: f64, y2: f64) -> Line {
    Line::new().set("x1", round(x1)).set("y1", round(y1)).set("x2", round(x2)).set("y2", round(y2))
}

fn round(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}

/// An instant in milliseconds since the scene began.
#[expect(clippy::cast_precision_loss, reason = "a drawing needs no nanosecond exactly")]
fn since(at_ns: u64, scale: &Scale) -> String {
    format!("{:.3} ms", at_ns.saturating_sub(scale.from_ns) as f64 / 1e6)
}

/// Words in lines of at most `room` cells.
fn broken(words: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if cells::width(line) + 1 + cells::width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::model::{Event, Lang};

    #[test]
    fn everything_that_happened_is_drawn_and_named() {
        let (spec, trial) = (sample::matrix(), sample::trial());
        let drawn = drawing(&spec, &trial, true, &sample::look(80, Lang::En, true)).expect("a drawing");
        let n_titles = drawn.matches("<title>").count();
        assert_eq!(n_titles, trial.events.len(), "{drawn}");
        assert!(drawn.contains("asleep in a call") && drawn.contains("one traced run"), "{drawn}");
        assert!(trial.events.iter().any(|event| matches!(event, Event::Span(_))));
    }

    #[test]
    fn an_author_s_words_cannot_leave_their_place() {
        let mut spec = sample::matrix();
        spec.title = sample::both("<script>alert(1)</script> & \"x\"", "<b>");
        let drawn =
            drawing(&spec, &sample::trial(), true, &sample::look(80, Lang::En, true)).expect("a drawing");
        assert!(!drawn.contains("<script>") && drawn.contains("&lt;script&gt;"), "{drawn}");
    }

    #[test]
    fn a_trial_that_drew_nothing_has_no_drawing() {
        let look = sample::look(80, Lang::Ko, true);
        assert!(drawing(&sample::matrix(), &Trial::default(), true, &look).is_none());
    }
}
