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
    from collections.abc import Iterable, Mapping

    from cm_build.places.assessment import Assessment
    from cm_build.places.place import PublishedPlace
    from cm_build.questionnaire.names import Names
    from cm_build.viewing.sources import Sources

# OWASP "CSV Injection": these starts make a spreadsheet run a cell; full-width forms count too.
DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def safe(text: str) -> str:
    """Neutralise a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def table_header(names: Names) -> str:
    """Write the names of the columns: UTF-8 with its mark, semicolons, as spreadsheets here expect."""
    columns = (*IDENTITY, *answer_columns(names), *figure_columns(names))
    return "\ufeff" + csv_line([column.name for column in columns])


class RowWriter:
    """Writes the rows of places; the columns are prepared once."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._figures = {column.name: column for column in figure_columns(names)}
        columns = (*IDENTITY, *answer_columns(names), *self._figures.values())
        self._numeric = [column.type == "nombre" for column in columns]

    def rows(self, place: PublishedPlace, sources: Mapping[int, Sources]) -> str:
        """Write one line per year of a place."""
        return "".join(self._row(place, one, sources[one.year]) for one in place.assessments)

    def _row(self, place: PublishedPlace, assessment: Assessment, sources: Sources) -> str:
        cells = identity_cells(place, assessment, self.names)
        for asked in self.names.asked.values():
            cells += answer_cells(asked, sources)
        cells += figure_cells(sources, self._figures)
        return csv_line(
            [
                cell if numeric else safe(cell)
                for numeric, cell in zip(self._numeric, cells, strict=True)
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
    lines = [csv_line(["colonne", "titre", "unite", "type", "codes", "origine"])]
    lines += [
        csv_line([safe(c.name), safe(c.title), c.unit, c.type, "|".join(c.codes), c.source])
        for c in columns
    ]
    return "\ufeff" + "".join(lines)


def csv_line(cells: Iterable[str]) -> str:
    """Write one line of a table, as spreadsheets here expect it."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
