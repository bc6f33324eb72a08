"""Opening a list, whatever program saved it: what it is shows in its first bytes, not in its name."""

from __future__ import annotations

from collections.abc import Iterable

from cm_build.importing.directory import read_directory
from cm_build.importing.outcome import WrongFileError
from cm_build.importing.spreadsheet import read_csv
from cm_build.importing.worksheet import Worksheet

LARGEST = 32 * 1024 * 1024
_MARK = b"\xef\xbb\xbf"
_ARCHIVE, _OLD = b"PK", b"\xd0\xcf\x11\xe0"


def read_list(content: bytes, wanted: Iterable[str] = (), sheet: str = "") -> Worksheet:
    """Read a table of any kind; `wanted` columns and the name of a `sheet` help where a file has several.

    Raises:
        WrongFileError: it is none of the kinds that are read, or cannot be.
    """
    if len(content) > LARGEST:
        raise WrongFileError(
            f"Le fichier pèse plus de {LARGEST // 1024**2} Mo : ce n’est pas une liste de lieux."
        )
    if content.startswith((_ARCHIVE, _OLD)):
        # Loaded here: whoever reads a CSV file does without.
        from cm_build.importing.workbook import read_workbook  # noqa: PLC0415

        return read_workbook(content, sheet)
    if content.removeprefix(_MARK).lstrip()[:1] in (b"{", b"["):
        return read_directory(content)
    return read_csv(content, wanted)
