//! Evidence that is kept: when it is believed, and when it is passed over.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;

use super::*;
use crate::model::{At, Missing, Place, Text, Trial};

struct Kept {
    folder: TempDir,
    now_s: Arc<AtomicU64>,
    proofs: Proofs,
}

fn kept() -> Kept {
    let folder = tempfile::tempdir().expect("a folder");
    let now_s = Arc::new(AtomicU64::new(1_000_000_000));
    let clock = Arc::clone(&now_s);
    let clock: Clock = Box::new(move || clock.load(Ordering::Relaxed));
    let proofs = Proofs::new(folder.path().join("a/b"), vec![("LANG".into(), "C".into())], clock);
    Kept { folder, now_s, proofs }
}

impl Kept {
    fn file(&self) -> PathBuf {
        let proofs = fs::read_dir(&self.proofs.folder).expect("a folder").flatten().map(|entry| entry.path());
        proofs.into_iter().find(|path| is_proof(path)).expect("something is kept")
    }
}

fn basis(facts: &[(&str, &str)]) -> Basis {
    let mut basis = Basis::default();
    facts.iter().for_each(|(name, value)| basis.fact(*name, *value));
    basis
}

fn evidence() -> Evidence {
    let demo = At::new("d".to_owned(), Place::default());
    let experiment = Experiment { demo, ..Experiment::default() };
    let trial = Trial { number: 1, complete: true, ..Trial::default() };
    Evidence { experiment, trials: vec![trial], missing: None }
}

fn key(kept: &Kept) -> Key {
    kept.proofs.key(&basis(&[("demo", "d")]), 5).expect("a key")
}

fn found(kept: &Kept, key: &Key) -> Option<(usize, u64)> {
    let earlier = kept.proofs.get(key, &evidence().experiment)?;
    Some((earlier.evidence.trials.len(), earlier.age_s))
}

#[test]
fn what_was_put_is_found_with_its_age_until_it_is_too_old() {
    let kept = kept();
    let key = key(&kept);
    assert_eq!(found(&kept, &key), None);
    kept.proofs.put(&key, &evidence());
    assert_eq!(found(&kept, &key), Some((1, 0)));
    kept.now_s.fetch_add(OLDEST_S, Ordering::Relaxed);
    assert_eq!(found(&kept, &key), Some((1, OLDEST_S)));
    kept.now_s.fetch_add(1, Ordering::Relaxed);
    assert_eq!(found(&kept, &key), None);
    kept.now_s.store(5, Ordering::Relaxed);
    assert_eq!(found(&kept, &key), None, "a clock that was set back says nothing about age");
}

#[test]
fn every_part_of_the_ground_counts_and_parts_do_not_run_together() {
    let kept = kept();
    let one = |facts: &[(&str, &str)], trials| kept.proofs.key(&basis(facts), trials).expect("a key").name;
    let first = one(&[("a", "bc")], 5);
    assert_eq!(first, one(&[("a", "bc")], 5));
    for other in [one(&[("ab", "c")], 5), one(&[("a", "bc")], 4), one(&[("a", "bc"), ("d", "")], 5)] {
        assert_ne!(first, other);
    }
    let elsewhere = Proofs::new(kept.folder.path().into(), Vec::new(), Box::new(|| 0));
    assert_ne!(elsewhere.key(&basis(&[("a", "bc")]), 5).expect("a key").name, first);
}

#[test]
fn a_file_that_is_written_again_changes_the_state_and_not_the_name() {
    let kept = kept();
    let file = kept.folder.path().join("program");
    fs::write(&file, "x").expect("a file");
    let of =
        || kept.proofs.key(&Basis { contents: vec![file.clone()], ..Basis::default() }, 5).expect("a key");
    let first = of();
    fs::remove_file(&file).expect("it was there");
    fs::write(kept.folder.path().join("between"), "").expect("another inode in between");
    fs::write(&file, "x").expect("a file");
    let again = of();
    assert_eq!(first.name, again.name);
    assert_ne!(first, again);
    let tool = |path: &Path| kept.proofs.key(&Basis { tools: vec![path.into()], ..Basis::default() }, 5);
    assert_ne!(tool(&file), tool(&kept.folder.path().join("none")));
}

#[test]
fn what_is_not_there_to_be_read_has_no_key() {
    let kept = kept();
    let basis = Basis { contents: vec![kept.folder.path().join("none")], ..Basis::default() };
    assert_eq!(kept.proofs.key(&basis, 5), None);
}

#[test]
fn damaged_and_foreign_files_are_passed_over_and_written_anew() {
    let kept = kept();
    let key = key(&kept);
    kept.proofs.put(&key, &evidence());
    let good = fs::read_to_string(kept.file()).expect("a text");
    let other = kept.proofs.key(&basis(&[("demo", "other")]), 5).expect("a key");
    for bad in [
        String::new(),
        good[..good.len() / 2].to_owned(),
        good.replace("\"complete\":true", "\"complete\":false"),
        good.replace(HEAD, "ttl-evidence-0"),
        "\u{0}".to_owned(),
    ] {
        fs::write(kept.file(), &bad).expect("damage");
        assert_eq!(found(&kept, &key), None, "{bad}");
        kept.proofs.put(&key, &evidence());
        assert_eq!(found(&kept, &key), Some((1, 0)));
    }
    fs::copy(kept.file(), kept.proofs.path(&other)).expect("a copy");
    assert_eq!(found(&kept, &other), None, "it belongs to another experiment");
    assert!(kept.proofs.trouble().is_none());
}

#[test]
fn evidence_that_misses_something_is_not_kept() {
    let kept = kept();
    let missing = Some(Missing::Said { what: "GPU".into(), why: Text::plain("none") });
    kept.proofs.put(&key(&kept), &Evidence { missing, ..evidence() });
    kept.proofs.put(&key(&kept), &Evidence { trials: Vec::new(), ..evidence() });
    assert_eq!(found(&kept, &key(&kept)), None);
}

#[test]
fn where_nothing_can_be_written_it_is_noted_once() {
    let kept = kept();
    fs::write(kept.folder.path().join("a"), "in the way").expect("a file");
    kept.proofs.put(&key(&kept), &evidence());
    kept.proofs.put(&key(&kept), &evidence());
    assert!(matches!(kept.proofs.trouble(), Some(StoreError::Write { .. })));
    assert!(kept.proofs.trouble().is_none());
}

#[test]
fn forgetting_touches_nobody_elses_files() {
    let kept = kept();
    kept.proofs.put(&key(&kept), &evidence());
    let foreign =
        [kept.proofs.folder.join("notes.proof"), kept.proofs.folder.join("x".repeat(64) + ".proof")];
    foreign.iter().for_each(|file| fs::write(file, "mine").expect("a file"));
    assert_eq!(kept.proofs.clear().expect("it can be removed"), 1);
    assert!(foreign.iter().all(|file| file.exists()));
    assert_eq!(kept.proofs.clear().expect("nothing is there"), 0);
    kept.proofs.put(&key(&kept), &evidence());
    kept.proofs.forget(&key(&kept));
    assert_eq!(found(&kept, &key(&kept)), None);
}

#[test]
fn tidying_removes_what_is_old_and_what_was_left_behind() {
    let kept = kept();
    let real = SystemTime::UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
    kept.now_s.store(real, Ordering::Relaxed);
    kept.proofs.put(&key(&kept), &evidence());
    let half = kept.file().with_extension("proof.77.tmp");
    fs::write(&half, "").expect("a file");
    kept.proofs.tidy();
    assert!(kept.file().exists() && half.exists());
    kept.now_s.store(real + 2 * 3600, Ordering::Relaxed);
    kept.proofs.tidy();
    assert!(kept.file().exists() && !half.exists());
    let file = kept.file();
    kept.now_s.store(real + OLDEST_S + 2 * 3600, Ordering::Relaxed);
    kept.proofs.tidy();
    assert!(!file.exists());
}
