"""Choices that offer what another question offers, so that a list is written once."""

from __future__ import annotations

from collections.abc import Mapping

from cm_build.questionnaire.model import FormPart, Questionnaire, Section
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.question import AnyQuestion, MultipleChoice, SingleChoice


def shared(questionnaire: Questionnaire) -> Questionnaire:
    """Give the choices that name another question by `options_de` the options of that question.

    One that names no question, or a question without options, is left without any: the check of the
    questionnaire tells it.
    """
    offered = {
        question.id: question.options
        for section in questionnaire.sections()
        for question in section.questions
        if isinstance(question, SingleChoice | MultipleChoice)
    }
    parts = tuple(_part(part, offered) for part in questionnaire.parties)
    return questionnaire.model_copy(update={"parties": parts})


def _part(part: FormPart, offered: Mapping[str, tuple[Option, ...]]) -> FormPart:
    sections = tuple(_section(section, offered) for section in part.sections)
    return part.model_copy(update={"sections": sections})


def _section(section: Section, offered: Mapping[str, tuple[Option, ...]]) -> Section:
    questions = tuple(_question(question, offered) for question in section.questions)
    return section.model_copy(update={"questions": questions})


def _question(question: AnyQuestion, offered: Mapping[str, tuple[Option, ...]]) -> AnyQuestion:
    source = getattr(question, "options_de", None)
    if source is None:
        return question
    return question.model_copy(update={"options": offered.get(source, ())})
