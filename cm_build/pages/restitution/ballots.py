"""Two ballots on a criterion, college by college: the same rows in both, so that they are read across."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.colleges import DIVIDED, Between, between, voices, voted
from cm_build.pages.portrait.votes import WIDTH, vote_on
from cm_build.questionnaire.level import choices
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cm_build.computing.colleges import Voted
    from cm_build.pages.portrait.votes import Ballot, Vote
    from cm_build.places.workshop import Workshop
    from cm_build.referential.sources import Sources

# Said plainly, and of no one: whether colleges say the same, never who is right.
STANDINGS = {
    Between.SAME: "Les collèges disent la même chose.",
    Between.DIFFERENT: "Les collèges ne disent pas la même chose.",
    Between.DIVIDED: "Au moins un collège est partagé.",
}
DIVIDED_WORDS = "Avis partagés"
SILENT_WORDS = "Surtout sans avis, ou sans avoir regardé"


class AxisStep(NamedTuple):
    """A step of a scale: where dots stand, then where its words do, on two lines, and how they are set."""

    at: float
    x: float
    lines: tuple[str, ...]
    anchor: str


class Row(NamedTuple):
    """What a college voted, or nothing that can be shown; `worded` when a row has words under its dots."""

    college: str
    ballot: Ballot | None
    worded: bool


class Saying(NamedTuple):
    """An answer, and the colleges of which it has the majority."""

    words: str
    colleges: str


class CollegeBallots(NamedTuple):
    """One ballot: its scale, a row a college, and the same in plain words."""

    title: str
    steps: tuple[AxisStep, ...]
    rows: tuple[Row, ...]
    standing: Between | None
    sayings: tuple[Saying, ...]

    @property
    def verdict(self) -> str:
        """Say whether colleges say the same; nothing where fewer than two say something."""
        return STANDINGS[self.standing] if self.standing else ""


def ballots_on(workshop: Workshop, criterion: str, sources: Sources) -> tuple[CollegeBallots, ...]:
    """Show what was voted on a criterion."""
    asked = [
        (one, drawn)
        for one in voted(sources.names, criterion)
        if (drawn := vote_on(workshop, one, sources)).ballots
    ]
    present = {ballot.college for _, vote in asked for ballot in vote.ballots}
    worded = {b.college for _, vote in asked for b in vote.ballots if b.agreement}
    colleges = [c.libelle for c in sources.names.questionnaire.colleges if c.libelle in present]
    return tuple(
        CollegeBallots(
            vote.title,
            tuple(_steps(vote)),
            tuple(_rows(vote, colleges, worded)),
            between(said := voices(workshop, one, sources.names)),
            tuple(_sayings(one, said, vote, sources)),
        )
        for one, vote in asked
    )


def _rows(vote: Vote, colleges: Iterable[str], worded: set[str]) -> Iterator[Row]:
    drawn = {ballot.college: ballot for ballot in vote.ballots}
    for college in colleges:
        yield Row(college, drawn.get(college), college in worded)


def _steps(vote: Vote) -> Iterator[AxisStep]:
    """Set the words of both ends inside the drawing, the others under their step."""
    ends = {0: (0.0, "start"), len(vote.steps) - 1: (WIDTH, "end")}
    for rank, (at, words) in enumerate(vote.steps):
        x, anchor = ends.get(rank, (at, "middle"))
        yield AxisStep(at, x, _folded(words), anchor)


def _folded(words: str) -> tuple[str, ...]:
    """Cut a step's words in two lines, as even as they can be."""
    pieces = words.split(" ")
    cuts = [(" ".join(pieces[:at]), " ".join(pieces[at:])) for at in range(1, len(pieces))]
    return min(cuts, key=lambda lines: max(map(len, lines)), default=(words,))


def _sayings(
    vote: Voted, said: Mapping[str, str], drawn: Vote, sources: Sources
) -> Iterator[Saying]:
    """Gather colleges by what most of their people voted, along the scale; the divided come last."""
    labels = {c.id: c.libelle for c in sources.names.questionnaire.colleges}
    words = {o.id: french.capitalised(o.in_sentence) for o in choices(sources.names, vote.path)}
    for answer, text in (*words.items(), (DIVIDED, DIVIDED_WORDS)):
        colleges = [labels[college] for college, one in said.items() if one == answer]
        if colleges:
            yield Saying(text, french.enumerated(colleges))
    told = {labels[college] for college in said}
    silent = [ballot.college for ballot in drawn.ballots if ballot.college not in told]
    if silent:
        yield Saying(SILENT_WORDS, french.enumerated(silent))
