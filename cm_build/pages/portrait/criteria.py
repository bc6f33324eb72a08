"""One block per social criterion answered: a sentence, a quotation, evidence, votes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.block import Block, cells, paragraphs, rows_of, titled
from cm_build.pages.portrait.follow_up import FollowUp, follow_up
from cm_build.pages.portrait.held import held
from cm_build.pages.portrait.levels import YearLevel, levels
from cm_build.pages.portrait.observation import Observed, observe, scale_words
from cm_build.pages.portrait.votes import votes_on
from cm_build.questionnaire.names import Reference
from cm_build.questionnaire.question import Table
from cm_build.questionnaire.role import Role
from cm_build.referential.naming import named
from cm_build.referential.sentence import sentence
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cm_build.pages.portrait.held import WorkshopHeld
    from cm_build.pages.portrait.votes import Vote
    from cm_build.questionnaire import block as declared
    from cm_build.questionnaire.criterion import Criterion
    from cm_build.questionnaire.names import Names
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources


class Evidence(NamedTuple):
    """A piece of evidence, in one line."""

    text: str
    link: str


class CriterionBlock(NamedTuple):
    """Everything said of one criterion."""

    id: str
    title: str
    scale: str
    tone: int
    level: str
    former: str
    direction: str
    rank: int | None
    sentence: str
    quote: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    unwanted: bool
    unwanted_who: str
    unwanted_text: str
    counterfactual: str
    intention: str
    follow_up: FollowUp | None
    years: tuple[YearLevel, ...]
    votes: tuple[Vote, ...]


class ScaleBlock(NamedTuple):
    """A scale, what the team wrote of it, and its criteria."""

    title: str
    words: str
    criteria: tuple[CriterionBlock, ...]


class CriteriaView(NamedTuple):
    """Every criterion answered, and those the portrait itself shows; `held` when some were discussed."""

    every: tuple[CriterionBlock, ...]
    shown: tuple[CriterionBlock, ...]
    words: Mapping[str, str]
    held: WorkshopHeld | None

    @property
    def more(self) -> bool:
        """Whether some are left to a page of their own."""
        return len(self.every) > len(self.shown)

    @property
    def through_years(self) -> bool:
        """Whether one at least was told for several years: that too has its page."""
        return any(effect.years for effect in self.every)

    @property
    def told_elsewhere(self) -> tuple[CriterionBlock, ...]:
        """Those with words of people that the portrait leaves to that page: paper holds them all."""
        shown = {effect.id for effect in self.shown}
        return tuple(effect for effect in self.every if effect.quote and effect.id not in shown)

    @property
    def scales(self) -> tuple[ScaleBlock, ...]:
        """Gather every criterion by scale, in the questionnaire's order."""
        titles = dict.fromkeys(effect.scale for effect in self.every)
        return tuple(
            ScaleBlock(
                title,
                self.words[title],
                tuple(effect for effect in self.every if effect.scale == title),
            )
            for title in titles
        )


def criteria_blocks(block: declared.CriteriaBlocks, context: PlaceContext) -> Block | None:
    """Write one block per criterion that was answered, in the questionnaire's order."""
    sources = context.sources
    observed = [observe(c, sources) for c in sources.names.questionnaire.criteres]
    workshop = context.assessment.workshop
    voted = workshop.criteria if workshop else frozenset()
    shown = tuple(
        _criterion(effect, sources)._replace(
            votes=votes_on(workshop, effect.criterion.id, sources),
            former=_former(effect, context),
            follow_up=follow_up(effect.criterion.id, sources, context.year, context.history),
            years=levels(effect.criterion, context),
        )
        for effect in observed
        if effect.answered or effect.criterion.id in voted
    )
    words = {s.titre: scale_words(s.id, sources) for s in sources.names.questionnaire.echelles}
    met = held(context.assessment, sources.names)
    view = CriteriaView(shown, telling(shown, block.max or len(shown)), words, met)
    return Block("criteres", titled(block, context), view) if shown else None


def _former(effect: Observed, context: PlaceContext) -> str:
    """Tell what an earlier year said on another scale: the series is cut there, and says so."""
    for year, sources in reversed(context.history):
        before = observe(effect.criterion, sources)
        if year < context.year and effect.rank is not None and before.rank is not None:
            if before.scale == effect.scale:
                return ""
            scale = "sur l’échelle de la version 1, qui ne se compare pas."
            return f"En {year} : {french.quoted(before.level)}, {scale}"
    return ""


def telling(every: tuple[CriterionBlock, ...], most: int) -> tuple[CriterionBlock, ...]:
    """Choose the criteria that tell most: the highest levels, those with words of people first.

    An unwanted effect is never left out of a portrait: when none of them has one, it takes the
    last place. The order stays that of the questionnaire.
    """
    if len(every) <= most:
        return every
    by_strength = sorted(every, key=lambda effect: (-(effect.rank or 0), not effect.quote))
    chosen = by_strength[:most]
    unwanted = [effect for effect in by_strength if effect.unwanted]
    if unwanted and not any(effect.unwanted for effect in chosen):
        chosen[-1] = unwanted[0]
    return tuple(effect for effect in every if effect in chosen)


def _criterion(effect: Observed, sources: Sources) -> CriterionBlock:
    names, criterion = sources.names, effect.criterion
    scales = [scale.id for scale in names.questionnaire.echelles]

    def text(role: Role) -> str:
        return sources.text(names.of_role(role, criterion.id))

    return CriterionBlock(
        id=criterion.id,
        title=criterion.titre,
        scale=names.scales[criterion.echelle].titre,
        tone=scales.index(criterion.echelle),
        level=", ".join(filter(None, (effect.level, effect.reach))),
        former="",
        direction=effect.direction.in_sentence if effect.direction else "",
        rank=effect.rank,
        sentence=sentence(criterion.phrases, sources, criterion.id),
        quote=tuple(french.quoted(paragraph) for paragraph in paragraphs(text(Role.EXEMPLE))),
        evidence=_evidence(criterion, sources),
        unwanted=bool(effect.unwanted),
        unwanted_who=_companion(criterion, Role.NON_VOULU, "choix_multiple", sources),
        unwanted_text=_companion(criterion, Role.NON_VOULU, "texte_long", sources),
        counterfactual=_counterfactual(effect, sources),
        intention=text(Role.INTENTION),
        follow_up=None,
        years=(),
        votes=(),
    )


def _companion(criterion: Criterion, gate: Role, kind: str, sources: Sources) -> str:
    """Give the answer of the model's question of a type that the gate's answer opens."""
    path = _companion_path(sources.names, criterion.id, gate, kind)
    if path and kind == "choix_multiple":
        return named(Reference(path), sources.chosen(path), sources)
    return sources.text(path)


@lru_cache(maxsize=256)
def _companion_path(names: Names, criterion: str, gate: Role, kind: str) -> str | None:
    """Find the question; the questionnaire says it once for every place."""
    gate_id = (names.of_role(gate, criterion) or "").rpartition(".")[2]
    for asked in names.by_owner["critere", criterion]:
        leaves = (leaf for condition in asked.conditions for leaf in condition.leaves())
        if asked.question.type == kind and any(leaf.question == gate_id for leaf in leaves):
            return asked.path
    return None


def _counterfactual(effect: Observed, sources: Sources) -> str:
    """Tell what would have been without the place, of a change: of nothing seen, nothing is told."""
    if effect.level and not effect.rank:
        return ""
    chosen = sources.chosen(sources.names.of_role(Role.SANS_LE_LIEU, effect.criterion.id))
    return chosen[0].libelle if chosen else ""


def _evidence(criterion: Criterion, sources: Sources) -> tuple[Evidence, ...]:
    path = sources.names.of_role(Role.PREUVES, criterion.id)
    if path is None:
        return ()
    question = sources.question(path)
    return pieces_of(question, rows_of(path, sources)) if isinstance(question, Table) else ()


def pieces_of(question: Table, rows: Iterable[Mapping[str, object]]) -> tuple[Evidence, ...]:
    """Write rows of evidence, each in one line."""
    links = {column.id for column in question.colonnes if column.type == "url"}
    years = {column.id for column in question.colonnes if column.type == "annee"}
    flags = {column.id: column.short for column in question.colonnes if column.type == "oui_non"}
    pieces = []
    for row in rows:
        apart = {*links, *flags, *years}
        fields = {key: value for key, value in row.items() if key not in apart}
        dated = "".join(f" ({value})" for key, value in row.items() if key in years)
        notes = [
            french.initial_folded(flags[key])
            for key, value in row.items()
            if key in flags and value is True
        ]
        link = next((str(value) for key, value in row.items() if key in links), "")
        said = ", ".join(cells(question, fields)) + dated
        pieces.append(Evidence(", ".join([said.strip(), *notes]), link))
    return tuple(pieces)
