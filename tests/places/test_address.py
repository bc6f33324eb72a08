"""The address a new place gets."""

from __future__ import annotations

import pytest

from cm_build.places.address import address_of, new_address
from cm_build.places.folder import SLUG, SLUG_LENGTH


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("La Halle", "la-halle"),
        ("L’Œuf à la coque", "l-oeuf-a-la-coque"),
        ("  Ça & là !  ", "ca-et-la"),
        ("ÉCOLE n° 3", "ecole-n-3"),
        ("Straße", "strasse"),
        ("../../.github", "github"),
        ("L’@telier", "l-atelier"),
        ("木工房", ""),
    ],
)
def test_a_name_becomes_an_address(name: str, address: str) -> None:
    assert address_of(name) == address


@pytest.mark.parametrize(
    ("name", "taken", "address"),
    [
        ("La Halle", [], "la-halle"),
        ("La Halle", ["la-halle"], "la-halle-rennes"),
        ("La Halle", ["la-halle", "la-halle-rennes"], "la-halle-rennes-2"),
        ("La Halle", ["la-halle", "la-halle-rennes", "la-halle-rennes-2"], "la-halle-rennes-3"),
        ("Le", [], "le-rennes"),  # too short alone
        ("Index", [], "index-rennes"),  # a page of the site
        ("CON", [], "con-rennes"),  # a name some systems cannot write
        ("木工房", [], "rennes"),
        ("木工房", ["rennes"], "rennes-2"),
    ],
)
def test_a_new_place_gets_what_nobody_has(name: str, taken: list[str], address: str) -> None:
    assert new_address(name, "Rennes", frozenset(taken)) == address


def test_a_long_name_is_cut_between_words() -> None:
    name = "La très très longue et très belle maison des initiatives partagées du quartier nord"
    commune = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"
    found: list[str] = []
    for _ in range(4):
        found.append(new_address(name, commune, frozenset(found)))
    assert found[0] == "la-tres-tres-longue-et-tres-belle-maison-des-initiatives"
    assert found[1] == "la-tres-tres-saint-remy-en-bouzemont-saint-genest-et-isson"
    assert found[2] == "la-tres-tres-saint-remy-en-bouzemont-saint-genest-et-2"
    assert all(SLUG.fullmatch(one) and len(one) in SLUG_LENGTH for one in found)
    assert len(set(found)) == 4
    assert new_address("x" * 80, commune, frozenset()) == "x" * 60
