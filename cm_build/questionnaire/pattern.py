"""Sentence patterns: parsed once, so that a fault in one is found when the questionnaire loads.

`"Des rencontres ont lieu entre {publics:liste}[, surtout {occasions:liste}]."`
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# The options of a choice by their `signe`: what is unwanted is told in a sentence of its own.
SIGNS = {
    "favorables": frozenset({"positif"}),
    "neutres": frozenset({"neutre", None}),
    "defavorables": frozenset({"negatif"}),
}
FORMATS = (
    *("nombre", "euros", "pourcent", "liste", "premier", "seul", "plusieurs", "mois"),
    *SIGNS,
)
# `{etat:temps(ouvre|ouvrait|ouvrira)}`: what is said of a place that is there, that is closed,
# that is not open yet. The state is no question: its name is reserved.
STATE, TENSE = "etat", "temps"
_FORMS = {"accord": 2, TENSE: 3}
# What a sentence about all places may say of an answer or a figure (`statistic.py`).
RANKS = ("premier", "deuxieme", "troisieme")
STATISTICS = ("total", "mediane", "bas", "haut", "reponses", "part", "compte", *RANKS)
_TOKEN = re.compile(
    r"\{(?P<reference>[a-z0-9_.@]+)(?::(?P<format>[a-z]+)(?:\((?P<words>[^(){}|]*(?:\|[^(){}|]*){1,2})\))?)?\}"
    r"|(?P<open>\[)|(?P<close>\])|(?P<emphasis>\*)|(?P<text>[^\[\]{}*]+)|(?P<stray>[{}])"
)


class Placeholder(NamedTuple):
    """An answer inside a sentence; `words` are the two forms of an agreement, or the three of a tense."""

    reference: str
    format: str
    words: tuple[str, ...] | None


class Segment(NamedTuple):
    """A run of text and placeholders; an optional one drops when an answer is missing."""

    pieces: tuple[str | Placeholder, ...]
    optional: bool


class PatternError(ValueError):
    """The pattern cannot be read; the argument is the offending fragment."""


@lru_cache(maxsize=4096)
def parse_pattern(text: str, formats: tuple[str, ...] = FORMATS) -> tuple[Segment, ...]:
    """Cut a pattern into segments; `*` stays in the text, as the mark of emphasis.

    `formats` is the closed set of what may be said of a reference.

    Raises:
        PatternError: a brace or a bracket is not closed, nested, or a format is unknown.
    """
    segments: list[Segment] = []
    pieces: list[str | Placeholder] = []
    inside = False
    for token in _TOKEN.finditer(text):
        if token["open"] or token["close"]:
            if inside == bool(token["open"]):
                raise PatternError(token.group())
            segments.append(Segment(tuple(pieces), optional=inside))
            pieces, inside = [], bool(token["open"])
        elif token["reference"]:
            pieces.append(_placeholder(token, formats))
        elif token["stray"]:
            raise PatternError(text[token.start() : token.start() + 20])
        else:
            pieces.append(token.group())
    if inside or text.count("*") % 2:
        raise PatternError("[" if inside else "*")
    segments.append(Segment(tuple(pieces), optional=False))
    return tuple(segment for segment in segments if segment.pieces)


def _placeholder(token: re.Match[str], formats: tuple[str, ...]) -> Placeholder:
    reference, name, words = token["reference"], token["format"] or "", token["words"]
    forms = tuple(words.split("|")) if words is not None else None
    agreed = forms is not None and _FORMS.get(name) == len(forms)
    if (name == TENSE) is not (reference == STATE):
        raise PatternError(token.group())
    if not agreed and (forms is not None or (name and name not in formats)):
        raise PatternError(token.group())
    return Placeholder(reference, name, forms)


def placeholders(text: str, formats: tuple[str, ...] = FORMATS) -> tuple[Placeholder, ...]:
    """Give every placeholder of a pattern."""
    return tuple(
        piece
        for segment in parse_pattern(text, formats)
        for piece in segment.pieces
        if isinstance(piece, Placeholder)
    )
