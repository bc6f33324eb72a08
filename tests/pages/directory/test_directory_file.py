"""The directory's file says, in columns, exactly what the list says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cm_build.pages.directory.document import derived_address, directory_json, short_address
from cm_build.pages.directory.view import Directory, directory
from cm_build.referential.assembly import Referential, assemble
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from tests.places_at_scale import Made, write_places
from tests.support import DATA, minimal, write_place


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> tuple[Directory, dict[str, Any], list[Made]]:
    root = tmp_path_factory.mktemp("lieux")
    made = write_places(root, 90)
    view = directory_of(assembled(root))
    return view, json.loads(directory_json(view)), made


def assembled(root) -> Referential:
    read = assemble(data_folders(root, DATA), Records())
    assert read.referential, read.problems
    return read.referential


def directory_of(referential: Referential) -> Directory:
    return directory((summary.card for summary in referential.summaries), referential.tools.names)


def test_columns_hold_every_place_in_the_list_order(told) -> None:
    _, data, made = told
    assert data["noms"] == [place.name for place in made]
    assert data["accroches"] == [place.tagline for place in made]
    assert data["annees"] == [2025] * 90
    assert data["etats"] == "".join(str(p.fictional + 2 * p.from_directory) for p in made)
    communes = data["communes"]
    where = [communes["codes"][rank] for rank in communes["lieux"]]
    assert where == [place.code for place in made]
    regions, departements = data["facettes"][:2]
    assert [regions["valeurs"][communes["regions"][rank]] for rank in communes["lieux"]] == [
        place.region for place in made
    ]
    assert [
        departements["valeurs"][communes["departements"][rank]] for rank in communes["lieux"]
    ] == [place.departement for place in made]
    assert "lieux" not in regions


def test_choices_are_one_character_each(told) -> None:
    _, data, made = told
    types = data["facettes"][data["types"]]
    assert types["id"] == "types_de_lieu"
    columns = types["lieux"].split(",")
    assert [tuple(types["valeurs"][ord(c) - ord("0")] for c in column) for column in columns] == [
        place.types for place in made
    ]
    assert data["types_dits"] == {}


def test_types_in_own_words_are_kept(tmp_path) -> None:
    extra = '  types_de_lieu: [fablab, autre]\n  types_de_lieu_precision: "Gare habitée"\n'
    write_place(tmp_path, "la-halle", minimal(extra=extra))
    data = json.loads(directory_json(directory_of(assembled(tmp_path))))
    label = "Atelier de fabrication numérique, fablab"
    assert data["types_dits"] == {"0": [label, "Gare habitée"]}


@pytest.mark.parametrize(
    ("name", "slug", "kept"),
    [
        ("La Halle", "la-halle", ""),
        ("L’Été à Nîmes", "l-ete-a-nimes", ""),
        ("La Halle", "la-halle-rennes", "-rennes"),
        ("La Halle", "la-halle-2", "-2"),
        ("La Halle", "la-halles", "la-halles"),
        ("La Halle", "autre", "autre"),
        # Ligatures, other alphabets: the whole address, whatever a browser would make of the name.
        ("Le Cœur", "le-coeur", "le-coeur"),
        ("東京", "tokyo", "tokyo"),
        ("Кино", "kino", "kino"),
        ("!!!", "lieu-1", "lieu-1"),
    ],
)
def test_an_address_keeps_what_the_name_does_not_say(told, name, slug, kept) -> None:
    card = told[0].cards[0]._replace(name=name, slug=slug)
    assert short_address(card) == kept
    whole = kept if kept and not kept.startswith("-") else derived_address(name) + kept
    assert whole == slug


def test_the_same_places_make_the_same_bytes(tmp_path, told) -> None:
    write_places(tmp_path, 90)
    assert directory_json(directory_of(assembled(tmp_path))) == directory_json(told[0])


def test_an_empty_directory_is_a_file_too(tmp_path) -> None:
    data = json.loads(directory_json(directory_of(assembled(tmp_path))))
    assert data["noms"] == []
    assert data["communes"]["codes"] == []
