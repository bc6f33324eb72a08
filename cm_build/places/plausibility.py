"""Warnings that never block: a figure that is probably a slip of the keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cm_build.places.answer import Answers, Given, Shares, answer_at, whole
from cm_build.places.assessment import Assessment
from cm_build.places.measure import spaced
from cm_build.places.own_years import kept_elsewhere, own_warnings
from cm_build.questionnaire.block import FacingBars
from cm_build.questionnaire.names import Names, Reference
from cm_build.questionnaire.question import Amount, Distribution, Number
from cm_build.reading.problem import FIRST_LINE, Problem, problem

YEARLY_FACTOR = 3
WORTH_COMPARING = 10
BUDGET_GAP = Decimal("0.3")


def between_years(assessments: Iterable[Assessment], names: Names) -> Iterator[Problem]:
    """Warn of what a place's years say together: a budget far from balance, a figure that triples.

    Tell too what a year keeps and another shows.
    """
    assessments = tuple(assessments)
    yield from _shown_elsewhere(assessments, names)
    yield from kept_elsewhere(assessments)
    yield from own_warnings(assessments)
    before: Assessment | None = None
    for assessment in assessments:
        yield from partial_notices(assessment, names)
        yield from budget_warnings(assessment, names)
        if before:
            yield from yearly_warnings(before, assessment, names)
        before = assessment


def budget_warnings(assessment: Assessment, names: Names) -> Iterator[Problem]:
    """Warn when a yearly budget is far from balance; the page declares which answers face each other."""
    for section in names.questionnaire.panorama:
        for block in section.blocs:
            if isinstance(block, FacingBars):
                income = _sum(assessment.answers, block.ressources)
                spent = _sum(assessment.answers, block.depenses)
                if income and spent and abs(income - spent) > BUDGET_GAP * max(income, spent):
                    mark = assessment.mark_of(block.depenses)
                    yield problem(
                        "CM-404", assessment.file, mark, lu=spaced(income), attendu=spaced(spent)
                    )


def _sum(answers: Answers, path: str) -> Decimal | None:
    answer = answers.get(path)
    if isinstance(answer, Given) and isinstance(answer.value, Shares):
        return whole(answer.value)
    return None


def yearly_warnings(before: Assessment, after: Assessment, names: Names) -> Iterator[Problem]:
    """Warn when a quantity triples or falls to a third from one year to the next.

    The warning is of the later file: what the earlier one does not show is compared with nothing.
    """
    shown = _shown(before, names)
    for path, asked in names.asked.items():
        if not isinstance(asked.question, Number | Amount):
            continue
        old, new = shown.get(path), after.answers.get(path)
        if not isinstance(old, Given) or not isinstance(new, Given):
            continue
        a, b = old.value, new.value
        if not isinstance(a, Decimal) or not isinstance(b, Decimal):
            continue
        big = min(a, b) > 0 and max(a, b) >= WORTH_COMPARING
        if big and max(a, b) >= YEARLY_FACTOR * min(a, b):
            label = f"{asked.question.short} : {spaced(b)}"
            yield problem("CM-402", after.file, after.mark_of(path), lu=label, attendu=spaced(a))


def _shown_elsewhere(years: tuple[Assessment, ...], names: Names) -> Iterator[Problem]:
    """Tell what a year keeps for itself while another one of the place still shows it."""
    keeping = [year for year in years if _keeps(year) and _is_shown(year)]
    if not keeping:
        return
    shown = {year.year: _shown(year, names) for year in years}
    for keeper in keeping:
        for name, kept in _kept_names(keeper, names):
            showing = [
                str(year)
                for year, answers in shown.items()
                if any(isinstance(answer_at(answers, reference), Given) for reference in kept)
            ]
            if showing:
                mark = next(
                    (
                        keeper.marks[reference.path]
                        for reference in kept
                        if reference.path in keeper.marks
                    ),
                    None,
                )
                where = " et ".join(showing)
                yield problem("CM-421", keeper.file, mark or FIRST_LINE, lu=name, attendu=where)


def _kept_names(keeper: Assessment, names: Names) -> Iterator[tuple[str, list[Reference]]]:
    """Give what a year names to keep, as people read it, and the answers that it is made of."""
    for name in dict.fromkeys(keeper.header.reponses_masquees):
        reference = names.resolve(name)
        if reference:
            yield names.label(name), [reference]
    for owner in dict.fromkeys(keeper.header.sections_masquees):
        inside = [path for path, asked in names.asked.items() if asked.owner == owner]
        yield names.title(owner), [Reference(path) for path in inside]


def _keeps(assessment: Assessment) -> bool:
    return bool(assessment.header.reponses_masquees or assessment.header.sections_masquees)


def _is_shown(assessment: Assessment) -> bool:
    return assessment.header.publication != "non_publiee"


def _shown(assessment: Assessment, names: Names) -> Answers:
    return assessment.visible(names).answers if _is_shown(assessment) else {}


def partial_notices(assessment: Assessment, names: Names) -> Iterator[Problem]:
    """Ask "is that all?" of each distribution that gives some lines and is not said to be whole.

    A line that the place says it does not know has answered already.
    """
    for path, asked in names.asked.items():
        answer = assessment.answers.get(path)
        if not isinstance(asked.question, Distribution) or not isinstance(answer, Given):
            continue
        shares, typed = answer.value, assessment.shares.get(path)
        if isinstance(shares, Shares) and not shares.complete and not (typed and typed.unknown):
            given = len(typed.parts if typed else shares.parts)
            all_parts = len(asked.question.parts)
            count = f"{given} ligne{'s' if given > 1 else ''} sur {all_parts}"
            yield problem(
                "CM-336", assessment.file, assessment.mark_of(path),
                lu=asked.question.short, attendu=count,
            )  # fmt: skip
