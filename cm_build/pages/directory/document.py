"""The directory as one small file, for the browser: columns, and words written once.

A place is a rank, the same in every column. What a place chose in a facet is one character a choice
(`0` is the first value, `1` the second…), places being separated by commas: a third of what lists of
numbers weigh once compressed. Texts are raw: the script only ever writes them as text.
"""

from __future__ import annotations

import re
import unicodedata

from cm_build.exporting.plain import written
from cm_build.pages.directory.view import DEPARTEMENT, REGION, Directory, FacetView, Town
from cm_build.places.federation import network_of
from cm_build.referential.card import Card

FIRST = ord("0")
FICTIONAL, FROM_DIRECTORY, CLOSED = 1, 2, 4
_BESIDE_LETTERS = re.compile("[^a-z0-9]+")
# Letters whose accents every browser takes off the same way: Latin, and the marks of punctuation.
_PLAIN = re.compile("[\\u0000-\\u036f\\u2000-\\u206f]*")


def directory_json(shown: Directory) -> str:
    """Write what searching, filtering, sorting and drawing the map need, in the list's order."""
    towns = {town.code: rank for rank, town in enumerate(shown.towns)}
    regions, departements = shown.facets[REGION], shown.facets[DEPARTEMENT]
    return written(
        {
            "noms": [card.name for card in shown.cards],
            "adresses": [short_address(card) for card in shown.cards],
            "accroches": [card.tagline for card in shown.cards],
            "annees": [card.year for card in shown.cards],
            "etats": "".join(str(_state(card)) for card in shown.cards),
            "types": shown.types,
            "types_dits": _own_types(shown),
            "communes": {
                "codes": [town.code for town in shown.towns],
                "noms": [town.name for town in shown.towns],
                "regions": [_rank(regions, town.region) for town in shown.towns],
                "departements": [_rank(departements, town.departement) for town in shown.towns],
                "x": [_rounded(town, 0) for town in shown.towns],
                "y": [_rounded(town, 1) for town in shown.towns],
                "lieux": [towns[card.commune_code] for card in shown.cards],
            },
            "facettes": [
                {
                    "id": facet.id,
                    "libelle": facet.label,
                    "valeurs": [value.label for value in facet.values],
                    **({} if facet.told else {"muette": True}),
                    # A commune says its région and its département once for all its places.
                    **({} if index <= DEPARTEMENT else {"lieux": _choices(shown, index)}),
                }
                for index, facet in enumerate(shown.facets)
            ],
            **_networks(shown),
        }
    )


def _networks(shown: Directory) -> dict[str, object]:
    """Name the networks that places are of, and where their portraits begin, by code: nothing without one."""
    found = {
        network_of(card.slug): {"nom": card.network, "lieux": card.address[: -len(_last(card))]}
        for card in shown.cards
        if card.network
    }
    return {"reseaux": found} if found else {}


def _last(card: Card) -> str:
    """Give the part of a portrait's address that is the place's own."""
    return card.address.rstrip("/").rpartition("/")[2] + "/"


def short_address(card: Card) -> str:
    """Keep of an address what its name does not say: nothing, an ending, or all of it.

    An address never starts with a hyphen, so an ending cannot be taken for a whole address.
    """
    derived = derived_address(card.name)
    if not derived or not _PLAIN.fullmatch(unicodedata.normalize("NFD", card.name)):
        return card.slug
    ending = card.slug.removeprefix(derived)
    if ending == card.slug:
        return card.slug
    return ending if not ending or ending.startswith("-") else card.slug


def derived_address(name: str) -> str:
    """Derive an address from a name, by the rule that the script has too."""
    bare = unicodedata.normalize("NFD", name)
    bare = "".join(c for c in bare if not unicodedata.category(c).startswith("M")).lower()
    return _BESIDE_LETTERS.sub("-", bare).strip("-")


def _state(card: Card) -> int:
    return FICTIONAL * card.fictional + FROM_DIRECTORY * card.from_directory + CLOSED * card.closed


def _own_types(shown: Directory) -> dict[str, list[str]]:
    """Types in a place's own words, where they are not those of the facet."""
    return {
        str(rank): list(card.types)
        for rank, card in enumerate(shown.cards)
        if card.types != (card.values[shown.types] if shown.types >= 0 else ())
    }


def _rank(facet: FacetView, label: str) -> int:
    return next(rank for rank, value in enumerate(facet.values) if value.label == label)


def _rounded(town: Town, axis: int) -> int | None:
    return round(town.dot[axis]) if town.dot else None


def _choices(shown: Directory, index: int) -> str:
    ranks = {
        value.label: chr(FIRST + rank) for rank, value in enumerate(shown.facets[index].values)
    }
    return ",".join("".join(ranks[v] for v in card.values[index]) for card in shown.cards)
