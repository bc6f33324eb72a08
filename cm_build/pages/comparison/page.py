"""The page that sets places side by side: an example drawn here, any others drawn by its script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.comparison.rows import comparison_rows, rows_json
from cm_build.pages.comparison.view import ComparedSide, Comparison, compare
from cm_build.pages.portrait.emblem import building_of
from cm_build.pages.shell.bundle import script
from cm_build.pages.shell.page import Output, Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.pages.comparison.rows import RowSection
    from cm_build.pages.shell.page import Produced
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

COMPARISON = "referentiel/comparer/"
EXAMPLES = 2
# The sections read at once; the others are folded. The script says the same (composition.js).
OPENED = 2


@dataclass(frozen=True)
class ComparisonTemplate(Template, path="pages/comparison/comparison.html"):
    """Two places drawn as an example; none is known when `view` is None."""

    view: Comparison | None
    invented: bool
    opened: int = OPENED


def comparison_pages(referential: Referential, _counted: object = None) -> Iterator[Produced]:
    """Yield the page, the rows it shows, and its script."""
    tools = referential.tools
    rows = comparison_rows(tools.names)
    words = "Deux à quatre lieux côte à côte, ou un lieu parmi ceux qui lui ressemblent."
    chosen = examples(referential.drawn)
    shown = ComparisonTemplate(
        view=_drawn(referential, rows, chosen),
        invented=all(summary.fictional for summary in chosen),
    )
    yield Page(COMPARISON, "Comparer des lieux", words, shown, "referentiel")
    yield Output(f"{COMPARISON}schema.json", rows_json(rows))
    yield Output("assets/comparer.js", script("pages/comparison/comparison.js"))


def examples(summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    """Choose the two places of the example: invented ones if there are, those that tell the most.

    Nobody's own place is picked out while an invented one can play the part.
    """
    compared = [summary for summary in summaries if summary.profile]
    pool = [summary for summary in compared if summary.fictional] or compared
    ranked = sorted(
        pool, key=lambda one: (-len(one.profile.figures) if one.profile else 0, one.slug)
    )
    return tuple(ranked[:EXAMPLES]) if len(ranked) >= EXAMPLES else ()


def _drawn(
    referential: Referential, rows: Sequence[RowSection], chosen: Sequence[Summary]
) -> Comparison | None:
    if not chosen:
        return None
    records = [referential.record(summary) for summary in chosen]
    contexts = [
        referential.contexts(record, summary)[-1]
        for record, summary in zip(records, chosen, strict=True)
    ]
    sides = [
        ComparedSide(
            context.place.slug,
            context.place.name,
            context.place.commune.nom,
            context.year,
            building_of(context),
        )
        for context in contexts
    ]
    return compare(rows, sides, [context.sources for context in contexts])
