"""What a help text tells to write, the reader accepts: examples are read as answers."""

from __future__ import annotations

import re

import pytest

from cm_build.places.answer import Given
from cm_build.places.answer_reading import answer_type
from cm_build.places.desk import Desk
from cm_build.reading.ledger import Ledger
from cm_build.reading.node import Entry, Fields, Items, Mark, Scalar
from tests.support import minimal

AT = Mark(1, 1)
# « Écrivez 0 si c’est gratuit » ; « à mi-temps 0,5 » ; « compte 0,5 ».
WRITTEN = re.compile(r"[ÉéEe]crivez (\d[\d\u00a0 ]*(?:,\d+)?)(?![\d,])")
DECIMAL = re.compile(r"(?<![\d,])\d+,\d+(?![\d,])")
QUANTITIES = ("nombre", "montant", "repartition")


def node_of(question, text: str):
    match question.type:
        case "repartition":
            return Fields({question.parts[0].id: Entry(AT, Scalar(text, AT))}, AT)
        case "liste" | "choix_multiple":
            return Items((Scalar(text, AT),), AT)
        case _:
            return Scalar(text, AT)


def refused(question, text: str, tools) -> list[str]:
    desk = Desk(Ledger("aide"), tools.territory, 2025)
    answer = answer_type(question).read(node_of(question, text), desk)
    told = [f"{one.code} {one.message}" for one in desk.ledger.problems()]
    return told or ([] if isinstance(answer, Given) else [f"« {text} » n’est pas lu"])


def questions(tools):
    for path, asked in tools.names.asked.items():
        yield path, asked.question
        for column in getattr(asked.question, "colonnes", ()):
            yield f"{path}.{column.id}", column


def test_every_example_is_an_answer(tools) -> None:
    wrong = {
        path: refused(one, one.exemple, tools)
        for path, one in questions(tools)
        if one.exemple and one.type not in ("choix_unique", "choix_multiple", "tableau", "photos")
    }
    assert len(wrong) > 20
    assert {path: why for path, why in wrong.items() if why} == {}


@pytest.mark.parametrize("pattern", [WRITTEN, DECIMAL], ids=["écrivez", "décimales"])
def test_every_number_a_help_tells_to_write_is_accepted(pattern: re.Pattern[str], tools) -> None:
    found = [
        (path, one, number.strip())
        for path, one in questions(tools)
        if one.type in QUANTITIES
        for number in (match[match.lastindex or 0] for match in pattern.finditer(one.aide or ""))
    ]
    assert found
    wrong = {(path, text): refused(one, text, tools) for path, one, text in found}
    assert {key: why for key, why in wrong.items() if why} == {}


def test_a_quarter_of_a_full_time_job_is_written_as_the_help_says(read) -> None:
    answers = read.assessment(minimal() + "equipe:\n  emplois:\n    cdd: 0,25\n").answers
    assert str(answers["emplois"].value.parts["cdd"]) == "0.25"
