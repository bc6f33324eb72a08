"""Writing a whole folder of results: it takes the place of the last one, or nothing changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cm_build.emitting.destination import Guarded, mark, refusal
from cm_build.emitting.worksite import worksite

if TYPE_CHECKING:
    from collections.abc import Mapping


class WrongDestinationError(Exception):
    """A folder that must not be replaced, with the reason in French."""


def write_folder(out: Path, contents: Mapping[str, bytes]) -> None:
    """Replace a folder of ours by these files, by path inside it; what an earlier run left is gone.

    Raises:
        WrongDestinationError: the folder is not ours to replace.
        OSError: something cannot be written; what was there is still there.
    """
    refused = refusal(out, (Guarded(Path(), "le dossier où vous êtes"),))
    if refused:
        raise WrongDestinationError(refused)
    # Two runs never prepare the same folder on purpose: the second waits without a word.
    with worksite(out.resolve(), lambda: None) as site:
        for name, content in contents.items():
            path = site.fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        mark(site.fresh)
        site.deliver()
