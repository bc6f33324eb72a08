"""The table that a referent fills for many places: written from the questionnaire, as a workbook or CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from cm_build.importing.answer_columns import AnswerColumn
from cm_build.importing.answers_sheet import REMARK
from cm_build.questionnaire.question import MultipleChoice, SingleChoice

ANSWERS, CHOICES = "Réponses", "Choix"
# Lines that may be filled with a list to choose from.
FILLED = 500
# The same questionnaire makes the same bytes: a workbook carries a date.
_DATE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_WIDTH, _FIRST_WIDTH = 22, 32


def heads(columns: Sequence[AnswerColumn]) -> tuple[list[str], list[str], list[str]]:
    """Give the three lines on top: the name of each answer, what is asked, how to fill it."""
    names = [column.name for column in columns]
    asked = [" ".join(column.label.split()) for column in columns]
    expected = [column.expected for column in columns]
    return names, [f"{REMARK} {asked[0]}", *asked[1:]], [f"{REMARK} {expected[0]}", *expected[1:]]


def blank_csv(columns: Sequence[AnswerColumn]) -> bytes:
    """Write the table for any spreadsheet: UTF-8 with its mark, semicolons."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(heads(columns))
    return stream.getvalue().encode("utf-8-sig")


def blank_workbook(columns: Sequence[AnswerColumn]) -> bytes:
    """Write the table as a workbook: headers stay in sight, choices are offered in lists."""
    # Loaded here: only this command writes a workbook.
    from xlsxwriter import Workbook  # noqa: PLC0415

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _DATE})
        sheet, choices = book.add_worksheet(ANSWERS), book.add_worksheet(CHOICES)
        name = book.add_format({"bold": True, "font_color": "#444444"})
        words = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F3F1EA"})
        text = book.add_format({"num_format": "@"})
        for rank, line in enumerate(heads(columns)):
            sheet.write_row(rank, 0, line, words if rank else name)
        sheet.set_row(1, 75)
        sheet.set_row(2, 45)
        sheet.freeze_panes(3, 1)
        # Text everywhere: a postal code keeps its zero, a date stays as it is typed.
        sheet.set_column(0, 0, _FIRST_WIDTH, text)
        sheet.set_column(1, len(columns), _WIDTH, text)
        _choices(book, sheet, choices, columns)
    return stream.getvalue()


def _choices(book: Any, sheet: Any, choices: Any, columns: Sequence[AnswerColumn]) -> None:
    bold = book.add_format({"bold": True})
    at = 0
    for rank, column in enumerate(columns):
        question = column.question
        if not isinstance(question, SingleChoice | MultipleChoice):
            continue
        labels = [option.libelle for option in question.options]
        choices.write_string(0, at, column.name, bold)
        choices.write_column(1, at, labels)
        if isinstance(question, SingleChoice):
            offered = {"validate": "list", "source": [CHOICES, 1, at, len(labels), at]}
            sheet.data_validation(3, rank, 2 + FILLED, rank, _listed(offered))
        at += 1
    if at:
        choices.set_column(0, at - 1, _FIRST_WIDTH)


def _listed(offered: dict[str, Any]) -> dict[str, Any]:
    """Write where the list of a choice is, as formulas do; another word is warned of, not forbidden."""
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415

    title, *cells = offered["source"]
    first_row, first_column, last_row, last_column = cells
    where = xl_range_abs(first_row, first_column, last_row, last_column)
    return offered | {"source": f"='{title}'!{where}", "error_type": "warning"}
