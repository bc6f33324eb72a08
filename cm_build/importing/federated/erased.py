"""What the latest version of a file does not say any more: an answer erased, a text that was rewritten.

A name may have slipped into a text, and been taken out of it: what is not there word for word any
more is not shown, until someone looks at the new version. A number that was corrected stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cm_build.places.answer import Given, Shares
from cm_build.places.assessment import Assessment
from cm_build.places.workshop import WORKSHOP
from cm_build.questionnaire.grammar import beside, keys_to
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Fields, Items, Node, Scalar


def erased(assessment: Assessment, root: Fields, names: Names) -> Iterator[str]:
    """Name the answers, and the lines of them, that a later file does not give as they were."""
    known_by = {names.roles[role] for role in (Role.NOM, Role.COMMUNE)}
    for path, answer in assessment.answers.items():
        # What the rest of the file decides was typed nowhere.
        if not isinstance(answer, Given) or path not in assessment.marks or path in known_by:
            continue
        asked = names.asked_for(path)
        key = asked.question.id + path.removeprefix(beside(path))
        node = _at(root, (*keys_to(asked.home, asked.owner), key))
        if node is None or not _texts(answer) <= _words(node):
            yield asked.path
        elif isinstance(answer.value, Shares) and isinstance(node, Fields):
            typed = assessment.shares.get(path, answer.value).parts
            yield from (f"{path}.{part}" for part in typed if part not in node.entries)


def unvoted(assessment: Assessment, root: Fields) -> bool:
    """Tell whether a workshop was told, and is not any more as it was."""
    if assessment.workshop is None:
        return False
    node = _at(root, (WORKSHOP,))
    workshop = assessment.workshop
    reservations = (text for texts in workshop.reservations.values() for text in texts)
    texts = (*workshop.disagreements.values(), *workshop.decisions.values(), *reservations)
    return node is None or not {_plain(text) for text in texts} <= _words(node)


def _at(root: Node, keys: tuple[str, ...]) -> Node | None:
    for key in keys:
        if not isinstance(root, Fields) or key not in root.entries:
            return None
        root = root.entries[key].node
    return root


def _texts(answer: Given) -> set[str]:
    """Give the words of an answer: its texts and the options it chose, not its numbers."""
    match answer.value:
        case str() as text:
            return {_plain(text)}
        case tuple() as items:
            cells = [item.values() if isinstance(item, Mapping) else (item,) for item in items]
            return {_plain(one) for row in cells for one in row if isinstance(one, str)}
        case Mapping() as texts:
            return {_plain(one) for one in texts.values() if isinstance(one, str)}
        case _:
            return set()


def _words(node: Node) -> set[str]:
    if isinstance(node, Scalar):
        return {_plain(node.text)}
    inner = node.items if isinstance(node, Items) else [e.node for e in node.entries.values()]
    return {word for one in inner for word in _words(one)}


def _plain(text: str) -> str:
    return " ".join(text.split())
