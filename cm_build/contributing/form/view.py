"""What the pages of the form are written from: screens, data of the script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cm_build.contributing.form.opening import openings
from cm_build.contributing.form.own import OwnForm, own_data, own_form
from cm_build.contributing.form.pairs import contradictions, offers
from cm_build.contributing.form.protected import AreaChoices, area_choices, protection_data
from cm_build.contributing.form.rules import plain_condition
from cm_build.contributing.form.screens import PartView, parts
from cm_build.contributing.form.together import FORMATS, SAID, BallotView, SaidView, ballots
from cm_build.places.concealment import sums
from cm_build.places.header import NOT_OPEN_YET, STATES
from cm_build.places.renaming import NAMED
from cm_build.places.settings import Settings
from cm_build.places.workshop import MERGED_COLLEGE, SMALLEST_COLLEGE, voted_paths
from cm_build.questionnaire.dossier import HandedFile
from cm_build.questionnaire.grammar import keys_to
from cm_build.questionnaire.model import College
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.protection import Protection
from cm_build.questionnaire.role import Role
from cm_build.questionnaire.succession import successions
from cm_build.reading.problem import catalogue
from cm_build.referential.toolbox import Tools

# What the form can tell without the whole check: a slip of the keyboard, something indispensable.
TOLD = ("CM-103", "CM-212", "CM-216", "CM-217", "CM-218", "CM-302", "CM-303", "CM-304", "CM-305", "CM-306", "CM-307", "CM-308", "CM-309", "CM-315",
        "CM-320", "CM-321", "CM-322", "CM-329", "CM-340", "CM-342", "CM-360", "CM-361", "CM-362", "CM-363", "CM-364", "CM-366", "CM-367", "CM-413")  # fmt: skip


class Engine(NamedTuple):
    """The program that draws the preview in the browser, and what it weighs, in words.

    `python` and `program` are addresses from the folder of the site's assets.
    """

    python: str
    program: str
    weight: str


class FormView(NamedTuple):
    """The whole form.

    `essential` counts the steps of the essential path, `before_opening` those of a place to come.
    """

    parts: tuple[PartView, ...]
    essential: int
    before_opening: int
    year: int
    states: tuple[tuple[str, str], ...]
    colleges: tuple[College, ...]
    criteria: tuple[tuple[str, str], ...]
    scales: tuple[ScaleChoice, ...]
    ballots: tuple[BallotView, ...]
    formats: tuple[tuple[str, str], ...]
    said: tuple[SaidView, ...]
    engine: Engine | None
    data: Mapping[str, object]
    protection: Protection | None
    areas: AreaChoices
    files: tuple[HandedFile, ...]
    own: OwnForm


def form_view(tools: Tools, engine: Engine | None, communes: Iterable[str] = ()) -> FormView:
    """Lay out the form of a questionnaire; `communes` are the beginnings that have a list."""
    names, settings = tools.names, tools.settings
    laid = parts(names)
    asked = [one.question for one in names.current.values() if one.question.essentiel]
    later = {one.essentiel for one in asked if one.une_fois_ouvert}
    return FormView(
        parts=laid,
        essential=len({one.essentiel for one in asked}),
        before_opening=len({one.essentiel for one in asked} - later),
        year=settings.annee_reference,
        states=tuple(STATES.items()),
        colleges=names.questionnaire.colleges,
        criteria=tuple((criterion.id, criterion.titre) for criterion in names.criteria.values()),
        scales=tuple(
            ScaleChoice(
                scale.titre,
                tuple((c.id, c.titre) for c in names.criteria.values() if c.echelle == scale.id),
            )
            for scale in names.scales.values()
        ),
        ballots=ballots(names),
        formats=FORMATS,
        said=SAID,
        engine=engine,
        data=_data(names, settings, engine) | {"communes": " ".join(communes)},
        protection=names.questionnaire.protection,
        areas=area_choices(tools.territory),
        files=names.questionnaire.fiches,
        own=own_form(names),
    )


class ScaleChoice(NamedTuple):
    """The criteria of a scale, by id and title, to choose one from."""

    title: str
    criteria: tuple[tuple[str, str], ...]


def _data(names: Names, settings: Settings, engine: Engine | None) -> dict[str, object]:
    """Give the script what the questions themselves do not say."""
    return {
        "version": names.questionnaire.version,
        "annee": str(settings.annee_reference),
        "nom": names.of_role(Role.NOM),
        "commune": names.of_role(Role.COMMUNE),
        "photos": names.of_role(Role.PHOTOS),
        "referentiel": settings.nom,
        "site": settings.url,
        "depot": addresses._asdict() if (addresses := settings.depot.addresses) else None,
        "contact": {"nom": settings.contact.nom, "adresse": settings.contact.adresse},
        "moteur": {"python": engine.python, "programme": engine.program} if engine else None,
        "a_venir": sorted(NOT_OPEN_YET),
        "petit_college": {"seuil": SMALLEST_COLLEGE, "vers": MERGED_COLLEGE},
        "discretion": [
            {
                "si": plain_condition(rule.si, names, None),
                "de": rule.repartition,
                "parts": list(rule.parts),
                "vers": rule.vers,
                "pourquoi": rule.pourquoi,
            }
            for rule in names.questionnaire.discretion
        ],
        "coherences": contradictions(names),
        "propositions": offers(names),
        "recoupements": [
            {"garder": list(rule.garder), "garde_aussi": list(rule.garde_aussi)}
            for rule in names.questionnaire.recoupements
        ],
        "renommages": _renamings(names),
        "anciennes": _former(names),
        "protection": protection_data(names),
        "effets": _effects(names),
        "propres": own_data(names),
        "totaux": [{"de": whole.path, "total": whole.total} for whole in sums(names)],
        "ouvertures": [
            {
                "titre": opening.title,
                "poids": opening.weights,
                "seuil": opening.enough,
                "part": opening.share,
            }
            for opening in openings(names)
        ],
        "messages": {
            code: {"message": catalogue()[code].message, "remede": catalogue()[code].remede}
            for code in TOLD
        },
    }


def _effects(names: Names) -> list[dict[str, object]]:
    """Tell where a file answers each criterion, what of it is voted on, and its unwanted effect."""
    told: list[dict[str, object]] = []
    for criterion in names.criteria.values():
        place = ".".join(keys_to("critere", criterion.id))
        unwanted = (names.of_role(Role.NON_VOULU, criterion.id) or "").rpartition(".")[2]
        told.append(
            {
                "id": criterion.id,
                "titre": criterion.titre,
                "chemin": place,
                "non_voulu": f"{place}.{unwanted}",
                "votes": [*voted_paths(criterion.id, names)],
            }
        )
    return told


def _former(names: Names) -> dict[str, dict[str, str]]:
    """Tell where older files answer what is asked no more: what is kept of it stays kept."""
    return {
        path: {
            "chemin": ".".join((*keys_to(asked.home, asked.owner), asked.question.id)),
            "titre": asked.question.short,
        }
        for path, asked in names.asked.items()
        if path not in names.current
    }


def _renamings(names: Names) -> dict[str, object]:
    """Tell what older files called otherwise; with nothing after it, what says nothing any more."""
    known = successions(names)
    questions = known.questions.values()
    lines = [one for of_one in known.lines.values() for one in of_one.values()]
    return {
        "questions": {one.former: one.to_question for one in questions},
        "lignes": {
            path: {one.line: one.to_line for one in of_one.values()}
            for path, of_one in known.lines.items()
        },
        "noms": {one.former: one.today for one in (*questions, *lines)},
        "listes": list(NAMED),
        "lignes_neuves": {
            ".".join((*keys_to(asked.home, asked.owner), asked.question.id)): max(since)
            for asked in names.current.values()
            if (since := [p.depuis for p in getattr(asked.question, "parts", ()) if p.depuis])
        },
    }
