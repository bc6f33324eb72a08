"""The complete file, which its place keeps at home: recognised by what it holds."""

from __future__ import annotations

import re

from cm_build.contributing.intake.finding import Channel, Finding, Weight
from cm_build.contributing.intake.withheld import HELD, MASKED, listed_in, text_of, withheld
from cm_build.questionnaire.names import Names
from cm_build.reading.node import Fields, Items, Node, Scalar
from cm_build.reading.source import read_source
from cm_build.wording import french

COMPLETE = (
    "Ce fichier est le fichier complet : il peut contenir des réponses que le lieu garde pour lui."
)
_PRIVATE = "Ce fichier répond à ce que le lieu garde pour lui : {parties}."
_HINTS = {
    Channel.FILE: "Demandez le fichier « a-publier », ou ajoutez --complet si le lieu est d’accord.",
    Channel.ISSUE: "Ce message est public : effacez-en la fiche, puis sa version précédente (« edited », en haut du "
    "message, puis « Delete revision from history »). Dans le questionnaire, « Publier » prépare une fiche sans ces réponses.",
}


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
    hiding = listed_in(root, MASKED) | listed_in(root, HELD)
    unpublished = text_of(root, "publication") == "non_publiee"
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
