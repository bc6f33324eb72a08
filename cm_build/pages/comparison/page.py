"""The page that sets places side by side: an example drawn here, any others drawn by its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.pages.comparison.document import rows_json
from cm_build.pages.comparison.rows import comparison_rows
from cm_build.pages.comparison.view import Comparison, Side, compare
from cm_build.pages.portrait.emblem import building_of
from cm_build.pages.shell.bundle import script
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.pages.comparison.rows import RowSection
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

COMPARISON = "referentiel/comparer/"
EXAMPLES = 2


def comparison_outputs(referential: Referential) -> Iterator[Output]:
    """Write the page, the rows it shows, and its script."""
    tools = referential.tools
    rows = comparison_rows(tools.names)
    words = "Deux à quatre lieux côte à côte, ou un lieu parmi ceux qui lui ressemblent."
    chosen = examples(referential.summaries)
    told = {
        "vue": _drawn(referential, rows, chosen),
        "inventes": all(one.fictional for one in chosen),
        "minimum": tools.settings.groupe_minimum,
    }
    page = Page(COMPARISON, "pages/comparison/comparison.html", "Comparer des lieux", words, told, "referentiel")  # fmt: skip
    yield Output(page.file, render(page, tools.settings))
    yield Output(f"{COMPARISON}schema.json", rows_json(rows))
    yield Output("assets/comparer.js", script("pages/comparison/comparison.js"))


def examples(summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    """Choose the two places of the example: invented ones if there are, those that tell the most.

    Nobody's own place is picked out while an invented one can play the part.
    """
    compared = [one for one in summaries if one.profile]
    pool = [one for one in compared if one.fictional] or compared
    told = sorted(pool, key=lambda one: (-len(one.profile.figures) if one.profile else 0, one.slug))
    return tuple(told[:EXAMPLES]) if len(told) >= EXAMPLES else ()


def _drawn(
    referential: Referential, rows: Sequence[RowSection], chosen: Sequence[Summary]
) -> Comparison | None:
    if not chosen:
        return None
    records = [referential.records.get(one.slug) for one in chosen]
    contexts = [
        referential.contexts(record, one)[-1] for record, one in zip(records, chosen, strict=True)
    ]
    sides = [
        Side(one.place.slug, one.place.name, one.place.commune.nom, one.year, building_of(one))
        for one in contexts
    ]
    return compare(rows, sides, [one.sources for one in contexts])
