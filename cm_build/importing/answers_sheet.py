"""Answers of many places in one table: each row becomes a draft, or none does.

A draft is not published: the agreement is each place's own, and no column may give it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

from cm_build.importing.answer_cells import answer_in
from cm_build.importing.answer_columns import AnswerColumn
from cm_build.importing.document import PlainWord, Value, written, written_lines
from cm_build.importing.locating import CommuneFinder
from cm_build.importing.mapping import ListColumn, ListMapping
from cm_build.importing.outcome import WrongFileError
from cm_build.importing.worksheet import SheetRow, Worksheet
from cm_build.places.address import new_address
from cm_build.places.assessment import commune_of, name_of
from cm_build.places.assessment_reading import ReadAssessment
from cm_build.places.identity import Identities, identity_of
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import nearest
from cm_build.reading.problem import Problem, Severity, shown
from cm_build.referential.toolbox import Tools

# Lines that explain the columns begin so; they are nobody's answers.
REMARK = "#"
# What only the place may say, in its own file.
OWN_WORDS = ("publication", "licence_acceptee", "sections_publiees", "reponses_publiees")


class CellFault(NamedTuple):
    """What is wrong in a cell: where, and in the reader's own words; a warning stops nothing."""

    line: int
    column: str
    code: str
    message: str
    hint: str
    blocking: bool = True


class DraftFile(NamedTuple):
    """The file of one place, not yet written."""

    slug: str
    document: Mapping[str, Value]


class Answers(NamedTuple):
    """Everything a table gives: drafts, and what is wrong, in the order of the table."""

    drafts: tuple[DraftFile, ...]
    faults: tuple[CellFault, ...]


class AnswerTable(NamedTuple):
    """A table, its columns by their header, what reads it, and the places that are known already."""

    sheet: Worksheet
    columns: Mapping[str, tuple[AnswerColumn, ListColumn | None]]
    tools: Tools
    year: int
    known: Identities
    taken: Container[str]
    commune: CommuneFinder | None = None


def columns_of(
    sheet: Worksheet, known: Mapping[str, AnswerColumn], mapping: ListMapping | None
) -> dict[str, tuple[AnswerColumn, ListColumn | None]]:
    """Find what each column of a table answers: by its header, or through a mapping.

    Raises:
        WrongFileError: a header names no question, or what only the place may say.
    """
    if mapping is not None:
        return {rule.colonne: (known[name], rule) for name, rule in mapping.reponses.items()}
    wrong = []
    for header in sheet.columns:
        if header in OWN_WORDS:
            wrong.append(
                f"« {header} » : l’accord de publier est celui de chaque lieu, dans sa propre fiche. Retirez cette colonne."
            )
        elif header not in known:
            near = nearest(header, known)
            meant = f" Vouliez-vous écrire « {near} » ?" if near else ""
            wrong.append(f"« {shown(header)} » n’est pas le nom d’une question.{meant}")
    if wrong:
        raise WrongFileError("\n".join(["les titres des colonnes ne se lisent pas.", *wrong]))
    return {header: (known[header], None) for header in sheet.columns}


def read_answers(answered: AnswerTable) -> Answers:
    """Read every row, and tell everything that is wrong in any."""
    drafts: list[DraftFile] = []
    faults: list[CellFault] = []
    seen: dict[str, int] = {}
    for row in answered.sheet.rows:
        if next(iter(row.cells.values()), "").startswith(REMARK):
            continue
        read = _AnswerRow(row, answered).read(seen, {draft.slug for draft in drafts})
        faults += read.faults
        drafts += read.drafts
    return Answers(tuple(drafts), tuple(faults))


class _AnswerRow:
    """One row of a table of answers."""

    def __init__(self, row: SheetRow, answered: AnswerTable) -> None:
        self.row, self.answered = row, answered
        self.names = answered.tools.names
        self.origins: dict[tuple[str, ...], str] = {}
        self.faults: list[CellFault] = []

    def read(self, seen: dict[str, int], slugs: set[str]) -> Answers:
        document = self._document()
        read = self._checked(document)
        if self.row.beyond:
            self._fault(
                "",
                "CM-503",
                "Il y a plus de cellules que de colonnes.",
                "Rien ne dit laquelle est en trop.",
            )
        if read.assessment is None or any(fault.blocking for fault in self.faults):
            return Answers((), tuple(self.faults))
        identity = identity_of(read.assessment, self.names)
        key = f"{identity.commune} {identity.name}"
        if key in seen:
            message = f"Ce lieu est déjà à la ligne {seen[key]}."
            self._fault(
                self._named(Role.NOM), "CM-521", message, "Gardez une seule ligne par lieu."
            )
            return Answers((), tuple(self.faults))
        seen[key] = self.row.line
        same = self.answered.known.same(identity)
        for slug, tie in self.answered.known.doubts(identity).items() if not same else ():
            message = f"Ce lieu et celui du dossier « {slug} » ont {tie.value}."
            hint = "Si c’est le même, donnez-lui le même nom."
            self._fault(self._named(Role.NOM), "CM-521", message, hint, blocking=False)
        name, commune = (
            name_of(read.assessment, self.names),
            commune_of(read.assessment, self.names),
        )
        slug = same[0] if same else new_address(name, commune.nom, slugs, self.answered.taken)
        return Answers((DraftFile(slug, document),), tuple(self.faults))

    def _document(self) -> dict[str, Value]:
        document: dict[str, Value] = {
            "questionnaire": PlainWord(self.names.questionnaire.version),
            "publication": PlainWord("non_publiee"),
            "licence_acceptee": PlainWord("non"),
        }
        for header, (column, rule) in self.answered.columns.items():
            value = answer_in(self.row.cells.get(header, ""), column, rule)
            if value is not None:
                self._put(document, column.keys, value, header)
        if self.answered.commune is not None:
            self._locate(document, self.answered.commune)
        return document

    def _locate(self, document: dict[str, Value], locator: CommuneFinder) -> None:
        found = locator.locate(self.row.cells)
        if found.commune is None:
            hint = "Écrivez le code postal et le nom de la commune."
            self._fault(found.column, "CM-316", f"{found.words}.".capitalize(), hint)
            return
        asked = self.names.asked[self.names.roles[Role.COMMUNE]]
        text = self.answered.tools.territory.text_of(found.commune)
        self._put(document, (asked.owner, asked.question.id), text, found.column)

    def _put(
        self, document: dict[str, Value], keys: tuple[str, ...], value: Value, header: str
    ) -> None:
        node: dict[str, Value] = document
        for key in keys[:-1]:
            inner = node.setdefault(key, {})
            assert isinstance(inner, dict)  # noqa: S101 - made here, on the line above
            node = inner
        node[keys[-1]] = value
        self.origins[keys] = header

    def _checked(self, document: Mapping[str, Value]) -> ReadAssessment:
        """Pass a row through the reader of files, and bring what it says back to the cells."""
        content = written(document).encode("utf-8", "surrogatepass")
        paths = [line.path for line in written_lines(document)]
        reader = self.answered.tools.reader
        read = reader.read(content, file="", slug="tableur", year=self.answered.year)
        for problem in read.problems:
            if problem.severity is not Severity.NOTICE:
                self._told(problem, paths[problem.line - 1])
        return read

    def _told(self, problem: Problem, path: tuple[str, ...]) -> None:
        blocking = problem.severity is Severity.ERROR
        # What lacks in a section is said of the section: no column is at fault.
        held = (header for keys, header in self.origins.items() if keys[: len(path)] == path)
        column = next(held, "") if len(path) > 1 else ""
        self._fault(column, problem.code, problem.message, problem.hint, blocking=blocking)

    def _fault(
        self, column: str, code: str, message: str, hint: str, *, blocking: bool = True
    ) -> None:
        self.faults.append(CellFault(self.row.line, column, code, message, hint, blocking))

    def _named(self, role: Role) -> str:
        """Give the header of the column that holds the answer to a role."""
        path = self.names.roles[role]
        held = (
            header for header, (column, _) in self.answered.columns.items() if column.name == path
        )
        return next(held, "")
