"""What the answers say, as short lines that can be run through: a pictogram, then the fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.block import Block, titled
from cm_build.questionnaire.condition import Fact
from cm_build.referential.sentence import sentence

if TYPE_CHECKING:
    from cm_build.questionnaire import block as declared
    from cm_build.referential.context import PlaceContext


class FactLine(NamedTuple):
    """What is said of one subject, a sentence a line, beside its pictogram or a plain mark."""

    sentence: str
    drawing: str


def sentences(block: declared.Sentences, context: PlaceContext) -> Block | None:
    """Say every sentence that the answers allow.

    Sentences that follow one another beside the same pictogram speak of one thing: it is drawn once.
    """
    lines: list[FactLine] = []
    for pattern in block.phrases:
        text = _ended_once(sentence((pattern,), context.sources))
        drawing = pattern.dessin or "" if isinstance(pattern, Fact) else ""
        if text and drawing and lines and lines[-1].drawing == drawing:
            lines[-1] = FactLine(f"{lines[-1].sentence}\n{text}", drawing)
        elif text:
            lines.append(FactLine(text, drawing))
    return Block("phrases", titled(block, context), tuple(lines)) if lines else None


def _ended_once(text: str) -> str:
    """Drop the pattern's full stop after an answer that brought its own end."""
    return text[:-1] if text.endswith(("..", "!.", "?.", "….")) else text
