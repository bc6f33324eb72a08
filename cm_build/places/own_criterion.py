"""What the place looks at in its own words: a criterion beside the questionnaire's, never among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cm_build.places.answer import Given, Row
from cm_build.places.answer_reading import answer_type
from cm_build.places.desk import Desk
from cm_build.places.known_keys import KnownKeys, Typed, nested, optional
from cm_build.places.own_definition import (
    OWN_CRITERIA,
    Definition,
    DefinitionLine,
    Kind,
    common_types,
    common_values,
    read_lines,
)
from cm_build.places.value_reading import list_type, text_type
from cm_build.questionnaire.criterion import Anchors
from cm_build.questionnaire.level import level_path
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Node

KIND = Kind(
    OWN_CRITERIA,
    5,
    {
        "id": "son identifiant (id)",
        "titre": "son titre (titre)",
        "choisi_par": "qui l’a choisi (choisi_par)",
        "depuis": "depuis quelle année (depuis)",
    },
    "critères du lieu",
)
# One of the two makes two people mean the same by it.
SEEN_BY = "ce que l’on observe (observer), ou ce que veut dire chaque présence (ancres)"
ANCHORS: tuple[str, ...] = tuple(Anchors.model_fields)
# The keys that are answered as those of any criterion, by the role of the question they answer.
_ROLES = {
    "direction": Role.DIRECTION,
    "preuves": Role.PREUVES,
    "exemple": Role.EXEMPLE,
    "intention_passee": Role.INTENTION_PASSEE,
    "suite": Role.SUITE,
    "suite_raison": Role.SUITE_RAISON,
    "intention": Role.INTENTION,
}
# What last year's intention became: each arises once the one before is said.
FOLLOW_UP = ("intention_passee", "suite", "suite_raison")
_TEXT = text_type(200, short=True)


@dataclass(frozen=True, slots=True)
class OwnCriterion(Definition):
    """A criterion of the place's own.

    `anchors` tell what each presence looks like; `presence` and `direction` are options of the
    ordinary scale, or nothing; so is `became`, of what was `wanted` the year before.
    """

    question: str
    observe: tuple[str, ...]
    anchors: Mapping[str, str]
    presence: str
    direction: str
    evidence: tuple[Row, ...]
    example: str
    wanted: str
    became: str
    why: str
    intention: str


def asked_as(key: str, names: Names) -> str | None:
    """Find the question of an ordinary criterion that a key answers; None when there is none."""
    first = next(iter(names.criteria), "")
    return level_path(names, first) if key == "presence" else names.of_role(_ROLES[key], first)


@lru_cache(maxsize=4)
def criterion_line(names: Names) -> KnownKeys:
    """Make the keys of a criterion: those that answer a question do it as for any criterion."""
    anchors = KnownKeys(
        "ancres", dict.fromkeys(ANCHORS, _TEXT), ("ancres", "un texte par présence")
    )
    types: dict[str, Typed] = {
        **common_types(),
        "question": _TEXT,
        "observer": optional(list_type(_TEXT, 6)),
        "ancres": nested(anchors),
    }
    for key in ("presence", *_ROLES):
        path = asked_as(key, names)
        if path:
            types[key] = answer_type(names.asked[path].question)
    return KnownKeys(
        "critere_du_lieu",
        types,
        (OWN_CRITERIA, "un critère par ligne, avec ses clés"),
        "Un critère choisi par le lieu",
        tuple(KIND.needed),
    )


def read_criteria(node: Node, names: Names, desk: Desk) -> tuple[OwnCriterion, ...]:
    """Read `criteres_du_lieu`; what is wrong is noted with its line."""
    lines = read_lines(node, criterion_line(names), KIND, names, desk)
    return tuple(_criterion(line, names, desk) for line in lines)


def _criterion(line: DefinitionLine, names: Names, desk: Desk) -> OwnCriterion:
    values = line.values
    anchors: Mapping[str, str] = values.get("ancres", {})
    missing = [key for key in ANCHORS if key not in anchors]
    if not values.get("observer") and not anchors:
        desk.refuse("CM-364", line.node.mark, lu=values["titre"], attendu=SEEN_BY)
    elif anchors and missing:
        what = f"{values['titre']}, ce que veut dire chaque présence"
        desk.refuse("CM-364", line.node.mark_of("ancres"), lu=what, attendu=", ".join(missing))
    evidence = _answered(line, "preuves")
    wanted, became, why = _follow_up(line, names, desk)
    return OwnCriterion(
        **common_values(line, desk),
        question=values.get("question", ""),
        observe=values.get("observer", ()),
        anchors=anchors,
        presence=_text(line, "presence"),
        direction=_text(line, "direction"),
        evidence=tuple(evidence) if isinstance(evidence, tuple) else (),
        example=_text(line, "exemple"),
        wanted=wanted,
        became=became,
        why=why,
        intention=_text(line, "intention"),
    )


def _answered(line: DefinitionLine, key: str) -> object:
    answer = line.values.get(key)
    return answer.value if isinstance(answer, Given) else None


def _text(line: DefinitionLine, key: str) -> str:
    return str(_answered(line, key) or "")


def _follow_up(line: DefinitionLine, names: Names, desk: Desk) -> list[str]:
    """Read what was wanted and what it became; what follows nothing is told, and put aside."""
    said: list[str] = []
    for key in FOLLOW_UP:
        text = _text(line, key)
        path = asked_as(key, names)
        if text and path and said and not said[-1]:
            mark = line.node.mark_of(key)
            desk.refuse("CM-325", mark, lu=names.asked[path].question.libelle)
            text = ""
        said.append(text)
    return said
