"""What a system refuses, told of the file that it is about."""

from __future__ import annotations

import errno
from pathlib import Path

from cm_build.emitting.failure import refused_by_the_system


def test_a_full_disk_is_told_of_what_is_written_from_where_the_person_is(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read, wrote = str(tmp_path / "photos" / "cour.jpg"), str(tmp_path / "site" / "cour.jpg")
    told = refused_by_the_system(OSError(errno.ENOSPC, "No space left", read, None, wrote))
    assert told.startswith("« site/cour.jpg » ne peut pas être écrit : le disque est plein.")


def test_what_is_missing_is_told_of_what_is_read() -> None:
    told = refused_by_the_system(OSError(errno.ENOENT, "No such file", "absent", None, "site/x"))
    assert told.startswith("« absent » ne peut pas")
