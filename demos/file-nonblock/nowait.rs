//! The one call that may be told not to wait for a file.

use std::io;
use std::os::unix::fs::FileExt;

use nix::errno::Errno;
use serde_json::json;

use super::PART;
use super::ask::name;
use crate::stage::Cell;
use crate::stage::disk::{self, Scratch};

/// Asks for bytes of a file "but only at once": when they are on the disk alone, and when they are in memory.
pub(super) fn only_at_once(cell: &Cell, cold: Option<Scratch>) -> io::Result<()> {
    let Some(scratch) = cold else {
        cell.skip("POSIX_FADV_DONTNEED", disk::NO_DISK);
        return Ok(());
    };
    let (mut caller, mut part) = (cell.lane("caller"), vec![0; PART]);
    let on_disk = caller.watched_call("preadv2", || scratch.read_nowait(&mut part, 0));
    if matches!(&on_disk, Err(Errno::EOPNOTSUPP | Errno::ENOSYS | Errno::EINVAL)) {
        cell.skip("RWF_NOWAIT", NOT_HERE);
        return Ok(());
    }
    caller.watched_call("read", || scratch.file.read_exact_at(&mut part, 0))?;
    let in_memory = caller.watched_call("preadv2", || scratch.read_nowait(&mut part, 0));
    let [on_disk, in_memory] = [on_disk, in_memory].map(|it| it.map_or_else(name, |_| "data".to_owned()));
    cell.report(json!({"on_disk": on_disk, "in_memory": in_memory}));
    Ok(())
}

const NOT_HERE: (&str, &str) = (
    "this file system or kernel does not know RWF_NOWAIT; name a folder on ext4, XFS or Btrfs with TMPDIR",
    "이 파일 시스템이나 커널은 RWF_NOWAIT를 모릅니다. ext4, XFS, Btrfs에 있는 폴더를 TMPDIR로 지정하세요",
);
