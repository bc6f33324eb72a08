"""What makes two files tell of one place: whole names, in one commune; all else is a doubt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cm_build.places.folder import read_places
from cm_build.places.identity import (
    Identities,
    Identity,
    Member,
    Tie,
    identity_of,
    members_of,
    name_key,
    near_key,
    site_key,
)
from cm_build.places.place import Place
from cm_build.places.twins import member_warnings
from cm_build.reading.node import Mark
from tests.support import ROOT, minimal, write_place

CASES = json.loads((ROOT / "tests/places/identity_cases.json").read_text(encoding="utf-8"))
LISTED = (
    "questionnaire: 1\npublication: annuaire\n"
    "source: {{nom: A, licence: LO, date: 2025-01-01, url: https://example.org/}}\n"
    'identite: {{nom: "{nom}", commune: "35238", site_web: "{site}"}}\n'
)
SITE = "  site_web: {}\n"


@pytest.mark.parametrize(("one", "other"), CASES["egaux"])
def test_what_two_people_write_alike_is_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), CASES["distincts"])
def test_a_name_is_kept_whole(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert "" not in (name_key(one), name_key(other))


@pytest.mark.parametrize(("one", "other"), CASES["proches"])
def test_a_name_nearly_alike_is_a_doubt(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert near_key(one) == near_key(other) != ""


@pytest.mark.parametrize("name", CASES["vides"])
def test_an_empty_key_matches_nothing(name: str) -> None:
    nameless = Identity(name_key(name), near_key(name), "35238")
    assert not nameless.same_as(nameless)
    assert list(nameless.keys) == []
    assert Identities().same(nameless) == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("https://www.laforge.example/", "http://laforge.example", True),
        ("https://LaForge.example:443/accueil/", "https://laforge.example/accueil", True),
        ("https://reseau.example/brest", "https://reseau.example/lorient", False),
        ("https://reseau.example/?lieu=1", "https://reseau.example/?lieu=2", False),
    ],
)
def test_a_website_is_one_address_however_written(one: str, other: str, *, alike: bool) -> None:
    assert (site_key(one) == site_key(other)) is alike


def told(tools, root: Path) -> list[tuple[str, str]]:
    read = read_places(root, tools.reader, root)
    return [(problem.code, problem.file) for problem in read.problems]


def test_two_folders_of_one_place_are_told(tools, tmp_path: Path) -> None:
    write_place(tmp_path, "la-forge", minimal("La Forge"))
    write_place(tmp_path, "zz-forge", minimal("LA FORGE", extra=SITE.format("https://f.example")))
    write_place(tmp_path, "ailleurs", minimal("La Forge", "44109"))
    write_place(tmp_path, "autre", minimal("L’Enclume", extra=SITE.format("http://www.f.example/")))
    assert told(tools, tmp_path) == [("CM-521", "zz-forge/2025.yaml")] * 2


def test_a_directory_may_list_two_places_of_one_website(tools, tmp_path: Path) -> None:
    for slug, name, commune in (("aaa", "Un", "35238"), ("bbb", "Deux", "44109")):
        listed = LISTED.format(nom=name, site="https://chaine.example")
        write_place(tmp_path, slug, listed.replace("35238", commune))
    assert told(tools, tmp_path) == []
    # In one commune, it may be one place under two names.
    again = LISTED.format(nom="Encore", site="https://chaine.example")
    path = write_place(tmp_path, "zzz", again)
    assert told(tools, tmp_path) == [("CM-521", "zzz/2025.yaml")]
    path.unlink()
    path.parent.rmdir()
    write_place(tmp_path, "ccc", minimal("Trois", extra=SITE.format("https://chaine.example/")))
    assert told(tools, tmp_path) == [("CM-521", "aaa/2025.yaml"), ("CM-521", "bbb/2025.yaml")]


@pytest.mark.parametrize(
    ("later", "codes"),
    [
        (minimal("La Grue", "44109"), ["CM-522"]),
        (minimal("La Grue"), []),  # a new name
        (minimal("La Forge", "44109"), []),  # a move
        (minimal("La Grue", "44109", SITE.format("https://f.example/")), []),
        (minimal("La Grue", "44109") + "identifiants: {siret: '12345678200010'}\n", []),
    ],
    ids=["deux-lieux", "nouveau-nom", "demenagement", "meme-site", "meme-siret"],
)
def test_a_folder_holds_one_place(tools, tmp_path: Path, later: str, codes: list[str]) -> None:
    first = minimal("La Forge", extra=SITE.format("https://www.f.example"))
    write_place(tmp_path, "la-forge", first + "identifiants: {siret: '12345678200010'}\n", 2024)
    write_place(tmp_path, "la-forge", later)
    assert [code for code, _ in told(tools, tmp_path)] == codes


def test_a_place_is_found_by_what_it_was_called(tools, read) -> None:
    def place(slug: str, *names: str) -> Place:
        years = tuple(
            read.assessment(minimal(name), year=2020 + at, slug=slug)
            for at, name in enumerate(names)
        )
        return Place(slug, years)

    found = Identities()
    for one in (place("ancien", "La Forge", "La Grue"), place("actuel", "La Forge")):
        for member in members_of(one, tools.names):
            found.add(member)
    own = identity_of(read.assessment(minimal("la forge")), tools.names)
    assert found.same(own) == ("actuel",)
    grue = identity_of(read.assessment(minimal("La Grue")), tools.names)
    assert found.same(grue) == ("ancien",)
    near = identity_of(read.assessment(minimal("Grue")), tools.names)
    assert found.same(near) == ()
    assert found.doubts(near) == {"ancien": Tie.NEAR}


@pytest.mark.parametrize("shared", [False, True], ids=["tous-distincts", "tous-le-meme"])
def test_warnings_take_as_many_steps_as_there_are_places(*, shared: bool) -> None:
    steps = 0

    class Counted(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal steps
            steps += 1
            return str.__eq__(self, other)

        def __lt__(self, other: str) -> bool:
            nonlocal steps
            steps += 1
            return str.__lt__(self, other)

        __hash__ = str.__hash__

    def count(size: int) -> int:
        nonlocal steps
        steps = 0
        members = [
            Member(
                Counted(f"lieu-{at}"), 2025, "f", Mark(1, 1), listed=False, latest=True,
                identity=Identity("x" if shared else f"x{at}", "x" if shared else f"x{at}", "35238", (), "s"),
            )
            for at in range(size)
        ]  # fmt: skip
        assert len(list(member_warnings(members))) == size - 1
        return steps

    assert count(400) <= 4.2 * count(100)
