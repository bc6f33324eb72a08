"""What a network adds to pages besides its questions: blocks, charts, measures to cross, an audience's questions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cm_build.questionnaire.audience import AudienceQuestion
from cm_build.questionnaire.block import Block
from cm_build.questionnaire.declared import Declared, Identifier
from cm_build.questionnaire.observatory import Chapter, Chart


class AddedBlocks(Declared):
    """Drawings at the end of a section of the datapanorama that exists."""

    dans: Identifier
    blocs: Annotated[tuple[Block, ...], Field(min_length=1)]


class AddedCharts(Declared):
    """Charts at the end of a chapter of the observatory that exists."""

    dans: Identifier
    graphiques: Annotated[tuple[Chart, ...], Field(min_length=1)]


class AddedMeasures(Declared):
    """What the laboratory may also cross, and colour by."""

    mesures: tuple[str, ...] = ()
    facettes: tuple[str, ...] = ()


class AddedObservatory(Declared):
    """What the network shows of all its places together, beside what is shown everywhere."""

    chapitres: tuple[Chapter, ...] = ()
    graphiques: tuple[AddedCharts, ...] = ()
    totaux: tuple[str, ...] = ()
    laboratoire: AddedMeasures = AddedMeasures()


class AddedAudienceQuestions(Declared):
    """Questions at the end of those of an audience that exists."""

    dans: Identifier
    questions: Annotated[tuple[AudienceQuestion, ...], Field(min_length=1)]
