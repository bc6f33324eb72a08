"""What a schema cannot see in a questionnaire: references, options, cycles, weights, patterns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cm_build.questionnaire.names import Names, options_of
from cm_build.questionnaire.panorama import ConditionalPattern
from cm_build.questionnaire.pattern import PatternError, placeholders
from cm_build.questionnaire.question import (
    AnyQuestion,
    Distribution,
    MultipleChoice,
    Role,
    SingleChoice,
    Table,
)
from cm_build.reading.nearest import suggestion
from cm_build.reading.node import Fields, mark_at
from cm_build.reading.problem import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cm_build.questionnaire.condition import Condition
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.panorama import Pattern

ESSENTIAL_LIMIT = 15
LABEL_WORDS = 20
REQUIRED_ROLES = (Role.NOM, Role.COMMUNE)
RESERVED = frozenset({"ne_sait_pas", "sans_objet", "complet"})
RESERVED_ENDINGS = ("_precision", "_details")
Path = tuple["str | int", ...]


@dataclass
class _Findings:
    file: str
    root: Fields
    names: Names
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, path: Sequence[str | int], **values: object) -> None:
        self.problems.append(problem(code, self.file, mark_at(self.root, path), **values))

    def reference(self, text: str, scope: str | None, path: Path) -> None:
        if self.names.resolve(text, scope) is None:
            known = (*self.names.asked, *self.names.indicators)
            hint = suggestion(text, known)
            self.add("CM-602", path, lu=text, proche=hint)


def inconsistencies(names: Names, root: Fields, file: str) -> tuple[Problem, ...]:
    """Give everything that does not hold together in a questionnaire that has the right shape."""
    found = _Findings(file, root, names)
    _check_ids(found)
    _check_roles(found)
    for path, question, scope in _questions(names):
        _check_question(found, path, question, scope)
    _check_criteria(found)
    _check_indicators(found)
    _check_panorama(found)
    _check_discretion(found)
    _check_cycles(found)
    return tuple(found.problems)


def _questions(names: Names) -> Iterator[tuple[Path, AnyQuestion, str | None]]:
    questionnaire = names.questionnaire
    for p, part in enumerate(questionnaire.parties):
        for s, section in enumerate(part.sections):
            for q, question in enumerate(section.questions):
                yield ("parties", p, "sections", s, "questions", q), question, None
    for e, scale in enumerate(questionnaire.echelles):
        for q, question in enumerate(scale.questions):
            yield ("echelles", e, "questions", q), question, scale.id
    model = questionnaire.modele_critere
    any_criterion = questionnaire.criteres[0].id if questionnaire.criteres else None
    for q, question in enumerate(model.questions if model else ()):
        yield ("modele_critere", "questions", q), question, any_criterion
    for c, criterion in enumerate(questionnaire.criteres):
        for q, question in enumerate(criterion.questions):
            yield ("criteres", c, "questions", q), question, criterion.id
    for a, axis in enumerate(questionnaire.axes):
        for q, question in enumerate(axis.questions):
            yield ("axes", a, "questions", q), question, axis.id
        for u, sub_axis in enumerate(axis.sous_axes):
            for q, question in enumerate(sub_axis.questions):
                yield ("axes", a, "sous_axes", u, "questions", q), question, axis.id


def _check_ids(found: _Findings) -> None:
    questionnaire = found.names.questionnaire
    shared: list[tuple[str, Path]] = [
        (question.id, path) for path, question, _ in _questions(found.names) if path[0] == "parties"
    ]
    shared += [(item.id, ("echelles", i)) for i, item in enumerate(questionnaire.echelles)]
    shared += [(item.id, ("criteres", i)) for i, item in enumerate(questionnaire.criteres)]
    shared += [(item.id, ("axes", i)) for i, item in enumerate(questionnaire.axes)]
    shared += [(item.id, ("indicateurs", i)) for i, item in enumerate(questionnaire.indicateurs)]
    _check_unique(found, shared)
    model = questionnaire.modele_critere
    taken = {question.id for question in model.questions} if model else set()
    for c, criterion in enumerate(questionnaire.criteres):
        own = [(q.id, ("criteres", c, "questions", i)) for i, q in enumerate(criterion.questions)]
        _check_unique(found, own)
        for name, path in own:
            if name in taken:
                found.add("CM-603", path, lu=name)
        if criterion.echelle not in found.names.scales:
            found.add("CM-602", ("criteres", c, "echelle"), lu=criterion.echelle, proche="")
    for axis in questionnaire.axes:
        _check_unique(
            found,
            [
                (question.id, path)
                for path, question, scope in _questions(found.names)
                if scope == axis.id and path[0] == "axes"
            ],
        )
    sections = [
        (section.id, ("parties", p, "sections", s))
        for p, part in enumerate(questionnaire.parties)
        for s, section in enumerate(part.sections)
    ]
    _check_unique(found, sections)


def _check_unique(found: _Findings, named: Iterable[tuple[str, Path]]) -> None:
    named = list(named)
    counts = Counter(name for name, _ in named)
    seen: set[str] = set()
    for name, path in named:
        if counts[name] > 1 and name in seen:
            found.add("CM-603", (*path, "id"), lu=name)
        seen.add(name)


def _check_roles(found: _Findings) -> None:
    for role in REQUIRED_ROLES:
        if role not in found.names.roles:
            found.add("CM-608", ("parties",), lu=role)
    seen: set[Role] = set()
    for path, question, scope in _questions(found.names):
        if scope is None and question.role:
            if question.role in seen:
                found.add("CM-603", (*path, "role"), lu=question.role)
            seen.add(question.role)
    essential = [
        (path, question) for path, question, _ in _questions(found.names) if question.essentiel
    ]
    for path, question in essential[ESSENTIAL_LIMIT:]:
        found.add("CM-609", (*path, "essentiel"), lu=question.id, attendu=ESSENTIAL_LIMIT)


def _check_question(found: _Findings, path: Path, question: AnyQuestion, scope: str | None) -> None:
    if question.id in RESERVED or question.id.endswith(RESERVED_ENDINGS):
        found.add("CM-611", (*path, "id"), lu=question.id)
    if len(question.libelle.split()) > LABEL_WORDS:
        found.add("CM-610", (*path, "libelle"), lu=question.libelle, attendu=LABEL_WORDS)
    if question.poids is not None:
        _check_scored(found, path, question)
    if question.si:
        _check_condition(found, (*path, "si"), question.si, scope)
    if isinstance(question, SingleChoice | MultipleChoice):
        _check_options(found, path, question)
    if isinstance(question, Distribution):
        _check_distribution(found, path, question, scope)
    if isinstance(question, Table):
        _check_unique(
            found, [(c.id, (*path, "colonnes", i)) for i, c in enumerate(question.colonnes)]
        )


def _check_scored(found: _Findings, path: Path, question: AnyQuestion) -> None:
    if not question.aide:
        found.add("CM-605", path, lu=question.id)
    scorable = question.type == "oui_non"
    if isinstance(question, SingleChoice):
        scorable = all(option.points is not None for option in question.options)
    if isinstance(question, MultipleChoice):
        scorable = question.bareme is not None
    if not scorable:
        found.add("CM-606", path, lu=question.id)


def _check_options(found: _Findings, path: Path, question: SingleChoice | MultipleChoice) -> None:
    _check_unique(found, [(o.id, (*path, "options", i)) for i, o in enumerate(question.options)])
    for i, option in enumerate(question.options):
        if option.id in RESERVED:
            found.add("CM-611", (*path, "options", i, "id"), lu=option.id)


def _check_distribution(
    found: _Findings, path: Path, question: Distribution, scope: str | None
) -> None:
    _check_unique(found, [(p.id, (*path, "parts", i)) for i, p in enumerate(question.parts)])
    groups = {group.id for group in question.groupes}
    for i, part in enumerate(question.parts):
        if part.groupe and part.groupe not in groups:
            found.add("CM-602", (*path, "parts", i, "groupe"), lu=part.groupe, proche="")
        if part.id in RESERVED:
            found.add("CM-611", (*path, "parts", i, "id"), lu=part.id)
    if question.total and not question.total.isdigit():
        found.reference(question.total, scope, (*path, "total"))


def _check_condition(found: _Findings, path: Path, condition: Condition, scope: str | None) -> None:
    for leaf in condition.leaves():
        reference = found.names.resolve(leaf.question or "", scope)
        if reference is None:
            found.reference(leaf.question or "", scope, path)
            continue
        asked = found.names.asked.get(reference.path)
        known = options_of(asked.question) if asked else frozenset()
        for wanted in leaf.wanted():
            if known and wanted not in known:
                hint = suggestion(wanted, known)
                found.add("CM-602", path, lu=wanted, proche=hint)


def _check_patterns(
    found: _Findings, path: Path, patterns: Sequence[Pattern], scope: str | None
) -> None:
    for i, pattern in enumerate(patterns):
        text = pattern.texte if isinstance(pattern, ConditionalPattern) else pattern
        if isinstance(pattern, ConditionalPattern):
            _check_condition(found, (*path, i, "si"), pattern.si, scope)
        try:
            for placeholder in placeholders(text):
                found.reference(placeholder.reference, scope, (*path, i))
        except PatternError as error:
            found.add("CM-607", (*path, i), lu=error.args[0])


def _check_criteria(found: _Findings) -> None:
    for c, criterion in enumerate(found.names.questionnaire.criteres):
        _check_patterns(found, ("criteres", c, "phrases"), criterion.phrases, criterion.id)
        if criterion.si:
            _check_condition(found, ("criteres", c, "si"), criterion.si, criterion.id)


def _check_indicators(found: _Findings) -> None:
    for i, indicator in enumerate(found.names.questionnaire.indicateurs):
        for reference in indicator.operation.references():
            if indicator.operation.niveau == reference and reference in found.names.criteria:
                continue
            found.reference(reference, None, ("indicateurs", i, "operation"))
        _check_operands(found, indicator, ("indicateurs", i, "operation"))


# What each operation can read; those that are not named read numbers.
OPERANDS: dict[str, tuple[frozenset[str], str]] = {
    "score": (frozenset({"oui_non", "choix_unique", "choix_multiple"}), "une question notée"),
    "compte": (
        frozenset({"choix_multiple", "liste", "tableau"}),
        "une liste, un tableau ou un choix",
    ),
    "part_max": (frozenset({"repartition"}), "une répartition"),
    "diversite": (frozenset({"repartition"}), "une répartition"),
    "duree": (frozenset({"date", "annee"}), "une date ou une année"),
    "niveau": (frozenset({"choix_unique"}), "un critère ou son niveau"),
}
NUMBERS = (frozenset({"nombre", "montant", "repartition", "annee"}), "un nombre")


def _check_operands(found: _Findings, indicator: Indicator, path: Path) -> None:
    operation = indicator.operation
    kinds, words = OPERANDS.get(operation.name, NUMBERS)
    for text in operation.references():
        reference = found.names.resolve(text)
        if reference is None:
            continue
        asked = found.names.asked.get(reference.path)
        fits = bool(asked and asked.question.type in kinds)
        if reference.is_indicator:
            fits = operation.name not in OPERANDS
        elif operation.name == "score":
            fits = fits and bool(asked and asked.question.poids)
        if not fits:
            found.add("CM-612", path, lu=text, attendu=words)
    if operation.classe:
        open_ended = [bound.jusqu_a is None for bound in operation.classe.bornes]
        if open_ended != [False] * (len(open_ended) - 1) + [True]:
            found.add("CM-612", path, lu=indicator.id, attendu="une dernière classe sans borne")


def _check_panorama(found: _Findings) -> None:
    questionnaire = found.names.questionnaire
    for s, section in enumerate(questionnaire.panorama):
        for b, block in enumerate(section.blocs):
            path: Path = ("panorama", s, "blocs", b)
            _check_patterns(found, (*path, "titres"), block.titres, None)
            _check_patterns(found, (*path, "phrases"), getattr(block, "phrases", ()), None)
            for name in ("reponse", "repartition", "tableau", "ressources", "depenses", "ajouter"):
                value = getattr(block, name, None)
                if value:
                    found.reference(value, None, (*path, name))
            for value in getattr(block, "reponses", ()):
                found.reference(value, None, (*path, "reponses"))
            for figure in getattr(block, "chiffres", ()):
                found.reference(getattr(figure, "chiffre", figure), None, (*path, "chiffres"))
    for i, figure in enumerate(questionnaire.accueil.totaux):
        found.reference(figure.chiffre, None, ("accueil", "totaux", i))
    for i, facet in enumerate(questionnaire.annuaire.facettes):
        found.reference(facet.question or facet.indicateur or "", None, ("annuaire", "facettes", i))
    building = questionnaire.entete.batiment
    for name in ("pieces", "largeur", "toit", "jardin", "personnes"):
        value = getattr(building, name)
        if value:
            found.reference(value, None, ("entete", "batiment", name))


def _check_discretion(found: _Findings) -> None:
    for i, rule in enumerate(found.names.questionnaire.discretion):
        path: Path = ("discretion", i)
        _check_condition(found, (*path, "si"), rule.si, None)
        for part in (*rule.parts, rule.vers):
            found.reference(f"{rule.repartition}.{part}", None, (*path, "repartition"))


def _check_cycles(found: _Findings) -> None:
    names = found.names
    graph: dict[str, list[str]] = {}
    for asked in names.asked.values():
        scope = None if asked.home == "section" else asked.owner
        graph[asked.path] = [
            reference.path
            for condition in asked.conditions
            for leaf in condition.leaves()
            if (reference := names.resolve(leaf.question or "", scope))
        ]
    for indicator in names.indicators.values():
        graph[indicator.id] = [
            reference.path
            for text in indicator.operation.references()
            if (reference := names.resolve(text)) and reference.is_indicator
        ]
    for name in in_cycle(graph):
        found.add("CM-604", (), lu=name)


def in_cycle(graph: dict[str, list[str]]) -> tuple[str, ...]:
    """Name the nodes that cannot be put in order because they depend on themselves."""
    remaining = {name: set(needs) & graph.keys() for name, needs in graph.items()}
    while True:
        free = [name for name, needs in remaining.items() if not needs]
        if not free:
            return tuple(sorted(remaining))
        for name in free:
            del remaining[name]
        for needs in remaining.values():
            needs.difference_update(free)
