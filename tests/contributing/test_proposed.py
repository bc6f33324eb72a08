"""The page of a proposal, whole in one file: what it compares with, what it never shows."""

from __future__ import annotations

from cm_build.contributing.preview.proposed import Proposed
from cm_build.places.folder import read_place
from cm_build.referential.toolbox import data_folders
from tests.referentials import referential_of
from tests.support import DATA, minimal, write_place

PLACES = DATA / "exemples"


def test_a_place_is_compared_as_on_its_page(tools) -> None:
    (place,) = read_place(PLACES / "la-filoche", tools.reader, DATA).places
    contents = {
        assessment.year: (PLACES / "la-filoche" / f"{assessment.year}.yaml").read_bytes()
        for assessment in place.assessments
    }
    alone = Proposed(tools, data_folders(PLACES, DATA)).page(place, 2025, contents)
    # No example has five others of its main type: five like it are told, under other addresses.
    own = next(one for one in referential_of(PLACES).profiles if one.slug == "la-filoche")
    alike = tuple(own._replace(slug=f"pareil-{number}") for number in range(5))
    among = Proposed(tools, data_folders(PLACES, DATA), (own, *alike)).page(place, 2025, contents)
    assert "Pas encore de repères" in alone.replace("\u00a0", " ")
    assert "Pas encore de repères" not in among.replace("\u00a0", " ")
    assert "parmi 5 lieux fictifs semblables" in among.replace("\u00a0", " ")
    older = Proposed(tools, data_folders(PLACES, DATA)).page(place, 2024, contents)
    assert "Vous lisez le bilan 2024" in older.replace("\u00a0", " ")


def test_what_the_site_would_not_show_has_no_page(tools, tmp_path) -> None:
    withdrawn = minimal().replace("publique", "non_publiee")
    write_place(tmp_path, "la-halle", minimal(), 2024)
    write_place(tmp_path, "la-halle", withdrawn, 2025)
    (place,) = read_place(tmp_path / "la-halle", tools.reader, tmp_path).places
    contents = {2024: minimal().encode(), 2025: withdrawn.encode()}
    proposed = Proposed(tools, data_folders(tmp_path, DATA))
    assert [proposed.page(place, year, contents) for year in contents] == ["", ""]


def test_what_a_place_hides_is_not_in_its_preview(tools, tmp_path) -> None:
    text = minimal(extra="sections_masquees: [espace]\nespace:\n  surface_interieure: 4517\n")
    write_place(tmp_path, "la-halle", text)
    (place,) = read_place(tmp_path / "la-halle", tools.reader, tmp_path).places
    page = Proposed(tools, data_folders(tmp_path, DATA)).page(place, 2025, {2025: text.encode()})
    assert "La Halle" in page
    assert "517" not in page.partition("<main")[2]
