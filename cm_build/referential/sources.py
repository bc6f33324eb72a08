"""Where views look answers and figures up: one place, one year, one syntax of references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cm_build.computing.few import Few, few_people
from cm_build.computing.figure import Figure
from cm_build.computing.measures import Measures
from cm_build.computing.propagation import is_estimate
from cm_build.places.answer import (
    NO_ANSWER,
    Answer,
    Answers,
    Given,
    NotConcerned,
    Shares,
    answer_at,
    whole,
)
from cm_build.places.header import State
from cm_build.questionnaire.grammar import details_of, precision_of
from cm_build.questionnaire.names import Names, Reference
from cm_build.questionnaire.option import Option, Part
from cm_build.questionnaire.question import AnyQuestion, Distribution, MultipleChoice, SingleChoice
from cm_build.wording import french


@dataclass(frozen=True)
class Sources:
    """Answers and figures of one assessment, behind one look-up."""

    names: Names
    answers: Answers
    measures: Measures
    estimates: frozenset[str] = frozenset()
    state: State = "ouvert"
    _chosen: dict[str | None, tuple[Option, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def lookup(self, reference: Reference) -> Answer:
        """Give what a reference leads to; a figure without a value is not answered."""
        if not reference.is_indicator:
            return answer_at(self.answers, reference)
        figure = self.measures[reference.path]
        return NO_ANSWER if figure.value is None else Given(figure.value)

    def find(self, text: str, scope: str | None = None) -> tuple[Reference, Answer] | None:
        """Resolve a reference and give its answer; None when it names nothing."""
        reference = self.names.resolve(text, scope)
        return (reference, self.lookup(reference)) if reference else None

    def answer(self, path: str | None) -> Answer:
        """Give an answer by its path."""
        return self.answers.get(path, NO_ANSWER) if path else NO_ANSWER

    def question(self, path: str) -> AnyQuestion:
        """Give the question asked at a path."""
        return self.names.asked[path].question

    def figure(self, name: str) -> Figure:
        """Give a computed figure."""
        return self.measures[name]

    def number(self, text: str) -> Decimal | None:
        """Give a reference as a number; the sum when it names a whole distribution."""
        reference = self.find(text)
        if not reference or not isinstance(reference[1], Given):
            return None
        value = reference[1].value
        if isinstance(value, Shares):
            return whole(value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        return None

    def unit(self, text: str) -> tuple[str, int]:
        """Give the unit and the number of decimals a reference is shown with."""
        reference = self.names.resolve(text)
        if reference is None:
            return "", 0
        if reference.is_indicator:
            figure = self.measures[reference.path]
            return figure.unit, figure.decimals
        asked = self.names.asked[reference.path]
        return asked.unit, asked.decimals

    def is_estimate(self, reference: Reference) -> bool:
        """Tell whether a value is an estimate, or was made with one."""
        return is_estimate(reference, self.estimates, self.measures, self.names)

    def few(self, reference: Reference | None) -> Few | None:
        """Give the counts that tell a share of very few people; None when a percentage does."""
        if reference is None or not reference.is_indicator:
            return None
        return few_people(self.measures[reference.path], self.names)

    def estimated(self, texts: Iterable[str | None]) -> str:
        """Name, for a caption, the estimates among some references; nothing when there are none."""
        if not self.estimates:
            return ""
        references = (self.names.resolve(text) for text in texts if text)
        paths = dict.fromkeys(term.path for term in references if term and self.is_estimate(term))
        return french.listed([french.initial_folded(self.title(path)) for path in paths])

    def title(self, path: str) -> str:
        """Name an answer or a figure the way people read it."""
        names = self.names
        if path in names.asked:
            return names.asked[path].question.short
        return names.indicators[path].titre if path in names.indicators else names.axes[path].titre

    def text(self, path: str | None) -> str:
        """Give a text answer, or nothing."""
        answer = self.answer(path)
        return str(answer.value) if isinstance(answer, Given) else ""

    def chosen(self, path: str | None) -> tuple[Option, ...]:
        """Give the options chosen, in the questionnaire's order; exclusive ones included."""
        # Drawings, tables and documents ask for the same options again and again.
        known = self._chosen.get(path)
        if known is None:
            known = self._chosen[path] = self._options_of(path)
        return known

    def _options_of(self, path: str | None) -> tuple[Option, ...]:
        answer = self.answer(path)
        if path is None or not isinstance(answer, Given):
            return ()
        question = self.question(path)
        if not isinstance(question, SingleChoice | MultipleChoice):
            return ()
        value = answer.value
        wanted = {value} if isinstance(value, str) else set(value)  # type: ignore[arg-type]
        return tuple(option for option in question.options if option.id in wanted)

    def label(self, path: str, option: Option) -> str:
        """Give an option's label; the text of its precision when there is one."""
        precision = self.text(precision_of(path)) if option.precision else ""
        return precision or option.libelle

    def shares(self, path: str) -> tuple[Distribution, Shares] | None:
        """Give a distribution with its declaration, when it was answered."""
        answer = self.answer(path)
        question = self.question(path)
        if not isinstance(answer, Given) or not isinstance(question, Distribution):
            return None
        return (question, answer.value) if isinstance(answer.value, Shares) else None

    def part_label(self, question: Distribution, part: Part, shares: Shares) -> str:
        """Name a part; one that may hold others, merged out of discretion, says so."""
        for rule in self.names.questionnaire.discretion:
            here = rule.repartition == question.id and rule.vers == part.id
            if here and shares.complete and shares.parts.keys().isdisjoint(rule.parts):
                return rule.mention
        return part.libelle

    def details(self, path: str) -> Mapping[str, str]:
        """Give what was said of each chosen option."""
        answer = self.answer(details_of(path))
        return answer.value if isinstance(answer, Given) else {}  # type: ignore[return-value]


def why_missing(answer: Answer) -> str:
    """Name the code an export or a data page gives to an absent answer."""
    if isinstance(answer, Given):
        return ""
    if isinstance(answer, NotConcerned):
        return "sans_objet"
    return answer.reason
