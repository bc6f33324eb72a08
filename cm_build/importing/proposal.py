"""A first mapping, guessed from the headers of a list: a referent corrects it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cm_build.importing.document import quoted
from cm_build.importing.headers import guessed, personal_word
from cm_build.importing.mapping_check import options_of
from cm_build.importing.worksheet import BETWEEN, Worksheet
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import folded

# A column with more different values than this does not hold types.
MOST_VALUES = 40
_SEPARATORS = (";", "|", ",")
HEAD = """\
# Carte de {fichier}, proposée d’après ses titres de colonnes. Relisez chaque ligne.
# À gauche, une question du questionnaire ; à droite, le titre d’une colonne de la liste.

source:                # d’où vient la liste, et sous quelle licence : à compléter
  nom: ""              # « Carte des lieux de …, 2026 »
  url: ""              # la page où elle est publiée
  date:                # 2026-03-01
  licence: ""          # Licence Ouverte 2.0, CC BY 4.0, ODbL 1.0… Sans licence, elle ne se reprend pas.
"""


def proposed(sheet: Worksheet, names: Names, file: str) -> str:
    """Write a mapping that is right in its form, and says what remains to be told."""
    return HEAD.format(fichier=" ".join(file.split())) + "\n".join(_body(sheet, names)) + "\n"


def _body(sheet: Worksheet, names: Names) -> Iterator[str]:
    answers = guessed(sheet.columns, "roles")
    where = guessed(sheet.columns, "commune")
    if sheet.title:
        yield f"\nfeuille: {quoted(sheet.title)}"
    yield "\nreponses:"
    for role in (Role.NOM, Role.ADRESSE, Role.SITE_WEB):
        path = names.of_role(role)
        if path and role in answers:
            yield f"  {path}: {quoted(answers[role])}"
        elif path and role is Role.NOM:
            yield f'  {path}: ""              # quelle colonne donne le nom du lieu ?'
    types = names.of_role(Role.TYPES)
    if types and Role.TYPES in answers:
        yield from _types(types, answers[Role.TYPES], sheet, names)
    yield "\ncommune:"
    for key in ("code", "postal", "noms", "latitude", "longitude", "position"):
        if key in where:
            yield f"  {key}: {quoted(where[key])}"
    if not where:
        yield '  postal: ""           # quelle colonne donne le code postal ? Et le nom : noms: "Ville"'
    yield from _others(sheet, {*answers.values(), *where.values()})


def _types(path: str, column: str, sheet: Worksheet, names: Names) -> Iterator[str]:
    """Propose the option of each value; one that is not recognised is left to be told."""
    cells = [row.cells.get(column, "") for row in sheet.rows]
    separator = max(_SEPARATORS, key=lambda one: sum(one in cell for cell in cells))
    separator = separator if sum(separator in cell for cell in cells) else ""
    options = options_of(names.asked[path].question)
    values = Counter(value for cell in cells for value in _parts(cell, separator))
    yield f"  {path}:"
    yield f"    colonne: {quoted(column)}"
    if separator:
        yield f"    separateur: {quoted(separator)}"
    if len(values) > MOST_VALUES:
        yield f"    # {len(values)} valeurs différentes : cette colonne dit-elle vraiment le type du lieu ?"
        return
    yield f"    valeurs:             # parmi : {', '.join(options)}. Vide : pas d’équivalent."
    for value, count in sorted(values.items(), key=lambda item: (-item[1], item[0])):
        places = f"{count} lieux" if count > 1 else "un lieu"
        yield f"      {quoted(value)}: {_meant(value, options) or quoted('')}    # {places}"


def _meant(value: str, options: Mapping[str, str]) -> str:
    """Give the option whose id is in the value, or whose label has all of its words."""
    wanted = _words(value)
    for option, label in options.items():
        if folded(value) in (option, folded(label)) or option in wanted:
            return option
    return next((one for one, label in options.items() if wanted and wanted <= _words(label)), "")


def _words(text: str) -> set[str]:
    """Give the words of a text, in the singular."""
    return {word.rstrip("s") for word in folded(text.replace(",", " ")).split("_") if word}


def _parts(cell: str, separator: str) -> list[str]:
    parts = (
        one
        for line in cell.split(BETWEEN)
        for one in (line.split(separator) if separator else [line])
    )
    return [part for part in (part.strip(' "') for part in parts) if part]


def _others(sheet: Worksheet, used: set[str]) -> Iterator[str]:
    persons = [column for column in sheet.columns if personal_word(column)]
    others = [column for column in sheet.columns if column not in used and column not in persons]
    if others:
        yield f"\n# Colonnes que rien ne reprend : {', '.join(map(quoted, others))}"
    if persons:
        yield f"# Colonnes qui parlent de personnes, et ne se reprennent jamais : {', '.join(map(quoted, persons))}"
