"""Synthetic places, one document a year, from nothing but a seed and the questionnaire."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Any

from cm_build.demonstration.answering import Respondent, drawn_workshop
from cm_build.importing.document import PlainWord, Value
from cm_build.importing.outcome import Imported
from cm_build.places.address import new_address
from cm_build.places.answer import Answer, answer_at
from cm_build.places.coherence import Coherences
from cm_build.places.completion import expected_total
from cm_build.places.condition import Test, gate_of
from cm_build.places.workshop import WORKSHOP
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.edition import as_asked
from cm_build.questionnaire.grammar import keys_to
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.ordering import in_order_of_need
from cm_build.questionnaire.question import Distribution
from cm_build.questionnaire.role import Role
from cm_build.referential.toolbox import Tools

LATEST = 2025
SEVERAL_YEARS, WORKSHOPS = 0.3, 0.3
YEARLY_GROWTH = 0.08
# How often an answer that contradicts another is drawn again, before it is left out.
TRIES = 30


@cache
def orders() -> dict[str, Any]:
    """Read the orders of magnitude: data, because it names questions."""
    text = files("cm_build.demonstration").joinpath("ordres.json").read_text(encoding="utf-8")
    words: dict[str, Any] = json.loads(text)
    return words


def synthetic_places(count: int, seed: int, tools: Tools) -> Iterator[Imported]:
    """Draw places, and several years for about a third of them; the same seed draws the same."""
    communes = [c for c in tools.territory.communes if c.population and c.longitude is not None]
    weights = list(accumulate(commune.population or 0 for commune in communes))
    random = Random(seed)  # noqa: S311 - a reproducible draw, not a secret
    names = tools.names
    asked, coherences = _in_order(names), Coherences(names)
    taken: set[str] = set()
    drawn: Counter[str] = Counter()
    for number in range(count):
        own = Random(f"{seed}/{number}")  # noqa: S311
        (commune,) = random.choices(communes, cum_weights=weights)
        name = f"{own.choice(orders()['noms'])} {own.choice(orders()['suites'])}"
        drawn[f"{commune.code} {name}"] += 1
        # Two places of one commune have not one name: they would be the same place.
        again = drawn[f"{commune.code} {name}"]
        name = f"{name} {again}" if again > 1 else name
        slug = new_address(f"{name} {number + 1}", commune.nom, taken)
        taken.add(slug)
        years = own.randint(2, 3) if own.random() < SEVERAL_YEARS else 1
        workshop = own.random() < WORKSHOPS
        drawing = own.random()
        for year in range(LATEST - years + 1, LATEST + 1):
            # The same draw each year: a place keeps its story, only its quantities move.
            replayed = Random(f"{seed}/{number}/{drawing}")  # noqa: S311
            drift = 1 - YEARLY_GROWTH * (LATEST - year)
            respondent = Respondent(replayed, orders(), LATEST - years + 1, drift)
            given = {Role.NOM: name, Role.COMMUNE: tools.territory.text_of(commune)}
            answers = _answers(respondent, given, asked, names, coherences)
            document = _arranged(answers, names)
            if workshop and year == LATEST:
                document[WORKSHOP] = drawn_workshop(own, year, answers, names)
            yield Imported(slug, year, document)


def _in_order(names: Names) -> list[tuple[Asked, Test | None]]:
    """Put questions so that what a condition reads is answered before what depends on it."""
    version = names.questionnaire.version
    current = {
        path: replace(asked, question=as_asked(asked.question, version))
        for path, asked in names.current.items()
    }
    needs = {path: _needs(asked, names) & current.keys() for path, asked in current.items()}
    ordered = [current[path] for path in in_order_of_need(needs)]
    return [(one, gate_of(one, names) if one.conditions else None) for one in ordered]


def _needs(asked: Asked, names: Names) -> set[str]:
    """Name what is answered before a question: what it depends on, its total, what it is drawn from."""
    question, drawn = asked.question, orders()
    base = [
        drawn[key][question.id][0] for key in ("fractions", "jumeaux") if question.id in drawn[key]
    ]
    if isinstance(question, Distribution) and question.total and not question.total.isdigit():
        base.append(question.total)
    found = (names.resolve(text, asked.scope) for text in base)
    return names.needs_of(asked) | {reference.path for reference in found if reference}


def _answers(
    respondent: Respondent,
    given: Mapping[Role, str],
    asked: Sequence[tuple[Asked, Test | None]],
    names: Names,
    coherences: Coherences,
) -> dict[str, Value]:
    """Answer every public question whose condition holds, but for what would contradict the rest."""
    known: dict[str, Answer] = {}
    answers: dict[str, Value] = {}
    lookup = partial(answer_at, known)
    for entry, test in asked:
        question = entry.question
        if entry.private or (test is not None and test(lookup) is not True):
            continue
        if question.role and question.role in given:
            answers[entry.path] = given[question.role]
            continue
        total = expected_total(entry, known, names)
        drawn = respondent.answer(question, total)
        for attempt in range(TRIES):
            if not drawn:
                break
            answers[entry.path], known[entry.path] = drawn
            if coherences.hold(known, lookup):
                break
            del answers[entry.path], known[entry.path]
            drawn = respondent.again(question, total, attempt)
    return answers


def _arranged(answers: dict[str, Value], names: Names) -> dict[str, Value]:
    """Put answers where a file has them, in the questionnaire's order."""
    document: dict[str, Any] = {
        "questionnaire": PlainWord(str(names.questionnaire.version)),
        "publication": PlainWord("publique"),
        "licence_acceptee": PlainWord("oui"),
        "afficher_reperes": PlainWord("oui"),
        "exemple_fictif": PlainWord("oui"),
        # What draws of shelter and of exile would have it asked: nobody is to be sheltered here.
        "lieu_protege": PlainWord("non"),
    }
    for path, asked in names.asked.items():
        if path not in answers:
            continue
        node = document
        for step in keys_to(asked.home, asked.owner):
            node = node.setdefault(step, {})
        node[asked.question.id] = answers[path]
    return document
