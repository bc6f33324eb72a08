"""What a place keeps for itself, told from the file alone, even a wrong one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.contributing.finding import Channel, Finding, Weight
from cm_build.reading.node import Fields, Items, Scalar
from cm_build.reading.source import read_source
from cm_build.viewing import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.questionnaire.names import Names
    from cm_build.reading.node import Node

COMPLETE = (
    "Ce fichier est le fichier complet : il peut contenir des réponses que le lieu garde pour lui."
)
_PRIVATE = "Ce fichier répond à ce que le lieu garde pour lui : {parties}."
_HINTS = {
    Channel.FILE: "Demandez le fichier « a-publier », ou ajoutez --complet si le lieu est d’accord.",
    Channel.ISSUE: "Ce message est public : effacez-en la fiche, puis sa version précédente (« edited », en haut du "
    "message, puis « Delete revision from history »). Dans le questionnaire, « Publier » prépare une fiche sans ces réponses.",
}
# The keys of a file by which a place says what it shows.
_MASKED, _UNVEILED, _HELD = "sections_masquees", "sections_publiees", "reponses_masquees"


@dataclass(frozen=True, slots=True)
class Withheld:
    """The sections and answers of a file that are not for the public, by their names."""

    sections: frozenset[str]
    answers: frozenset[str]

    def holds(self, keys: Sequence[str]) -> bool:
        """Tell whether the field that these keys lead to is one of them."""
        if self.sections.intersection(keys):
            return True
        named = {".".join(keys[start:end]) for start in range(len(keys)) for end in range(start + 1, len(keys) + 1)}  # fmt: skip
        return bool(self.answers & named)


def withheld(root: Fields | None, names: Names) -> Withheld:
    """Read what a file hides, as the site would, without asking that the rest be right."""
    private = {one.id for one in names.sections.values() if one.prive_par_defaut}
    kept = (private - _list(root, _UNVEILED)) | _list(root, _MASKED)
    return Withheld(frozenset(kept), frozenset(_list(root, _HELD)))


def kept_for_itself(
    content: bytes, names: Names, *, complete: bool, channel: Channel
) -> Finding | None:
    """Tell that a file holds what the place keeps, whatever its name: nothing of it is quoted."""
    root = read_source(content, "").root
    own = withheld(root, names)
    parts = [
        french.quoted(section.titre)
        for section in names.sections.values()
        if section.prive_par_defaut
        and section.id in own.sections
        and _is_answered(section.id, root, content)
    ]
    hiding = _list(root, _MASKED) | _list(root, _HELD)
    unpublished = _text(root, "publication") == "non_publiee"
    if complete or (unpublished and hiding):
        return Finding(Weight.BLOCKING, COMPLETE, _HINTS[channel])
    if parts:
        message = _PRIVATE.format(parties=french.listed(parts))
        return Finding(Weight.BLOCKING, message, _HINTS[channel])
    return None


def _is_answered(section: str, root: Fields | None, content: bytes) -> bool:
    if root is None:
        # A file that cannot be read may be private all the same.
        key = re.escape(section.encode())
        return re.search(rb"(?m)^[\"']?" + key + rb"[\"']?[ \t]*:", content) is not None
    entry = root.entries.get(section)
    return entry is not None and _holds_text(entry.node)


def _holds_text(node: Node) -> bool:
    """Tell whether something is answered in there; an empty form of the file answers nothing."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Scalar(text, _):
                if text.strip():
                    return True
            case Items(items, _):
                waiting += items
            case Fields(entries, _):
                waiting += [entry.node for entry in entries.values()]
    return False


def _list(root: Fields | None, key: str) -> set[str]:
    entry = root.entries.get(key) if root else None
    node = entry.node if entry else None
    items = node.items if isinstance(node, Items) else (node,)
    return {one.text.strip() for one in items if isinstance(one, Scalar) and one.text.strip()}


def _text(root: Fields | None, key: str) -> str:
    entry = root.entries.get(key) if root else None
    return entry.node.text.strip() if entry and isinstance(entry.node, Scalar) else ""
