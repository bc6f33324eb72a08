"""What a schema cannot see in a questionnaire: references, options, cycles, weights, patterns."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cm_build.questionnaire.criterion_consistency import check_criteria
from cm_build.questionnaire.dated_consistency import check_dated
from cm_build.questionnaire.dossier_consistency import check_files
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.fit import OPERAND, OPERANDS
from cm_build.questionnaire.grammar import beside
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.offer_consistency import check_offers
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
from cm_build.questionnaire.suggestion_consistency import check_suggestions
from cm_build.reading.problem import Problem

ESSENTIAL_LIMIT = 15
ONE_WHOLE = "une seule part sans détail par groupe, et un groupe"
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
    check_dated(findings)
    check_criteria(findings)
    check_suggestions(findings)
    check_page(findings)
    check_files(findings)
    check_offers(findings)
    _check_indicators(findings)
    return findings.problems


def _check_ids(findings: Findings) -> None:
    questionnaire, written = findings.names.questionnaire, findings.names.written
    shared: list[tuple[str, Path]] = [
        (asked.question.id, path) for path, asked in written.items() if asked.home == "section"
    ]
    for key in ("echelles", "criteres", "axes", "indicateurs"):
        shared += [(owner.id, (key, i)) for i, owner in enumerate(getattr(questionnaire, key))]
    findings.repeated(shared)
    model = questionnaire.modele_critere
    taken = {question.id for question in model.questions} if model else set()
    for c, criterion in enumerate(questionnaire.criteres):
        own = [(q.id, ("criteres", c, "questions", i)) for i, q in enumerate(criterion.questions)]
        findings.repeated(own)
        for name, path in own:
            if name in taken:
                findings.add("CM-603", path, lu=name)
        for i, without in enumerate(criterion.sans):
            if without.question not in taken:
                findings.unknown(without.question, ("criteres", c, "sans", i, "question"), taken)
        if criterion.echelle not in findings.names.scales:
            findings.unknown(criterion.echelle, ("criteres", c, "echelle"))
    by_axis: dict[str, list[tuple[str, Path]]] = {}
    for place, asked in written.items():
        if asked.home == "axe":
            by_axis.setdefault(asked.owner, []).append((asked.question.id, place))
    for group in by_axis.values():
        findings.repeated(group)
    sections = [
        (section.id, ("parties", p, "sections", s))
        for p, part in enumerate(questionnaire.parties)
        for s, section in enumerate(part.sections)
    ]
    findings.repeated(sections)


def _check_roles(findings: Findings) -> None:
    for role in REQUIRED_ROLES:
        if role not in findings.names.roles:
            findings.add("CM-608", ("parties",), lu=role)
    seen: set[Role] = set()
    written = findings.names.written.values()
    for asked in written:
        played = asked.question.role
        if asked.home == "section" and played:
            if played in seen:
                findings.add("CM-603", (*asked.place, "role"), lu=played)
            seen.add(played)
    now = findings.names.questionnaire.version
    for asked in written:
        step = asked.question.essentiel
        if step and step > ESSENTIAL_LIMIT and asked.question.is_current(now):
            findings.add("CM-609", (*asked.place, "essentiel"), lu=step, attendu=ESSENTIAL_LIMIT)


def _check_question(
    findings: Findings, path: Path, question: AnyQuestion, scope: str | None
) -> None:
    if question.id in RESERVED or beside(question.id) != question.id:
        findings.add("CM-611", (*path, "id"), lu=question.id)
    if len(question.libelle.split()) > LABEL_WORDS:
        findings.add("CM-610", (*path, "libelle"), lu=question.libelle, attendu=LABEL_WORDS)
    if question.poids is not None:
        _check_scored(findings, path, question)
    if question.si:
        findings.condition((*path, "si"), question.si, scope)
    if question.reprend and findings.names.resolve(question.reprend, scope) is None:
        findings.reference(question.reprend, scope, (*path, "reprend"))
    if isinstance(question, SingleChoice | MultipleChoice):
        if question.options_de and not question.options:
            findings.unknown(question.options_de, (*path, "options_de"))
        _check_options(findings, path, question)
    if isinstance(question, Distribution):
        _check_distribution(findings, path, question, scope)
    _check_bounds(findings, path, question)
    if isinstance(question, Table):
        findings.repeated([(c.id, (*path, "colonnes", i)) for i, c in enumerate(question.colonnes)])
        for i, column in enumerate(question.colonnes):
            _check_bounds(findings, (*path, "colonnes", i), column)


def _check_bounds(findings: Findings, path: Path, question: AnyQuestion) -> None:
    """Tell bounds between which no answer could ever stand."""
    if not isinstance(question, Number | Amount | YearQuestion) or question.max is None:
        return
    if question.min > question.max:
        findings.add("CM-616", (*path, "max"), lu=question.max, attendu=f"au moins {question.min}")


def _check_scored(findings: Findings, path: Path, question: AnyQuestion) -> None:
    if not question.aide:
        findings.add("CM-605", path, lu=question.id)
    scorable = question.type == "oui_non"
    if isinstance(question, SingleChoice):
        scorable = all(option.points is not None for option in question.options)
    if isinstance(question, MultipleChoice):
        scorable = question.bareme is not None
    if not scorable:
        findings.add("CM-606", path, lu=question.id)


def _check_options(findings: Findings, path: Path, question: SingleChoice | MultipleChoice) -> None:
    findings.repeated([(o.id, (*path, "options", i)) for i, o in enumerate(question.options)])
    for i, option in enumerate(question.options):
        if option.id in RESERVED:
            findings.add("CM-611", (*path, "options", i, "id"), lu=option.id)
    if isinstance(question, SingleChoice) and question.parmi:
        _check_among(findings, path, question)


def _check_among(findings: Findings, path: Path, question: SingleChoice) -> None:
    """Check that the other question exists and offers every option of this one."""
    other = findings.names.asked.get(question.parmi or "")
    if other is None:
        findings.unknown(question.parmi or "", (*path, "parmi"))
        return
    offered = {option.id for option in getattr(other.question, "options", ())}
    for i, option in enumerate(question.options):
        if option.id not in offered:
            findings.unknown(option.id, (*path, "options", i, "id"))


def _check_distribution(
    findings: Findings, path: Path, question: Distribution, scope: str | None
) -> None:
    findings.repeated([(p.id, (*path, "parts", i)) for i, p in enumerate(question.parts)])
    groups = {group.id for group in question.groupes}
    for i, part in enumerate(question.parts):
        if part.groupe and part.groupe not in groups:
            findings.unknown(part.groupe, (*path, "parts", i, "groupe"))
        if part.id in RESERVED:
            findings.add("CM-611", (*path, "parts", i, "id"), lu=part.id)
        earlier = [one for one in question.parts[:i] if one.sans_detail and part.sans_detail]
        if part.sans_detail and (not part.groupe or part.groupe in {p.groupe for p in earlier}):
            findings.add(
                "CM-612", (*path, "parts", i, "sans_detail"), lu=part.id, attendu=ONE_WHOLE
            )
    if question.total and not question.total.isdigit():
        findings.reference(question.total, scope, (*path, "total"))


def _check_indicators(findings: Findings) -> None:
    """Check what each indicator reads, then that all can be put in order."""
    for i, indicator in enumerate(findings.names.questionnaire.indicateurs):
        _check_operands(findings, indicator, ("indicateurs", i, "operation"))
        if indicator.sans_objet_si:
            findings.condition(("indicateurs", i, "sans_objet_si"), indicator.sans_objet_si, None)
    _check_cycles(findings)


def _check_operands(findings: Findings, indicator: Indicator, path: Path) -> None:
    operation = indicator.operation
    for text in operation.references():
        if operation.niveau == text and text in findings.names.criteria:
            continue
        findings.fits(text, path, OPERANDS.get(operation.name, OPERAND))
        asked = findings.names.asked.get(text)
        if operation.name == "score" and asked and asked.question.poids is None:
            findings.add("CM-612", path, lu=text, attendu=OPERANDS["score"].words)
    if operation.classe:
        bounds = [bound.jusqu_a for bound in operation.classe.bornes if bound.jusqu_a is not None]
        if bounds != sorted(set(bounds)):
            findings.add("CM-612", path, lu=indicator.id, attendu="des bornes qui montent")
        open_ended = [bound.jusqu_a is None for bound in operation.classe.bornes]
        if open_ended != [False] * (len(open_ended) - 1) + [True]:
            findings.add("CM-612", path, lu=indicator.id, attendu="une dernière classe sans borne")


def _check_cycles(findings: Findings) -> None:
    names = findings.names
    graph = {path: names.needs_of(asked) for path, asked in names.asked.items()}
    graph |= {name: names.figures_of(indicator) for name, indicator in names.indicators.items()}
    places: dict[str, Path] = {path: (*asked.place, "si") for path, asked in names.asked.items()}
    for rank, indicator in enumerate(names.questionnaire.indicateurs):
        places[indicator.id] = ("indicateurs", rank, "operation")
    for name in in_cycle(graph):
        findings.add("CM-604", places[name], lu=name)


def in_cycle(graph: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Name the nodes that depend on themselves, not those that only lead to them or from them."""
    wanted_by: dict[str, list[str]] = {name: [] for name in graph}
    for name, wanted in graph.items():
        for need in {*wanted} & graph.keys():
            wanted_by[need].append(name)
    return tuple(sorted(graph.keys() - {*in_order_of_need(graph), *in_order_of_need(wanted_by)}))
