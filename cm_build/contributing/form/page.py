"""The pages of the form, and the files they need: for the screen, for paper, without a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.contributing.form.view import FormView, form_view
from cm_build.contributing.preview.studio import neighbours_json
from cm_build.exporting.documents import written
from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import (
    display_font,
    environment,
    inlined,
    joined,
    self_contained_styles,
)
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render
from cm_build.questionnaire.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cm_build.contributing.preview.engine import Packed
    from cm_build.referential.assembly import Referential
    from cm_build.referential.toolbox import Tools

ROOT = "contribuer/questionnaire/"
PAPER = f"{ROOT}imprimer/"
STYLE, SCRIPT = "contributing/form/form.css", "contributing/form/form.js"
WORKER = "contributing/preview/worker.js"
OFFLINE = f"{ROOT}formulaire-hors-ligne.html"
TEMPLATE = f"{ROOT}fiche-vide.yml"
TITLE = "Racontez votre lieu"
WORDS = "Répondez à votre rythme, voyez le portrait de votre lieu, gardez-le ou publiez-le."
# Read or write files of answers and archives: loaded when a person opens or sends one.
LIBRARIES = {
    "js-yaml.js": "js-yaml/dist/browser/js-yaml.umd.min.js",
    "fflate.js": "fflate/umd/index.js",
}


class Front(NamedTuple):
    """Where the browser's own packages are, and the preview's engine if it is installed.

    `illustrated` tells whether the site draws an image for each place.
    """

    packages: Path
    engine: Packed | None = None
    illustrated: bool = False


def form_outputs(referential: Referential, front: Front) -> Iterator[Output]:
    """Write the form and what it needs."""
    tools = referential.tools
    engine = front.engine.engine if front.engine else None
    postal, named = tools.territory.postal_lines(), tools.territory.named_lines()
    view = form_view(tools.names, tools.settings, engine, (*postal, *named))
    yield from _pages(view, tools)
    if front.engine:
        yield from front.engine.files
        told = neighbours_json(referential, illustrated=front.illustrated)
        yield Output("assets/voisins.json", told)
    yield Output("assets/formulaire.css", minified(joined(STYLE)))
    yield Output("assets/formulaire.js", script(SCRIPT))
    yield Output("assets/apercu.js", script(WORKER))
    for start, lines in postal.items():
        yield Output(f"assets/communes/{start}.json", written(lines))
    for start, lines in named.items():
        yield Output(f"assets/communes/nom-{start}.json", written(lines))
    yield Output("assets/communes/douteux.json", written(tools.territory.doubtful_lines()))
    empty = skeleton(tools.names, file="votre-fiche.yml", title="Une fiche vide")
    yield Output(TEMPLATE, empty)
    libraries = read_libraries(front.packages)
    for name, text in libraries.items():
        yield Output(f"assets/{name}", text)
    yield Output(OFFLINE, offline_form(tools, libraries, display_font(front.packages)))


def _pages(view: FormView, tools: Tools) -> Iterator[Output]:
    shared = {"vue": view, "hors_ligne": False, **_words(tools)}
    screen = Page(
        ROOT, "contributing/form/page.html", TITLE, WORDS,
        shared | {"liens": _links("../../")}, "contribuer",
    )  # fmt: skip
    paper = Page(
        PAPER, "contributing/form/paper.html", "Le questionnaire à imprimer", WORDS,
        shared | {"liens": _links("../../../")}, "contribuer",
    )  # fmt: skip
    for page in (screen, paper):
        yield Output(page.file, render(page, tools.settings))


def _words(tools: Tools) -> dict[str, object]:
    """Give who receives and who reviews, from the configuration."""
    settings = tools.settings
    reviewers = " ou ".join(settings.referents) or settings.contact.nom or settings.nom
    return {
        "contact": settings.contact,
        "depot": settings.depot.url,
        "relecture": reviewers,
    }


def _links(base: str) -> dict[str, str]:
    return {
        "formulaire": base + ROOT,
        "papier": base + PAPER,
        "hors_ligne": base + OFFLINE,
        "modele": base + TEMPLATE,
        "retirer": base + "contribuer/retirer/",
    }


def read_libraries(packages: Path) -> dict[str, str]:
    """Read the packages the form loads; a copy without them cannot open files, and says so."""
    found = {name: packages / path for name, path in LIBRARIES.items()}
    return {
        name: path.read_text(encoding="utf-8") for name, path in found.items() if path.is_file()
    }


def offline_form(tools: Tools, libraries: Mapping[str, str], font: bytes) -> str:
    """Write the form as one file: styles, scripts and questions, nothing to fetch."""
    view = form_view(tools.names, tools.settings, None)
    # Nothing can be looked up there: what five digits alone do not say travels with the form.
    data = {**view.data, "communes_douteuses": tools.territory.doubtful_lines()}
    view = view._replace(data=data)
    address = tools.settings.address
    links = {
        "formulaire": address(ROOT), "papier": address(PAPER) or "#debut",
        "hors_ligne": "", "modele": address(TEMPLATE) or "#debut",
        "retirer": address("contribuer/retirer/") or "#publier",
    }  # fmt: skip
    sources = [*libraries.values(), script(SCRIPT)]
    template = environment().get_template("contributing/form/offline.html")
    return template.render(
        vue=view,
        hors_ligne=True,
        referentiel=tools.settings,
        liens=links,
        styles=inlined(minified(self_contained_styles(font) + joined(STYLE))),
        scripts=[inlined(source) for source in sources],
        **_words(tools),
    )
