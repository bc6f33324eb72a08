"""Where a protected place is told to be: among enough places of its département, else in its région."""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.places.protected import ProtectedPlace, ProtectedYear, published_protected
from cm_build.places.settings import Scope
from cm_build.referential.assembly import Referential, assemble
from cm_build.referential.records import Records
from cm_build.referential.shelter import protected_links
from cm_build.referential.toolbox import Tools, data_folders
from tests.support import DATA, minimal, write_place

FINISTERE = (
    "29019 Brest",
    "29232 Quimper",
    "29151 Morlaix",
    "29039 Concarneau",
    "29103 Landerneau",
)
PROTECTED = """\
questionnaire: 1
publication: {}
licence_acceptee: oui
lieu_protege: oui
departement: "29"
grand_type: entraide
"""


def gathered(root: Path, neighbours: list[str], *files: str) -> tuple[Referential, list[str]]:
    for rank, text in enumerate(neighbours):
        write_place(root, f"voisin-{rank}", text)
    for rank, text in enumerate(files, 1):
        write_place(root, f"lieu-protege-{rank}", text)
    assembled = assemble(data_folders(root, DATA), Records())
    assert assembled.referential is not None
    return assembled.referential, [problem.code for problem in assembled.problems]


def titles(referential: Referential) -> list[str]:
    tools = referential.tools
    links = protected_links(
        referential.protected, referential.departements, tools.names, tools.territory
    )
    return [link.title for link in links]


def neighbours(count: int, extra: str = "") -> list[str]:
    return [minimal(f"Voisin {commune}", commune[:5], extra) for commune in FINISTERE[:count]]


@pytest.mark.parametrize(
    ("count", "title", "warned"),
    [
        (5, "Un lieu d’entraide dans le Finistère", False),
        (4, "Un lieu d’entraide en Bretagne", True),
    ],
)
def test_a_departement_is_named_from_five_places_on(
    tmp_path: Path, count: int, title: str, *, warned: bool
) -> None:
    referential, codes = gathered(tmp_path, neighbours(count), PROTECTED.format("publique"))
    assert titles(referential) == [title]
    assert ("CM-440" in codes) is warned


def test_other_protected_places_and_places_of_another_kind_do_not_count(tmp_path: Path) -> None:
    """Four real places, one invented, two that nobody can find: it is still among four."""
    invented = minimal("Inventé", "29103", "exemple_fictif: oui\n")
    files = [PROTECTED.format("publique")] * 2
    referential, _ = gathered(tmp_path, [*neighbours(4), invented], *files)
    assert titles(referential) == ["Un lieu d’entraide en Bretagne"] * 2


def test_what_a_directory_lists_counts_as_it_is_shown(tmp_path: Path) -> None:
    listed = minimal("Recensé", "29103").replace("publique", "annuaire")
    source = (
        "source: {nom: Un annuaire, licence: LO 2.0, date: 2025-01-01, url: https://exemple.fr}\n"
    )
    referential, codes = gathered(
        tmp_path, [*neighbours(4), listed + source], PROTECTED.format("publique")
    )
    assert titles(referential) == ["Un lieu d’entraide dans le Finistère"]
    assert "CM-440" not in codes


def year(number: int, publication: str = "publique", area: str = "29") -> ProtectedYear:
    in_departement = area == "29"
    return ProtectedYear(
        year=number,
        file="a.yaml",
        publication=publication,
        state="ouvert",
        fictional=False,
        departement=area if in_departement else "",
        region="" if in_departement else area,
        kind="entraide",
        figures=(),
        said=(),
    )


def test_withdrawing_is_one_line_in_the_latest_year(tools: Tools) -> None:
    def kept(*years: ProtectedYear) -> list[int]:
        place = ProtectedPlace("lieu-protege-1", years)
        shown = published_protected([place], tools.territory, tools.settings)
        return [one.year for place in shown for one in place.years]

    assert kept(year(2024), year(2025)) == [2024, 2025]
    assert kept(year(2024, "non_publiee"), year(2025)) == [2025]
    assert kept(year(2024), year(2025, "non_publiee")) == []


@pytest.mark.parametrize(
    ("scope", "area", "within"),
    [
        (Scope(), "29", True),
        (Scope(regions=("53",)), "29", True),
        (Scope(regions=("53",)), "53", True),
        (Scope(regions=("52",)), "53", False),
        (Scope(departements=("29",)), "29", True),
        (Scope(departements=("35",)), "29", False),
        (Scope(departements=("35",)), "53", True),
        (Scope(departements=("44",)), "53", False),
    ],
)
def test_a_place_is_within_the_scope_by_what_it_says(
    tools: Tools, scope: Scope, area: str, *, within: bool
) -> None:
    settings = tools.settings.model_copy(update={"perimetre": scope})
    place = ProtectedPlace("lieu-protege-1", (year(2025, area=area),))
    assert bool(published_protected([place], tools.territory, settings)) is within
