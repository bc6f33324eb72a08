"""The pages of the form, and the files they need: for the screen, for paper, without a connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cm_build.contributing.form.view import FormView, form_view
from cm_build.contributing.preview.studio import neighbours_json
from cm_build.exporting.plain import written
from cm_build.forges.forge import Forge
from cm_build.forges.github import GITHUB
from cm_build.forges.known import FORGES
from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import (
    display_font,
    inlined,
    joined,
    self_contained_styles,
)
from cm_build.pages.shell.page import Output, Page, Template
from cm_build.questionnaire.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from markupsafe import Markup

    from cm_build.contributing.preview.engine import Packed
    from cm_build.pages.audiences.view import Link
    from cm_build.pages.shell.page import Produced
    from cm_build.places.settings import Contact
    from cm_build.referential.assembly import Referential
    from cm_build.referential.toolbox import Tools

ROOT = "contribuer/questionnaire/"
PAPER = f"{ROOT}imprimer/"
STYLE, SCRIPT = "contributing/form/form.css", "contributing/form/form.js"
WORKER = "contributing/preview/worker.js"
OFFLINE = f"{ROOT}formulaire-hors-ligne.html"
TEMPLATE = f"{ROOT}fiche-vide.yml"
WITHDRAWAL, HANDED = "contribuer/retirer/", "contribuer/dossier/"
# Where people vote together on screen, then come back with their answers.
WORKSHOP = "contribuer/atelier/"
GUIDE = "evaluer/"
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


class Links(NamedTuple):
    """Where the form leads; `offline` is empty in the one that is already without a connection.

    `guide` tells how to evaluate together, `workshop` is where to vote; both are empty where that
    form does not know the site.
    """

    form: str
    paper: str
    offline: str
    blank: str
    withdraw: str
    guide: str
    file: str
    workshop: str


@dataclass(frozen=True)
class FormTemplate(Template, path="contributing/form/page.html"):
    """The questions, who receives and reviews the answers, and files of fictional places to look at."""

    view: FormView
    links: Links
    contact: Contact
    repository: str
    """Nothing when no page of it can be named."""
    forge: Forge
    reviewers: str
    offline: bool = False
    examples: tuple[Link, ...] = ()


class PaperTemplate(FormTemplate, path="contributing/form/paper.html"):
    """The same, to be printed."""


@dataclass(frozen=True, kw_only=True)
class OfflineTemplate(FormTemplate, path="contributing/form/offline.html"):
    """The same as one file: styles and scripts are inside."""

    styles: Markup
    scripts: tuple[Markup, ...]


def form_pages(tools: Tools, front: Front, examples: tuple[Link, ...] = ()) -> Iterator[Produced]:
    """Yield the form and what it needs, whatever the places say."""
    engine = front.engine.engine if front.engine else None
    postal, named = tools.territory.postal_lines(), tools.territory.named_lines()
    view = form_view(tools, engine, (*postal, *named))
    for url, template, title in (
        (ROOT, FormTemplate, TITLE),
        (PAPER, PaperTemplate, "Le questionnaire à imprimer"),
    ):
        base = "../" * url.count("/")
        shown = template(view, _links(base), *_people(tools), examples=examples)
        yield Page(url, title, WORDS, shown, "contribuer")
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


def preview_files(referential: Referential, front: Front) -> Iterator[Output]:
    """Yield what the preview runs, and what it knows of the other places."""
    if front.engine:
        yield from front.engine.files
        neighbours = neighbours_json(referential, illustrated=front.illustrated)
        yield Output("assets/voisins.json", neighbours)


def _people(tools: Tools) -> tuple[Contact, str, Forge, str]:
    """Give who receives, where, on which forge, and who reviews, from the configuration."""
    settings = tools.settings
    reviewers = " ou ".join(settings.referents) or settings.contact.nom or settings.nom
    repository = settings.depot.url if settings.depot.addresses else ""
    forge = FORGES.get(settings.depot.forge, GITHUB)
    return settings.contact, repository, forge, reviewers


def _links(base: str) -> Links:
    addresses = (ROOT, PAPER, OFFLINE, TEMPLATE, WITHDRAWAL, GUIDE, HANDED, WORKSHOP)
    return Links(*(base + address for address in addresses))


def read_libraries(packages: Path) -> dict[str, str]:
    """Read the packages the form loads; a copy without them cannot open files, and says so."""
    paths = {name: packages / path for name, path in LIBRARIES.items()}
    return {
        name: path.read_text(encoding="utf-8") for name, path in paths.items() if path.is_file()
    }


def offline_form(tools: Tools, libraries: Mapping[str, str], font: bytes) -> str:
    """Write the form as one file: styles, scripts and questions, nothing to fetch."""
    view = form_view(tools, None)
    # Nothing can be looked up there: what five digits alone do not say travels with the form.
    data = {**view.data, "communes_douteuses": tools.territory.doubtful_lines()}
    view = view._replace(data=data)
    address = tools.settings.address
    links = Links(
        form=address(ROOT),
        paper=address(PAPER) or "#debut",
        offline="",
        blank=address(TEMPLATE) or "#debut",
        withdraw=address(WITHDRAWAL) or "#publier",
        guide=address(GUIDE),
        file=address(HANDED) or "#garder",
        workshop=address(WORKSHOP),
    )
    shown = OfflineTemplate(
        view,
        links,
        *_people(tools),
        offline=True,
        styles=inlined(minified(self_contained_styles(font) + joined(STYLE))),
        scripts=tuple(inlined(source) for source in (*libraries.values(), script(SCRIPT))),
    )
    return shown.written(referentiel=tools.settings)
