"""Which lines of a distribution a drawing puts together: the grouping is ours, and the drawing says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cm_build.questionnaire.condition import ConditionalPattern
from cm_build.questionnaire.pattern import placeholders
from cm_build.questionnaire.question import Distribution
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.questionnaire.block import Block
    from cm_build.questionnaire.names import Names
    from cm_build.referential.context import PlaceContext


def grouping(block: Block, context: PlaceContext) -> str:
    """Say who made the groups that the headline of a drawing tells; nothing when it tells none."""
    names, sources = context.names, context.sources
    read = dict.fromkeys(_told(block))
    known = [text for text in read if sources.number(text) is not None]
    labels = dict.fromkeys(label for text in known for label in _groups(text, names))
    if not labels:
        return ""
    said = french.listed([f"« {label} »" for label in labels])
    return french.spaced(f"{said} : lignes regroupées par {context.settings.nom}.")


def _told(block: Block) -> Iterator[str]:
    for pattern in block.titres:
        text = pattern.texte if isinstance(pattern, ConditionalPattern) else str(pattern)
        yield from (piece.reference for piece in placeholders(text))
        if isinstance(pattern, ConditionalPattern) and pattern.si:
            yield from (leaf.question for leaf in pattern.si.leaves() if leaf.question)


def _groups(text: str, names: Names) -> Iterator[str]:
    """Give the labels of the groups a reference reads, through the figures it is made of."""
    reference = names.resolve(text)
    if reference is None:
        return
    if reference.is_indicator and reference.path in names.indicators:
        for term in names.indicators[reference.path].operation.references():
            yield from _groups(term, names)
    if reference.group is not None:
        question = names.asked[reference.path].question
        groups = question.groupes if isinstance(question, Distribution) else ()
        yield from (group.libelle for group in groups if group.id == reference.group)
