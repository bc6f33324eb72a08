"""What one line hides cannot be computed back, proved by trying, on every line of every example."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, TypeVar

import numpy as np
import pytest

from cm_build.exporting import documents
from cm_build.places.answer import Given, Shares
from cm_build.places.assessment import Assessment, PublishedAssessment
from cm_build.places.commune import Commune
from cm_build.places.concealment import Along, kept_back, sums
from cm_build.places.folder import read_places
from cm_build.places.place import Place, PublishedPlace, published
from cm_build.places.settlement import settlement
from cm_build.questionnaire.model import CrossCheck
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import Distribution
from cm_build.referential.sources import Sources
from cm_build.referential.toolbox import Tools
from tests.support import DATA, minimal

GROWTH = Decimal(3)
Kind = TypeVar("Kind")


class Case(NamedTuple):
    """One line of one distribution of one file, and what it holds."""

    whole: Assessment
    path: str
    line: str
    amount: Decimal

    @property
    def name(self) -> str:
        return f"{self.path}.{self.line}"


Publish = Callable[[Case, Assessment], PublishedPlace]


@pytest.fixture(scope="module")
def cases(tools: Tools) -> list[Case]:
    """List every line that the examples give."""
    read = read_places(DATA / "exemples", tools.reader, DATA.parent)
    found = []
    for place in read.places:
        for assessment in place.assessments:
            header = assessment.header.model_copy(
                update={
                    "publication": "publique", "sections_masquees": (), "reponses_masquees": (),
                    "sections_publiees": tuple(tools.names.sections),
                }
            )  # fmt: skip
            whole = replace(assessment, header=header, slug="essai")
            found += [
                Case(whole, path, line, amount)
                for path, shares in assessment.shares.items()
                if isinstance(assessment.answers.get(path), Given)
                for line, amount in shares.parts.items()
            ]
    return found


def test_the_examples_give_enough_lines_to_try(cases: list[Case]) -> None:
    assert len(cases) >= 283
    assert {"surfaces", "provenance_usagers", "subventions", "depenses"} <= {c.path for c in cases}


def value(whole: Assessment, path: str, kind: type[Kind]) -> Kind:
    answer = whole.answers[path]
    assert isinstance(answer, Given)
    assert isinstance(answer.value, kind)
    return answer.value


def hiding(whole: Assessment, *names: str) -> Assessment:
    return replace(whole, header=whole.header.model_copy(update={"reponses_masquees": names}))


def shown(whole: Assessment, tools: Tools) -> PublishedPlace:
    (place,) = published((Place("essai", (whole,)),), tools.names, tools.settings)
    return place


def as_before(case: Case, whole: Assessment) -> PublishedPlace:
    """Publish as was done once: the line alone is taken away."""
    shares = value(whole, case.path, Shares)
    left = {part: amount for part, amount in shares.parts.items() if part != case.line}
    answers = {**whole.answers, case.path: Given(Shares(left, complete=False))}
    year = PublishedAssessment("essai", whole.year, whole.file, whole.header, answers, None)
    return PublishedPlace("essai", "Essai", value(whole, "commune", Commune), (year,))


def changed(
    whole: Assessment, tools: Tools, lines: Mapping[str, Decimal], numbers: Mapping[str, Decimal]
) -> Assessment:
    """Give the same file with some lines and numbers moved, settled as at reading."""
    shares = dict(whole.shares)
    for name, move in lines.items():
        path, _, line = name.rpartition(".")
        known = shares[path]
        parts = {**known.parts, line: known.parts.get(line, Decimal(0)) + move}
        shares[path] = Shares(parts, known.complete)
    answers = dict(whole.answers)
    for path, move in numbers.items():
        answers[path] = Given(value(whole, path, Decimal) + move)
    answers |= {path: Given(share) for path, share in shares.items() if path in answers}
    return replace(
        whole, shares=shares, answers=settlement(tools.names).again(answers, whole.edition)
    )


def number(whole: Assessment, path: str) -> Decimal | None:
    answer = whole.answers.get(path)
    return answer.value if isinstance(answer, Given) and isinstance(answer.value, Decimal) else None


def line_of(whole: Assessment, path: str, line: str) -> Decimal | None:
    return whole.shares[path].parts.get(line) if path in whole.shares else None


def grown(case: Case, tools: Tools, by: Decimal) -> Assessment:
    """Let the line grow, and with it all that anyone knows to be tied to it."""
    whole, path = case.whole, case.path
    lines, numbers = {case.name: by}, {}
    totals = {one.path: one.total for one in sums(tools.names)}
    if totals.get(path):
        if number(whole, totals[path]) is not None:
            numbers[totals[path]] = by
    elif path in totals:
        lines[f"{path}.{other_line(case, tools)}"] = -by
    if case.name == "depenses.loyer" and number(whole, "loyer_hors_charges") == case.amount:
        numbers["loyer_hors_charges"] = by
    if path == "subventions" and line_of(whole, "ressources", "subventions_publiques") is not None:
        lines["ressources.subventions_publiques"] = by
    if path in ("ressources", "subventions") and number(whole, "premier_financeur") == case.amount:
        numbers["premier_financeur"] = by
    if path in ("ressources", "depenses") and number(whole, "resultat_annee") is not None:
        numbers["resultat_annee"] = by if path == "ressources" else -by
    return changed(whole, tools, lines, numbers)


def other_line(case: Case, tools: Tools) -> str:
    """Choose another line, the largest of those given, else any."""
    parts = case.whole.shares[case.path].parts
    given = sorted((amount, line) for line, amount in parts.items() if line != case.line)
    question = tools.names.asked[case.path].question
    assert isinstance(question, Distribution)
    return given[-1][1] if given else next(p.id for p in question.parts if p.id != case.line)


def document(place: PublishedPlace, tools: Tools) -> str:
    calculator = tools.calculator
    sources = {
        assessment.year: Sources(
            tools.names,
            assessment.answers,
            calculator.measures(assessment),
            assessment.estimates,
        )
        for assessment in place.assessments
    }
    return documents.place_json(place, sources, {}, licence="")


def numbers_in(tree: object, where: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(tree, dict):
        for key, inner in tree.items():
            yield from numbers_in(inner, f"{where}/{key}")
    elif isinstance(tree, list):
        for key, inner in enumerate(tree):
            yield from numbers_in(inner, f"{where}/{key}")
    elif isinstance(tree, int | float) and not isinstance(tree, bool):
        yield where, float(tree)


def known_to_all(place: PublishedPlace, tools: Tools) -> dict[str, float]:
    """Gather every published number, and every sum of lines anyone would make with them."""
    known = dict(numbers_in(json.loads(document(place, tools))))
    known |= {"un": 1.0, "cent": 100.0}
    for path, answer in place.latest.answers.items():
        if not isinstance(answer, Given) or not isinstance(answer.value, Shares):
            continue
        question = tools.names.asked[path].question
        assert isinstance(question, Distribution)
        parts = answer.value.parts
        known[f"Σ {path}"] = float(sum(parts.values()))
        for group in question.groupes:
            members = [p.id for p in question.parts if p.groupe == group.id]
            known[f"Σ {path}@{group.id}"] = float(sum(parts.get(p, 0) for p in members))
            others = [amount for part, amount in parts.items() if part not in members]
            known[f"Σ {path} hors {group.id}"] = float(sum(others))
    return known


def worlds(case: Case, tools: Tools) -> tuple[Case, ...]:
    """Give the file, the same where the line has grown, the same where another line has."""
    other = case._replace(line=other_line(case, tools))
    return (
        case,
        case._replace(whole=grown(case, tools, GROWTH), amount=case.amount + GROWTH),
        case._replace(whole=grown(other, tools, 2 * GROWTH), amount=amount_beside(case, tools)),
    )


def amount_beside(case: Case, tools: Tools) -> Decimal:
    """Give what the line is worth once the other one has grown: percentages take it back."""
    totals = {one.path: one.total for one in sums(tools.names)}
    taken = totals.get(case.path) == "" and other_line(case, tools) != case.line
    same = other_line(case._replace(line=other_line(case, tools)), tools) == case.line
    return case.amount - 2 * GROWTH if taken and same else case.amount


def recovered(case: Case, tools: Tools, publish: Publish) -> bool:
    """Try every sum, difference, product and quotient of two known numbers, less the lines shown.

    A formula recovers the line when it gives it in all three worlds.
    """
    tried = worlds(case, tools)
    places = [publish(one, one.whole) for one in tried]
    if places[0] == places[1]:
        # Nothing that is published has moved with the line.
        return False
    told = [known_to_all(place, tools) for place in places]
    keys = sorted(set.intersection(*({*one} for one in told)))
    # The same number under several names is tried once.
    values = np.unique(np.array([[one[key] for key in keys] for one in told]), axis=1)
    moved = values[:, values[0] != values[1]]
    shown_lines = np.array([one.get(f"Σ {case.path}", 0.0) for one in told])
    wanted = np.array([float(one.amount) for one in tried])
    x, y = moved[:, :, None], values[:, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        combined = (x + y, x - y, y - x, x * y, x * y / 100, x / y, y / x, 100 * x / y)
    for less in (0 * shown_lines, shown_lines):
        goal = (wanted + less)[:, None, None]
        for found in combined:
            near = np.abs(found - goal) < 1e-6 * np.maximum(1, np.abs(goal))
            if np.any(np.all(near, axis=0)):
                return True
    return False


def is_tied(whole: Assessment, path: str, tools: Tools) -> bool:
    """Tell whether the lines of a distribution add up to a number that is known without them."""
    totals = {one.path: one.total for one in sums(tools.names)}
    known = totals.get(path)
    return known == "" or (known is not None and isinstance(whole.answers.get(known), Given))


# Each attack is long: `make test` tries one case in five, `make test-long` every one.
ALL_OR_SOME = pytest.mark.parametrize(
    "step", [5, pytest.param(1, marks=pytest.mark.long)], ids=["une-sur-cinq", "toutes"]
)


@ALL_OR_SOME
def test_no_hidden_line_is_recovered_from_what_is_published(
    cases: list[Case], tools: Tools, step: int
) -> None:
    def publish(case: Case, whole: Assessment) -> PublishedPlace:
        return shown(hiding(whole, case.name), tools)

    found = [(c.whole.file, c.name) for c in cases[::step] if recovered(c, tools, publish)]
    assert found == []


def test_the_same_attack_recovers_lines_that_were_hidden_alone(
    cases: list[Case], tools: Tools
) -> None:
    """Without what is kept along, the attack finds most lines whose total is known."""
    tried = [case for case in cases if is_tied(case.whole, case.path, tools)][::3]
    found = [case for case in tried if recovered(case, tools, as_before)]
    assert len(found) >= 0.8 * len(tried)
    assert {case.path for case in found} == {one.path for one in sums(tools.names)}


@ALL_OR_SOME
def test_another_amount_would_publish_exactly_the_same(
    cases: list[Case], tools: Tools, step: int
) -> None:
    """Whoever attacks, and however: two amounts that publish the same cannot be told apart."""
    for case in cases[::step]:
        move = Decimal(1)
        lines = {case.name: move}
        if is_tied(case.whole, case.path, tools):
            # The total stays what it is: another line gives what this one takes.
            lines[f"{case.path}.{other_line(case, tools)}"] = -move
        twin = changed(case.whole, tools, lines, {})
        assert twin.answers != case.whole.answers
        first, second = (hiding(one, case.name) for one in (case.whole, twin))
        assert shown(first, tools) == shown(second, tools), (case.whole.file, case.name)


ROOMS = "espace:\n  surface_interieure: 417\n  surfaces: {cafe: 83, bureaux: 171, stockage: 163}\n"


def kept(read, tools, extra: str, *names: str) -> set[str]:
    whole = read.assessment(minimal(extra=extra) + f"reponses_masquees: [{', '.join(names)}]\n")
    after = whole.visible(tools.names).answers
    gone = {path for path in whole.answers if path not in after}
    for path in whole.shares.keys() & after.keys():
        lost = whole.shares[path].parts.keys() - after[path].value.parts.keys()
        gone |= {f"{path}.{part}" for part in lost}
    return gone


def test_a_line_whose_total_is_shown_keeps_its_distribution(read, tools) -> None:
    assert kept(read, tools, ROOMS, "surfaces.bureaux") == {"surfaces"}


def test_with_its_total_a_line_leaves_the_others(read, tools) -> None:
    gone = kept(read, tools, ROOMS, "surfaces.bureaux", "surface_interieure")
    assert gone == {"surfaces.bureaux", "surface_interieure"}


def test_a_total_is_not_given_back_by_its_lines(read, tools) -> None:
    assert kept(read, tools, ROOMS, "surface_interieure") == {"surface_interieure", "surfaces"}


def test_without_a_known_total_a_line_is_kept_alone(read, tools) -> None:
    rooms = ROOMS.replace("  surface_interieure: 417\n", "")
    assert kept(read, tools, rooms, "surfaces.bureaux") == {"surfaces.bureaux"}


def test_percentages_are_kept_together(read, tools) -> None:
    origins = "programmation:\n  provenance_usagers: {commune: 61, voisines: 22, departement: 17}\n"
    gone = kept(read, tools, origins, "provenance_usagers.voisines")
    assert gone == {"provenance_usagers"}


def test_what_says_a_line_again_is_kept_with_it(read, tools) -> None:
    money = (
        "espace: {regime_occupation: locataire_marche, loyer_hors_charges: 9600}\n"
        "moyens:\n  depenses: {loyer: 9600, energie: 3100}\n"
        "  ressources: {locations: 8000, subventions_publiques: 7000}\n"
        "  subventions: {commune: 4000, region: 3000}\n  premier_financeur: 4000\n"
    )
    assert kept(read, tools, money, "depenses.loyer") == {"depenses.loyer", "loyer_hors_charges"}
    assert kept(read, tools, money, "loyer_hors_charges") == {
        "depenses.loyer",
        "loyer_hors_charges",
    }
    gone = kept(read, tools, money, "subventions.region")
    assert gone == {"subventions", "premier_financeur"}


def test_a_result_does_not_give_back_a_line_of_the_budget(read, tools) -> None:
    money = (
        "moyens:\n  ressources: {locations: 8000, complet: oui}\n"
        "  depenses: {energie: 3100, achats: 2700, complet: oui}\n"
        "financement: {resultat_annee: 2200, dettes: 40}\nsections_publiees: [financement]\n"
    )
    gone = kept(read, tools, money, "depenses.energie")
    assert {"resultat_annee", "depenses.energie"} <= gone
    assert "dettes" not in gone
    assert "depenses.achats" not in gone


def test_a_hidden_count_completes_nothing(read, tools) -> None:
    """What a hidden answer would have decided is not decided: the total is not told by its parts."""
    rooms = "espace:\n  surface_interieure: 254\n  surfaces: {cafe: 83, bureaux: 171}\n"
    staff = "equipe: {effectif: 7}\nmoyens:\n  depenses: {energie: 3100, complet: oui}\n"
    whole = read.assessment(minimal(extra=rooms + staff))
    assert whole.answers["surfaces"].value.complete
    assert whole.answers["depenses"].value.parts["salaires"] == 0
    hidden = hiding(whole, "effectif")
    absent = read.assessment(minimal(extra=rooms + staff.replace("effectif: 7", "")))
    assert hidden.visible(tools.names).answers == absent.visible(tools.names).answers


def test_the_place_is_told_what_is_kept_besides(read) -> None:
    told = read(minimal(extra=ROOMS) + "reponses_masquees: [surfaces.bureaux]\n")
    (notice,) = told.problems
    assert (notice.code, notice.line) == ("CM-420", 10)
    assert "« Bureaux et espaces de travail »" in notice.message
    assert "« Partage de l’intérieur »" in notice.message


RENT = (
    "espace: {surface_interieure: 417, regime_occupation: locataire_marche, loyer_hors_charges: 45123}\n"
    "moyens:\n  depenses: {loyer: 45123, energie: 3100}\n"
)


@pytest.mark.parametrize(
    ("section", "kept_along", "left"),
    [
        ("moyens", "loyer_hors_charges", {"surface_interieure"}),
        ("espace", "depenses.loyer", {"depenses"}),
    ],
)
def test_a_hidden_section_is_not_given_back_by_another(
    read, tools, *, section: str, kept_along: str, left: set[str]
) -> None:
    told = read(minimal(extra=RENT) + f"sections_masquees: [{section}]\n")
    after = told.assessment.visible(tools.names).answers
    assert left <= after.keys()
    assert "45123" not in str(after)
    (notice,) = [problem for problem in told.problems if problem.code == "CM-420"]
    assert notice.line == 10
    assert f"« {tools.names.sections[section].titre} »" in notice.message
    assert f"« {tools.names.label(kept_along)} »" in notice.message
    assert "45123" not in notice.message


def test_a_section_private_by_default_is_not_given_back_either(read, tools) -> None:
    """No rule of ours starts from such a section: one that does is declared for the test."""
    rule = CrossCheck(
        garder=("dettes",), garde_aussi=("loyer_hors_charges",), pourquoi="Les mêmes."
    )
    declared = tools.names.questionnaire.model_copy(update={"recoupements": (rule,)})
    whole = read.assessment(minimal(extra=RENT) + "financement: {dettes: 45123}\n")
    names = Names(declared)
    kept = kept_back(whole.header, whole.answers, names)
    assert kept.along == (Along("loyer_hors_charges", "dettes"),)
    assert "loyer_hors_charges" not in whole.visible(names).answers
    published = whole.header.model_copy(update={"sections_publiees": ("financement",)})
    assert kept_back(published, whole.answers, names).along == ()


@ALL_OR_SOME
def test_no_line_of_a_hidden_section_is_recovered_from_the_others(
    cases: list[Case], tools: Tools, step: int
) -> None:
    def publish(case: Case, whole: Assessment) -> PublishedPlace:
        owner = tools.names.asked[case.path].owner
        header = whole.header.model_copy(update={"sections_masquees": (owner,)})
        return shown(replace(whole, header=header), tools)

    found = [(c.whole.file, c.name) for c in cases[::step] if recovered(c, tools, publish)]
    assert found == []


def test_what_is_kept_does_not_depend_on_amounts(cases: list[Case], tools: Tools) -> None:
    for case in cases[::7]:
        lines = {case.name: Decimal(1)}
        twin = changed(case.whole, tools, lines, {})
        first, second = (
            kept_back(hiding(one, case.name).header, one.answers, tools.names)
            for one in (case.whole, twin)
        )
        assert first == second
