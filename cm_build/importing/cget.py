"""The CGET's directory of 2019: identities only, each row imported or refused with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cm_build.importing.document import PlainWord, Value, quoted
from cm_build.importing.outcome import WHOLE, Imported, Outcome, ReportLine, State, table
from cm_build.importing.spreadsheet import read_sheet
from cm_build.places.address import new_address
from cm_build.places.commune import Commune, Resolution, Resolved, name_key
from cm_build.places.folder import SUFFIX
from cm_build.places.web_address import is_web_address

if TYPE_CHECKING:
    from pathlib import Path

    from cm_build.importing.presence import Presence
    from cm_build.importing.spreadsheet import SheetRow, Worksheet
    from cm_build.places.territory import Territory

CODE_LENGTH = 5


def read_rows(content: bytes) -> Worksheet:
    """Read the directory, checking that its columns are there.

    Raises:
        WrongFileError: it is not a table, or not this one.
    """
    mapping = table("cget.json")
    commune = mapping["commune"]
    single = [mapping[name]["colonne"] for name in ("nom", "adresse", "site", "type")]
    return read_sheet(content, [*single, commune["code"], commune["postal"], *commune["villes"]])


def import_directory(sheet: Worksheet, territory: Territory, there: Presence) -> Outcome:
    """Turn every row into a directory entry, or say why not; what is already there stays as it is."""
    places: list[Imported] = []
    report = [ReportLine(WHOLE, State.TO_CHECK, "encodage", note) for note in sheet.notes]
    taken: set[str] = set()
    for row in sheet.rows:
        place, lines = _DirectoryRow(row, territory).read(taken, there)
        report += lines
        if place:
            taken.add(place.slug)
            places.append(place)
    return Outcome(tuple(places), tuple(report))


def is_ours(folder: Path) -> bool:
    """Tell whether a place's folder holds an entry written by this import, and nothing else."""
    mapping = table("cget.json")
    try:
        years = [path for path in folder.iterdir() if path.suffix == SUFFIX]
        content = (folder / f"{mapping['annee']}.yaml").read_bytes()
    except OSError:
        return False
    return len(years) == 1 and quoted(mapping["source"]["nom"]).encode() in content


class _DirectoryRow:
    """One row of the directory."""

    def __init__(self, row: SheetRow, territory: Territory) -> None:
        self.row = row.cells
        self.beyond = row.beyond
        self.where = f"ligne {row.line}"
        self.territory = territory
        self.mapping: dict[str, Any] = table("cget.json")
        self.lines: list[ReportLine] = []

    def note(self, state: State, field: str, reason: str) -> None:
        self.lines.append(ReportLine(self.where, state, field, reason))

    def read(self, taken: set[str], there: Presence) -> tuple[Imported | None, list[ReportLine]]:
        mapping = self.mapping
        if self.beyond:
            reason = "il y a plus de cellules que de colonnes : rien ne dit laquelle est en trop"
            self.note(State.REFUSED, "ligne", reason)
            return None, self.lines
        name = self.row[mapping["nom"]["colonne"]]
        if not name:
            self.note(State.REFUSED, mapping["nom"]["colonne"], "le nom manque")
            return None, self.lines
        commune = self.commune()
        if commune is None:
            return None, self.lines
        answers: dict[str, Value] = {mapping["nom"]["question"]: name}
        answers[mapping["commune"]["question"]] = self.territory.text_of(commune)
        self.address(answers)
        self.types(answers)
        self.site(answers)
        for column, reason in mapping["ecartees"].items():
            if self.row.get(column):
                self.note(State.LEFT, column, reason)
        met = there.meet(
            name, commune, self.where, str(answers.get(mapping["site"]["question"], ""))
        )
        if met.reason:
            self.note(
                State.REFUSED if met.refused else State.TO_CHECK,
                mapping["nom"]["colonne"],
                met.reason,
            )
        if met.refused:
            return None, self.lines
        slug = met.slug or new_address(name, commune.nom, taken, there.reserved)
        source = {key: PlainWord(v) if key == "date" else v for key, v in mapping["source"].items()}
        document: dict[str, Value] = {
            "questionnaire": PlainWord("1"),
            "publication": PlainWord("annuaire"),
            "source": source,
            mapping["section"]: answers,
        }
        origins = {
            f"{mapping['section']}.{mapping[one]['question']}": mapping[one]["colonne"]
            for one in ("nom", "adresse", "site")
        }
        return Imported(slug, mapping["annee"], document, self.where, origins), self.lines

    def commune(self) -> Commune | None:
        keys = self.mapping["commune"]
        code, postal = self.row[keys["code"]], self.row[keys["postal"]]
        cities = [self.row[name] for name in keys["villes"] if self.row[name].strip("0")]
        own = self.row[keys["villes"][0]]
        resolved = self.territory.by_insee_code(code.upper()) if len(code) == CODE_LENGTH else None
        if resolved and own.strip("0") and not self.agrees(resolved, own):
            words = f"{code} est le code de {resolved.commune.nom}, et la commune dite est {own}"
            self.note(State.REFUSED, keys["code"], words)
            return None
        tries: list[Resolution] = [resolved] if resolved else []
        if len(postal) == CODE_LENGTH:
            tries += [self.territory.resolve(f"{postal} {city}") for city in cities]
        for attempt in tries:
            if isinstance(attempt, Resolved):
                if attempt.former:
                    words = (
                        f"{code or postal} devient {attempt.commune.nom} ({attempt.commune.code})"
                    )
                    self.note(State.CHANGED, keys["code"], words)
                return attempt.commune
        placed = self.from_position(cities)
        if placed is None:
            said = " ".join(city for city in (code, postal, *cities[:1]) if city.strip("0"))
            words = f"aucune commune reconnue (lu : {said or 'rien'})"
            self.note(State.REFUSED, keys["code"], words)
        return placed

    def agrees(self, resolved: Resolved, name: str) -> bool:
        """Tell whether a name is that of a commune, of a part of it, or the beginning of its own."""
        own = f"{name_key(resolved.commune.nom)} "
        if own.startswith(f"{name_key(name)} "):
            return True
        named = self.territory.resolve(f"{resolved.commune.code} {name}")
        return isinstance(named, Resolved) and named.commune == resolved.commune

    def from_position(self, cities: list[str]) -> Commune | None:
        """Take the commune the file found from the place's position, unless a name contradicts it."""
        code_column, name_column = self.mapping["commune"]["position"]
        code, name = self.row.get(code_column, ""), self.row.get(name_column, "")
        resolved = self.territory.by_insee_code(code.upper())
        if not name or resolved is None:
            return None
        own = f"{name_key(resolved.commune.nom)} "
        if not all(own.startswith(f"{name_key(city)} ") for city in (name, *cities)):
            return None
        words = f"{resolved.commune.nom} ({resolved.commune.code}), d’après la position du lieu"
        self.note(State.CHANGED, code_column, words)
        return resolved.commune

    def address(self, answers: dict[str, Value]) -> None:
        address = self.row[self.mapping["adresse"]["colonne"]]
        if address.strip("0"):
            answers[self.mapping["adresse"]["question"]] = address

    def types(self, answers: dict[str, Value]) -> None:
        mapping = self.mapping["type"]
        read = self.row[mapping["colonne"]]
        if read in mapping["options"]:
            kind = PlainWord(mapping["options"][read])
            answers[mapping["liste"]] = [kind]
            answers[mapping["principal"]] = kind
        elif read:
            self.note(State.LEFT, mapping["colonne"], f"« {read} » n’a pas d’équivalent")

    def site(self, answers: dict[str, Value]) -> None:
        column = self.mapping["site"]["colonne"]
        read = self.row[column]
        if not read:
            return
        address = read if "://" in read else f"https://{read}"
        if not is_web_address(address):
            self.note(State.LEFT, column, "ce n’est pas une adresse web")
            return
        if address != read:
            self.note(State.CHANGED, column, f"« {read} » devient {address}")
        answers[self.mapping["site"]["question"]] = address
