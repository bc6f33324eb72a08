"""What the page on quality tells of two places that may be one: what both publish, and no more."""

from __future__ import annotations

from pathlib import Path

from cm_build.pages.quality.view import quality
from cm_build.referential.assembly import assemble
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from tests.support import DATA, counted_of, minimal, write_place

SITE = "  site_web: https://commun.example/\n"


def test_two_published_places_that_may_be_one_are_told_and_no_other(tmp_path: Path) -> None:
    places = {
        "une": minimal("La Cantine"),
        "deux": minimal("Cantine de Rennes"),
        "trois": minimal("Zzyzx"),
        "quatre": minimal("Le Zzyzx").replace("publication: publique", "publication: non_publiee"),
        "cinq": minimal("Cinq", extra=SITE),
        "six": minimal("Six", extra=SITE + "reponses_masquees: [site_web]\n"),
    }
    for slug, text in places.items():
        write_place(tmp_path, slug, text)
    assembled = assemble(data_folders(tmp_path, DATA), Records())
    assert assembled.referential
    # Whoever checks is told of all: they may read the files.
    assert [problem.code for problem in assembled.problems].count("CM-521") == 3
    view = quality(assembled.referential, counted_of(assembled.referential))
    told = [(pair.first.address, pair.other.address, pair.words) for pair in view.twins]
    assert told == [("lieux/deux/", "lieux/une/", "un nom proche, dans la même commune")]
    assert view.paired == 1
