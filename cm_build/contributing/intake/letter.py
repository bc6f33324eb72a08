"""The words of the answers: every text lives in a template, and what was contributed is inert."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.contributing.intake.difference import public_difference
from cm_build.contributing.intake.finding import Weight, weighing
from cm_build.contributing.intake.overview import overview
from cm_build.pages.shell.environment import environment
from cm_build.places.answer import Given
from cm_build.places.assessment import name_of
from cm_build.places.identity import commune_of
from cm_build.places.repeatable import repeatable
from cm_build.questionnaire.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.contributing.intake.difference import Change
    from cm_build.contributing.intake.finding import Finding
    from cm_build.contributing.intake.overview import Overview
    from cm_build.contributing.intake.proposal import Proposal
    from cm_build.places.assessment import Assessment
    from cm_build.places.settings import Settings
    from cm_build.referential.toolbox import Tools

TITLES = (
    (Weight.BLOCKING, "Bloquant"),
    (Weight.TO_CHECK, "À vérifier"),
    (Weight.ADVICE, "Conseils"),
)
# The forge refuses an answer of more than 65,536 characters: one that is too long is written again
# with fewer changes and findings, until it fits. A person mends the first ones first anyway.
LONGEST = 60_000
MOST = (60, 20, 5)


class Shown(NamedTuple):
    """A valid proposal, as its answer shows it; `previous` is the year it is compared with, or 0."""

    name: str
    commune: str
    year: int
    slug: str
    kind: str
    about: str
    overview: Overview
    changes: tuple[Change, ...]
    previous: int
    contact: str
    withdraws: bool


def shown(proposal: Proposal, tools: Tools) -> Shown:
    """Gather what a reviewer wants to see at a glance, and anybody may."""
    assessment, previous = proposal.assessment, proposal.previous
    names = tools.names
    return Shown(
        name=repeatable(name_of(assessment, names)),
        commune=commune_of(assessment, names).nom,
        year=proposal.year,
        slug=proposal.slug,
        kind=proposal.kind,
        about=proposal.about,
        overview=overview(assessment, tools),
        changes=public_difference(previous, assessment, tools) if previous else (),
        previous=previous.year if previous else 0,
        contact=_public_contact(previous, tools) if previous else "",
        withdraws=proposal.kind.withdraws,
    )


def _public_contact(assessment: Assessment, tools: Tools) -> str:
    """Give the contact the place already shows: never the one the proposal brings."""
    names = tools.names
    if assessment.header.publication == "non_publiee":
        return ""
    answers = assessment.visible(names).answers
    agreed = answers.get(names.of_role(Role.CONTACT_PUBLIC) or "")
    contact = answers.get(names.of_role(Role.CONTACT) or "")
    if isinstance(agreed, Given) and agreed.value is True and isinstance(contact, Given):
        return str(contact.value)
    return ""


def letter(template: str, settings: Settings, **values: object) -> str:
    """Write one text of the folder of letters, short enough for the forge."""
    made = environment().get_template(f"contributing/intake/letters/{template}")
    text = ""
    for most in MOST:
        text = _tidy(made.render(referentiel=settings, most=most, **values))
        if len(text) <= LONGEST:
            break
    return text


def _tidy(text: str) -> str:
    """Drop what templates leave between their parts: blank lines never follow each other."""
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip() + "\n"


def by_weight(findings: Iterable[Finding]) -> list[tuple[str, tuple[Finding, ...]]]:
    """Sort findings under their three titles; a title without findings is not there."""
    found = tuple(dict.fromkeys(findings))
    groups = [(title, weighing(found, weight)) for weight, title in TITLES]
    return [(title, group) for title, group in groups if group]


def in_public(findings: Iterable[Finding]) -> list[tuple[str, tuple[Finding, ...]]]:
    """Sort findings for a page that anybody reads: an issue, a request, the summary of a run."""
    return by_weight(one.public for one in findings)
