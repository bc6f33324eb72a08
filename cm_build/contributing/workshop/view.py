"""What the workshop is written from: criteria, ballots, colleges, and where each answer goes in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cm_build.contributing.form.own import Idea, criterion_ideas
from cm_build.contributing.form.together import FORMATS, SAID, ballots
from cm_build.contributing.form.view import TOLD
from cm_build.places.workshop import MERGED_COLLEGE, SMALLEST_COLLEGE
from cm_build.questionnaire.criterion import Criterion
from cm_build.questionnaire.grammar import keys_to
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.model import College
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import LongText, ShortText, SingleChoice, Table
from cm_build.questionnaire.role import Role
from cm_build.reading.problem import catalogue
from cm_build.referential.toolbox import Tools

# What is kept of a criterion, by the role of the question it answers, and its name in the local file.
KEPT: Mapping[str, Role] = {
    "presence": Role.PRESENCE,
    "sens": Role.DIRECTION,
    "preuves": Role.PREUVES,
    "exemple": Role.EXEMPLE,
    "intention": Role.INTENTION,
}


class WorkshopView(NamedTuple):
    """The page: what is chosen before voting, and the data its script works on."""

    scales: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    colleges: tuple[College, ...]
    formats: tuple[tuple[str, str], ...]
    ideas: tuple[Idea, ...]
    year: int
    data: Mapping[str, object]


def workshop_view(tools: Tools) -> WorkshopView:
    """Lay out the workshop of a questionnaire."""
    names = tools.names
    return WorkshopView(
        scales=tuple(
            (
                scale.titre,
                tuple((c.id, c.titre) for c in names.criteria.values() if c.echelle == scale.id),
            )
            for scale in names.scales.values()
        ),
        colleges=names.questionnaire.colleges,
        formats=FORMATS,
        ideas=criterion_ideas(names),
        year=tools.settings.annee_reference,
        data=_data(names, tools.settings.annee_reference),
    )


def _data(names: Names, year: int) -> dict[str, object]:
    """Give the script what the page does not say."""
    first = next(iter(names.criteria), "")
    return {
        "version": names.questionnaire.version,
        "annee": str(year),
        "colleges": [[one.id, one.libelle] for one in names.questionnaire.colleges],
        "petit_college": {"seuil": SMALLEST_COLLEGE, "vers": MERGED_COLLEGE},
        "criteres": [
            {
                "id": criterion.id,
                "titre": criterion.titre,
                "question": criterion.question or "",
                "definition": criterion.definition,
                "observer": list(criterion.observer),
                "ancres": _anchors(criterion),
                "chemins": dict(_paths(criterion.id, names)),
            }
            for criterion in names.criteria.values()
        ],
        "scrutins": [
            {
                "cle": ballot.key,
                "titre": ballot.title,
                "question": ballot.question,
                "options": [{"id": one, "mot": word} for one, word in ballot.options],
            }
            for ballot in ballots(names)
        ],
        "presence": _answers(Role.PRESENCE, first, names),
        "sens": _answers(Role.DIRECTION, first, names),
        "sens_si": _direction_after(first, names),
        "preuve": _evidence(first, names),
        "longueurs": {key: _longest(role, first, names) for key, role in KEPT.items()},
        "dits": [
            {"cle": one.key, "titre": one.title, "aide": one.help, "longueur": one.longest, "max": one.most}
            for one in SAID
        ],
        "messages": {
            code: {"message": catalogue()[code].message, "remede": catalogue()[code].remede}
            for code in TOLD
        },
    }  # fmt: skip


def _anchors(criterion: Criterion) -> dict[str, str]:
    """Say what each answer looks like, so that the room votes on the same thing."""
    ways = criterion.ancres_sens
    return {**criterion.ancres.model_dump(), **(ways.model_dump() if ways else {})}


def _paths(criterion: str, names: Names) -> Iterator[tuple[str, str]]:
    """Say where each thing kept of a criterion is written in a file."""
    for key, role in KEPT.items():
        path = names.of_role(role, criterion)
        if path:
            asked = names.asked[path]
            yield key, ".".join((*keys_to(asked.home, asked.owner), asked.question.id))


def _answers(role: Role, criterion: str, names: Names) -> list[dict[str, str]]:
    return [
        {"id": option.id, "mot": option.libelle}
        for option in choices(names, names.of_role(role, criterion))
    ]


def _direction_after(criterion: str, names: Names) -> list[str]:
    """Name the presences after which a direction is asked."""
    path = names.of_role(Role.DIRECTION, criterion)
    asked = names.asked[path].question if path else None
    leaves = asked.si.leaves() if asked and asked.si else ()
    return [one for leaf in leaves for one in leaf.parmi or ()]


def _evidence(criterion: str, names: Names) -> dict[str, object]:
    """Say how a line of evidence is written: its kind, a choice, then a few words."""
    table = names.asked[path].question if (path := names.of_role(Role.PREUVES, criterion)) else None
    columns = table.colonnes if isinstance(table, Table) else ()
    kinds = next((column for column in columns if isinstance(column, SingleChoice)), None)
    words = next((column for column in columns if isinstance(column, ShortText)), None)
    if kinds is None or words is None:
        return {"nature": "", "texte": "", "natures": []}
    natures = [{"id": option.id, "mot": option.libelle} for option in kinds.options]
    return {"nature": kinds.id, "texte": words.id, "natures": natures}


def _longest(role: Role, criterion: str, names: Names) -> int:
    path = names.of_role(role, criterion)
    question = names.asked[path].question if path else None
    return question.longueur if isinstance(question, LongText) else 0
