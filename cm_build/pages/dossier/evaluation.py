"""Who answered a file, who took part in a workshop, and where they do not see the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.colleges import Between, between, voices, voted
from cm_build.pages.dossier.telling import shortened
from cm_build.places.workshop import Length
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.places.workshop import Workshop
    from cm_build.questionnaire.names import Names
    from cm_build.referential.context import PlaceContext

MODES = {
    "seul": "Réponses données par une seule personne",
    "equipe": "Réponses données en équipe",
    "atelier": "Réponses données en atelier",
}
TOGETHER, EVENING = "Évaluation à plusieurs", "Discussion d’une soirée"
TRIED = "Méthode à l’essai."
# As many disagreements, and letters of each, as two pages have room for; the others are named.
MOST, LONGEST = 3, 220


class FileEvaluation(NamedTuple):
    """A line on the answers, one on the workshop, one on what its colleges do not agree on."""

    answered: str
    workshop: str
    differing: str


def evaluation(context: PlaceContext) -> FileEvaluation | None:
    """Tell who took part; None when the place said nothing of it."""
    told = FileEvaluation(_answered(context), *_workshop(context))
    return told if any(told) else None


def _answered(context: PlaceContext) -> str:
    answering = context.assessment.header.reponse
    if answering.mode is None:
        return ""
    people = answering.personnes or 0
    by = f", par {people} personnes" if people > 1 else ""
    on = f", le {french.day(answering.date)}" if answering.date else ""
    return f"{MODES[answering.mode]}{by}{on}."


def _workshop(context: PlaceContext) -> tuple[str, str]:
    workshop, names = context.assessment.workshop, context.names
    if workshop is None:
        return "", ""
    kind = EVENING if workshop.format is Length.EVENING else TOGETHER
    on = f" du {french.day(workshop.date)}" if workshop.date else ""
    colleges = french.listed(list(_colleges(workshop, names)))
    held = f"{kind}{on}{' : ' if colleges else ''}{colleges}. {TRIED}"
    return held, " ".join(_on_what_they_differ(workshop, names))


def _on_what_they_differ(workshop: Workshop, names: Names) -> Iterator[str]:
    """Tell what people wrote of their disagreements; of the others, only on what they bear."""
    written = {c: text for c, text in workshop.disagreements.items() if c in names.criteria}
    for criterion, text in list(written.items())[:MOST]:
        said = shortened(text, LONGEST).rstrip(".")
        yield f"Désaccord sur {french.quoted(names.criteria[criterion].titre)} : {said}."
    if more := [names.criteria[criterion].titre for criterion in list(written)[MOST:]]:
        yield f"Désaccord aussi sur : {', '.join(more)}."
    others = [
        names.criteria[name].titre
        for name in _differing(workshop, names)
        if name not in workshop.disagreements
    ]
    if others:
        yield f"Les votes diffèrent sur : {', '.join(others)}."


def _colleges(workshop: Workshop, names: Names) -> Iterator[str]:
    """Name who came, with how many where that tells nobody's vote."""
    voting = {
        college
        for ballots in (*workshop.votes.values(), *workshop.words.values())
        for college in ballots
    }
    for college in names.questionnaire.colleges:
        number = workshop.participants.get(college.id)
        label = french.initial_folded(college.libelle)
        if number:
            yield f"{label} ({number})"
        elif college.id in voting:
            yield label


def _differing(workshop: Workshop, names: Names) -> Iterator[str]:
    """Name the criteria that colleges do not see the same, or on which one of them is divided.

    By the rule of the workshop's own page: the two never say otherwise.
    """
    for criterion in names.criteria:
        standings = {between(voices(workshop, vote, names)) for vote in voted(names, criterion)}
        if standings & {Between.DIFFERENT, Between.DIVIDED}:
            yield criterion
