"""The flat table: one row per place and year; text cells are harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cm_build.exporting.columns import (
    IDENTITY,
    Column,
    answer_cells,
    answer_columns,
    figure_cells,
    figure_columns,
)
from cm_build.places.answer import Given
from cm_build.questionnaire.question import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cm_build.places.assessment import Assessment
    from cm_build.places.place import PublishedPlace
    from cm_build.questionnaire.names import Names
    from cm_build.viewing.sources import Sources

# OWASP "CSV Injection": these starts make a spreadsheet run a cell; full-width forms count too.
DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def safe(text: str) -> str:
    """Neutralise a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def assessments_csv(
    rows: Iterable[tuple[PublishedPlace, Assessment, Sources]], names: Names
) -> Iterator[str]:
    """Write the table line by line: UTF-8 with its mark, semicolons, as French spreadsheets expect."""
    answers = answer_columns(names)
    figures = {column.name: column for column in figure_columns(names)}
    columns = (*IDENTITY, *answers, *figures.values())
    yield "\ufeff" + _line([column.name for column in columns])
    for place, assessment, sources in rows:
        cells = identity_cells(place, assessment, names)
        for asked in names.asked.values():
            cells += answer_cells(asked, sources)
        cells += figure_cells(sources, figures)
        yield _line(
            [
                cell if column.type == "nombre" else safe(cell)
                for column, cell in zip(columns, cells, strict=True)
            ]
        )


def identity_cells(place: PublishedPlace, assessment: Assessment, names: Names) -> list[str]:
    """Write what identifies a row."""
    header, commune = assessment.header, place.commune
    name = assessment.answers.get(names.roles[Role.NOM])
    return [
        place.slug,
        str(assessment.year),
        str(name.value) if isinstance(name, Given) else place.name,
        commune.code,
        commune.nom,
        commune.departement,
        commune.region,
        header.publication,
        header.etat,
        "oui" if header.exemple_fictif else "non",
        str(header.questionnaire),
    ]


def dictionary_csv(names: Names) -> str:
    """Explain every column of the table."""
    columns: tuple[Column, ...] = (*IDENTITY, *answer_columns(names), *figure_columns(names))
    lines = [_line(["colonne", "titre", "unite", "type", "codes", "origine"])]
    lines += [
        _line([safe(c.name), safe(c.title), c.unit, c.type, "|".join(c.codes), c.source])
        for c in columns
    ]
    return "\ufeff" + "".join(lines)


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
