"""What the sheets show of the questionnaire: criteria, the two ballots, the colleges, the kinds of evidence."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from cm_build.questionnaire.criterion import Anchors, Criterion
from cm_build.questionnaire.evidence import evidence_kinds
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.role import Role

# How a network's questions are told from those of all: no other id has two underscores.
NETWORK = "__"
# About how many signs a line of a card holds, across or in one of its columns.
WIDTH, COLUMN = 92, 44
# About how many lines there are for a card in half a page, and for two cards in one.
HALF, BOTH = 25, 46
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
    """A criterion on a card: what is asked of it, what to look at; `lines` is about how tall it is.

    `questions` are those of the network.
    """

    declared: Criterion
    scale: str
    tone: int
    questions: tuple[str, ...]
    lines: int

    @property
    def whole(self) -> bool:
        """Whether it takes a page alone."""
        return self.lines > HALF


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
    """Give what may be ticked; who has not looked says so without voting, so that choice is not one."""
    now = names.questionnaire.version
    return tuple(
        BallotLine(option.libelle, _sign(option))
        for option in choices(names, path)
        if option.is_current(now) and not option.exclusif
    )


def _sign(option: Option) -> str:
    """Name a drawing by what an option says of time or of direction."""
    if option.signe:
        return option.signe
    return option.id if option.id in Anchors.model_fields else "rien_vu"


def _card(names: Names, criterion: Criterion, tone: int) -> CriterionCard:
    now = names.questionnaire.version
    questions = tuple(
        one.libelle for one in criterion.questions if one.is_current(now) and NETWORK in one.id
    )
    scale = names.scales[criterion.echelle].titre
    return CriterionCard(criterion, scale, tone, questions, _lines(criterion, questions))


def _lines(criterion: Criterion, questions: tuple[str, ...]) -> int:
    """Estimate how tall a card is: two columns, then what the whole width holds."""
    ways = criterion.ancres_sens
    anchors = (
        *criterion.ancres.model_dump().values(),
        *(ways.model_dump().values() if ways else ()),
    )
    seen = (*criterion.observer, *criterion.pieges)
    tallest = max(_tall(seen, COLUMN), _tall(anchors, COLUMN, 1))
    added = " ".join((*criterion.notes, *questions))
    return tallest + _tall((criterion.question or "", criterion.definition, added), WIDTH)


def _tall(texts: Iterable[str], signs: int, title: int = 0) -> int:
    return sum(ceil(len(text) / signs) + title for text in texts)


def _paged(cards: list[CriterionCard]) -> tuple[tuple[CriterionCard, ...], ...]:
    """Put two cards on a page, in their order, where both stand in it."""
    pages: list[tuple[CriterionCard, ...]] = []
    for card in cards:
        if pages and len(pages[-1]) == 1 and pages[-1][0].lines + card.lines <= BOTH:
            pages[-1] = (*pages[-1], card)
        else:
            pages.append((card,))
    return tuple(pages)


def _evidence(names: Names) -> tuple[str, ...]:
    """Name what an effect may rest on."""
    first = next(iter(names.criteria))
    return tuple(kind.libelle for kind in evidence_kinds(names, first))
