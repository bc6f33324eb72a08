"""What the declared page asks for must exist: drawings, totals, filters, the building, discretion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.reading.nearest import suggestion

if TYPE_CHECKING:
    from cm_build.questionnaire.findings import Findings
    from cm_build.questionnaire.origin import Path


def check_page(found: Findings) -> None:
    """Check everything the page declares."""
    _check_panorama(found)
    _check_discretion(found)
    _check_kept(found)


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
                    hint = suggestion(name, names.asked)
                    found.add("CM-602", ("recoupements", i, key), lu=name, proche=hint)
    for i, name in enumerate(names.questionnaire.protection):
        if name not in names.asked:
            hint = suggestion(name, names.asked)
            found.add("CM-602", ("protection", i), lu=name, proche=hint)
