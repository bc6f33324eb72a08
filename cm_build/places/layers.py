"""A network's configuration laid over the project's: key by key, each value where it was written."""

from __future__ import annotations

import re
from typing import NamedTuple

from cm_build.forges.known import forge_at
from cm_build.forges.remote import Deduced, repository_of, same_repository
from cm_build.places.web_address import is_web_address
from cm_build.questionnaire.origin import Path
from cm_build.reading.node import Entry, Fields, Scalar

# Whose site it is: the copy of another repository would speak in its place.
IDENTITY = ("url", "depot", "contact", "hebergeur", "referents")
# What git accepts in a branch, less what an address would have to escape.
BRANCH = re.compile(
    r"(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}(?<![./])", re.ASCII
)
MAIN = "main"


class Laid(NamedTuple):
    """One tree made of two files, and which paths of it the second one wrote."""

    root: Fields
    grafts: tuple[Path, ...]
    others: tuple[str, ...] = ()
    """The keys of an identity that was left out, because it is another repository's."""


def lay(base: Fields, over: Fields | None, deduced: Deduced) -> Laid:
    """Lay a network's file over the project's, then what git and the forge say of both."""
    own = _is_own(base, deduced, local=over is not None)
    # Defaults without an address say nothing of where this copy lives.
    silent = deduced.repository and not _text(base, "depot", "url")
    left = {*(() if own else IDENTITY), *(("depot",) if silent else ())}
    kept = {key: entry for key, entry in base.entries.items() if key not in left}
    root, grafts = (
        _laid(Fields(kept, base.mark), over, ()) if over else (Fields(kept, base.mark), ())
    )
    others = () if own else tuple(key for key in IDENTITY if _said(base, key))
    return Laid(_addressed(_located(root, deduced), deduced), grafts, others)


def _is_own(base: Fields, deduced: Deduced, *, local: bool) -> bool:
    """Tell whether the identity in the project's file is that of the repository we are in.

    The file names its own repository. Where it does not, or where git tells nothing, only a
    network's own file shows that we are elsewhere.
    """
    home = repository_of(_text(base, "depot", "url"))
    if home and deduced.repository:
        return same_repository(home, deduced.repository)
    return not local


def _laid(base: Fields, over: Fields, path: Path) -> tuple[Fields, tuple[Path, ...]]:
    entries, grafts = dict(base.entries), list[Path]()
    for key, entry in over.entries.items():
        here, below = (*path, key), entries.get(key)
        if below and isinstance(below.node, Fields) and isinstance(entry.node, Fields):
            node, inside = _laid(below.node, entry.node, here)
            entries[key] = Entry(below.key, node)
            grafts += inside
        else:
            entries[key] = entry
            grafts.append(here)
    return Fields(entries, base.mark), tuple(grafts)


def _located(root: Fields, deduced: Deduced) -> Fields:
    """Add what git says of the repository, to what nobody wrote of it."""
    entry = root.entries.get("depot", Entry(root.mark, Fields({}, root.mark)))
    node = entry.node
    written = _text(root, "depot", "url")
    url = written or (deduced.repository if is_web_address(deduced.repository) else "")
    if not isinstance(node, Fields) or not url:
        return root
    forge = _text(root, "depot", "forge") or forge_at(url)
    if not forge and not written:
        return root
    branch = deduced.branch if same_repository(url, deduced.repository) else ""
    told = {"url": url, "forge": forge, "branche": branch if BRANCH.fullmatch(branch) else MAIN}
    missing = {
        key: Entry(entry.key, Scalar(text, entry.key))
        for key, text in told.items()
        if text and not _text(node, key)
    }
    depot = Fields({**node.entries, **missing}, node.mark)
    return Fields({**root.entries, "depot": Entry(entry.key, depot)}, root.mark)


def _addressed(root: Fields, deduced: Deduced) -> Fields:
    """Add the address that the forge gives to the site, where nobody wrote one."""
    if not deduced.address or _said(root, "url"):
        return root
    url = Entry(root.mark_of("url"), Scalar(deduced.address, root.mark_of("url")))
    return Fields({**root.entries, "url": url}, root.mark)


def _said(root: Fields, key: str) -> bool:
    """Tell whether anything is written under a key, or under those it holds."""
    if key not in root.entries:
        return False
    node = root.entries[key].node
    if isinstance(node, Fields):
        return any(_said(node, inside) for inside in node.entries)
    return bool(node.text.strip()) if isinstance(node, Scalar) else bool(node.items)


def _text(root: Fields, *path: str) -> str:
    node: object = root
    for key in path:
        if not isinstance(node, Fields) or key not in node.entries:
            return ""
        node = node.entries[key].node
    return node.text.strip() if isinstance(node, Scalar) else ""
