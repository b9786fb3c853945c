//! `ttl add SOURCE`, `ttl update [NAME]`, `ttl remove NAME`: decks and demos that others keep.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use console::Term;
use indicatif::ProgressBar;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::signals;
use super::trust::{nobody, say};
use crate::flow::{self, Contents, Difference};
use crate::lab::{GitError, Lab, Repository, folder_hash};
use crate::screen::collections::{self as sheet, Kind};
use crate::screen::{collection_words as words, paper, trust};
use crate::store::{self, Collection};

/// Arguments of `ttl add`.
#[derive(Args)]
pub(super) struct Add {
    source: String,
    #[arg(long)]
    name: Option<String>,
    #[arg(long)]
    rev: Option<String>,
}

/// Arguments of `ttl update`.
#[derive(Args)]
pub(super) struct Update {
    names: Vec<String>,
}

/// Arguments of `ttl remove`.
#[derive(Args)]
pub(super) struct Remove {
    name: String,
}

impl Add {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let lang = settings.talk.lang;
        let usage = |what, next: &str| Complaint::usage(what, next.to_owned());
        let folder = Path::new(&self.source).canonicalize().ok().filter(|folder| folder.is_dir());
        if folder.is_none() && !is_url(&self.source) {
            return Err(usage(words::no_source(&self.source, lang), words::sources_are(lang)));
        }
        if let Some(rev) = self.rev.as_ref().filter(|rev| !is_rev(rev) || folder.is_some()) {
            return Err(usage(words::no_rev(rev, lang), words::revs_are(lang)));
        }
        let name = self.name.clone().unwrap_or_else(|| name_of(folder.as_deref(), &self.source));
        if !store::is_collection_name(&name) {
            return Err(usage(words::no_name(&name, lang), words::names_are(lang)));
        }
        let (data, mut known) = settings.collections_to_change()?;
        if known.all.iter().any(|one| one.name == name) {
            return Err(usage(words::name_taken(&name, lang), words::names_are(lang)));
        }
        let since = settings.day();
        let url = folder.is_none().then(|| self.source.clone());
        let mut added = Collection { name, folder, url, rev: self.rev, commit: None, since };
        signals::watch();
        if let Some(url) = added.url.clone() {
            let place = added.place(&data);
            let fetched = fetch(&added, &url, &data, settings).inspect_err(|_| {
                let _nothing_was_there_before = fs::remove_dir_all(&place);
            })?;
            added.commit = Some(fetched);
            fs::rename(place.join("tree.new"), place.join("tree"))?;
        }
        let contents = contents(&added.name, &added.root(&data))?;
        let taken = taken(&contents, settings)?;
        if contents.is_empty() {
            let _may_be_a_folder_of_others =
                added.url.is_some() && fs::remove_dir_all(added.place(&data)).is_ok();
            return Err(usage(words::nothing_in(&self.source, lang), words::collections_hold(lang)));
        }
        known.all.push(added.clone());
        settings.keep_collections(&known)?;
        let counts = [contents.decks.len(), contents.cards.len(), contents.demos.len()];
        let lines = sheet::added(&added.name, &added.source(), counts, &taken, &settings.look);
        paper::print(&mut io::stdout().lock(), &lines, &settings.look)?;
        Ok(Exit::Done)
    }
}

impl Update {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let lang = settings.talk.lang;
        let (data, mut known) = settings.collections_to_change()?;
        if let Some(unknown) = self.names.iter().find(|name| !known.all.iter().any(|one| one.name == **name))
        {
            let next = words::try_list(lang).to_owned();
            return Err(Complaint::usage(words::no_collection(unknown, lang), next));
        }
        signals::watch();
        for at in 0..known.all.len() {
            let one = known.all[at].clone();
            if !self.names.is_empty() && !self.names.contains(&one.name) {
                continue;
            }
            let Some(url) = one.url.clone() else {
                say(words::used_in_place(&one.name, lang), settings)?;
                continue;
            };
            let commit = fetch(&one, &url, &data, settings)?;
            let place = one.place(&data);
            let (new, tree) = (place.join("tree.new"), place.join("tree"));
            if Some(&commit) == one.commit.as_ref() && tree.is_dir() {
                fs::remove_dir_all(&new)?;
                say(words::nothing_new(&one.name, lang), settings)?;
                continue;
            }
            if !shows_and_agrees(&one, &commit, &data, settings)? {
                fs::remove_dir_all(&new)?;
                return Ok(Exit::Found);
            }
            let old = place.join("tree.old");
            let _left_by_an_interrupted_update = fs::remove_dir_all(&old);
            if tree.is_dir() {
                fs::rename(&tree, &old)?;
            }
            fs::rename(&new, &tree)?;
            (known.all[at].commit, known.all[at].since) = (Some(commit), settings.day());
            settings.keep_collections(&known)?;
            let _gone_already = fs::remove_dir_all(&old);
            say(words::updated(&one.name, lang), settings)?;
        }
        Ok(Exit::Done)
    }
}

/// Shows what an update would change, and asks.
fn shows_and_agrees(one: &Collection, commit: &str, data: &Path, settings: &Settings) -> Result<bool> {
    let place = one.place(data);
    let repository = Repository::open(&place.join("repo.git"), &settings.environment())?;
    let commits = match &one.commit {
        Some(before) => repository.log(before, commit).unwrap_or_default(),
        None => Vec::new(),
    };
    let before = contents(&one.name, &place.join("tree")).unwrap_or_default();
    let after = contents(&one.name, &place.join("tree.new"))?;
    let kinds = [
        kind(Difference::between(&before.decks, &after.decks)),
        kind(Difference::between(&before.cards, &after.cards)),
        kind(Difference::between(&before.demos, &after.demos)),
    ];
    let lines = sheet::changes(&one.name, &commits, &kinds, &settings.look);
    paper::print(&mut io::stdout().lock(), &lines, &settings.look)?;
    if settings.is_yes {
        return Ok(true);
    }
    if !settings.is_interactive {
        fs::remove_dir_all(place.join("tree.new"))?;
        return Err(nobody(settings));
    }
    Ok(trust::confirm(&Term::stdout(), &settings.look)?)
}

fn kind(difference: Difference) -> Kind {
    let Difference { added, changed, gone } = difference;
    Kind { added, changed, gone }
}

impl Remove {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let lang = settings.talk.lang;
        let (data, mut known) = settings.collections_to_change()?;
        let Some(at) = known.all.iter().position(|one| one.name == self.name) else {
            let next = words::try_list(lang).to_owned();
            return Err(Complaint::usage(words::no_collection(&self.name, lang), next));
        };
        if !settings.is_yes {
            say(words::ask_remove(&self.name, known.all[at].url.is_some(), lang), settings)?;
            if !settings.is_interactive {
                return Err(nobody(settings));
            }
            if !trust::confirm(&Term::stdout(), &settings.look)? {
                return Ok(Exit::Found);
            }
        }
        let removed = known.all.remove(at);
        settings.keep_collections(&known)?;
        if removed.url.is_some() {
            fs::remove_dir_all(removed.place(&data))?;
        }
        say(words::removed(&removed.name, lang), settings)?;
        Ok(Exit::Done)
    }
}

/// Fetches a collection and puts its files into `tree.new`; says which commit that is.
fn fetch(one: &Collection, url: &str, data: &Path, settings: &Settings) -> Result<String> {
    let lang = settings.talk.lang;
    let progress = ProgressBar::new_spinner();
    progress.set_message(words::fetching(&one.name, lang));
    progress.tick();
    let place = one.place(data);
    let fetched = write_tree(one, url, &place, settings);
    progress.finish_and_clear();
    let (commit, left_out) = fetched.map_err(|error| match error {
        GitError::Missing => Complaint::usage(error.to_string(), words::install_git(lang).to_owned()),
        GitError::Io(error) => error.into(),
        error => Complaint::usage(error.to_string(), words::try_git(url, lang)),
    })?;
    for path in left_out {
        say(words::left_out(&path, lang), settings)?;
    }
    Ok(commit)
}

fn write_tree(
    one: &Collection,
    url: &str,
    place: &Path,
    settings: &Settings,
) -> Result<(String, Vec<String>), GitError> {
    let new = place.join("tree.new");
    let _left_by_an_interrupted_update = fs::remove_dir_all(&new);
    let repository = Repository::open(&place.join("repo.git"), &settings.environment())?;
    let commit = repository.fetch(url, one.rev.as_deref(), one.commit.is_none())?;
    let (mut files, mut others) = repository.files(&commit)?;
    files.retain(|file| store::belongs(&file.path));
    others.retain(|path| store::belongs(path));
    fs::create_dir_all(&new)?;
    repository.read(&files, &mut |file, bytes| store::put(&new, &file.path, bytes, file.is_executable))?;
    Ok((commit, others))
}

/// What is in a collection.
fn contents(name: &str, root: &Path) -> Result<Contents> {
    let mut library = flow::Library::default();
    for source in store::decks_below(root)? {
        library.add(name, source);
    }
    let mut demos = std::collections::BTreeMap::new();
    if let Ok(folders) = fs::read_dir(root.join("demos")) {
        for folder in folders.flatten().filter(|folder| folder.path().join("demo.toml").is_file()) {
            let hash = folder_hash(&folder.path()).unwrap_or_default();
            demos.insert(folder.file_name().to_string_lossy().into_owned(), hash);
        }
    }
    Ok(Contents::new(&library, demos))
}

/// The demos of a collection whose short name belongs to others already.
fn taken(contents: &Contents, settings: &Settings) -> Result<Vec<String>> {
    let lab = settings.lab()?;
    Ok(contents.demos.keys().filter(|demo| lab.demo(demo).is_some()).cloned().collect())
}

/// The last part of where a collection is from, without what git adds to it.
fn name_of(folder: Option<&Path>, source: &str) -> String {
    let last = match folder {
        Some(folder) => folder.file_name().map(|name| name.to_string_lossy().into_owned()),
        None => source.trim_end_matches('/').rsplit(['/', ':']).next().map(str::to_owned),
    };
    let last = last.unwrap_or_default();
    last.strip_suffix(".git").unwrap_or(&last).to_owned()
}

/// Whether a word is an address that git may be given. Addresses that name a program to run are none.
fn is_url(word: &str) -> bool {
    let Some((scheme, rest)) = word.split_once("://") else { return false };
    let is_plain = !word.chars().any(|c| c.is_whitespace() || c.is_control());
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    matches!(scheme, "https" | "ssh" | "file" | "git")
        && is_plain
        && !rest.is_empty()
        && !rest.starts_with('-')
        && !host.starts_with('-')
}

/// Whether a word can name a branch, a tag or a commit, and nothing else.
fn is_rev(word: &str) -> bool {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    !word.is_empty() && !word.starts_with(['-', '/']) && !word.contains("..") && word.chars().all(is_fine)
}

/// The decks of every collection, each with the name of its collection; what cannot be read is told and passed over.
pub(super) fn decks(settings: &Settings) -> Vec<(String, crate::model::Source)> {
    let mut found = Vec::new();
    for (name, root) in roots(settings) {
        match store::decks_below(&root) {
            Ok(sources) => found.extend(sources.into_iter().map(|source| (name.clone(), source))),
            Err(error) => {
                drop(say(words::unreadable(&name, &error.to_string(), settings.talk.lang), settings))
            }
        }
    }
    found
}

/// The same decks, not read where that need not be.
pub(super) fn sheets(settings: &Settings) -> Vec<store::Sheet> {
    let mut found = Vec::new();
    for (name, root) in roots(settings) {
        match store::sheets_below(&root, &name) {
            Ok(sheets) => found.extend(sheets),
            Err(error) => {
                drop(say(words::unreadable(&name, &error.to_string(), settings.talk.lang), settings))
            }
        }
    }
    found
}

/// Name and folder of every collection.
pub(super) fn roots(settings: &Settings) -> Vec<(String, PathBuf)> {
    let Some((data, known)) = settings.collections() else { return Vec::new() };
    known.all.iter().map(|one| (one.name.clone(), one.root(data))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_start_nothing_are_taken() {
        for url in ["https://example.org/a.git", "ssh://git@example.org/a", "file:///tmp/a", "git://h/a"] {
            assert!(is_url(url), "{url}");
        }
        for word in [
            "ext::sh -c x",
            "ext://x",
            "http://x/a",
            "-u",
            "--upload-pack=x",
            "ssh://-oProxyCommand=x/a",
            "ssh://git@-oProxyCommand=x/a",
            "file://",
            "https://a b",
            "git@example.org:a",
        ] {
            assert!(!is_url(word), "{word}");
        }
    }

    #[test]
    fn a_revision_is_one_name() {
        assert!(is_rev("main") && is_rev("v1.2") && is_rev("a/b") && is_rev("0a1b2c"));
        for word in ["", "-f", "a:b", "a..b", "a b", "+a", "a^", "*"] {
            assert!(!is_rev(word), "{word}");
        }
    }

    #[test]
    fn a_collection_is_called_what_its_source_is_called() {
        assert_eq!(name_of(None, "https://example.org/go/course.git/"), "course");
        assert_eq!(name_of(Some(Path::new("/home/u/decks-of-mine")), "."), "decks-of-mine");
    }
}
