"""One thing that was looked at: how it is, and what to do when something is missing."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Health(StrEnum):
    """How a thing is; only the first forbids the site from being built."""

    BROKEN = "empêche"
    TO_DO = "à faire"
    GOOD = "bon"
    UNKNOWN = "non su"


class Diagnosis(NamedTuple):
    """What was found, in a line, and what to do."""

    health: Health
    words: str
    remedy: str = ""
