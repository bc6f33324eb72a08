"""Answers drawn from what the questionnaire declares: no question is named here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cm_build.places.answer import NotConcerned
from cm_build.questionnaire import question as kinds
from cm_build.questionnaire.edition import as_asked
from tests.computing.sheet import sheet
from tests.support import explored

if TYPE_CHECKING:
    from cm_build.places.assessment import Assessment
    from cm_build.questionnaire.asked import Asked
    from cm_build.questionnaire.names import Names
    from cm_build.referential.toolbox import Tools

# One answer as a file writes it: a text, a list, or parts by name.
Raw: TypeAlias = "str | list[Any] | dict[str, Any]"
# Answers by path, such as `surfaces` or `lien_social.niveau`.
Drawn: TypeAlias = dict[str, Raw]

PROFILE = settings(
    parent=explored(80),
    deadline=None,
    # A whole file is a large thing to draw.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
YEAR = 2025
# Small numbers meet the bounds of classes and the zeros of denominators more often than large ones.
LARGEST, ORDINARY, FEW = 10_000_000, 3_000, 3
WORDS = ("Le jardin", "Un atelier", "La radio du quartier")
UNKNOWN, WITHOUT_OBJECT = "ne_sait_pas", "sans_objet"


def quantities(low: Decimal, high: Decimal | None, decimals: int) -> st.SearchStrategy[str]:
    """Draw a number within its bounds, with the digits that are allowed."""
    unit = 10**decimals
    bottom = int(low * unit)
    top = int((LARGEST if high is None else high) * unit)
    ordinary = st.integers(max(bottom, -ORDINARY * unit), min(top, ORDINARY * unit))
    few = st.integers(max(bottom, 0), min(top, FEW))
    drawn = st.one_of(few, ordinary, st.integers(bottom, top))
    return drawn.map(lambda number: str(Decimal(number).scaleb(-decimals)))


def ticks(question: kinds.MultipleChoice) -> st.SearchStrategy[list[str]]:
    """Draw choices: some ordinary options, or one that excludes the others."""
    ordinary = [option.id for option in question.options if not option.exclusif]
    alone = [[option.id] for option in question.options if option.exclusif]
    size = min(question.max or len(ordinary), len(ordinary))
    several = st.lists(st.sampled_from(ordinary), min_size=1, max_size=size, unique=True)
    return st.one_of(several, st.sampled_from(alone)) if alone else several


def parts(question: kinds.Distribution) -> st.SearchStrategy[dict[str, str]]:
    """Draw the parts of a whole, all or some of them, said to be complete or not."""
    amount = quantities(Decimal(0), None, question.decimales)
    ids = [part.id for part in question.parts]
    few = st.lists(st.sampled_from(ids), min_size=1, max_size=FEW, unique=True)
    nothing: list[str] = []
    chosen = st.one_of(few, few, st.just(ids), st.just(nothing))
    listed = chosen.flatmap(lambda ids: st.fixed_dictionaries(dict.fromkeys(ids, amount)))
    closed = st.sampled_from([{"complet": "oui"}] * 4 + [{"complet": "non"}, {}])
    return st.tuples(listed, closed).map(lambda both: {**both[0], **both[1]})


def rows(question: kinds.Table) -> st.SearchStrategy[list[dict[str, Raw]]]:
    """Draw the lines of a table."""
    row = st.fixed_dictionaries({column.id: given_answers(column) for column in question.colonnes})
    return st.lists(row, min_size=1, max_size=min(FEW, question.max_lignes))


def given_answers(question: kinds.AnyQuestion) -> st.SearchStrategy[Any]:
    """Draw an answer that says something."""
    match question:
        case kinds.Number() | kinds.Amount():
            return quantities(question.min, question.max, question.decimales)
        case kinds.YesNoQuestion():
            return st.sampled_from(["oui", "non"])
        case kinds.SingleChoice():
            return st.sampled_from([option.id for option in question.options])
        case kinds.MultipleChoice():
            return ticks(question)
        case kinds.Distribution():
            return parts(question)
        case kinds.DateQuestion():
            return st.dates(date(1990, 1, 1), date(2040, 12, 31)).map(date.isoformat)
        case kinds.YearQuestion():
            return st.integers(question.min, question.max).map(str)
        case kinds.ShortList():
            return st.lists(st.sampled_from(WORDS), min_size=1, max_size=min(FEW, question.max))
        case kinds.Table():
            return rows(question)
        case kinds.ShortText() | kinds.LongText():
            return st.sampled_from(WORDS)
        case kinds.Url():
            return st.just("https://example.org/preuve")
        case _:
            raise TypeError(question.type)


def answers(question: kinds.AnyQuestion) -> st.SearchStrategy[Any]:
    """Draw an answer, most often one that says something."""
    given = given_answers(question)
    reserved = [UNKNOWN, WITHOUT_OBJECT] if question.sans_objet else [UNKNOWN]
    often = [given] * 9
    return st.one_of(*often, st.sampled_from(reserved))


@dataclass
class Sheets:
    """Draws files and computes them; knows what each figure is made of."""

    tools: Tools
    _strategies: dict[tuple[str, ...], st.SearchStrategy[Drawn]] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        return self.tools.names

    @cached_property
    def inputs(self) -> Mapping[str, frozenset[str]]:
        """Paths each figure depends on: what it reads, what gates it, what completes it."""
        direct: dict[str, frozenset[str]] = {}
        for axis in self.names.axes.values():
            scored = [
                asked for asked in self.names.by_owner["axe", axis.id] if asked.question.poids
            ]
            direct[axis.id] = frozenset(asked.path for asked in scored)
            for sub_axis in axis.sous_axes:
                direct[f"{axis.id}/{sub_axis.id}"] = frozenset(
                    asked.path for asked in scored if asked.sub_axis == sub_axis.id
                )
        for name in self.names.indicators:
            direct[name] = self._read_by(name)
        return {name: self._with_gates(paths) for name, paths in direct.items()}

    def _read_by(self, name: str) -> frozenset[str]:
        found: set[str] = set()
        for text in self.names.indicators[name].operation.references():
            reference = self.names.resolve(text)
            assert reference
            path = reference.path
            found |= self._read_by(path) if path in self.names.indicators else {path}
        return frozenset(found)

    def _with_gates(self, paths: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting = set(paths)
        while waiting:
            path = waiting.pop()
            found.add(path)
            waiting |= self._leans_on(self.names.asked[path]) - found
        return frozenset(found)

    def _leans_on(self, asked: Asked) -> set[str]:
        texts = [
            leaf.question or "" for condition in asked.conditions for leaf in condition.leaves()
        ]
        total = getattr(asked.question, "total", None)
        if total and not total.isdigit():
            texts.append(total)
        scope = None if asked.home == "section" else asked.owner
        found = [self.names.resolve(text, scope) for text in texts]
        return {reference.path for reference in found if reference}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every question a figure depends on, in the questionnaire's order."""
        wanted = frozenset().union(*self.inputs.values())
        return tuple(path for path in self.names.current if path in wanted)

    @cached_property
    def scored(self) -> tuple[str, ...]:
        """Every question with a weight."""
        return tuple(path for path in self.paths if self.names.asked[path].question.poids)

    def drawn(self, paths: tuple[str, ...] | None = None) -> st.SearchStrategy[Drawn]:
        """Draw the answers of a file: sections left out, half filled or filled."""
        paths = paths or self.paths
        if paths not in self._strategies:
            owners: dict[str, dict[str, st.SearchStrategy[Any]]] = {}
            for path in paths:
                asked = self.names.asked[path]
                now = as_asked(asked.question, self.names.questionnaire.version)
                owners.setdefault(asked.owner, {})[path] = answers(now)
            groups = []
            for group in owners.values():
                some = {path: st.one_of(st.none(), one) for path, one in group.items()}
                full, half = st.fixed_dictionaries(group), st.fixed_dictionaries(some)
                groups.append(st.one_of(full, full, full, half, st.just({})))
            self._strategies[paths] = self._file(st.tuples(*groups))
        return self._strategies[paths]

    def _file(
        self, groups: st.SearchStrategy[tuple[Mapping[str, Raw | None], ...]]
    ) -> st.SearchStrategy[Drawn]:
        """Draw one file; composed, so that a failure is reported by a short name.

        Written out, the whole strategy is so long that reporting it warns, and hides the failure.
        """

        @st.composite
        def answers_of_a_file(draw: st.DrawFn) -> Drawn:
            return self.consistent(_merged(draw(groups)))

        return answers_of_a_file()

    def consistent(self, drawn: Drawn) -> Drawn:
        """Drop the answers to questions that do not arise, as the form does."""
        found = self.read(drawn).answers
        return {
            path: raw
            for path, raw in drawn.items()
            if not isinstance(found.get(path), NotConcerned) or raw == WITHOUT_OBJECT
        }

    def tree(self, drawn: Drawn) -> dict[str, Any]:
        """Put answers where a file has them."""
        tree: dict[str, Any] = {}
        for path, raw in drawn.items():
            asked = self.names.asked[path]
            homes = {
                "section": (asked.owner,),
                "echelle": ("effets_sociaux", "echelles", asked.owner),
                "critere": ("effets_sociaux", "criteres", asked.owner),
                "axe": ("environnement", asked.owner),
            }
            place = tree
            for key in homes[asked.home]:
                place = place.setdefault(key, {})
            place[asked.question.id] = raw
        return tree

    def read(self, drawn: Drawn, **header: Any) -> Assessment:
        """Read these answers as a file."""
        return self.read_text(sheet(self.tree(drawn), **header))

    def read_text(self, text: str) -> Assessment:
        result = self.tools.reader.read(
            text.encode(), file="essai/2025.yaml", slug="essai", year=YEAR
        )
        assert result.assessment, [problem.message for problem in result.problems]
        return result.assessment

    def measures(self, drawn: Drawn) -> dict[str, Any]:
        """Compute every figure of these answers."""
        return dict(self.tools.calculator.measures(self.read(drawn)))


def _merged(groups: tuple[Mapping[str, Raw | None], ...]) -> Drawn:
    return {path: raw for group in groups for path, raw in group.items() if raw is not None}


def points_of(question: kinds.AnyQuestion, raw: Raw) -> Decimal | None:
    """Give the points of an answer from what is declared; None when it says nothing."""
    if raw in (UNKNOWN, WITHOUT_OBJECT):
        return None
    match question:
        case kinds.YesNoQuestion():
            return question.points.oui if raw == "oui" else question.points.non
        case kinds.SingleChoice():
            return {option.id: option.points for option in question.options}[str(raw)]
        case kinds.MultipleChoice():
            ordinary = [option.id for option in question.options if not option.exclusif]
            chosen = sum(1 for option in raw if option in ordinary)
            if question.bareme == "part":
                return Decimal(chosen) / len(ordinary)
            return Decimal(1 if 2 * chosen >= len(ordinary) else 0)
        case _:
            raise TypeError(question.type)


def every_answer(question: kinds.AnyQuestion) -> list[Raw]:
    """List the answers of a scored question; for a multiple choice, one a number of options."""
    match question:
        case kinds.YesNoQuestion():
            return ["oui", "non"]
        case kinds.SingleChoice():
            return [option.id for option in question.options]
        case kinds.MultipleChoice():
            ordinary = [option.id for option in question.options if not option.exclusif]
            top = question.max or len(ordinary)
            return [ordinary[:count] for count in range(1, top + 1)]
        case _:
            raise TypeError(question.type)
