"""The CGET's directory of 2019: identities only, each row imported or refused with its reason."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from cm_build.importing.document import Value, Word, quoted
from cm_build.importing.outcome import (
    Imported,
    Line,
    Outcome,
    State,
    WrongFileError,
    table,
)
from cm_build.places.address import new_address
from cm_build.places.commune import Commune, Resolved, name_key
from cm_build.places.web_address import is_web_address

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from cm_build.places.territory import Territory

CODE_LENGTH = 5


def read_rows(content: bytes) -> list[dict[str, str]]:
    """Read the CSV, checking that its columns are there.

    Raises:
        WrongFileError: the file is not UTF-8, or a column is missing.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFileError("Le fichier n’est pas enregistré en UTF-8.") from error
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [name for name in _columns() if name not in (reader.fieldnames or ())]
        if missing:
            raise WrongFileError(f"Colonnes absentes : {', '.join(missing)}.")
        return [{key: (value or "") for key, value in row.items() if key} for row in reader]
    except csv.Error as error:
        raise WrongFileError("Le fichier n’est pas un tableau CSV lisible.") from error


def _columns() -> list[str]:
    told = table("cget.json")
    commune = told["commune"]
    single = [told[name]["colonne"] for name in ("nom", "adresse", "site", "type")]
    return [*single, commune["code"], commune["postal"], *commune["villes"]]


def import_directory(
    rows: list[dict[str, str]], territory: Territory, reserved: Container[str] = ()
) -> Outcome:
    """Turn every row into a directory entry, or say why not; `reserved` addresses are others'."""
    places: list[Imported] = []
    report: list[Line] = []
    taken: set[str] = set()
    for number, row in enumerate(rows, start=2):
        place, lines = _Row(row, f"ligne {number}", territory).read(taken, reserved)
        report += lines
        if place:
            taken.add(place.slug)
            places.append(place)
    return Outcome(tuple(places), tuple(report))


def is_ours(folder: Path) -> bool:
    """Tell whether a place's folder holds an entry written by this import."""
    told = table("cget.json")
    path = folder / f"{told['annee']}.yaml"
    return path.is_file() and quoted(told["source"]["nom"]) in path.read_text(encoding="utf-8")


class _Row:
    """One row of the directory."""

    def __init__(self, row: dict[str, str], where: str, territory: Territory) -> None:
        self.row = {key: " ".join(value.split()) for key, value in row.items()}
        self.where = where
        self.territory = territory
        self.told: dict[str, Any] = table("cget.json")
        self.lines: list[Line] = []

    def note(self, state: State, field: str, reason: str) -> None:
        self.lines.append(Line(self.where, state, field, reason))

    def read(self, taken: set[str], reserved: Container[str]) -> tuple[Imported | None, list[Line]]:
        told = self.told
        name = self.row[told["nom"]["colonne"]]
        if not name:
            self.note(State.REFUSED, told["nom"]["colonne"], "le nom manque")
            return None, self.lines
        commune = self.commune()
        if commune is None:
            return None, self.lines
        answers: dict[str, Value] = {told["nom"]["question"]: name}
        answers[told["commune"]["question"]] = commune.code
        self.address(answers)
        self.types(answers)
        self.site(answers)
        for column, reason in told["ecartees"].items():
            if self.row.get(column):
                self.note(State.LEFT, column, reason)
        slug = new_address(name, commune.nom, taken, reserved)
        source = {key: Word(v) if key == "date" else v for key, v in told["source"].items()}
        document: dict[str, Value] = {
            "questionnaire": Word("1"),
            "publication": Word("annuaire"),
            "source": source,
            told["section"]: answers,
        }
        origins = {
            f"{told['section']}.{told[one]['question']}": told[one]["colonne"]
            for one in ("nom", "adresse", "site")
        }
        return Imported(slug, told["annee"], document, self.where, origins), self.lines

    def commune(self) -> Commune | None:
        keys = self.told["commune"]
        code, postal = self.row[keys["code"]], self.row[keys["postal"]]
        cities = [self.row[name] for name in keys["villes"] if self.row[name].strip("0")]
        tries = [code] if len(code) == CODE_LENGTH else []
        if len(postal) == CODE_LENGTH:
            tries += [f"{postal} {city}" for city in cities]
        for text in tries:
            found = self.territory.resolve(text)
            if isinstance(found, Resolved):
                if found.former:
                    told = f"{text} devient {found.commune.nom} ({found.commune.code})"
                    self.note(State.CHANGED, keys["code"], told)
                return found.commune
        placed = self.from_position(cities)
        if placed is None:
            said = " ".join(one for one in (code, postal, *cities[:1]) if one.strip("0"))
            told = f"aucune commune reconnue (lu : {said or 'rien'})"
            self.note(State.REFUSED, keys["code"], told)
        return placed

    def from_position(self, cities: list[str]) -> Commune | None:
        """Take the commune the file found from the place's position, unless a name contradicts it."""
        code_column, name_column = self.told["commune"]["position"]
        code, name = self.row.get(code_column, ""), self.row.get(name_column, "")
        found = self.territory.resolve(code) if len(code) == CODE_LENGTH else None
        if not name or not isinstance(found, Resolved):
            return None
        own = f"{name_key(found.commune.nom)} "
        if not all(own.startswith(f"{name_key(city)} ") for city in (name, *cities)):
            return None
        told = f"{found.commune.nom} ({found.commune.code}), d’après la position du lieu"
        self.note(State.CHANGED, code_column, told)
        return found.commune

    def address(self, answers: dict[str, Value]) -> None:
        address = self.row[self.told["adresse"]["colonne"]]
        if address.strip("0"):
            answers[self.told["adresse"]["question"]] = address

    def types(self, answers: dict[str, Value]) -> None:
        told = self.told["type"]
        read = self.row[told["colonne"]]
        if read in told["options"]:
            kind = Word(told["options"][read])
            answers[told["liste"]] = [kind]
            answers[told["principal"]] = kind
        elif read:
            self.note(State.LEFT, told["colonne"], f"« {read} » n’a pas d’équivalent")

    def site(self, answers: dict[str, Value]) -> None:
        column = self.told["site"]["colonne"]
        read = self.row[column]
        if not read:
            return
        address = read if "://" in read else f"https://{read}"
        if not is_web_address(address):
            self.note(State.LEFT, column, "ce n’est pas une adresse web")
            return
        if address != read:
            self.note(State.CHANGED, column, f"« {read} » devient {address}")
        answers[self.told["site"]["question"]] = address
