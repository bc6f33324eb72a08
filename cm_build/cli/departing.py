"""Where the fingerprints of the places that left the lists are kept, for the commands that need them."""

from __future__ import annotations

import secrets
from pathlib import Path

from cm_build.cli.report import text_report
from cm_build.emitting.failure import StoppedError
from cm_build.importing.departures import FILE, Departures, read_departures
from cm_build.referential.toolbox import DataFolders

_SALT_BYTES = 16


def departures_of(folders: DataFolders) -> tuple[Path, Departures]:
    """Read them; a référentiel that nobody left has no file, and gets its salt with the first one.

    Raises:
        StoppedError: the file cannot be read as what it is.
        OSError: it cannot be opened.
    """
    path = folders.settings.parent / FILE
    if not path.exists():
        return path, Departures(sel=secrets.token_hex(_SALT_BYTES))
    read = read_departures(path.read_bytes(), folders.shown(path))
    if read.model is None:
        raise StoppedError(text_report(read.problems))
    return path, read.model
