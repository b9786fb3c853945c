//! Does a load read the disk? A file is mapped into memory, and one byte of some of its pages is loaded, twice.
//!
//! Before the first time none of its pages is in memory, which the kernel is asked and not believed to be so. A touch of an
//! absent page is a page fault, and the kernel counts apart those that it could serve from memory (minor) and those that
//! needed storage (major). Deliberately missing: reading ahead, which is switched off, and any wall clock.

use std::io;

use serde_json::json;

use crate::stage::memory::{Block, Faults, page_size};
use crate::stage::probe::Probe;
use crate::stage::{Cell, Kind, Lane, Stage, State, disk};

/// Pages of the file.
const FILE: usize = 1024;

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let pages = usize::try_from(stage.count("pages")?).unwrap_or(1);
    plain_memory(stage, pages)?;
    file(stage, pages)
}

/// Memory without a file: there is nothing that could be read from a disk.
fn plain_memory(stage: &Stage, pages: usize) -> io::Result<()> {
    let cell = stage.cell("anon");
    let block = Block::new(FILE * page_size())?;
    touch(&cell, pages, |page| block.load(page));
    Ok(())
}

/// A file of which nothing is in memory, and then again, when something is.
fn file(stage: &Stage, pages: usize) -> io::Result<()> {
    let (first, second) = (stage.cell("first"), stage.cell("second"));
    let Some(scratch) = disk::cold(stage, FILE * page_size()) else {
        first.skip("POSIX_FADV_DONTNEED", disk::NO_DISK);
        second.skip("POSIX_FADV_DONTNEED", disk::NO_DISK);
        return Ok(());
    };
    let map = scratch.map()?;
    first.report(json!({"mapped": map.pages(), "resident_before": map.resident()?}));
    touch(&first, pages, |page| map.load(page));
    first.obs("resident_after", map.resident()?);
    second.report(json!({"mapped": map.pages(), "resident_before": map.resident()?}));
    touch(&second, pages, |page| map.load(page));
    second.obs("resident_after", map.resident()?);
    Ok(())
}

/// Loads one byte from each of some pages that lie far apart, and reports what that took.
fn touch(cell: &Cell, pages: usize, load: impl Fn(usize) -> u8) {
    let (mut thread, mut disk) = (cell.lane("thread"), cell.lane("disk"));
    let (probe, faults) = (Probe::start(), Faults::so_far());
    for page in (0..FILE).step_by(FILE / pages).take(pages) {
        drawn(&mut thread, &mut disk, || load(page));
    }
    let (faults, health) = (faults.since(), probe.read());
    cell.report(json!({"major": faults.major, "minor": faults.minor, "nvcsw": health.nvcsw}));
    cell.health("thread", &health);
}

/// A load and its time: asleep if the thread gave up its CPU in the middle of it, with the disk at work if that is where the
/// page came from.
fn drawn(thread: &mut Lane, disk: &mut Lane, load: impl Fn() -> u8) {
    if !thread.traced() {
        load();
        return;
    }
    let (before, probe, begun) = (Faults::so_far(), Probe::start(), thread.now());
    load();
    let (ended, slept) = (thread.now(), probe.read().nvcsw > 0);
    thread.mark_at(Kind::Load, "", begun);
    thread.span(if slept { State::Blocked } else { State::Run }, begun, ended);
    if before.since().major > 0 {
        disk.span(State::Flight, begun, ended);
    }
}
