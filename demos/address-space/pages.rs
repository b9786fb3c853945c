//! A forked child has the same pages as its parent, until one of them writes: only then the kernel copies that page.

use std::io;

use serde_json::json;

use super::fork::PATIENCE;
use crate::stage::memory::{Block, Faults, page_size};
use crate::stage::process::in_child;
use crate::stage::{Kind, Stage};

/// So many pages are touched.
const PAGES: usize = 256;

/// A child loads from pages of its parent, then stores into them. Every first store makes the kernel copy that page.
pub(super) fn copied_when_written(stage: &Stage) -> io::Result<()> {
    let block = filled(PAGES * page_size())?;
    let mut child = in_child(|| {
        let cell = stage.cell("cow");
        let (mut lane, mut copies) = (cell.lane("child"), cell.lane("copies"));
        let before = Faults::so_far();
        for page in 0..PAGES {
            block.load(page);
            sometimes(page, || lane.mark(Kind::Load, ""));
        }
        let by_loads = before.since().minor;
        let before = Faults::so_far();
        for page in 0..PAGES {
            block.store(page, 7);
            sometimes(page, || {
                lane.mark(Kind::Store, "");
                copies.mark(Kind::Event, "copy");
            });
        }
        let by_stores = before.since().minor;
        match by_stores {
            0 => cell.skip("ru_minflt", NOT_COUNTED),
            _ => cell.report(json!({"pages": PAGES, "by_loads": by_loads, "by_stores": by_stores})),
        }
        0
    })?;
    child.wait(stage.within(PATIENCE));
    Ok(())
}

/// Memory that is really there, because every page of it has been stored to.
pub(super) fn filled(bytes: usize) -> io::Result<Block> {
    let block = Block::new(bytes)?;
    (0..block.pages()).for_each(|page| block.store(page, 1));
    Ok(block)
}

/// Every sixteenth page is drawn.
fn sometimes(page: usize, draw: impl FnOnce()) {
    if page.is_multiple_of(16) {
        draw();
    }
}

const NOT_COUNTED: (&str, &str) = (
    "this system does not count page faults; run `ttl` on an ordinary Linux kernel",
    "이 시스템은 페이지 폴트를 세지 않습니다. 일반 Linux 커널에서 실행하세요",
);
