"""The pages a network writes itself, in `docs/local/`: they are laid over the project's, which has none there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cm_build.places.leftovers import is_leftover

LOCAL = Path("docs", "local")
PAGE = ".md"


def local_files(folder: Path) -> list[str]:
    """List what a network put there: a page of the same name replaces the project's."""
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        name.as_posix()
        for name in names
        if not name.name.startswith(".") and not any(is_leftover(part) for part in name.parts)
    )


def navigation(declared: Sequence[Any], added: Sequence[str]) -> list[Any]:
    """Put new pages in the last part of the navigation, which tells who is behind the site."""
    if not added:
        return list(declared)
    *parts, about = declared
    ((title, pages),) = about.items()
    return [*parts, {title: [*pages, *added]}]


def added_pages(folder: Path, project: Path) -> list[str]:
    """Name the pages that the project does not have."""
    pages = (name for name in local_files(folder) if name.endswith(PAGE))
    return [name for name in pages if not (project / name).is_file()]
