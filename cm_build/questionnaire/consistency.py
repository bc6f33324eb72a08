"""What a schema cannot see in a questionnaire: references, options, cycles, weights, patterns."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.grammar import beside
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.ordering import in_order_of_need
from cm_build.questionnaire.origin import Origin, Path
from cm_build.questionnaire.page_consistency import check_page
from cm_build.questionnaire.question import (
    Amount,
    AnyQuestion,
    Distribution,
    MultipleChoice,
    Number,
    SingleChoice,
    Table,
    YearQuestion,
)
from cm_build.questionnaire.role import Role
from cm_build.reading.problem import Problem

ESSENTIAL_LIMIT = 15
LABEL_WORDS = 20
REQUIRED_ROLES = (Role.NOM, Role.COMMUNE)
RESERVED = frozenset({"ne_sait_pas", "sans_objet", "complet"})


def inconsistencies(names: Names, origin: Origin) -> tuple[Problem, ...]:
    """Give everything that does not hold together in a questionnaire that has the right shape."""
    findings = Findings(origin, names)
    _check_ids(findings)
    _check_roles(findings)
    for path, asked in names.written.items():
        _check_question(findings, path, asked.question, asked.scope)
    _check_criteria(findings)
    check_page(findings)
    _check_indicators(findings)
    return findings.problems


def _check_ids(found: Findings) -> None:
    questionnaire, written = found.names.questionnaire, found.names.written
    shared: list[tuple[str, Path]] = [
        (asked.question.id, path) for path, asked in written.items() if asked.home == "section"
    ]
    for key in ("echelles", "criteres", "axes", "indicateurs"):
        shared += [(one.id, (key, i)) for i, one in enumerate(getattr(questionnaire, key))]
    found.repeated(shared)
    model = questionnaire.modele_critere
    taken = {question.id for question in model.questions} if model else set()
    for c, criterion in enumerate(questionnaire.criteres):
        own = [(q.id, ("criteres", c, "questions", i)) for i, q in enumerate(criterion.questions)]
        found.repeated(own)
        for name, path in own:
            if name in taken:
                found.add("CM-603", path, lu=name)
        if criterion.echelle not in found.names.scales:
            found.unknown(criterion.echelle, ("criteres", c, "echelle"))
    by_axis: dict[str, list[tuple[str, Path]]] = {}
    for place, asked in written.items():
        if asked.home == "axe":
            by_axis.setdefault(asked.owner, []).append((asked.question.id, place))
    for group in by_axis.values():
        found.repeated(group)
    sections = [
        (section.id, ("parties", p, "sections", s))
        for p, part in enumerate(questionnaire.parties)
        for s, section in enumerate(part.sections)
    ]
    found.repeated(sections)


def _check_roles(found: Findings) -> None:
    for role in REQUIRED_ROLES:
        if role not in found.names.roles:
            found.add("CM-608", ("parties",), lu=role)
    seen: set[Role] = set()
    written = found.names.written.values()
    for asked in written:
        played = asked.question.role
        if asked.home == "section" and played:
            if played in seen:
                found.add("CM-603", (*asked.place, "role"), lu=played)
            seen.add(played)
    essential = [asked for asked in written if asked.question.essentiel]
    for asked in essential[ESSENTIAL_LIMIT:]:
        read = asked.question.id
        found.add("CM-609", (*asked.place, "essentiel"), lu=read, attendu=ESSENTIAL_LIMIT)


def _check_question(found: Findings, path: Path, question: AnyQuestion, scope: str | None) -> None:
    if question.id in RESERVED or beside(question.id) != question.id:
        found.add("CM-611", (*path, "id"), lu=question.id)
    if len(question.libelle.split()) > LABEL_WORDS:
        found.add("CM-610", (*path, "libelle"), lu=question.libelle, attendu=LABEL_WORDS)
    if question.poids is not None:
        _check_scored(found, path, question)
    if question.si:
        found.condition((*path, "si"), question.si, scope)
    if isinstance(question, SingleChoice | MultipleChoice):
        _check_options(found, path, question)
    if isinstance(question, Distribution):
        _check_distribution(found, path, question, scope)
    _check_bounds(found, path, question)
    if isinstance(question, Table):
        found.repeated([(c.id, (*path, "colonnes", i)) for i, c in enumerate(question.colonnes)])
        for i, column in enumerate(question.colonnes):
            _check_bounds(found, (*path, "colonnes", i), column)


def _check_bounds(found: Findings, path: Path, question: AnyQuestion) -> None:
    """Tell bounds between which no answer could ever stand."""
    if not isinstance(question, Number | Amount | YearQuestion) or question.max is None:
        return
    if question.min > question.max:
        found.add("CM-616", (*path, "max"), lu=question.max, attendu=f"au moins {question.min}")


def _check_scored(found: Findings, path: Path, question: AnyQuestion) -> None:
    if not question.aide:
        found.add("CM-605", path, lu=question.id)
    scorable = question.type == "oui_non"
    if isinstance(question, SingleChoice):
        scorable = all(option.points is not None for option in question.options)
    if isinstance(question, MultipleChoice):
        scorable = question.bareme is not None
    if not scorable:
        found.add("CM-606", path, lu=question.id)


def _check_options(found: Findings, path: Path, question: SingleChoice | MultipleChoice) -> None:
    found.repeated([(o.id, (*path, "options", i)) for i, o in enumerate(question.options)])
    for i, option in enumerate(question.options):
        if option.id in RESERVED:
            found.add("CM-611", (*path, "options", i, "id"), lu=option.id)
    if isinstance(question, SingleChoice) and question.parmi:
        _check_among(found, path, question)


def _check_among(found: Findings, path: Path, question: SingleChoice) -> None:
    """Check that the other question exists and offers every option of this one."""
    other = found.names.asked.get(question.parmi or "")
    if other is None:
        found.unknown(question.parmi or "", (*path, "parmi"))
        return
    offered = {option.id for option in getattr(other.question, "options", ())}
    for i, option in enumerate(question.options):
        if option.id not in offered:
            found.unknown(option.id, (*path, "options", i, "id"))


def _check_distribution(
    found: Findings, path: Path, question: Distribution, scope: str | None
) -> None:
    found.repeated([(p.id, (*path, "parts", i)) for i, p in enumerate(question.parts)])
    groups = {group.id for group in question.groupes}
    for i, part in enumerate(question.parts):
        if part.groupe and part.groupe not in groups:
            found.unknown(part.groupe, (*path, "parts", i, "groupe"))
        if part.id in RESERVED:
            found.add("CM-611", (*path, "parts", i, "id"), lu=part.id)
    if question.total and not question.total.isdigit():
        found.reference(question.total, scope, (*path, "total"))


def _check_criteria(found: Findings) -> None:
    for c, criterion in enumerate(found.names.questionnaire.criteres):
        found.patterns(("criteres", c, "phrases"), criterion.phrases, criterion.id)
        if criterion.si:
            found.condition(("criteres", c, "si"), criterion.si, criterion.id)


def _check_indicators(found: Findings) -> None:
    """Check what each indicator reads, then that all can be put in order."""
    for i, indicator in enumerate(found.names.questionnaire.indicateurs):
        for reference in indicator.operation.references():
            if indicator.operation.niveau == reference and reference in found.names.criteria:
                continue
            found.reference(reference, None, ("indicateurs", i, "operation"))
        _check_operands(found, indicator, ("indicateurs", i, "operation"))
    _check_cycles(found)


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


def _check_operands(found: Findings, indicator: Indicator, path: Path) -> None:
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
        bounds = [bound.jusqu_a for bound in operation.classe.bornes if bound.jusqu_a is not None]
        if bounds != sorted(set(bounds)):
            found.add("CM-612", path, lu=indicator.id, attendu="des bornes qui montent")
        open_ended = [bound.jusqu_a is None for bound in operation.classe.bornes]
        if open_ended != [False] * (len(open_ended) - 1) + [True]:
            found.add("CM-612", path, lu=indicator.id, attendu="une dernière classe sans borne")


def _check_cycles(found: Findings) -> None:
    names = found.names
    graph = {path: names.needs_of(asked) for path, asked in names.asked.items()}
    graph |= {name: names.figures_of(one) for name, one in names.indicators.items()}
    places: dict[str, Path] = {path: (*one.place, "si") for path, one in names.asked.items()}
    for rank, indicator in enumerate(names.questionnaire.indicateurs):
        places[indicator.id] = ("indicateurs", rank, "operation")
    for name in in_cycle(graph):
        found.add("CM-604", places[name], lu=name)


def in_cycle(graph: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Name the nodes that depend on themselves, not those that only lead to them or from them."""
    wanted_by: dict[str, list[str]] = {name: [] for name in graph}
    for name, wanted in graph.items():
        for one in {*wanted} & graph.keys():
            wanted_by[one].append(name)
    return tuple(sorted(graph.keys() - {*in_order_of_need(graph), *in_order_of_need(wanted_by)}))
