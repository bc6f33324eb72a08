"""What a network took back since the commit that is shown of it: read apart, and applied always.

Only the heads of files are looked at, and as leniently as can be: a questionnaire that does not
load, or a file that cannot be read any more, never keeps a withdrawal from being heard.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cm_build.importing.federated.erased import erased, unvoted
from cm_build.places.assessment import Assessment
from cm_build.places.place import Place
from cm_build.places.renaming import renamed
from cm_build.places.workshop import WORKSHOP
from cm_build.questionnaire.names import Names
from cm_build.reading.ledger import Ledger
from cm_build.reading.node import Fields, Items, Scalar
from cm_build.reading.source import read_source

HIDDEN = ("sections_masquees", "reponses_masquees")
SHOWN = ("sections_publiees", "reponses_publiees")
_WORDS = ("publication", "lieu_protege")
_LINE = re.compile(
    rf"^({'|'.join((*_WORDS, *HIDDEN, *SHOWN))})[ \t]*:(.*(?:\n[ \t]*-.*)*)", re.MULTILINE
)
_NAME = re.compile(r"[a-z][a-z0-9_.]*")


class LaterHead(NamedTuple):
    """What the latest version of a file keeps, and what it shows of what is private by default.

    `root` is the whole of it, when it can be read.
    """

    withdrawn: bool
    protected: bool
    lists: Mapping[str, frozenset[str]]
    root: Fields | None = None


@dataclass(frozen=True)
class Later:
    """The heads of a network's latest files, by place and year; `known` tells that they could be seen."""

    heads: Mapping[str, Mapping[int, LaterHead]] = field(default_factory=dict)
    known: bool = True

    def left(self, place: Place, names: Names) -> Place | None:
        """Give what is left of a place; None when it was withdrawn, or is not there any more.

        `names` are those it was read with.
        """
        if not self.known:
            return place
        years = self.heads.get(place.slug)
        if not years or years[max(years)].withdrawn or any(y.protected for y in years.values()):
            return None
        kept = tuple(
            _restrained(assessment, head, names)
            for assessment in place.assessments
            if (head := years.get(assessment.year)) and not head.withdrawn
        )
        return replace(place, assessments=kept) if kept else None


NOTHING_LATER = Later(known=False)


def later(files: Mapping[tuple[str, int], bytes]) -> Later:
    """Read the heads of files, by place and year."""
    heads: dict[str, dict[int, LaterHead]] = {}
    for (slug, year), content in files.items():
        heads.setdefault(slug, {})[year] = _head(content)
    return Later(heads)


def _head(content: bytes) -> LaterHead:
    root = read_source(content, "").root
    words = _words_of(root) if root is not None else _words_in(content)
    lists = {key: frozenset(words.get(key, ())) for key in (*HIDDEN, *SHOWN)}
    withdrawn = "non_publiee" in words.get("publication", ())
    return LaterHead(withdrawn, "oui" in words.get("lieu_protege", ()), lists, root)


def _words_of(root: Fields) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for key, entry in root.entries.items():
        nodes = entry.node.items if isinstance(entry.node, Items) else (entry.node,)
        words[key] = [node.text.strip() for node in nodes if isinstance(node, Scalar)]
    return words


def _words_in(content: bytes) -> dict[str, list[str]]:
    """Look for the same words line by line, in a file that is no document any more."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    words: dict[str, list[str]] = {}
    for key, said in _LINE.findall(text):
        words.setdefault(key, []).extend(_NAME.findall(said))
    return words


def _restrained(assessment: Assessment, head: LaterHead, names: Names) -> Assessment:
    """Keep back what the file kept then, what it keeps since, and what it does not say any more."""
    header = assessment.header
    gone: dict[str, set[str]] = {key: set(head.lists[key]) for key in HIDDEN}
    if head.root is not None:
        root = renamed(head.root, names, Ledger("")).root
        gone["reponses_masquees"].update(erased(assessment, root, names))
        gone["sections_masquees"].update([WORKSHOP] if unvoted(assessment, root) else [])
    kept = {key: tuple({*getattr(header, key), *gone[key]}) for key in HIDDEN}
    kept |= {
        key: tuple(name for name in getattr(header, key) if name in head.lists[key])
        for key in SHOWN
    }
    kept = {key: tuple(sorted(names)) for key, names in kept.items()}
    return replace(assessment, header=header.model_copy(update=kept))
