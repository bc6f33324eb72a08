"""The pages and files of one place: each year, the effects, the data, the card, the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.drawing.qr import qr_code
from cm_build.exporting import documents
from cm_build.pages.portrait.criteria import CriteriaView
from cm_build.pages.portrait.data_page import data_page
from cm_build.pages.portrait.images import SHARE_IMAGE
from cm_build.pages.portrait.linked_data import linked_data
from cm_build.pages.portrait.view import draw
from cm_build.pages.shell.environment import environment
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render, render_piece
from cm_build.places.photos import FOLDER
from cm_build.referential.peer_figures import peer_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.portrait.images import Images
    from cm_build.pages.portrait.view import Datapanorama
    from cm_build.places.settings import Settings
    from cm_build.referential.assembly import Referential
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.provenance import Provenance
    from cm_build.referential.records import Record
    from cm_build.referential.summary import Summary

# What a card shows at a glance.
CARD_FIGURES = 4


def place_outputs(
    record: Record,
    summary: Summary,
    referential: Referential,
    provenance: Provenance,
    images: Images | None = None,
) -> Iterator[Output]:
    """Write the pages, the pictures and the document of one place."""
    settings = referential.tools.settings
    contexts = referential.contexts(record, summary)
    root = f"lieux/{summary.slug}/"
    views = [draw(context) for context in contexts]
    image = images.share_image(views[-1], settings.nom) if images else None
    if image:
        yield Output(root + SHARE_IMAGE, image)
    if images:
        for name, content in images.photos(record.place, referential.tools.names):
            yield Output(f"{root}{FOLDER}/{name}", content)
    picture = root + SHARE_IMAGE if image else ""
    for context, view in zip(contexts, views, strict=True):
        for page in place_pages(context, view, settings, provenance, picture):
            yield Output(page.file, render(page, settings))
    sources = {context.year: context.sources for context in contexts}
    peers = peer_figures(contexts[-1])
    document = documents.place_json(
        record.place, sources, provenance.revisions, peers, licence=settings.licence.nom
    )
    yield Output(f"api/v1/lieux/{summary.slug}.json", document)


def place_pages(
    context: PlaceContext,
    view: Datapanorama,
    settings: Settings,
    provenance: Provenance,
    image: str,
    withheld: frozenset[str] = frozenset(),
) -> Iterator[Page]:
    """List the pages of one year of a place; the latest also answers at the place's own address.

    `image` is the path of the image that stands for the place, or nothing; `withheld` names the
    sections that the place does not publish, when it hands its page over itself.
    """
    root = f"lieux/{view.slug}/"
    latest = context.assessment is context.place.latest
    told = _place_values(view, settings, root, image, latest=latest, withheld=withheld)
    dated = f"{view.name} en {view.year}"
    words = view.description
    yield Page(
        f"{root}{view.year}/",
        "pages/portrait/portrait.html",
        dated,
        words,
        told,
        "lieux",
        image=image,
    )
    yield from _effects_page(view, latest=latest)
    if latest:
        linked = linked_data(view, context.place.commune, settings.address(root))
        shown = told | {"fiche_liee": linked}
        yield Page(
            root, "pages/portrait/portrait.html", view.name, words, shown, "lieux", image=image
        )
        card = {"vue": view, "chiffres": view.key_figures[:CARD_FIGURES]}
        title = f"{view.name}, en bref"
        yield Page(f"{root}carte/", "pages/portrait/card.html", title, words, card, indexed=False)
        data = data_page(context)
        drawings = {block.form: block for section in view.sections for block in section.blocks}
        source = provenance.of(data.file)
        values = {"vue": data, "provenance": source, "dessins": drawings}
        title = f"Données – {view.name}"
        words = f"Toutes les réponses et tous les chiffres de {view.name}."
        yield Page(f"{root}donnees/", "pages/portrait/data.html", title, words, values, "lieux")


def _effects_page(view: Datapanorama, *, latest: bool) -> Iterator[Page]:
    """Give the criteria a page of their own when the portrait only shows some of them."""
    blocks = [block for section in view.sections for block in section.blocks]
    criteria = next((block.data for block in blocks if isinstance(block.data, CriteriaView)), None)
    if criteria is None or not criteria.more:
        return
    title = f"{view.name} : les effets, un par un"
    words = f"Ce que {view.name} a constaté en {view.year}, effet par effet, avec ce qui le montre."
    told = {"vue": view, "criteres": criteria, "derniere": latest}
    address = f"lieux/{view.slug}/{view.year}/effets/"
    yield Page(address, "pages/portrait/effects.html", title, words, told, "lieux")


def _place_values(
    view: Datapanorama,
    settings: Settings,
    root: str,
    image: str,
    *,
    latest: bool,
    withheld: frozenset[str],
) -> dict[str, object]:
    """Give a place's template what it needs; the article, the same on two pages, is written once."""
    address = settings.address(root)
    told: dict[str, object] = {
        "vue": view,
        "derniere": latest,
        "adresse": address,
        "vignette": image,
        "retenues": withheld,
    }
    if address:
        told |= {"qr": qr_code(address), "cadre": embed_code(view.name, address)}
    article = render_piece("pages/portrait/article.html", settings, told)
    return told | {"article": article, "fiche_liee": None}


def embed_code(name: str, address: str) -> str:
    """Write the frame that shows a card elsewhere: source to copy, escaped for the page it enters."""
    return environment().get_template("pages/portrait/frame.html").render(nom=name, adresse=address)
