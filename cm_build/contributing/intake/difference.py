"""What changed from one file to another, question by question, in the words of the questionnaire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel

from cm_build.pages.portrait.data_page import answer_groups
from cm_build.places.answer import NO_ANSWER, NOT_ASKED, Answer
from cm_build.places.assessment import Assessment
from cm_build.places.header import Header
from cm_build.places.own import OWN_TITLES, Own
from cm_build.places.own_definition import OWN_CRITERIA, OWN_MEASURES, Definition
from cm_build.places.own_measure import PLACES, OwnMeasure
from cm_build.places.workshop import FORMATS, Workshop
from cm_build.questionnaire.grammar import COMPANIONS
from cm_build.referential.place_reading import sources_of
from cm_build.referential.sources import Sources, why_missing
from cm_build.referential.toolbox import Tools
from cm_build.wording import french

MISSING = {"ne_sait_pas": "ne sait pas", "non_publie": "non publié", "sans_objet": "sans objet"}
HEADER_LABELS = {
    "questionnaire": "Version du questionnaire",
    "publication": "Publication",
    "licence_acceptee": "Licence ouverte acceptée",
    "etat": "État du lieu",
    "date_fermeture": "Date de fermeture",
    "identifiants": "Identifiants",
    "reponse": "Façon de répondre",
    "afficher_reperes": "Montrer les repères",
    "estimations": "Réponses estimées",
    "sections_masquees": "Parties masquées",
    "reponses_masquees": "Réponses masquées",
    "sections_publiees": "Parties privées publiées",
    "effets_de_la_fiche": "Effets de la fiche à remettre",
    "effet_non_voulu_de_la_fiche": "Effet non voulu de la fiche à remettre",
    "reponses_publiees": "Réponses privées publiées",
    "exemple_fictif": "Exemple fictif",
    "lieu_protege": "Lieu protégé",
    "departement": "Département",
    "reponses_choisies": "Réponses choisies une à une",
    "source": "Source",
}
ABOUT_THE_FILE = "À propos du fichier"
TOGETHER = "Évaluation collective"
SAME_WORDS = "même texte, contenu modifié"


class Change(NamedTuple):
    """One answer before and after; nothing where there was none."""

    group: str
    label: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """Say whether the answer was added, removed or changed."""
        if not self.before:
            return "ajout"
        return "changement" if self.after else "retrait"


class _Row(NamedTuple):
    group: str
    label: str
    text: str
    answer: tuple[Answer | None, ...]


def own_sources(assessment: Assessment, tools: Tools) -> Sources:
    """Compute the figures of one file, and give them with its answers."""
    return sources_of(assessment, tools.calculator.measures(assessment), tools)


def difference(before: Assessment, after: Assessment, tools: Tools) -> tuple[Change, ...]:
    """List what changed, in the order of the questionnaire; hidden answers are compared too."""
    old, new = _rows(before, tools), _rows(after, tools)
    changes = [*_header_changes(before.header, after.header)]
    for path in tools.names.asked:
        earlier, later = old.get(path), new.get(path)
        if earlier and later and earlier.answer != later.answer:
            same = earlier.text == later.text
            words = SAME_WORDS if same else later.text
            changes.append(Change(later.group, later.label, earlier.text, words))
        elif earlier and not later:
            changes.append(Change(earlier.group, earlier.label, earlier.text, ""))
        elif later and not earlier:
            changes.append(Change(later.group, later.label, "", later.text))
    if before.workshop != after.workshop:
        words = SAME_WORDS if before.workshop and after.workshop else ""
        texts = [_workshop_text(workshop) for workshop in (before.workshop, after.workshop)]
        if texts[0] == texts[1]:
            texts[1] = words
        changes.append(Change(TOGETHER, "Votes", texts[0], texts[1]))
    return (*changes, *_own_changes(before.own, after.own))


def _rows(assessment: Assessment, tools: Tools) -> Mapping[str, _Row]:
    names, answers = tools.names, assessment.answers
    texts = {
        row.path: row.text
        for group in answer_groups(own_sources(assessment, tools))
        for row in group.rows
    }
    rows = {}
    for path, asked in names.asked.items():
        answer = answers.get(path, NO_ANSWER)
        missing = "" if answer == NOT_ASKED else MISSING.get(why_missing(answer), "")
        text = texts.get(path) or missing
        if text:
            whole = tuple(answers.get(path + tail) for tail in ("", *COMPANIONS))
            rows[path] = _Row(names.title(asked.owner), asked.question.short, text, whole)
    return rows


def _header_changes(before: Header, after: Header) -> list[Change]:
    changes = []
    for key in Header.model_fields:
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            texts = _header_text(old), _header_text(new)
            changes.append(Change(ABOUT_THE_FILE, HEADER_LABELS[key], *texts))
    return changes


def _header_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Oui" if value else "Non"
        case dt.date():
            return french.day(value)
        case tuple():
            return french.enumerated([str(item) for item in value])
        case BaseModel():
            texts = ((key, _header_text(inner)) for key, inner in value)
            return " ; ".join(f"{key} : {text}" for key, text in texts if text)
        case _:
            return str(value)


def _own_changes(before: Own, after: Own) -> list[Change]:
    """Tell what a place follows: each definition by its title, the one that its id says is the same."""
    changes = []
    lists: tuple[tuple[str, Sequence[Definition], Sequence[Definition]], ...] = (
        (OWN_CRITERIA, before.criteria, after.criteria),
        (OWN_MEASURES, before.measures, after.measures),
    )
    for key, earlier, later in lists:
        old, new = ({one.id: one for one in side} for side in (earlier, later))
        for name in dict.fromkeys((*old, *new)):
            was, now = old.get(name), new.get(name)
            if was == now:
                continue
            texts = [_own_text(one) for one in (was, now)]
            if texts[0] == texts[1]:
                texts[1] = SAME_WORDS
            title = (now or was or old[name]).title
            changes.append(Change(OWN_TITLES[key], title, texts[0], texts[1]))
    return changes


def _own_text(one: Definition | None) -> str:
    """Say a definition short: its title, and what the year counted."""
    if isinstance(one, OwnMeasure) and one.value is not None:
        return f"{one.title} : {french.quantity(one.value, one.unit, PLACES)}"
    return one.title if one else ""


def _workshop_text(workshop: Workshop | None) -> str:
    if workshop is None:
        return ""
    on = french.day(workshop.date) if workshop.date else "sans date"
    how = f"{FORMATS[workshop.format]}, " if workshop.format else ""
    # Colleges told in words are not counted: a sum of the others would be read as the whole.
    people = "" if workshop.words else f", {sum(workshop.participants.values())} participants"
    return f"{how}{on}{people}, {french.how_many(len(workshop.criteria), 'critère', 'critères')}"
