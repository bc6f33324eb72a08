"""`copie.yaml`: what the last good copy of a network's places is, and since when it waits for a better one.

Nothing in it depends on the day it was made, but what is wrong: the same commits give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from cm_build.places.federation import Code
from cm_build.places.header import Day, Whole
from cm_build.places.settings import DataLicence, Line
from cm_build.questionnaire.declared import Declared
from cm_build.questionnaire.validation import Declaration, read_declaration

MANIFEST, PLACES = "copie.yaml", "places"
# How long the copy of a network that cannot be read any more is still shown.
MOST_DAYS = 30

Revision = Annotated[str, Field(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})?$")]


class CopyFault(Declared):
    """Since when a network cannot be read, and why."""

    depuis: Day
    cause: Line


class LastGood(Declared):
    """What was copied of a network: from which commit, with which rules of its own.

    `releve` is the commit at which withdrawals were last looked for; `refus` counts the files that
    could not be taken, by the code of their first problem.
    """

    code: Code
    commit: Revision = ""
    date: Day | None = None
    releve: Revision = ""
    questionnaire: Whole = 0
    groupe_minimum: Annotated[Whole, Field(ge=5, le=1000)] = 5
    licence: DataLicence | None = None
    refus: Mapping[str, Whole] = {}
    erreur: CopyFault | None = None


def load_last_good(content: bytes, file: str) -> Declaration[LastGood]:
    """Read what a copy says of itself."""
    return read_declaration(LastGood, content, file)
