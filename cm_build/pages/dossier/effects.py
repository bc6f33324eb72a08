"""The few effects of a file: chosen by the place, otherwise by one rule, the same for all, told on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.dossier.telling import shortened
from cm_build.pages.portrait.criteria import CriteriaView, criteria_blocks
from cm_build.pages.portrait.observation import observe
from cm_build.questionnaire.block import CriteriaBlocks
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.pages.portrait.criteria import CriterionBlock
    from cm_build.questionnaire.dossier import EffectsPart
    from cm_build.referential.context import PlaceContext

NEGATIVE = "negatif"
# As many pieces of evidence, and letters of an account, as two pages have room for.
PROOFS, LONGEST = 2, 400
CHOSEN = "Choisis par le lieu."
RULE = "Le lieu n’a pas choisi. Une règle, la même pour tous, retient d’abord {first}ce qui s’appuie sur une preuve, puis ce qui dure ; un effet défavorable n’est montré que si le lieu le demande."


class FileEffect(NamedTuple):
    """An effect in a few lines: what was seen, on what it rests, what would be without the place."""

    title: str
    sentence: str
    seen: str
    evidence: str
    counterfactual: str
    unwanted: str = ""


class FileEffects(NamedTuple):
    """The effects shown, among how many that were told, and how they were chosen."""

    shown: tuple[FileEffect, ...]
    unwanted: FileEffect | None
    among: int
    rule: str
    apart: bool
    """Whether a page has them all, one by one."""


def chosen_effects(part: EffectsPart, context: PlaceContext) -> FileEffects | None:
    """Show the effects that the place chose, or those that the rule gives; None when none was told."""
    block = criteria_blocks(CriteriaBlocks(forme="criteres"), context)
    every = block.data.every if block and isinstance(block.data, CriteriaView) else ()
    told = [effect for effect in every if effect.rank is not None]
    header = context.assessment.header
    by_place = [effect for effect in told if effect.id in header.effets_de_la_fiche]
    kept = by_place or _by_rule(told, part, context)
    unwanted = next(
        (one for one in told if one.id == header.effet_non_voulu_de_la_fiche and one.unwanted), None
    )
    if not kept and unwanted is None:
        return None
    first = "ce qui touche au projet urbain, puis " if part.echelle else ""
    return FileEffects(
        tuple(_shown(effect, context) for effect in kept[: part.nombre]),
        _shown(unwanted, context)._replace(unwanted=_unwanted(unwanted)) if unwanted else None,
        len(told),
        CHOSEN if by_place else RULE.format(first=first),
        apart=_has_page(every, context),
    )


def _by_rule(
    told: Sequence[CriterionBlock], part: EffectsPart, context: PlaceContext
) -> list[CriterionBlock]:
    """Take what was seen and is not told unfavourable: what rests on evidence first, then what lasts."""
    names = context.names
    seen = [effect for effect in told if effect.rank and not _is_unfavourable(effect, context)]

    def order(effect: CriterionBlock) -> tuple[bool, bool, int]:
        elsewhere = bool(part.echelle) and names.criteria[effect.id].echelle != part.echelle
        return elsewhere, not effect.evidence, -(effect.rank or 0)

    first = sorted(seen, key=order)[: part.nombre]
    return [effect for effect in told if effect in first]


def _is_unfavourable(effect: CriterionBlock, context: PlaceContext) -> bool:
    direction = observe(context.names.criteria[effect.id], context.sources).direction
    return direction is not None and direction.signe == NEGATIVE


def _shown(effect: CriterionBlock, context: PlaceContext) -> FileEffect:
    observed = observe(context.names.criteria[effect.id], context.sources)
    seen = ", ".join(filter(None, (observed.words, observed.reach, effect.direction)))
    proofs = [french.initial_folded(proof.text) for proof in effect.evidence]
    more = len(proofs) - PROOFS
    return FileEffect(
        effect.title,
        effect.sentence,
        seen,
        " ; ".join(proofs[:PROOFS]) + (f" ; et {more} de plus" if more > 0 else ""),
        french.initial_folded(effect.counterfactual),
    )


def _unwanted(effect: CriterionBlock) -> str:
    whom = f" (pour {effect.unwanted_who})" if effect.unwanted_who else ""
    return f"Effet non voulu{whom} : {shortened(effect.unwanted_text, LONGEST) or 'signalé par l’équipe, sans détail.'}"


def _has_page(every: Sequence[CriterionBlock], context: PlaceContext) -> bool:
    """Tell whether the portrait leaves some effects to a page of their own."""
    blocks = (b for section in context.names.questionnaire.panorama for b in section.blocs)
    most = [block.max for block in blocks if isinstance(block, CriteriaBlocks)]
    return any(limit is not None and len(every) > limit for limit in most)
