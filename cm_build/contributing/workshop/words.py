"""What the command says of a facilitator's file, and what it hands to the questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cm_build.contributing.workshop.sheet import workshop_of
from cm_build.importing.document import PlainWord, Value, written
from cm_build.places.ballot import masked_workshop
from cm_build.places.own_definition import OWN_CRITERIA
from cm_build.places.workshop import UNSURE, VOTES, WORKSHOP
from cm_build.places.workshop_writing import workshop_tree
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names

# The first line of what is handed to the questionnaire: only a file that has it is replaced.
ANSWERS_HEAD = "Réponses d’un atelier"
_KEYS = {
    "lieu": "Le lieu", "annee": "L’année", "date": "La date", "format": "Le temps passé",
    "participants": "Personnes présentes", "votes": "Présence", "sens": "Sens",
    "gardes": "Ce que nous gardons", "desaccords": "Ce qui fait désaccord",
    "decisions": "Ce que nous avons décidé", "presence": "présence", "exemple": "exemple",
    "intention": "ce que nous voulons changer", "titre": "titre", OWN_CRITERIA: "Critère du lieu",
}  # fmt: skip


def criterion_titles(tree: Mapping[str, Any], names: Names) -> dict[str, str]:
    """Give the title of every criterion a file may speak of, its own ones included."""
    own = {one["id"]: one["titre"] for one in tree[OWN_CRITERIA]}
    return {name: criterion.titre for name, criterion in names.criteria.items()} | own


def key_words(key: str, first: Mapping[str, Any], second: Mapping[str, Any], names: Names) -> str:
    """Name what two files differ on as people do: « Présence, Lien social, Équipe du lieu »."""
    colleges = {college.id: college.libelle for college in names.questionnaire.colleges}
    titles = criterion_titles(second, names) | criterion_titles(first, names)
    words = {**_KEYS, **colleges, **titles}
    head, *rest = key.split(".")
    return ", ".join([_KEYS.get(head, head), *(words.get(one, one) for one in rest)])


def told(value: Any, names: Names) -> str:
    """Tell one side: a text, or how many chose each answer."""
    if isinstance(value, str):
        return value
    first = next(iter(names.criteria), "")
    paths = (names.of_role(role, first) for roles in VOTES.values() for role in roles)
    labels = {option.id: option.libelle for path in paths for option in choices(names, path)}
    labels[UNSURE] = "Ne sait pas"
    return " ; ".join(f"{labels.get(option, option)} : {count}" for option, count in value.items())


def answers_text(tree: Mapping[str, Any], names: Names, year: int) -> str:
    """Write what the questionnaire takes of a merged file: masked, it gives back nobody’s vote.

    The criteria of the place come with their votes: without them, a file would not know what was
    voted on. `year` is theirs when the file says none.
    """
    workshop = workshop_tree(masked_workshop(workshop_of(tree)))
    document: dict[str, Value] = {
        "questionnaire": PlainWord(str(names.questionnaire.version)),
        WORKSHOP: _value(workshop),
    }
    own = [
        {
            "id": one["id"],
            "titre": one["titre"],
            "observer": one["observer"],
            "choisi_par": "atelier",
            "depuis": tree["annee"] or str(year),
        }
        for one in tree[OWN_CRITERIA]
        if one["id"] in tree["criteres"]
    ]
    if own:
        document[OWN_CRITERIA] = _value(own)
    return written(document, ANSWERS_HEAD)


def _value(told: Any) -> Value:
    """Give words and numbers without quotes, as the page writes them; texts keep theirs."""
    if isinstance(told, Mapping):
        return {key: _value(one) for key, one in told.items()}
    if isinstance(told, list | tuple):
        return [_value(one) for one in told]
    if isinstance(told, int):
        return PlainWord(str(told))
    return str(told)
