"""What a network adds to the national questionnaire, as its own file declares it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from cm_build.questionnaire.block import Block
from cm_build.questionnaire.declared import Declared, Identifier, Sentence
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.model import PanoramaSection, Section
from cm_build.questionnaire.question import Question

NetworkCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,11}$")]


class AddedSection(Section):
    """A section of the network's own, at the end of a part of the questionnaire."""

    partie: Identifier


class AddedQuestions(Declared):
    """Questions at the end of a section, a scale, a criterion or an axis that exists."""

    dans: Identifier
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class CriterionNote(Declared):
    """What the network also proposes to look at, for one criterion."""

    critere: Identifier
    observer: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class AddedBlocks(Declared):
    """Drawings at the end of a section of the datapanorama that exists."""

    dans: Identifier
    blocs: Annotated[tuple[Block, ...], Field(min_length=1)]


class Network(Declared):
    """Everything `data/reseau.yaml` declares; `code` begins each of its ids, before `__`."""

    code: NetworkCode
    sections: tuple[AddedSection, ...] = ()
    questions: tuple[AddedQuestions, ...] = ()
    criteres: tuple[CriterionNote, ...] = ()
    indicateurs: tuple[Indicator, ...] = ()
    panorama: tuple[PanoramaSection, ...] = ()
    blocs: tuple[AddedBlocks, ...] = ()

    @property
    def prefix(self) -> str:
        """What each id of the network begins with: no national id ever has two underscores."""
        return f"{self.code}__"
