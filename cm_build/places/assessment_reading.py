"""From the bytes of a file to an assessment: conditions applied, every problem told at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.places.answer import (
    NO_ANSWER,
    Answer,
    Answers,
    Given,
    Shares,
)
from cm_build.places.answer_reading import read_answer
from cm_build.places.assessment import Assessment
from cm_build.places.desk import Desk
from cm_build.places.header import Header
from cm_build.places.header_check import HeaderCheck
from cm_build.places.protection import ProtectionCheck
from cm_build.places.settlement import settlement
from cm_build.places.value_reading import read_text
from cm_build.places.workshop import WORKSHOP, read_workshop
from cm_build.questionnaire.grammar import (
    CRITERIA,
    EFFECTS,
    ENVIRONMENT,
    SCALES,
    companions_of,
    is_precision,
    path_of,
)
from cm_build.questionnaire.question import MultipleChoice
from cm_build.questionnaire.validation import build
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Entry, Fields, Mark, Node
from cm_build.reading.problem import Problem, has_errors
from cm_build.reading.source import read_source
from cm_build.reading.syntax import STUCK_COLON
from cm_build.reading.tree import CONTRIBUTED, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.places.territory import Territory
    from cm_build.questionnaire.grammar import Home
    from cm_build.questionnaire.names import Asked, Names

DETAIL_LENGTH = 600


@dataclass(frozen=True, slots=True)
class ReadAssessment:
    """A file read: its assessment (None when an error forbids it) and its problems.

    A protected place's file is read to be checked: it has no assessment either.
    """

    assessment: Assessment | None
    problems: tuple[Problem, ...]
    protected: bool = False


class AssessmentReader:
    """Reads files against one questionnaire; conditions and keys are prepared once for all files."""

    def __init__(self, names: Names, territory: Territory) -> None:
        self.names = names
        self.territory = territory
        self._header_keys = frozenset(Header.model_fields)
        self._settlement = settlement(names)
        self._questions = {
            (home, owner): {asked.question.id: asked for asked in group}
            for (home, owner), group in names.by_owner.items()
        }
        self._companions = {
            (home, owner): {
                name: asked for asked in group for name in companions_of(asked.question)
            }
            for (home, owner), group in names.by_owner.items()
        }

    def read(
        self, content: bytes, *, file: str, slug: str, year: int, limits: Limits = CONTRIBUTED
    ) -> ReadAssessment:
        """Read one file, whatever it holds; problems come in the order of the file."""
        source = read_source(content, file, limits)
        if source.root is None:
            return ReadAssessment(None, source.problems)
        desk = Desk(source.ledger, self.territory, year)
        header = self._header(source.root, desk)
        reading = _Reading(self, desk)
        reading.top(source.root)
        if header and header.lieu_protege:
            check = ProtectionCheck(header, source.root, desk, self.names)
            check.run(content, reading.answers, reading.marks)
            return ReadAssessment(None, desk.ledger.told(), protected=True)
        answers = self._settlement.of(reading.answers, reading.marks, desk)
        workshop = None
        if WORKSHOP in source.root.entries:
            workshop = read_workshop(source.root.entries[WORKSHOP].node, self.names, desk)
        if header:
            HeaderCheck(header, source.root, desk, self.names).run(answers)
        self._check_required(source.root, answers, desk)
        problems = desk.ledger.told()
        if header is None or has_errors(problems):
            return ReadAssessment(None, problems)
        shares = {
            path: answer.value
            for path, answer in reading.answers.items()
            if isinstance(answer, Given) and isinstance(answer.value, Shares)
        }
        assessment = Assessment(
            slug, year, file, header, answers, workshop, reading.marks, shares, problems
        )
        return ReadAssessment(assessment, problems)

    def _header(self, root: Fields, desk: Desk) -> Header | None:
        own = {key: entry for key, entry in root.entries.items() if key in self._header_keys}
        return build(Header, Fields(own, root.mark), desk.ledger)

    def known_top_keys(self) -> frozenset[str]:
        """Keys a file may have at its first level."""
        return self._header_keys | {*self.names.sections, EFFECTS, ENVIRONMENT, WORKSHOP}

    def _check_required(self, root: Fields, answers: Answers, desk: Desk) -> None:
        for asked in self.names.asked.values():
            if not asked.question.obligatoire or asked.path in answers:
                continue
            entry = root.entries.get(asked.owner)
            already = entry and asked.question.id in getattr(entry.node, "entries", {})
            wrong = {problem.line for problem in desk.ledger.told()}
            if already and entry and _mark_of(entry.node, asked.question.id).line in wrong:
                continue
            desk.refuse("CM-202", entry.key if entry else root.mark, cle=asked.question.id)


def _mark_of(node: Node, key: str) -> Mark:
    return node.entries[key].node.mark if isinstance(node, Fields) else node.mark


class _Reading:
    """One file being read: answers and where each stands."""

    def __init__(self, reader: AssessmentReader, desk: Desk) -> None:
        self.reader = reader
        self.names = reader.names
        self.desk = desk
        self.answers: dict[str, Answer] = {}
        self.marks: dict[str, Mark] = {}

    def top(self, root: Fields) -> None:
        known = self.reader.known_top_keys()
        for key, entry in root.entries.items():
            if key in self.names.sections:
                self.group("section", key, entry)
            elif key == EFFECTS:
                self.effects(entry)
            elif key == ENVIRONMENT:
                for axis, inner in self.inside(entry, self.names.axes):
                    self.group("axe", axis, inner)
            elif key not in known:
                self.unknown(key, entry, known)

    def effects(self, entry: Entry) -> None:
        for key, inner in self.inside(entry, (SCALES, CRITERIA)):
            scales = key == SCALES
            known: Iterable[str] = self.names.scales if scales else self.names.criteria
            for owner, answers in self.inside(inner, known):
                self.group("echelle" if scales else "critere", owner, answers)

    def unknown(self, key: str, entry: Entry, known: Iterable[str]) -> None:
        hint = self.elsewhere(key) or Suggestion(key, known)
        self.desk.refuse("CM-201", entry.key, lu=key, proche=hint)

    def elsewhere(self, key: str) -> str:
        asked = self.names.asked.get(key)
        return f" Elle se range dans la section « {asked.owner} »." if asked else ""

    def inside(self, entry: Entry, known: Iterable[str]) -> list[tuple[str, Entry]]:
        known = tuple(known)
        node = entry.node
        if not isinstance(node, Fields):
            text = getattr(node, "text", "?")
            if STUCK_COLON.match(text):
                self.desk.refuse("CM-125", node.mark, lu=text)
            elif text != "":
                self.desk.refuse("CM-203", node.mark, lu=", ".join(known[:3]), attendu="des clés")
            return []
        for key, inner in node.entries.items():
            if key not in known:
                self.unknown(key, inner, known)
        return [(key, inner) for key, inner in node.entries.items() if key in known]

    def group(self, home: Home, owner: str, entry: Entry) -> None:
        """Read the answers of one section, scale, criterion or axis."""
        questions = self.reader._questions.get((home, owner), {})  # noqa: SLF001 - one unit
        companions = self.reader._companions.get((home, owner), {})  # noqa: SLF001
        for key, inner in self.inside(entry, (*questions, *companions)):
            path = path_of(home, owner, key)
            self.marks[path] = inner.key
            if key in questions:
                answer = read_answer(questions[key].question, inner.node, self.desk)
                if answer is not NO_ANSWER:
                    self.answers[path] = answer
            else:
                self.companion(path, key, companions[key], inner.node)

    def companion(self, path: str, key: str, asked: Asked, node: Node) -> None:
        if is_precision(key):
            text = read_text(node, self.desk, length=200, short=True)
            if text:
                self.answers[path] = Given(text)
            return
        question = asked.question
        options = [o.id for o in question.options] if isinstance(question, MultipleChoice) else []
        if not isinstance(node, Fields):
            self.desk.refuse("CM-203", node.mark, lu=key, attendu="un texte par choix")
            return
        texts = {}
        for option, entry in self.inside(Entry(node.mark, node), options):
            text = read_text(entry.node, self.desk, length=DETAIL_LENGTH, short=False)
            if text:
                texts[option] = text
        if texts:
            self.answers[path] = Given({o: texts[o] for o in options if o in texts})
