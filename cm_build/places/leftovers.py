"""Files that systems leave in any folder one looks at: nobody wrote them, and nobody can be asked."""

from __future__ import annotations

import re
from pathlib import Path

# The form (leftovers.js) and the team's folder (.ci/reception) pass over the same names.
_LEFT = re.compile(
    r"\.DS_Store|\.localized|(?:eh)?Thumbs\.db|desktop\.ini|Icon\r|__MACOSX|\._.*",
    re.IGNORECASE | re.ASCII,
)


# What the folder of places says to whoever opens it on the forge; Git would forget an empty folder.
READ_ME = "LISEZMOI.md"


def is_leftover(name: str) -> bool:
    """Tell whether a file or folder of this name was left by a system, and is passed over."""
    return _LEFT.fullmatch(name) is not None


def listed(folder: Path) -> list[Path]:
    """List what people put in a folder, in a stable order; nothing where there is no folder.

    Raises:
        OSError: the system refuses to list it.
    """
    if not folder.is_dir():
        return []
    kept = (path for path in folder.iterdir() if not is_leftover(path.name))
    return sorted(kept, key=lambda path: path.name)


def listed_places(folder: Path) -> list[Path]:
    """List what should be places in a folder of places; its page of explanations is none.

    Raises:
        OSError: the system refuses to list it.
    """
    return [path for path in listed(folder) if path.name != READ_ME]
