"""Where a place's figures stand among similar places: figures and words, never a rank."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.peers import Alone
from cm_build.pages.portrait.block import Block
from cm_build.referential.sentence import Run
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.computing.peers import Profile
    from cm_build.questionnaire import block as declared
    from cm_build.referential.context import Peers, PlaceContext

# The strip's width, and a letter's in its figures, in the drawing's units.
STRIP, FIGURE_LETTER = 300.0, 7.0
WORDS = {
    "type": "de même type principal",
    "surface": "de taille proche",
    "densite": "dans une commune aussi dense",
}

SILENCES = {
    Alone.NO_TYPE: "le type principal n’est pas dit",
    Alone.TOO_FEW: "trop peu de lieux du même type",
}


class Label(NamedTuple):
    """A figure under the strip; `row` is 1 when the first line has no room left."""

    x: float
    row: int
    text: str


class BenchmarkStrip(NamedTuple):
    """One figure: positions in percent of the strip, and the sentence that says the same."""

    label: str
    low: float
    high: float
    median: float
    own: float
    own_text: str
    figures: tuple[Label, ...]
    sentence: str
    quartiles: tuple[str, str, str]
    answers: int


class BenchmarksView(NamedTuple):
    """The strips, who the peers are, and why figures are absent; `alone` says why all of them are."""

    strips: tuple[BenchmarkStrip, ...]
    criteria: str
    size: int
    missing: tuple[str, ...]
    minimum: int
    fictional: bool
    alone: Alone | None


def benchmarks(block: declared.Benchmarks, context: PlaceContext) -> Block | None:
    """Compare with peers, when the place agreed to show it in public."""
    peers, profile = context.peers, context.profile
    if peers is None or profile is None:
        return None
    strips, missing = [], []
    for reference in block.chiffres:
        strip = _strip(reference, profile, peers, context)
        if strip:
            strips.append(strip)
        elif reference in profile.figures and not peers.alone:
            missing.append(context.names.indicators[reference].titre)
    if not strips and not missing and not peers.alone:
        return None
    criteria = french.listed([WORDS[name] for name in peers.criteria])
    count = peers.size
    data = BenchmarksView(
        tuple(strips),
        criteria,
        count,
        tuple(missing),
        context.settings.groupe_minimum,
        profile.fictional,
        peers.alone,
    )
    return Block("reperes", _title(count, data), data, "reperes")


def _title(count: int, data: BenchmarksView) -> tuple[Run, ...]:
    if not data.strips:
        silence = SILENCES[data.alone] if data.alone else "trop peu de réponses"
        return (Run("Pas encore de repères : ", strong=False), Run(silence, strong=True))
    world = " fictifs" if data.fictional else ""
    words = f"parmi {count} lieux{world} semblables"
    return (Run("Des repères ", strong=False), Run(words, strong=True))


def _strip(
    reference: str, profile: Profile, peers: Peers, context: PlaceContext
) -> BenchmarkStrip | None:
    own, quartiles = profile.figures.get(reference), peers.figures.get(reference)
    if own is None or quartiles is None:
        return None
    unit, decimals = context.sources.unit(reference)
    top = max(quartiles.high * Decimal("1.5"), own * Decimal("1.1"), Decimal(1))
    if unit == "%":
        top = Decimal(100)

    def position(value: Decimal) -> float:
        return round(float(max(Decimal(0), min(value, top)) / top * 100), 1)

    def said(value: Decimal) -> str:
        return french.quantity(value, unit, decimals)

    def bounded(value: Decimal, side: french.Side) -> str:
        return french.bounded(value, unit, decimals, side)

    sentence = (
        f"Parmi {quartiles.size} de ces lieux, un quart au moins {bounded(quartiles.low, 'moins')}, un quart au moins {bounded(quartiles.high, 'plus')}, "
        f"la médiane est à {said(quartiles.median)} ; ce lieu : {said(own)}."
    )
    return BenchmarkStrip(
        context.names.indicators[reference].titre,
        position(quartiles.low),
        position(quartiles.high),
        position(quartiles.median),
        position(own),
        said(own),
        labels(
            [
                (position(quartile), said(quartile))
                for quartile in (quartiles.low, quartiles.median, quartiles.high)
            ]
        ),
        sentence,
        (said(quartiles.low), said(quartiles.median), said(quartiles.high)),
        quartiles.size,
    )


def labels(figures: Sequence[tuple[float, str]]) -> tuple[Label, ...]:
    """Write the quartiles and the median under the strip, on as many lines as they need."""
    ends: list[float] = []
    placed: list[Label] = []
    for share, text in figures:
        half = len(text) * FIGURE_LETTER / 2
        x = max(half, min(share / 100 * STRIP, STRIP - half))
        free = (row for row, end in enumerate(ends) if x - half > end)
        row = next(free, len(ends))
        ends[row:] = [x + half + FIGURE_LETTER, *ends[row + 1 :]]
        placed.append(Label(round(x, 1), row, text))
    return tuple(placed)
