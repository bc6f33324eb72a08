"""What the sheets show of the questionnaire: criteria, the two ballots, the colleges, the kinds of evidence."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from cm_build.questionnaire.criterion import Anchors, Criterion
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.question import SingleChoice, Table
from cm_build.questionnaire.role import Role

# A line of a card holds about so many signs, and half a page so many lines.
SIGNS, LINES = 62, 26
VOTES = (Role.PRESENCE, Role.DIRECTION)


class BallotLine(NamedTuple):
    """A line of a ballot; `sign` names the drawing that says it without words."""

    label: str
    sign: str


class PaperBallot(NamedTuple):
    """One of the two ballots of a criterion: what is asked, what may be ticked; `rank` is its turn."""

    rank: int
    question: str
    choices: tuple[BallotLine, ...]


class CriterionCard(NamedTuple):
    """A criterion on a card: what it means, what to look at, what is asked; `whole` takes a page alone."""

    declared: Criterion
    scale: str
    tone: int
    questions: tuple[str, ...]
    whole: bool


class CriterionBallots(NamedTuple):
    """The ballots of one criterion; without a title, of one that people chose themselves."""

    title: str
    votes: tuple[PaperBallot, ...]


class Kit(NamedTuple):
    """Everything the sheets are made from: cards by page, ballots by criterion, those to fill last."""

    pages: tuple[tuple[CriterionCard, ...], ...]
    ballots: tuple[CriterionBallots, ...]
    colleges: tuple[str, ...]
    evidence: tuple[str, ...]


def kit_view(names: Names) -> Kit:
    """Gather what the sheets show."""
    ballots = tuple(_votes(names, criterion) for criterion in names.criteria.values())
    scales = {scale.id: rank for rank, scale in enumerate(names.scales.values())}
    cards = [_card(names, one, scales[one.echelle]) for one in names.criteria.values()]
    return Kit(
        pages=_paged(cards),
        # What people chose to look at themselves is voted on like any criterion.
        ballots=(*ballots, CriterionBallots("", ballots[0].votes)),
        colleges=tuple(college.libelle for college in names.questionnaire.colleges),
        evidence=_evidence(names),
    )


def _votes(names: Names, criterion: Criterion) -> CriterionBallots:
    paths = [path for role in VOTES if (path := names.of_role(role, criterion.id))]
    asked = [path for path in paths if path in names.current]
    return CriterionBallots(
        criterion.titre,
        tuple(
            PaperBallot(rank, names.asked[path].question.libelle, _choices(names, path))
            for rank, path in enumerate(asked, 1)
        ),
    )


def _choices(names: Names, path: str) -> tuple[BallotLine, ...]:
    now = names.questionnaire.version
    return tuple(
        BallotLine(option.libelle, _sign(option))
        for option in choices(names, path)
        if option.is_current(now)
    )


def _sign(option: Option) -> str:
    """Name a drawing by what an option says of time or of direction."""
    if option.signe:
        return option.signe
    if option.id in Anchors.model_fields:
        return option.id
    return "pas_regarde" if option.exclusif else "rien_vu"


def _card(names: Names, criterion: Criterion, tone: int) -> CriterionCard:
    now = names.questionnaire.version
    questions = tuple(one.libelle for one in criterion.questions if one.is_current(now))
    scale = names.scales[criterion.echelle].titre
    whole = _lines(criterion, questions) > LINES
    return CriterionCard(criterion, scale, tone, questions, whole)


def _lines(criterion: Criterion, questions: tuple[str, ...]) -> int:
    """Estimate how tall a card is: two columns, then what the whole width holds."""
    half = SIGNS // 2
    columns = (criterion.observer, criterion.ancres.model_dump().values())
    tallest = max(sum(ceil(len(text) / half) for text in texts) for texts in columns)
    across = (criterion.definition, *questions)
    return tallest + sum(ceil(len(text) / SIGNS) for text in across)


def _paged(cards: list[CriterionCard]) -> tuple[tuple[CriterionCard, ...], ...]:
    """Put two cards on a page, in their order; one that needs it has its own."""
    pages: list[tuple[CriterionCard, ...]] = []
    for card in cards:
        if pages and len(pages[-1]) == 1 and not (card.whole or pages[-1][0].whole):
            pages[-1] = (*pages[-1], card)
        else:
            pages.append((card,))
    return tuple(pages)


def _evidence(names: Names) -> tuple[str, ...]:
    """Name what an effect may rest on: the first choice of the table where a place says it."""
    path = next(filter(None, (names.of_role(Role.PREUVES, one) for one in names.criteria)), None)
    question = names.asked[path].question if path else None
    columns = question.colonnes if isinstance(question, Table) else ()
    choice = next((one for one in columns if isinstance(one, SingleChoice)), None)
    return tuple(option.libelle for option in choice.options) if choice else ()
