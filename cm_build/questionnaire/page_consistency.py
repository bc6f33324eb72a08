"""What the declared page asks for must exist: drawings, totals, filters, the building, discretion."""

from __future__ import annotations

from cm_build.questionnaire.block import Benchmarks, Block
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.fit import BLOCKS, BUILDING, FACET, FIGURE, INSIDE, NUMBER, SIMILARITY
from cm_build.questionnaire.names import Names, options_of
from cm_build.questionnaire.origin import Path
from cm_build.questionnaire.role import Role

_AMOUNTS = frozenset({"nombre", "montant", "repartition"})
_BENCHMARK = "un chiffre que « sans_reperes » ne nomme pas"
_COMPARABLE = "deux nombres, ou deux dates"


def check_page(findings: Findings) -> None:
    """Check everything the page declares."""
    _check_panorama(findings)
    _check_discretion(findings)
    _check_coherences(findings)
    _check_kept(findings)
    _check_protection(findings)


def _check_panorama(findings: Findings) -> None:
    questionnaire = findings.names.questionnaire
    for s, section in enumerate(questionnaire.panorama):
        for b, block in enumerate(section.blocs):
            path: Path = ("panorama", s, "blocs", b)
            findings.patterns((*path, "titres"), block.titres, None)
            findings.patterns((*path, "phrases"), getattr(block, "phrases", ()), None)
            _check_drawn(findings, path, block)
    findings.drawn(questionnaire.accueil, ("accueil",), {"totaux": FIGURE})
    for i, facet in enumerate(questionnaire.annuaire.facettes):
        place = ("annuaire", "facettes", i, "question" if facet.question else "indicateur")
        findings.fits(facet.question or facet.indicateur or "", place, FACET)
    for i, label in enumerate(questionnaire.entete.etiquettes):
        findings.reference(label, None, ("entete", "etiquettes", i))
    findings.drawn(questionnaire.entete.batiment, ("entete", "batiment"), BUILDING)
    if questionnaire.semblables:
        findings.drawn(questionnaire.semblables, ("semblables",), SIMILARITY)


def _check_drawn(findings: Findings, path: Path, block: Block) -> None:
    """Check that a drawing is given what it can draw, and picks inside it what is there."""
    findings.drawn(block, path, BLOCKS.get(block.forme, {}))
    if isinstance(block, Benchmarks):
        _check_benchmarks(findings, path, block)
    for i, value in enumerate(getattr(block, "reponses", ())):
        findings.reference(value, None, (*path, "reponses", i))
    holder, picked = INSIDE.get(block.forme, ("", ()))
    for name in picked:
        value = getattr(block, name)
        several = value if isinstance(value, tuple) else (value,) if value else ()
        for one in several:
            findings.inside(one, (*path, name), getattr(block, holder))


def _check_benchmarks(findings: Findings, path: Path, block: Benchmarks) -> None:
    """Refuse a figure on which no place is told where it stands."""
    similar = findings.names.questionnaire.semblables
    for i, figure in enumerate(block.chiffres):
        if similar and figure in similar.sans_reperes:
            findings.add("CM-612", (*path, "chiffres", i), lu=figure, attendu=_BENCHMARK)


def _check_coherences(findings: Findings) -> None:
    """What is held against something else is an answer, or a line of one, of the right kind."""
    names = findings.names
    for i, rule in enumerate(names.questionnaire.coherences):
        path: Path = ("coherences", i)
        if rule.si:
            findings.condition((*path, "si"), rule.si, None)
        named = rule.entre[1:] if rule.etats else rule.entre
        for name in named:
            if not names.names_an_answer(name) and names.resolve(name):
                findings.add(
                    "CM-612", (*path, "entre"), lu=name, attendu="une réponse, ou une ligne"
                )
            else:
                findings.reference(name, None, (*path, "entre"))
        kinds = {_kind(names, name) for name in named} - {None}
        if (rule.croissant or rule.egaux) and not (kinds <= _AMOUNTS or kinds == {"date"}):
            findings.add("CM-612", (*path, "entre"), lu=", ".join(rule.entre), attendu=_COMPARABLE)
        if rule.mots and _kind(names, rule.entre[0]) not in ("texte_court", "texte_long", None):
            findings.add("CM-612", (*path, "mots"), lu=rule.entre[0], attendu="un texte")


def _kind(names: Names, name: str) -> str | None:
    """Give the type of an answer; a line of one is a number."""
    reference = names.resolve(name)
    asked = names.asked.get(reference.path) if reference else None
    return (
        None if asked is None else "nombre" if reference and reference.part else asked.question.type
    )


def _check_discretion(findings: Findings) -> None:
    for i, rule in enumerate(findings.names.questionnaire.discretion):
        path: Path = ("discretion", i)
        findings.condition((*path, "si"), rule.si, None)
        for part in (*rule.parts, rule.vers):
            findings.reference(f"{rule.repartition}.{part}", None, (*path, "repartition"))


def _check_kept(findings: Findings) -> None:
    """Note a name that is neither an answer nor a line of one: nothing else can be kept."""
    names = findings.names
    for i, rule in enumerate(names.questionnaire.recoupements):
        for key in ("garder", "garde_aussi"):
            for name in getattr(rule, key):
                if not names.names_an_answer(name):
                    findings.unknown(name, ("recoupements", i, key), names.asked)


def _check_protection(findings: Findings) -> None:
    """What describes a protected place is asked, and what is told by class is a quantity."""
    names, protection = findings.names, findings.names.questionnaire.protection
    if protection is None:
        return
    findings.condition(("protection", "proposer", "si"), protection.proposer.si, None)
    types = names.of_role(Role.TYPES)
    known = options_of(names.asked[types].question) if types else ()
    for i, kind in enumerate(protection.types):
        for j, name in enumerate(kind.types):
            if name not in known:
                findings.unknown(name, ("protection", "types", i, "types", j), known)
    for i, figure in enumerate(protection.classes):
        findings.fits(figure.de, ("protection", "classes", i, "de"), NUMBER)
    for i, name in enumerate(protection.textes):
        if name not in names.asked:
            findings.unknown(name, ("protection", "textes", i), names.asked)
