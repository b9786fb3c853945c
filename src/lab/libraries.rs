//! Whether the system would find a shared library, without loading it.
//!
//! Loading one runs its code, and a driver brings half a compiler along; a look at files is enough to say what to install.
//! Deliberately missing: certainty. What is found may still not load, and where the system keeps no index of its libraries
//! nothing is called missing; in both cases the demo says itself what it lacks.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Where the system keeps the index of its libraries, if it keeps one.
const INDEX: &str = "/etc/ld.so.cache";

/// Where libraries are looked for after the index.
const PLACES: [&str; 4] = ["/lib", "/usr/lib", "/lib64", "/usr/lib64"];

/// Whether a library is known not to be there. `paths` is the value of `LD_LIBRARY_PATH`.
pub(super) fn is_missing(name: &str, paths: Option<OsString>) -> bool {
    let places = paths.iter().flat_map(std::env::split_paths).chain(PLACES.map(PathBuf::from));
    if places.into_iter().any(|place| place.join(name).is_file()) {
        return false;
    }
    fs::read(INDEX).is_ok_and(|index| !indexed(name, &index).any(Path::is_file))
}

/// The files of that name in an index: it holds their paths as C strings between numbers.
fn indexed<'a>(name: &'a str, index: &'a [u8]) -> impl Iterator<Item = &'a Path> {
    let texts = index.split(|byte| *byte == 0).filter(|text| text.starts_with(b"/"));
    texts.map(|text| Path::new(OsStr::from_bytes(text))).filter(move |path| path.ends_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_read_by_the_names_of_files() {
        let index = b"glibc-ld.so.cache1.1\x02\0\0\x07\0/lib/a/libx.so.1\0/lib/b/libx.so.1\0libx.so.1\0/lib/liblibx.so.1\0";
        let found: Vec<_> = indexed("libx.so.1", index).collect();
        assert_eq!(found, [Path::new("/lib/a/libx.so.1"), Path::new("/lib/b/libx.so.1")]);
        assert_eq!(indexed("x.so.1", index).count(), 0);
    }

    #[test]
    fn a_library_may_lie_where_the_variable_says() {
        assert!(!is_missing("Cargo.toml", Some(concat!("/nowhere:", env!("CARGO_MANIFEST_DIR")).into())));
        // Where there is no index, nobody can tell.
        assert_eq!(is_missing("libnobody-has-this.so.1", None), Path::new(INDEX).exists());
    }

    #[test]
    fn what_this_very_test_runs_on_is_found() {
        let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
        let mut loaded =
            maps.lines().filter_map(|line| Path::new(line.split_whitespace().last()?).file_name());
        let libc = loaded.find(|name| name.as_bytes().starts_with(b"libc.so"));
        assert!(!libc.and_then(OsStr::to_str).is_some_and(|libc| is_missing(libc, None)));
    }
}
