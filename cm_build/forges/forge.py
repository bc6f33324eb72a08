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
    """Where a repository shows what; a path or a name comes after, and may be nothing.

    `fresh` opens a new file: `name` and `text` are the parameters that fill its name and what it
    holds. A forge may not fill the text, nor have an address where files are dropped.
    """

    file: str
    edit: str
    issue: str
    fresh: str
    name: str
    text: str = ""
    upload: str = ""


class Automation(NamedTuple):
    """What a forge tells a workflow of its issues, and shows beside lines.

    `event` raises `WrongEventError` when a file is not the event of an issue; `plain` neutralises
    a text that its logs would take for a command.
    """

    event: Callable[[bytes], Issue]
    annotation: Callable[[Annotation], str]
    plain: Callable[[str], str]


class Forge(NamedTuple):
    """One forge; without an automation, places are received by mail and by deposit only."""

    id: str
    title: str
    request: str
    """What it calls a proposal."""
    hosted: Callable[[str], bool]
    """Tells whether a host is one of its own, or is named after it."""
    addresses: Callable[[str, str], Addresses]
    runs: tuple[str, ...]
    """The files of the repository by which it checks and publishes."""
    settings: tuple[str, ...]
    """What to set on its pages, that no file of the repository can carry, in French."""
    automation: Automation | None = None
