"""The essential path: what it asks of every place, and what makes one of its questions needless."""

from __future__ import annotations

from collections.abc import Iterator

from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.names import Names


def essentials(names: Names) -> Iterator[Asked]:
    """List its questions of the first part; the one about an effect is asked of a single criterion."""
    for asked in names.current.values():
        if asked.question.essentiel and asked.home == "section":
            yield asked


def fuller(asked: Asked, names: Names) -> frozenset[str]:
    """Name the questions whose answer already says what this one asks: a whole list, a whole detail."""
    source = getattr(asked.question, "options_de", None)
    detailed = {
        path
        for path, other in names.asked.items()
        if getattr(other.question, "total", None) == asked.path
        and getattr(other.question, "essentiel", None) == asked.question.essentiel
    }
    return frozenset(detailed | ({source} if source else set()))
