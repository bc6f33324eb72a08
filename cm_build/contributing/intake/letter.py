"""The words of the answers: every text lives in a template, and what was contributed is inert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.contributing.intake.overview import glance
from cm_build.pages.shell.page import Template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.contributing.intake.branch import Review, Touched
    from cm_build.contributing.intake.finding import Finding, Groups
    from cm_build.contributing.intake.overview import Glance
    from cm_build.contributing.intake.proposal import Proposal
    from cm_build.forges.forge import Issue
    from cm_build.places.settings import Settings
    from cm_build.referential.toolbox import Tools

# The forge refuses an answer of more than 65,536 characters: one that is too long is written again
# with fewer changes and findings, until it fits. A person mends the first ones first anyway.
LONGEST = 60_000
MOST = (60, 20, 5)
FOLDER = "contributing/intake/letters/"


@dataclass(frozen=True)
class ReplyLetter(Template, path=f"{FOLDER}reply.md"):
    """The answer to an issue; `file` when it can be reviewed."""

    issue: Issue
    outcome: str
    findings: Groups = ()
    fingerprint: str = ""
    file: Glance | None = None


@dataclass(frozen=True)
class RequestLetter(Template, path=f"{FOLDER}request.md"):
    """What reviewers read of an issue; `others` are those open for the same place."""

    issue: Issue
    file: Glance
    findings: Groups
    fingerprint: str
    others: tuple[int, ...]


@dataclass(frozen=True)
class OthersLetter(Template, path=f"{FOLDER}others.md"):
    """What people who answer for the same place are told."""

    numbers: list[int]


@dataclass(frozen=True)
class ChangeLetter(Template, path=f"{FOLDER}change.md"):
    """What reviewers are told when an issue has changed; `refused` when it no longer can be reviewed."""

    issue: Issue
    refused: bool


@dataclass(frozen=True)
class FilingLetter(Template, path=f"{FOLDER}filing.md"):
    """The report on a file received otherwise, for a page of the forge."""

    name: str
    file: Glance | None
    accepted: bool
    findings: Groups
    fingerprint: str


@dataclass(frozen=True)
class ReceiptLetter(Template, path=f"{FOLDER}receipt.md"):
    """The receipt, short, to send as soon as a file is here."""

    file: Glance | None
    fingerprint: str


@dataclass(frozen=True)
class MailLetter(ReceiptLetter, path=f"{FOLDER}mail.md"):
    """The answer to send once the file is read."""

    to_mend: Sequence[Finding]
    to_check: Sequence[Finding]


@dataclass(frozen=True)
class SummaryLetter(Template, path=f"{FOLDER}summary.md"):
    """What a proposal made with Git touches; `more` files are not told."""

    touched: Touched
    files: Sequence[Review]
    more: int


def shown(proposal: Proposal, tools: Tools) -> Glance:
    """Show a proposal beside what it replaces or follows."""
    return glance(proposal.assessment, proposal.previous, tools, proposal.kind, proposal.about)


def letter(template: Template, settings: Settings) -> str:
    """Write one text of the folder of letters, short enough for the forge."""
    text = ""
    for most in MOST:
        text = _tidy(template.written(referentiel=settings, most=most))
        if len(text) <= LONGEST:
            break
    return text


def _tidy(text: str) -> str:
    """Drop what templates leave between their parts: blank lines never follow each other."""
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip() + "\n"
