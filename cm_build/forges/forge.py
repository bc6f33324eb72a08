"""What the program asks of a forge, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

# Forges accept more; a complete file weighs less than a third of that.
LARGEST_BODY = 60_000


class WrongEventError(Exception):
    """The event file is not one of the forge's: a fault of ours, not of a person."""


class Issue(NamedTuple):
    """What an issue says; `body` is empty when it is too long to be read."""

    number: int
    labels: frozenset[str]
    body: str
    oversized: bool
    edited: bool


class Annotation(NamedTuple):
    """A problem as a forge shows it beside its line; `words` may be read by anybody."""

    level: str
    file: str
    line: int
    column: int
    title: str
    words: str


class Addresses(NamedTuple):
    """Where a repository shows what; a path or a name comes after, and may be nothing."""

    file: str
    edit: str
    issue: str
    fresh: str
    upload: str


class Forge(NamedTuple):
    """One forge; `plain` neutralises a text that its logs would take for a command.

    `event` raises `WrongEventError` when a file is not the event of an issue.
    """

    id: str
    title: str
    addresses: Callable[[str, str], Addresses]
    event: Callable[[bytes], Issue]
    annotation: Callable[[Annotation], str]
    plain: Callable[[str], str]
