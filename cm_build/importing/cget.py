"""The CGET's directory of 2019: identities only, each row imported or refused with its reason."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from cm_build.importing.document import Value, Word
from cm_build.importing.outcome import Imported, Line, Outcome, State, slug_of, table
from cm_build.places.commune import Commune, Resolved
from cm_build.places.text import findings, is_web_address
from cm_build.reading.problem import Severity, catalogue

if TYPE_CHECKING:
    from cm_build.places.territory import Territory

NAME_LENGTH, ADDRESS_LENGTH, CODE_LENGTH = 90, 200, 5


class WrongFileError(Exception):
    """The file is not what the import expects; the argument says why, in French."""


def read_rows(content: bytes) -> list[dict[str, str]]:
    """Read the CSV, checking that its columns are there.

    Raises:
        WrongFileError: the file is not UTF-8, or a column is missing.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFileError("Le fichier n’est pas enregistré en UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    wanted = _columns()
    missing = [name for name in wanted if name not in (reader.fieldnames or ())]
    if missing:
        raise WrongFileError(f"Colonnes absentes : {', '.join(missing)}.")
    return [{key: (value or "") for key, value in row.items() if key} for row in reader]


def _columns() -> list[str]:
    told = table("cget.json")
    commune = told["commune"]
    single = [told[name]["colonne"] for name in ("nom", "adresse", "site", "type")]
    return [*single, commune["code"], commune["postal"], *commune["villes"]]


def import_directory(rows: list[dict[str, str]], territory: Territory) -> Outcome:
    """Turn every row into a directory entry, or say why not."""
    places: list[Imported] = []
    report: list[Line] = []
    taken: set[str] = set()
    for number, row in enumerate(rows, start=2):
        place, lines = _Row(row, f"ligne {number}", territory).read(taken)
        report += lines
        if place:
            taken.add(place.slug)
            places.append(place)
    return Outcome(tuple(places), tuple(report))


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

    def read(self, taken: set[str]) -> tuple[Imported | None, list[Line]]:
        told = self.told
        name = self.row[told["nom"]["colonne"]]
        refusal = _refusal(name, NAME_LENGTH) if name else "le nom manque"
        if refusal:
            self.note(State.REFUSED, told["nom"]["colonne"], f"« {name} » : {refusal}")
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
        slug = slug_of(name, commune.nom, taken)
        source = {key: Word(v) if key == "date" else v for key, v in told["source"].items()}
        document: dict[str, Value] = {
            "questionnaire": Word("1"),
            "publication": Word("annuaire"),
            "source": source,
            told["section"]: answers,
        }
        self.note(State.KEPT, name, f"lieux/{slug}/")
        return Imported(slug, told["annee"], document), self.lines

    def commune(self) -> Commune | None:
        keys = self.told["commune"]
        code, postal = self.row[keys["code"]], self.row[keys["postal"]]
        cities = [self.row[name] for name in keys["villes"] if self.row[name]]
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
        read = " ".join(filter(None, (code, postal, *cities[:1]))) or "rien"
        self.note(State.REFUSED, keys["code"], f"aucune commune reconnue (lu : {read})")
        return None

    def address(self, answers: dict[str, Value]) -> None:
        column = self.told["adresse"]["colonne"]
        address = self.row[column]
        if not address:
            return
        refusal = _refusal(address, ADDRESS_LENGTH)
        if refusal:
            self.note(State.LEFT, column, f"« {address} » : {refusal}")
        else:
            answers[self.told["adresse"]["question"]] = address

    def types(self, answers: dict[str, Value]) -> None:
        told = self.told["type"]
        read = self.row[told["colonne"]]
        if read in told["valeurs"]:
            kind = Word(told["valeurs"][read])
            answers[told["liste"]] = [kind]
            answers[told["principal"]] = kind
        elif read:
            self.note(State.LEFT, told["colonne"], f"« {read} » n’a pas d’équivalent")

    def site(self, answers: dict[str, Value]) -> None:
        column = self.told["site"]["colonne"]
        read = self.row[column]
        if not read:
            return
        address = read if "://" in read else f"http://{read}"
        if not is_web_address(address):
            self.note(State.LEFT, column, "ce n’est pas une adresse web")
            return
        if address != read:
            self.note(State.CHANGED, column, f"« {read} » devient {address}")
        answers[self.told["site"]["question"]] = address


def _refusal(text: str, length: int) -> str:
    """Say why a text cannot be carried over; people's data never is, even when only suspected."""
    if len(text) > length:
        return f"plus de {length} caractères"
    for found in findings(text, short=True):
        entry = catalogue()[found.code]
        if entry.gravite is Severity.ERROR:
            return entry.titre.lower()
    return ""
