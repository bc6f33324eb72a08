"""Which options a cell names: through the mapping's own words, else by their id or their label."""

from __future__ import annotations

from typing import NamedTuple

from cm_build.importing.mapping import ListColumn
from cm_build.importing.worksheet import BETWEEN
from cm_build.questionnaire.question import MultipleChoice, SingleChoice
from cm_build.reading.nearest import folded


class ChosenOptions(NamedTuple):
    """The options, each once, and what names none."""

    options: tuple[str, ...]
    unknown: tuple[str, ...]


def chosen(text: str, column: ListColumn, question: SingleChoice | MultipleChoice) -> ChosenOptions:
    """Read the options of a cell; a word the mapping leaves without an option says nothing."""
    known = {folded(option.libelle): option.id for option in question.options}
    known |= {folded(option.id): option.id for option in question.options}
    known |= {folded(value): option for value, option in column.valeurs.items()}
    options: list[str] = []
    unknown: list[str] = []
    # The whole cell first: a label may hold what parts the others.
    for value in [text] if folded(text) in known else _parts(text, column.separateur):
        option = known.get(folded(value))
        if option is None or (value in column.valeurs and not option):
            unknown.append(value)
        elif option:
            options.append(option)
    return ChosenOptions(tuple(dict.fromkeys(options)), tuple(dict.fromkeys(unknown)))


def _parts(text: str, separator: str) -> list[str]:
    lines = text.split(BETWEEN)
    parts = (part for line in lines for part in (line.split(separator) if separator else [line]))
    return [part for part in (part.strip(' "') for part in parts) if part]
