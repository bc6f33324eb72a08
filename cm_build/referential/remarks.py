"""What is told of a place only once the others are known."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.computing.peers import outliers
from cm_build.reading.problem import FIRST_LINE, Problem, problem
from cm_build.referential.once import CHOSEN
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cm_build.computing.peers import Profile
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.referential.once import Shared


def range_warnings(
    files: Mapping[str, str], profiles: Sequence[Profile], indicators: Mapping[str, Indicator]
) -> Iterator[Problem]:
    """Warn of figures far from what other places declare; `files` gives that of each place told."""
    for outlier in outliers(profiles):
        if outlier.slug not in files:
            continue
        indicator = indicators[outlier.figure]

        def said(value: Decimal, indicator: Indicator = indicator) -> str:
            return french.quantity(value, indicator.unite, indicator.decimales)

        yield problem(
            "CM-403",
            files[outlier.slug],
            FIRST_LINE,
            lu=f"{indicator.titre} : {said(outlier.value)}",
            attendu=f"entre {said(max(outlier.low, Decimal(0)))} et {said(outlier.high)}",
        )


def shared_warnings(shared: Sequence[Shared], file: str) -> Iterator[Problem]:
    """Tell of places that two référentiels seem to have: shown once when sure, a person's doubt else."""
    for one in shared:
        if one.tie == CHOSEN:
            continue
        code = "CM-714" if one.left_out else "CM-716"
        yield problem(code, file, FIRST_LINE, cle=one.other.key, lu=one.tie, attendu=one.shown.key)
