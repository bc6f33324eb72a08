"""What a workshop gives back: what each college saw, where they differ, what was kept and decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.colleges import Between
from cm_build.pages.portrait.held import held
from cm_build.pages.portrait.observation import observe
from cm_build.pages.restitution.ballots import ballots_on
from cm_build.places.own_criterion import asked_as
from cm_build.questionnaire.level import choices
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.portrait.held import WorkshopHeld
    from cm_build.pages.restitution.ballots import CollegeBallots
    from cm_build.places.own_criterion import OwnCriterion
    from cm_build.places.workshop import Workshop
    from cm_build.questionnaire.criterion import Criterion
    from cm_build.questionnaire.names import Names
    from cm_build.questionnaire.option import Option
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources

OWN_SCALE = "Choisis par le lieu"
SUMMARY = {
    Between.SAME: "Les collèges disent la même chose",
    Between.DIFFERENT: "Les collèges ne disent pas la même chose",
    Between.DIVIDED: "Au moins un collège est partagé",
}


class Heading(NamedTuple):
    """What names a criterion, and the colour of its scale."""

    id: str
    title: str
    scale: str
    tone: int


class Discussed(NamedTuple):
    """A criterion that people discussed: the ballots, then what is said and kept of it."""

    id: str
    title: str
    scale: str
    tone: int
    ballots: tuple[CollegeBallots, ...]
    kept: str
    disagreement: str
    reservations: tuple[str, ...]
    decision: str

    @property
    def standing(self) -> Between | None:
        """How colleges stand on the whole criterion: one ballot on which they differ is enough."""
        standings = [ballot.standing for ballot in self.ballots]
        order = (Between.DIFFERENT, Between.DIVIDED, Between.SAME)
        return next((one for one in order if one in standings), None)


class DiscussedScale(NamedTuple):
    """The criteria of a scale."""

    title: str
    criteria: tuple[Discussed, ...]


class Alike(NamedTuple):
    """Criteria on which colleges stand alike."""

    words: str
    criteria: tuple[Discussed, ...]


class Followed(NamedTuple):
    """What an earlier workshop decided of a criterion, and what this year says of it, or nothing."""

    id: str
    title: str
    then: str
    kept: str
    now: str


class Earlier(NamedTuple):
    """The decisions of the workshop before this one."""

    year: int
    decisions: tuple[Followed, ...]


class Restitution(NamedTuple):
    """The workshop of a place, one year; `earlier` when the one before decided something."""

    slug: str
    name: str
    year: int
    fictional: bool
    held: WorkshopHeld
    criteria: tuple[Discussed, ...]
    earlier: Earlier | None

    @property
    def voted(self) -> bool:
        """Whether a vote is shown."""
        return any(one.ballots for one in self.criteria)

    @property
    def scales(self) -> tuple[DiscussedScale, ...]:
        """Gather the criteria by scale, in the questionnaire's order."""
        titles = dict.fromkeys(one.scale for one in self.criteria)
        return tuple(
            DiscussedScale(title, tuple(one for one in self.criteria if one.scale == title))
            for title in titles
        )

    @property
    def standings(self) -> tuple[Alike, ...]:
        """Gather the criteria by how colleges stand; those of one college alone are left out."""
        gathered = (
            Alike(words, tuple(one for one in self.criteria if one.standing is standing))
            for standing, words in SUMMARY.items()
        )
        return tuple(one for one in gathered if one.criteria)


def restitution(context: PlaceContext) -> Restitution | None:
    """Give back the workshop of a year; None where none is published."""
    workshop, told = context.assessment.workshop, held(context.assessment, context.names)
    if workshop is None or told is None:
        return None
    place = context.place
    criteria = (*_criteria(workshop, context.sources), *_own(workshop, context))
    return Restitution(
        place.slug, place.name, context.year, place.fictional, told, criteria, _earlier(context)
    )


def _criteria(workshop: Workshop, sources: Sources) -> Iterator[Discussed]:
    tones = [scale.id for scale in sources.names.questionnaire.echelles]
    for criterion in sources.names.questionnaire.criteres:
        if criterion.id in workshop.told:
            scale = sources.names.scales[criterion.echelle].titre
            heading = Heading(criterion.id, criterion.titre, scale, tones.index(criterion.echelle))
            yield _discussed(heading, _kept(criterion, sources), workshop, sources)


def _own(workshop: Workshop, context: PlaceContext) -> Iterator[Discussed]:
    """Give the criteria that the place chose, after the others and never among them."""
    names = context.names
    for one in context.assessment.own.criteria:
        if one.id in workshop.told:
            heading = Heading(one.id, one.title, OWN_SCALE, len(names.questionnaire.echelles))
            yield _discussed(heading, _kept_of_own(one, names), workshop, context.sources)


def _kept_of_own(one: OwnCriterion, names: Names) -> str:
    presence, direction = (
        next((o for o in choices(names, asked_as(key, names)) if o.id == value), None)
        for key, value in (("presence", one.presence), ("direction", one.direction))
    )
    return _both(french.initial_folded(presence.libelle) if presence else "", direction)


def _discussed(heading: Heading, kept: str, workshop: Workshop, sources: Sources) -> Discussed:
    return Discussed(
        *heading,
        ballots=ballots_on(workshop, heading.id, sources),
        kept=kept,
        disagreement=workshop.disagreements.get(heading.id, ""),
        reservations=tuple(
            french.quoted(text) for text in workshop.reservations.get(heading.id, ())
        ),
        decision=workshop.decisions.get(heading.id, ""),
    )


def _kept(criterion: Criterion, sources: Sources) -> str:
    """Say what the file keeps of a criterion: when, for whom, in which direction."""
    effect = observe(criterion, sources)
    when = french.initial_folded(", ".join(filter(None, (effect.level, effect.reach))))
    return _both(when, effect.direction)


def _both(when: str, direction: Option | None) -> str:
    way = f"sens du changement : {direction.in_sentence}" if direction else ""
    return " ; ".join(filter(None, (when, way)))


def _earlier(context: PlaceContext) -> Earlier | None:
    """Find the workshop before this one, and put its decisions beside what this year says."""
    before = [
        (assessment, assessment.workshop.decisions)
        for assessment in context.place.assessments
        if assessment.year < context.year and assessment.workshop and assessment.workshop.decisions
    ]
    if not before:
        return None
    earlier, then = before[-1]
    names, now = context.names, context.assessment.workshop
    own = {one.id: one for one in context.assessment.own.criteria}
    titles = {one.id: one.titre for one in names.questionnaire.criteres}
    kept = {one.id: _kept(one, context.sources) for one in names.questionnaire.criteres}
    titles |= {one.id: one.title for one in (*earlier.own.criteria, *own.values())}
    kept |= {name: _kept_of_own(one, names) for name, one in own.items()}
    decided = now.decisions if now else {}
    return Earlier(
        earlier.year,
        tuple(
            Followed(name, title, then[name], kept.get(name, ""), decided.get(name, ""))
            for name, title in titles.items()
            if name in then
        ),
    )
