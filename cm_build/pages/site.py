"""Everything the référentiel adds to the site: pages, exports, drawings, in a stable order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cm_build.exporting import documents
from cm_build.pages.audiences.page import audience_outputs, audience_urls
from cm_build.pages.audiences.view import audience_links
from cm_build.pages.comparison.page import COMPARISON, comparison_outputs
from cm_build.pages.directory.page import directory_outputs, directory_pages
from cm_build.pages.embeds.page import embed_outputs, embed_urls
from cm_build.pages.home.view import home
from cm_build.pages.lab.page import lab_outputs, lab_urls
from cm_build.pages.method import view as method
from cm_build.pages.observatory.page import observatory_outputs, observatory_urls
from cm_build.pages.open_data.page import open_data_outputs, open_data_urls
from cm_build.pages.quality.page import quality_outputs, quality_urls
from cm_build.pages.shell import maps
from cm_build.pages.shell.bundle import minified
from cm_build.pages.shell.environment import card_stylesheet, stylesheet
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render
from cm_build.pages.territories.page import territory_outputs, territory_urls
from cm_build.questionnaire.schema import assessment_schema
from cm_build.reading.problem import catalogue
from cm_build.referential.attribution import attributions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.computing.population import Populations
    from cm_build.computing.variables import Variable
    from cm_build.referential.assembly import Referential


# A server shows this page at any depth: its links start from the root.
MISSING = "404.html"


def shared_pages(referential: Referential) -> Iterator[Page]:
    """List the pages that show all places, and the method."""
    tools = referential.tools
    names = tools.names
    told: dict[str, object] = {"vue": home(referential.summaries, names)}
    told["provenances"] = attributions(referential.summaries)
    told["publics"] = audience_links(referential.audiences)
    yield Page(
        "",
        "pages/home/home.html",
        "la valeur sociale des tiers-lieux",
        tools.settings.accroche,
        told,
    )
    yield from directory_pages(referential)
    words = "Chaque code d’erreur, ce qu’il veut dire et comment corriger."
    entries = {"entrees": list(catalogue().values())}
    yield Page(
        "contribuer/erreurs/",
        "pages/method/errors.html",
        "Comprendre un message d’erreur",
        words,
        entries,
        "contribuer",
    )
    words = "Cette adresse ne mène à aucune page."
    told = {"racine": urlsplit(tools.settings.url).path or "/"}
    yield Page(MISSING, "pages/shell/missing.html", "Page introuvable", words, told, indexed=False)
    yield from _method_pages(referential)


def _method_pages(referential: Referential) -> Iterator[Page]:
    names = referential.tools.names
    scored = sum(1 for a in names.asked.values() if a.home == "axe" and a.question.poids)
    counts = {
        "nombre_questions": len([a for a in names.asked.values() if a.home == "section"]),
        "nombre_criteres": len(names.criteria),
        "nombre_axes": len(names.axes),
        "nombre_notees": scored,
        "nombre_indicateurs": len(names.indicators),
    }
    told: dict[str, object] = dict(counts)
    words = "Chaque question, chaque critère, chaque formule : la méthode derrière les chiffres."
    yield Page("methode/", "pages/method/method.html", "La méthode", words, told, "methode")
    yield Page(
        "methode/lieu/", "pages/method/place.html", "Méthode : le lieu",
        "Les questions de la première partie du questionnaire.",
        {"groupes": method.place_groups(names)}, "methode",
    )  # fmt: skip
    yield Page(
        "methode/effets/", "pages/method/effects.html", "Méthode : les effets sociaux",
        "Les critères des effets sociaux, ce qu’il faut observer, ce que veut dire chaque niveau.",
        {"modele": method.model_views(names), "echelles": method.scale_views(names)}, "methode",
    )  # fmt: skip
    yield Page(
        "methode/environnement/", "pages/method/environment.html", "Méthode : l’environnement",
        "Les pratiques environnementales, leur poids et leurs points.",
        {"axes": method.axis_views(names)}, "methode",
    )  # fmt: skip
    yield Page(
        "methode/indicateurs/", "pages/method/indicators.html", "Méthode : les chiffres calculés",
        "Les indicateurs, leur définition et leur formule.",
        {"indicateurs": method.indicator_views(names)}, "methode",
    )  # fmt: skip


def shared_outputs(
    referential: Referential, counted: Populations, variables: Sequence[Variable]
) -> Iterator[Output]:
    """Write everything that is not one place's."""
    tools = referential.tools
    for page in shared_pages(referential):
        yield Output(page.file, render(page, tools.settings))
    yield Output("assets/cm.css", minified(stylesheet()))
    yield Output("assets/carte.css", minified(card_stylesheet()))
    yield from directory_outputs(referential)
    yield Output("assets/icone.svg", maps.icon())
    yield Output("assets/pictos.svg", maps.pictograms())
    yield Output(maps.FRANCE, maps.france(tools.territory))
    licence = tools.settings.licence.nom
    yield Output("api/v1/lieux.json", documents.places_json(referential.summaries, licence=licence))
    yield Output(
        "donnees/lieux.geojson", documents.places_geojson(referential.summaries, licence=licence)
    )
    yield from open_data_outputs(referential, counted, variables)
    yield Output("schema/bilan.schema.json", documents.written(assessment_schema(tools.names)))
    yield from observatory_outputs(referential, counted)
    yield from audience_outputs(referential, counted)
    yield from territory_outputs(referential, counted)
    yield from lab_outputs(referential, counted)
    yield from comparison_outputs(referential)
    yield from embed_outputs(referential, counted)
    yield from quality_outputs(referential, counted)


def addresses(referential: Referential) -> list[str]:
    """List the addresses of the pages added, for the site map."""
    found = [page.url for page in shared_pages(referential) if page.indexed]
    found += [
        *observatory_urls(referential),
        *open_data_urls(),
        *audience_urls(referential),
        *territory_urls(referential),
        *lab_urls(referential),
        COMPARISON,
        *embed_urls(),
        *quality_urls(),
    ]
    for one in referential.summaries:
        root = f"lieux/{one.slug}/"
        found += [root, f"{root}donnees/", *[f"{root}{year}/" for year in one.years]]
    return found
