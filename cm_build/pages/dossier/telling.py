"""What a file tells of answers and figures: a text, or that nobody told it; missing is never zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.block import answer_text
from cm_build.pages.portrait.partial import partial_of
from cm_build.places.answer import UNSETTLED, Given, NotConcerned, Shares, whole
from cm_build.places.condition import compile_condition
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.places.header import Identifiers
    from cm_build.questionnaire.condition import Condition
    from cm_build.questionnaire.dossier import FileLine
    from cm_build.questionnaire.names import Reference
    from cm_build.referential.sources import Sources

# Said of a quantity that the place gives roughly, unless its name already says so.
ROUGH = "(estimation)"
PARTLY = "indiqués, il en manque peut-être"


class FileRow(NamedTuple):
    """A label and what is told of it; `origin` is where the place says it comes from."""

    label: str
    text: str
    origin: str = ""


class ToldLines(NamedTuple):
    """What was told, and the labels of what nobody told."""

    rows: tuple[FileRow, ...]
    missing: tuple[str, ...]


def told_lines(lines: Sequence[FileLine], sources: Sources, identifiers: Identifiers) -> ToldLines:
    """Tell lines in their order; those that do not concern the place are neither told nor missed."""
    rows: list[FileRow] = []
    missing: list[str] = []
    for line in lines:
        if line.si and not holds(line.si, sources):
            continue
        label = line.libelle or title_of(line.de[0], sources)
        origin = sources.text(line.source) if line.source else ""
        text = (
            getattr(identifiers, line.identifiant) or ""
            if line.identifiant
            else french.enumerated(list(_texts(line.de, sources)))
        )
        if text and (origin or not line.source):
            rows.append(FileRow(label, text, origin))
        elif line.identifiant or any(is_missing(name, sources) for name in line.de):
            missing.append(title_of(line.de[0], sources) if line.de else label)
    return ToldLines(tuple(rows), tuple(missing))


def holds(condition: Condition, sources: Sources) -> bool:
    """Tell whether a condition is true of what is told: a doubt is no."""
    return compile_condition(condition, sources.names, None)(sources.lookup) is True


def title_of(text: str, sources: Sources) -> str:
    """Name what a reference leads to."""
    reference = sources.names.resolve(text)
    return sources.title(reference.path) if reference else text


def _texts(names: Iterable[str], sources: Sources) -> Iterator[str]:
    for name in names:
        if text := told(name, sources):
            yield text


def told(name: str, sources: Sources) -> str:
    """Write what a reference leads to, for a reader; nothing when it is not told."""
    found = sources.find(name)
    if found is None:
        return ""
    reference, answer = found
    if not isinstance(answer, Given):
        return _partly(name, sources)
    quantity = sources.number(name)
    if quantity is None or _is_year(reference, sources):
        if isinstance(answer.value, Shares):
            return _partly(name, sources)
        text = str(answer.value) if reference.is_indicator else answer_text(reference.path, sources)
        return text.rstrip(".") if len(text.split(". ")) == 1 else text
    return amount_text(name, quantity, reference, sources)


def amount_text(name: str, quantity: Decimal, reference: Reference, sources: Sources) -> str:
    """Write a quantity with its unit; a share of few people as what it is, an estimate as one."""
    if few := sources.few(reference):
        text = french.of_few(*few)
    else:
        unit, decimals = sources.unit(name)
        text = french.quantity(quantity, unit, decimals)
    rough = sources.is_estimate(reference) and ROUGH not in sources.title(reference.path)
    return f"{text} {ROUGH}" if rough else text


def _partly(name: str, sources: Sources) -> str:
    partial = partial_of(name, sources)
    if partial is None:
        return ""
    return f"{french.quantity(partial.amount, partial.unit, partial.decimals)} {PARTLY}"


def _is_year(reference: Reference, sources: Sources) -> bool:
    if reference.is_indicator:
        return False
    return sources.question(reference.path).type == "annee"


def is_missing(name: str, sources: Sources) -> bool:
    """Tell whether something that surely concerns the place was not told."""
    found = sources.find(name)
    if found is None:
        return False
    reference, answer = found
    if reference.is_indicator:
        return sources.measures[reference.path].reason != "sans_objet"
    # While a first question waits, nobody knows whether the second concerns the place.
    return not isinstance(answer, NotConcerned) and answer != UNSETTLED


def share_of(path: str, sources: Sources) -> Shares | None:
    """Give a distribution that was told, whole or not."""
    found = sources.shares(path)
    return found[1] if found else None


def is_whole(shares: Shares) -> bool:
    """Tell whether nothing of a distribution is missing."""
    return whole(shares) is not None


def shortened(text: str, most: int) -> str:
    """Keep the beginning of a long account, whole words: another page has it all."""
    first = " ".join(text.split())
    return first if len(first) <= most else f"{first[:most].rsplit(' ', 1)[0]}…"
