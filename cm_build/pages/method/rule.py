"""A rule that figures follow: for people as sentences, for programs as values, from one source.

Bounds and thresholds are the code's own constants, so that neither can say anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Rule(NamedTuple):
    """A rule: what is written on the page, and what a program needs of it.

    Between backquotes, the texts quote the names that files use.
    """

    id: str
    title: str
    texts: tuple[str, ...]
    values: Mapping[str, object]
