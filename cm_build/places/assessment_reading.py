"""From the bytes of a file to an assessment: conditions applied, every problem told at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from cm_build.places.answer import Answers, Given, Shares, answer_at
from cm_build.places.assessment import Assessment
from cm_build.places.coherence import Coherences, Stated
from cm_build.places.condition import Test, compile_condition
from cm_build.places.desk import Desk
from cm_build.places.file_models import file_models
from cm_build.places.header import Header
from cm_build.places.header_check import HeaderCheck
from cm_build.places.own import read_own
from cm_build.places.protected import ProtectedYear
from cm_build.places.protection import ProtectionCheck
from cm_build.places.renaming import renamed, version_of
from cm_build.places.settlement import settlement
from cm_build.places.territory import Territory
from cm_build.places.workshop import WORKSHOP
from cm_build.places.workshop_reading import read_workshop
from cm_build.questionnaire.edition import Edition
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.validation import build
from cm_build.reading.node import Fields
from cm_build.reading.problem import Problem, has_errors
from cm_build.reading.source import read_source
from cm_build.reading.tree import CONTRIBUTED, Limits


@dataclass(frozen=True, slots=True)
class ReadAssessment:
    """A file read: its assessment (None when an error forbids it) and its problems.

    The file of a protected place has no assessment either: `described` is all that it may say.
    """

    assessment: Assessment | None
    problems: tuple[Problem, ...]
    protected: bool = False
    described: ProtectedYear | None = None


class AssessmentReader:
    """Reads files against one questionnaire; conditions and keys are prepared once for all files."""

    def __init__(self, names: Names, territory: Territory) -> None:
        self.names = names
        self.territory = territory
        self._models = file_models(names)
        self._settlement = settlement(names)
        self._coherences = Coherences(names)
        protection = names.questionnaire.protection
        self._exposed: Test = (
            compile_condition(protection.proposer.si, names, None)
            if protection
            else lambda _: False
        )
        self._needed = [
            (path, asked) for path, asked in names.asked.items() if asked.question.obligatoire
        ]

    def read(
        self, content: bytes, *, file: str, slug: str, year: int, limits: Limits = CONTRIBUTED
    ) -> ReadAssessment:
        """Read one file, whatever it holds; problems come in the order of the file."""
        source = read_source(content, file, limits)
        if source.root is None:
            return ReadAssessment(None, source.problems)
        desk = Desk(source.ledger, self.territory, year)
        edition = Edition(version_of(source.root, self.names), year)
        root, words = renamed(source.root, self.names, source.ledger)
        header = self._header(root, desk)
        self._models.read(root, desk)
        if header and header.lieu_protege:
            check = ProtectionCheck(header, root, desk, self.names)
            described = check.run(content, words, file)
            problems = desk.ledger.problems()
            return ReadAssessment(None, problems, protected=True, described=described)
        answers = self._settlement.of(desk.answers, desk.marks, desk, edition)
        state = Stated(header.etat, root.mark_of("etat")) if header else None
        self._coherences.check(answers, desk, state)
        own = read_own(root, self.names, desk)
        workshop = None
        if WORKSHOP in root.entries:
            node = root.entries[WORKSHOP].node
            titles = {one.id: one.title for one in own.criteria}
            workshop = read_workshop(node, self._models.workshop, self.names, desk, titles)
        if header:
            HeaderCheck(header, root, desk, self.names, own).run(answers)
            undecided = header.publication == "publique" and header.lieu_protege is None
            if undecided and self._exposed(partial(answer_at, answers)):
                # Said once, at the top: whoever reads the report need not know which answer asked.
                desk.refuse("CM-439", root.mark)
        self._check_required(root, answers, desk)
        problems = desk.ledger.problems()
        if header is None or has_errors(problems):
            return ReadAssessment(None, problems)
        shares = {
            path: answer.value
            for path, answer in desk.answers.items()
            if isinstance(answer, Given) and isinstance(answer.value, Shares)
        }
        assessment = Assessment(
            slug, year, file, header, answers, workshop, desk.marks, shares, problems, own
        )
        return ReadAssessment(assessment, problems)

    def _header(self, root: Fields, desk: Desk) -> Header | None:
        own = {key: entry for key, entry in root.entries.items() if key in Header.model_fields}
        return build(Header, Fields(own, root.mark), desk.ledger)

    def _check_required(self, root: Fields, answers: Answers, desk: Desk) -> None:
        """Tell what is needed and absent; what is there and wrong is told already."""
        needed = [asked for path, asked in self._needed if path not in answers]
        wrong = {problem.line for problem in desk.ledger.problems()} if needed else set()
        for asked in needed:
            entry = root.entries.get(asked.owner)
            inside = getattr(entry.node, "entries", {}) if entry else {}
            typed = inside.get(asked.question.id)
            if typed is None or typed.node.mark.line not in wrong:
                desk.refuse("CM-202", root.mark_of(asked.owner), cle=asked.question.id)
