"""The data dictionary: every column of the open files, explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cm_build.computing.variables import (
    ABSENCE_CODES,
    FIGURE,
    MISSING,
    POINTS,
    TOTAL,
    Variable,
    VariableKind,
)
from cm_build.exporting.table import csv_line, safe
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.names import Names

HEADER = (
    "colonne", "titre", "definition", "unite", "type", "codes", "valeurs_manquantes", "origine", "question",
    "rubrique", "fichiers", "recensement_variable", "recensement_niveau", "depuis", "jusqu_a", "remplace",
)  # fmt: skip
SEVERAL = frozenset({VariableKind.CHOICES, VariableKind.TEXTS})


# What identifies a row and says whom it comes from, where the title is not enough.
_IDENTITY = {
    "source": "« Réponses du lieu », ou le nom de l’annuaire ouvert qui le recense : à citer quand on republie la ligne.",
    "licence": "La licence de la ligne : celle du référentiel, ou celle de l’annuaire d’où elle vient.",
    "compte_dans_les_chiffres": "« oui » : la ligne est de celles dont les pages montrent les chiffres, le dernier bilan publié d’un lieu ouvert ou en pause, s’il n’est pas trop ancien ; les lieux inventés n’y sont que tant qu’aucun lieu réel ne compte.",
    "lieu": "Pour un lieu que présente un autre réseau : le code de ce réseau, un point, puis l’adresse du lieu sur son site.",
    "reseau": "Vide pour un lieu de ce site.",
    "publication": "« publique » : le lieu a répondu lui-même. « annuaire » : il est seulement recensé, et n’a rien répondu.",
}


class DictionaryEntry(NamedTuple):
    """One column: what it holds, what it means, where it comes from."""

    variable: Variable
    definition: str
    rubric: str
    files: tuple[str, ...]
    census: tuple[str, str]
    dated: tuple[str, str, str] = ("", "", "")

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes that stand for an answer in the flat table."""
        return ABSENCE_CODES if self.variable.path and not self.is_reason else ()

    @property
    def is_reason(self) -> bool:
        """Whether this column says why another is empty."""
        return self.variable.name.startswith(MISSING)


def entries(variables: Iterable[Variable], names: Names) -> tuple[DictionaryEntry, ...]:
    """Explain every variable, in the order of the files."""
    return tuple(_entry(variable, names) for variable in variables)


def _entry(variable: Variable, names: Names) -> DictionaryEntry:
    files = ("parquet",) if variable.name.startswith(MISSING) else ("csv", "parquet")
    asked = names.asked.get(variable.path)
    census = ("", "")
    if asked and asked.question.correspond and not variable.name.startswith((MISSING, POINTS)):
        # A theme was not checked: it says of no column that it may be compared.
        survey = asked.question.correspond
        census = (survey.variable or "", survey.niveau or "")
    definition, rubric = _definition(variable, names), _rubric(variable, names)
    return DictionaryEntry(variable, definition, rubric, files, census, _dated(variable, asked))


def _dated(variable: Variable, asked: Asked | None) -> tuple[str, str, str]:
    """Say from when to when a column was asked, and what it took the place of."""
    if asked is None or variable.source != "réponse":
        return ("", "", "")
    part = variable.name.removeprefix(f"{asked.path}.")
    lines = {line.id: line for line in getattr(asked.question, "parts", ())}
    dated = lines.get(part, asked.question)
    since, until = ("" if bound is None else str(bound) for bound in (dated.depuis, dated.jusqu_a))
    return since, until, dated.remplace or ""


def _definition(variable: Variable, names: Names) -> str:
    if variable.name.startswith(MISSING):
        return "Vide quand la réponse est donnée ; sinon, le code de ce qui manque."
    if variable.kind is VariableKind.CODE:
        return "À lire comme du texte, jamais comme un nombre : les zéros du début comptent."
    if variable.name.startswith(POINTS):
        return "Points de la réponse, entre 0 et 1, selon le barème publié avec la méthode."
    if variable.name.startswith(TOTAL):
        return "La somme des parts, seulement quand le lieu a tout indiqué."
    if variable.name.startswith(FIGURE):
        indicator = names.indicators.get(variable.path)
        return (
            indicator.definition
            if indicator
            else "Points obtenus, pondérés, sur ceux des questions qui concernent le lieu."
        )
    asked = names.asked.get(variable.path)
    if asked is None:
        return _IDENTITY.get(variable.name, "")
    return " ".join(filter(None, (asked.question.libelle, asked.question.aide)))


def _rubric(variable: Variable, names: Names) -> str:
    """Name the section, criterion or axis a column belongs to."""
    if not variable.path:
        return "Identification"
    asked = names.asked.get(variable.path)
    return names.title(asked.owner) if asked else "Chiffres calculés"


def dictionary_csv(listed: Sequence[DictionaryEntry]) -> str:
    """Write the dictionary as a table."""
    return "\ufeff" + csv_line(HEADER) + "".join(csv_line(_cells(entry)) for entry in listed)


def _cells(entry: DictionaryEntry) -> tuple[str, ...]:
    variable = entry.variable
    codes = "|".join(f"{code}={label}" for code, label in variable.codes)
    texts = (
        variable.name, variable.title, entry.definition, variable.unit, variable.kind.value, codes,
        "|".join(entry.missing), variable.source, variable.path, entry.rubric, "|".join(entry.files),
        *entry.census, *entry.dated,
    )  # fmt: skip
    return tuple(safe(text) for text in texts)
