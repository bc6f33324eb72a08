"""What the declared page asks for must exist: drawings, totals, filters, the building, discretion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cm_build.questionnaire.findings import Findings
    from cm_build.questionnaire.origin import Path


_AMOUNTS = frozenset({"nombre", "montant", "repartition"})
_COMPARABLE = "deux nombres, ou deux dates"


def check_page(found: Findings) -> None:
    """Check everything the page declares."""
    _check_panorama(found)
    _check_discretion(found)
    _check_coherences(found)


def _check_panorama(found: Findings) -> None:
    questionnaire = found.names.questionnaire
    for s, section in enumerate(questionnaire.panorama):
        for b, block in enumerate(section.blocs):
            path: Path = ("panorama", s, "blocs", b)
            found.patterns((*path, "titres"), block.titres, None)
            found.patterns((*path, "phrases"), getattr(block, "phrases", ()), None)
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


def _check_coherences(found: Findings) -> None:
    """What is held against something else must be an answer of the first part, of the right kind."""
    for i, rule in enumerate(found.names.questionnaire.coherences):
        path: Path = ("coherences", i)
        if rule.si:
            found.condition((*path, "si"), rule.si, None)
        asked = [found.names.asked.get(name) for name in rule.entre]
        for name, one in zip(rule.entre, asked, strict=True):
            if one is None and found.names.resolve(name):
                found.add("CM-612", (*path, "entre"), lu=name, attendu="une réponse entière")
            elif one is None:
                found.reference(name, None, (*path, "entre"))
        kinds = {one.question.type for one in asked if one}
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
