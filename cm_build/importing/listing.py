"""A list of places: each row becomes a directory entry, or is left out with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from cm_build.importing.choosing import ChosenOptions, chosen
from cm_build.importing.document import PlainWord, Value, quoted
from cm_build.importing.locating import CommuneFinder
from cm_build.importing.mapping import ListMapping
from cm_build.importing.outcome import WHOLE, Imported, Outcome, ReportLine, State
from cm_build.importing.presence import Presence
from cm_build.importing.worksheet import SheetRow, Worksheet
from cm_build.places.address import new_address
from cm_build.places.commune import Commune
from cm_build.places.folder import SUFFIX
from cm_build.places.header import OpenSource
from cm_build.places.place import covered
from cm_build.places.web_address import is_web_address
from cm_build.questionnaire.question import MultipleChoice, SingleChoice, Url
from cm_build.questionnaire.role import Role
from cm_build.referential.toolbox import Tools

# What every directory entry holds, as it is written.
LISTED = b"\npublication: annuaire\n"
_TOO_WIDE = "il y a plus de cellules que de colonnes : rien ne dit laquelle est en trop"


class Listing(NamedTuple):
    """A list, what reads it, and what is already there; `gone` tells a place that asked to leave."""

    sheet: Worksheet
    mapping: ListMapping
    source: OpenSource
    tools: Tools
    there: Presence
    gone: Callable[[str, Commune, str], bool]


def import_list(listing: Listing) -> Outcome:
    """Turn every row into a directory entry, or say why not; what is already there stays as it is."""
    places: list[Imported] = []
    report = [ReportLine(WHOLE, State.TO_CHECK, "encodage", note) for note in listing.sheet.notes]
    taken: set[str] = set()
    left = 0
    locator = CommuneFinder(listing.mapping.commune, listing.tools.territory)
    for row in listing.sheet.rows:
        read = _ListedRow(row, listing, locator)
        place = read.place(taken)
        report += read.lines
        left += read.left
        if place:
            taken.add(place.slug)
            places.append(place)
    if left:
        report.append(ReportLine(WHOLE, State.LEFT, "départs", _departed(left)))
    return Outcome(tuple(places), tuple(report))


def of_this_list(source: OpenSource) -> Callable[[Path], bool]:
    """Tell the folders that an earlier import of a list wrote, and nobody else: they are written again.

    A place that took its entry over kept the line that names the list: it is told when it is about to
    be written, never doubled elsewhere.
    """
    sign = quoted(source.nom).encode()

    def is_ours(folder: Path) -> bool:
        try:
            years = [path for path in folder.iterdir() if path.suffix == SUFFIX]
            contents = [path.read_bytes() for path in years]
        except OSError:
            return False
        return bool(contents) and all(sign in one for one in contents)

    return is_ours


def _departed(count: int) -> str:
    """Count them, and no more: which ones they are is nobody's to read."""
    if count == 1:
        return "une ligne laissée de côté : ce lieu a demandé à ne plus figurer dans une liste"
    return (
        f"{count} lignes laissées de côté : ces lieux ont demandé à ne plus figurer dans une liste"
    )


class _ListedRow:
    """One row of a list; `left` tells that its place asked not to be in any."""

    def __init__(self, row: SheetRow, listing: Listing, locator: CommuneFinder) -> None:
        self.row, self.cells = row, row.cells
        self.listing, self.locator = listing, locator
        self.where = listing.sheet.where(row)
        self.names = listing.tools.names
        self.lines: list[ReportLine] = []
        self.left = False

    def note(self, state: State, field: str, reason: str) -> None:
        self.lines.append(ReportLine(self.where, state, field, reason))

    def place(self, taken: set[str]) -> Imported | None:
        path = self.names.roles[Role.NOM]
        column = self.listing.mapping.reponses[path].colonne
        name = self.cells.get(column, "")
        if self.row.beyond:
            self.note(State.REFUSED, self.listing.sheet.unit, _TOO_WIDE)
        elif not name:
            self.note(State.REFUSED, column, "le nom manque")
        else:
            commune = self._commune()
            if commune is not None:
                return self._within(name, column, commune, taken)
        return None

    def _within(self, name: str, column: str, commune: Commune, taken: set[str]) -> Imported | None:
        answers = self._answers()
        site = str(answers.get(self.names.of_role(Role.SITE_WEB) or "", ""))
        if self.listing.gone(name, commune, site):
            # Nothing of the row is told: the report would be the list of those who left.
            self.left, self.lines = True, []
            return None
        there = self.listing.there
        met = there.meet(name, commune, self.where, site)
        if met.reason:
            self.note(State.REFUSED if met.refused else State.TO_CHECK, column, met.reason)
        if met.refused:
            return None
        answers[self.names.roles[Role.COMMUNE]] = self.listing.tools.territory.text_of(commune)
        slug = met.slug or new_address(name, commune.nom, taken, there.reserved)
        return self._written(slug, answers)

    def _commune(self) -> Commune | None:
        found = self.locator.locate(self.cells)
        if found.state:
            self.note(found.state, found.column, found.words)
        commune = found.commune
        if commune and not covered(commune, self.listing.tools.settings):
            self.lines = [ReportLine(self.where, State.BEYOND, commune.nom, commune.departement)]
            return None
        return commune

    def _answers(self) -> dict[str, Value]:
        answers: dict[str, Value] = {}
        for path, column in self.listing.mapping.reponses.items():
            text = self.cells.get(column.colonne, "")
            question = self.names.asked[path].question
            if isinstance(question, SingleChoice | MultipleChoice):
                self._choice(path, chosen(text, column, question), answers)
            elif isinstance(question, Url):
                self._address(path, column.colonne, text, answers)
            elif text.strip("0 "):
                answers[path] = text
        for column_name, reason in self.listing.mapping.ecartees.items():
            if self.cells.get(column_name):
                self.note(State.LEFT, column_name, reason)
        return answers

    def _choice(self, path: str, read: ChosenOptions, answers: dict[str, Value]) -> None:
        question = self.names.asked[path].question
        column = self.listing.mapping.reponses[path].colonne
        for value in read.unknown:
            self.note(State.LEFT, column, f"« {value} » n’a pas d’équivalent")
        words = [PlainWord(option) for option in read.options]
        main = self.names.of_role(Role.TYPE_PRINCIPAL)
        if isinstance(question, MultipleChoice) and words:
            answers[path] = words
            if question.role is Role.TYPES and len(words) == 1 and main:
                answers.setdefault(main, words[0])
        elif len(words) == 1:
            answers[path] = words[0]
        elif words:
            self.note(State.LEFT, column, "plusieurs réponses : une seule est possible")

    def _address(self, path: str, column: str, text: str, answers: dict[str, Value]) -> None:
        if not text:
            return
        address = text if "://" in text else f"https://{text}"
        if not is_web_address(address):
            self.note(State.LEFT, column, "ce n’est pas une adresse web")
            return
        if address != text:
            self.note(State.CHANGED, column, f"« {text} » devient {address}")
        answers[path] = address

    def _written(self, slug: str, answers: Mapping[str, Value]) -> Imported:
        source = self.listing.source
        section = self.names.asked[self.names.roles[Role.NOM]].owner
        document: dict[str, Value] = {
            "questionnaire": PlainWord("1"),
            "publication": PlainWord("annuaire"),
            "source": {
                "nom": source.nom,
                "licence": source.licence,
                "date": PlainWord(source.date.isoformat()),
                "url": source.url,
            },
            section: {path: answers[path] for path in self._ordered(answers)},
        }
        origins = {
            f"{section}.{path}": column.colonne
            for path, column in self.listing.mapping.reponses.items()
        }
        return Imported(slug, self.listing.mapping.year, document, self.where, origins)

    def _ordered(self, answers: Mapping[str, Value]) -> list[str]:
        """Follow the questionnaire, whatever the order of the mapping."""
        return [path for path in self.names.asked if path in answers]
