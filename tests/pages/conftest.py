"""What tests of views share: the contexts of a place whose files are given as texts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cm_build.places.place import Place, published
from cm_build.referential.assembly import Referential
from cm_build.referential.context import PlaceContext
from cm_build.referential.place_reading import summary_of
from cm_build.referential.records import Record, Records


class Contexts:
    """Reads files given as texts, year after year or each by its year."""

    def __init__(self, read, tools) -> None:
        self.read, self.tools = read, tools

    def __call__(self, *texts: str, start: int = 2025) -> list[PlaceContext]:
        return self.by_year({start + index: text for index, text in enumerate(texts)})

    def by_year(self, texts: Mapping[int, str]) -> list[PlaceContext]:
        tools = self.tools
        assessments = tuple(self.read.assessment(text, year=year) for year, text in texts.items())
        (place,) = published([Place("essai", assessments)], tools.names, tools.settings)
        record = Record(place, {a.year: tools.calculator.measures(a) for a in place.assessments})
        records = Records()
        records.put(record)
        summary = summary_of(record, tools)
        return Referential(tools, (summary,), records).contexts(record, summary)


@pytest.fixture
def contexts(read, tools, folders) -> Contexts:
    return Contexts(read, tools)
