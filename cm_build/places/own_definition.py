"""What a place defines by itself: an id that stays, a title, who chose it, since when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from cm_build.places.desk import Desk
from cm_build.places.known_keys import KnownKeys, Typed, is_empty, optional
from cm_build.places.value_reading import (
    choice_type,
    list_type,
    read_items,
    text_type,
    year_type,
)
from cm_build.questionnaire.grammar import COMPANIONS
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import FIRST_YEAR
from cm_build.reading.nearest import folded
from cm_build.reading.node import Fields, Node

OWN_CRITERIA, OWN_MEASURES = "criteres_du_lieu", "mesures_du_lieu"
# Who may have chosen, as a sentence ends: « choisi en atelier ».
CHOSEN_BY: Mapping[str, str] = {
    "atelier": "en atelier",
    "equipe": "par l’équipe",
    "instances": "par le conseil ou l’assemblée",
    "usagers": "avec des personnes qui fréquentent le lieu",
    "partenaires": "avec des partenaires",
    "reseau": "sur une idée du réseau",
}
NETWORK_CHOICE = "reseau"
LAST_YEAR, YEARS_TOLD = 2100, 50
# What is no more followed stays in the file: it is beyond the number that may be followed.
LONGEST = 20
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{1,47}")
_RESERVED = frozenset({"ne_sait_pas", "sans_objet", "complet"})


@dataclass(frozen=True, slots=True)
class Definition:
    """What tells one thing followed from another: the id alone says that two years follow the same.

    `chosen_by` is a key of `CHOSEN_BY`; `until` is the last year it was followed, when it is over.
    """

    id: str
    title: str
    chosen_by: str
    since: int
    until: int | None

    def followed_in(self, year: int) -> bool:
        """Tell whether a place still follows it in a year."""
        return self.until is None or self.until >= year


class Kind(NamedTuple):
    """A list of such definitions: its key, how many may be followed, what cannot be left out.

    `needed` says what is missing, as a person would name it.
    """

    key: str
    most: int
    needed: Mapping[str, str]
    plural: str


class DefinitionLine(NamedTuple):
    """One definition as its file gives it: what could be read of each key, and where it stands."""

    node: Fields
    values: Mapping[str, Any]

    def gives(self, key: str) -> bool:
        """Tell whether the file says something there, be it wrong: that is told already."""
        return says(self.node, key)


def says(node: Fields, key: str) -> bool:
    """Tell whether something stands at a key."""
    return key in node.entries and not is_empty(node.entries[key].node)


def common_types() -> dict[str, Typed]:
    """Give the types of the keys that every definition has."""
    return {
        "id": text_type(48, short=True),
        "titre": text_type(80, short=True),
        "choisi_par": optional(choice_type([*CHOSEN_BY])),
        "depuis": optional(year_type(FIRST_YEAR, LAST_YEAR, YEARS_TOLD)),
        "jusqu_a": optional(year_type(FIRST_YEAR, LAST_YEAR, YEARS_TOLD)),
    }


def definitions_type(line: KnownKeys) -> Typed:
    """Give the type of the whole list, as editors see it; it is read definition by definition."""
    listed = list_type(Typed(line.read, line.written), LONGEST)
    return optional(Typed(lambda node, _: node, listed.written))


def read_lines(
    node: Node, line: KnownKeys, kind: Kind, names: Names, desk: Desk
) -> list[DefinitionLine]:
    """Read a list of definitions; give those that can be told apart, and note all that is wrong."""
    if is_empty(node):
        return []
    lines = []
    for item in read_items(node, desk, LONGEST) or ():
        if is_empty(item):
            continue
        values = line.read(item, desk)
        if values is not None and isinstance(item, Fields):
            lines.append(DefinitionLine(item, values))
    checks = _Checks(kind, names, desk)
    for one in lines:
        checks.name(one)
        checks.needed(one)
        checks.years(one)
    checks.repeated(lines)
    followed = [one for one in lines if _followed(one, desk.year)]
    if len(followed) > kind.most:
        desk.refuse("CM-363", node.mark, lu=len(followed), cle=kind.plural, attendu=kind.most)
    named = [one for one in lines if all(key in one.values for key in ("id", "titre"))]
    for one in named:
        name = f"{kind.key}.{one.values['id']}"
        desk.marks[name] = one.node.mark
        desk.marks.update({f"{name}.{key}": entry.key for key, entry in one.node.entries.items()})
    return named


def _followed(line: DefinitionLine, year: int) -> bool:
    until = line.values.get("jusqu_a")
    return until is None or until >= year


def common_values(line: DefinitionLine, desk: Desk) -> dict[str, Any]:
    """Give what every definition holds; what is missing was refused, so its stand-in is never seen."""
    values = line.values
    return {
        "id": values["id"],
        "title": values["titre"],
        "chosen_by": values.get("choisi_par", ""),
        "since": values.get("depuis", desk.year),
        "until": values.get("jusqu_a"),
    }


class _Checks:
    """What a definition must agree with: the questionnaire, its own years, its neighbours."""

    def __init__(self, kind: Kind, names: Names, desk: Desk) -> None:
        self.kind, self.names, self.desk = kind, names, desk

    def name(self, line: DefinitionLine) -> None:
        """Refuse an id that cannot be one, and what the questionnaire already calls so."""
        identifier, title = line.values.get("id", ""), line.values.get("titre", "")
        mark = line.node.mark_of("id")
        if identifier and not is_identifier(identifier):
            self.desk.refuse("CM-360", mark, lu=identifier, attendu=_suggested(identifier))
        for key, told in (("id", identifier), ("titre", title)):
            if plain(told) in _taken(self.names) or told in _RESERVED:
                at = line.node.mark_of(key)
                self.desk.refuse("CM-361", at, lu=told, attendu=self.kind.plural)

    def needed(self, line: DefinitionLine) -> None:
        """Ask for what a definition means nothing without."""
        missing = [words for key, words in self.kind.needed.items() if not line.gives(key)]
        if missing:
            title = line.values.get("titre") or line.values.get("id") or self.kind.key
            self.desk.refuse("CM-364", line.node.mark, lu=title, attendu=" ; ".join(missing))

    def years(self, line: DefinitionLine) -> None:
        """Refuse a beginning after the year of the file, and an end before the beginning."""
        since, until = line.values.get("depuis"), line.values.get("jusqu_a")
        year = self.desk.year
        if since is not None and since > year:
            words = f"le suivi commence en {since}, après l’année de la fiche, {year}"
            disagree(line, "depuis", words, self.desk)
        if until is not None and until > year:
            words = f"« jusqu_a » dit {until}, et la fiche parle de {year}"
            disagree(line, "jusqu_a", words, self.desk)
        if since is not None and until is not None and until < since:
            words = f"la fin du suivi, {until}, vient avant son début, {since}"
            disagree(line, "jusqu_a", words, self.desk)

    def repeated(self, lines: Sequence[DefinitionLine]) -> None:
        """Refuse a second definition under the same id, or the same title."""
        seen: set[str] = set()
        for line in lines:
            for key in ("id", "titre"):
                told = line.values.get(key)
                if not told:
                    continue
                name = f"{key} {plain(told)}"
                if name in seen:
                    self.desk.refuse("CM-362", line.node.mark_of(key), lu=told)
                seen.add(name)


def disagree(line: DefinitionLine, key: str, words: str, desk: Desk) -> None:
    """Say that two things of one definition cannot both be."""
    title = line.values.get("titre") or line.values.get("id") or ""
    desk.refuse("CM-366", line.node.mark_of(key), lu=title, attendu=words)


def is_identifier(text: str) -> bool:
    """Tell whether a text may be an id: companions of answers end otherwise."""
    return _IDENTIFIER.fullmatch(text) is not None and not text.endswith(COMPANIONS)


def plain(title: str) -> str:
    """Reduce a title to its letters: « LIEN  SOCIAL. » and « Lien social » name one thing."""
    return re.sub(r"[^a-z0-9]+", "_", folded(title)).strip("_")


def _suggested(identifier: str) -> str:
    """Write what a person meant as an id: `Repas partagés` gives `repas_partages`."""
    kept = plain(identifier)
    for ending in COMPANIONS:
        kept = kept.removesuffix(ending)
    return kept if is_identifier(kept) else "repas_partages"


@lru_cache(maxsize=4)
def _taken(names: Names) -> frozenset[str]:
    """List what the questionnaire calls its own criteria, folded: an own one would be taken for it."""
    titles = ((one.titre, one.court) for one in names.criteria.values())
    return frozenset({*names.criteria, *(plain(title) for both in titles for title in both)})
