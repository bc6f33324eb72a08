"""What tests of views share: the contexts of a place whose files are given as texts."""

from __future__ import annotations

import pytest

from cm_build.places.place import Place, published
from cm_build.referential.assembly import Referential
from cm_build.referential.place_reading import summary_of
from cm_build.referential.records import Record, Records


@pytest.fixture
def contexts(read, tools, folders):
    def by_year(texts):
        assessments = tuple(read.assessment(text, year=year) for year, text in texts.items())
        (place,) = published([Place("essai", assessments)], tools.names, tools.settings)
        record = Record(place, {a.year: tools.calculator.measures(a) for a in place.assessments})
        records = Records()
        records.put(record)
        summary = summary_of(record, tools)
        return Referential(tools, (summary,), records).contexts(record, summary)

    def make(*texts: str, start: int = 2025):
        return by_year({start + index: text for index, text in enumerate(texts)})

    make.by_year = by_year
    return make
