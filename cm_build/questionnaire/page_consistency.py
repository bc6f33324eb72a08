"""What the declared page asks for must exist: drawings, totals, filters, the building, discretion."""

from __future__ import annotations

from cm_build.questionnaire.block import Block
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.fit import BLOCKS, BUILDING, FACET, FIGURE, INSIDE, SIMILARITY
from cm_build.questionnaire.origin import Path

_AMOUNTS = frozenset({"nombre", "montant", "repartition"})
_COMPARABLE = "deux nombres, ou deux dates"


def check_page(found: Findings) -> None:
    """Check everything the page declares."""
    _check_panorama(found)
    _check_discretion(found)
    _check_coherences(found)
    _check_kept(found)


def _check_panorama(found: Findings) -> None:
    questionnaire = found.names.questionnaire
    for s, section in enumerate(questionnaire.panorama):
        for b, block in enumerate(section.blocs):
            path: Path = ("panorama", s, "blocs", b)
            found.patterns((*path, "titres"), block.titres, None)
            found.patterns((*path, "phrases"), getattr(block, "phrases", ()), None)
            _check_drawn(found, path, block)
    for i, figure in enumerate(questionnaire.accueil.totaux):
        found.fits(figure.chiffre, ("accueil", "totaux", i, "chiffre"), FIGURE)
    for i, facet in enumerate(questionnaire.annuaire.facettes):
        place = ("annuaire", "facettes", i, "question" if facet.question else "indicateur")
        found.fits(facet.question or facet.indicateur or "", place, FACET)
    for i, label in enumerate(questionnaire.entete.etiquettes):
        found.reference(label, None, ("entete", "etiquettes", i))
    building = questionnaire.entete.batiment
    for name, fit in BUILDING.items():
        value = getattr(building, name)
        if value:
            found.fits(value, ("entete", "batiment", name), fit)
    if questionnaire.semblables:
        for name, fit in SIMILARITY.items():
            found.fits(getattr(questionnaire.semblables, name), ("semblables", name), fit)


def _check_drawn(found: Findings, path: Path, block: Block) -> None:
    """Check that a drawing is given what it can draw, and picks inside it what is there."""
    for name, fit in BLOCKS.get(block.forme, {}).items():
        value = getattr(block, name)
        if isinstance(value, str):
            found.fits(value, (*path, name), fit)
        for i, one in enumerate(value if isinstance(value, tuple) else ()):
            figure = getattr(one, "chiffre", None)
            place = (*path, name, i, "chiffre") if figure else (*path, name, i)
            found.fits(figure or one, place, fit)
    for i, value in enumerate(getattr(block, "reponses", ())):
        found.reference(value, None, (*path, "reponses", i))
    holder, picked = INSIDE.get(block.forme, ("", ()))
    for name in picked:
        value = getattr(block, name)
        if value:
            found.inside(value, (*path, name), getattr(block, holder))


def _check_coherences(found: Findings) -> None:
    """What is held against something else must be an answer of the first part, of the right kind."""
    for i, rule in enumerate(found.names.questionnaire.coherences):
        path: Path = ("coherences", i)
        if rule.si:
            found.condition((*path, "si"), rule.si, None)
        asked = [found.names.asked.get(name) for name in rule.entre]
        for name, question in zip(rule.entre, asked, strict=True):
            if question is None and found.names.resolve(name):
                found.add("CM-612", (*path, "entre"), lu=name, attendu="une réponse entière")
            elif question is None:
                found.reference(name, None, (*path, "entre"))
        kinds = {question.question.type for question in asked if question}
        if rule.croissant and not (kinds <= _AMOUNTS or kinds == {"date"}):
            found.add("CM-612", (*path, "entre"), lu=", ".join(rule.entre), attendu=_COMPARABLE)
        if rule.mots and asked[0] and asked[0].question.type not in ("texte_court", "texte_long"):
            found.add("CM-612", (*path, "mots"), lu=rule.entre[0], attendu="un texte")


def _check_discretion(found: Findings) -> None:
    for i, rule in enumerate(found.names.questionnaire.discretion):
        path: Path = ("discretion", i)
        found.condition((*path, "si"), rule.si, None)
        for part in (*rule.parts, rule.vers):
            found.reference(f"{rule.repartition}.{part}", None, (*path, "repartition"))


def _check_kept(found: Findings) -> None:
    """Note a name that is neither an answer nor a line of one: nothing else can be kept."""
    names = found.names
    for i, rule in enumerate(names.questionnaire.recoupements):
        for key in ("garder", "garde_aussi"):
            for name in getattr(rule, key):
                if not names.names_an_answer(name):
                    found.unknown(name, ("recoupements", i, key), names.asked)
    for i, name in enumerate(names.questionnaire.protection):
        if name not in names.asked:
            found.unknown(name, ("protection", i), names.asked)
