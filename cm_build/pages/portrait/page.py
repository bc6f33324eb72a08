"""The pages and files of one place: each year, the effects, the data, the card, the pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cm_build.drawing.qr import qr_code
from cm_build.exporting import documents
from cm_build.pages.portrait.criteria import CriteriaView
from cm_build.pages.portrait.data_page import data_page
from cm_build.pages.portrait.images import SHARE_IMAGE
from cm_build.pages.portrait.view import draw
from cm_build.pages.restitution.page import restitution_pages
from cm_build.pages.shell.page import FrameTemplate, Output, Page, Template, render_piece
from cm_build.places.photos import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from cm_build.drawing.qr import QrCode
    from cm_build.pages.portrait.block import Block
    from cm_build.pages.portrait.data_page import DataPage
    from cm_build.pages.portrait.images import Images
    from cm_build.pages.portrait.key_figures import BigNumber
    from cm_build.pages.portrait.view import Datapanorama
    from cm_build.pages.shell.page import Produced
    from cm_build.places.commune import Commune
    from cm_build.places.settings import Settings
    from cm_build.referential.assembly import Referential
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.provenance import FileProvenance, Provenance
    from cm_build.referential.records import Record
    from cm_build.referential.summary import Summary

# What a card shows at a glance.
CARD_FIGURES, CARD_HEIGHT = 4, 720


@dataclass(frozen=True)
class ArticleTemplate(Template, path="pages/portrait/article.html"):
    """A portrait, the same at its year's address and at the place's own.

    `address`, `qr` and `frame` are nothing while the site does not know its own address; `image` is the
    path of the image that stands for the place, or nothing; `withheld` names sections not published.
    """

    view: Datapanorama
    latest: bool
    address: str
    image: str
    withheld: frozenset[str]
    qr: QrCode | None
    frame: str


@dataclass(frozen=True)
class PortraitTemplate(Template, path="pages/portrait/portrait.html"):
    """The page of a portrait; `linked_data` is what search engines read, at the place's own address."""

    view: Datapanorama
    article: Markup
    linked_data: Mapping[str, object] | None = None


@dataclass(frozen=True)
class PlaceEffectsTemplate(Template, path="pages/portrait/effects.html"):
    """The criteria, one by one."""

    view: Datapanorama
    criteria: CriteriaView
    latest: bool


@dataclass(frozen=True)
class CardTemplate(Template, path="pages/portrait/card.html"):
    """The place at a glance, in a frame."""

    view: Datapanorama
    figures: tuple[BigNumber, ...]


@dataclass(frozen=True)
class DataTemplate(Template, path="pages/portrait/data.html"):
    """Every answer and every figure; what drawings show is found by their form."""

    view: DataPage
    provenance: FileProvenance
    drawings: Mapping[str, Block]


def place_files(
    record: Record,
    summary: Summary,
    referential: Referential,
    provenance: Provenance,
    images: Images | None = None,
) -> Iterator[Produced]:
    """Yield the pages, the pictures and the document of one place."""
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
        yield from place_pages(context, view, settings, provenance, picture)
        yield from restitution_pages(context)
    sources = {context.year: context.sources for context in contexts}
    peers = contexts[-1].peers
    document = documents.place_json(
        record.place, sources, provenance.revisions, peers, licence=settings.licence.nom,
        counted=summary.slug in referential.counted,
    )  # fmt: skip
    yield Output(f"api/v1/lieux/{summary.slug}.json", document)


def place_pages(
    context: PlaceContext,
    view: Datapanorama,
    settings: Settings,
    provenance: Provenance,
    image: str,
    withheld: frozenset[str] = frozenset(),
) -> Iterator[Page]:
    """Yield the pages of one year of a place; the latest also answers at the place's own address.

    `image` is the path of the image that stands for the place, or nothing; `withheld` names the
    sections that the place does not publish, when it hands its page over itself.
    """
    root = f"lieux/{view.slug}/"
    latest, year = not context.later, f"{root}{view.year}/"
    # What is printed or framed elsewhere leads to the address that lasts, whatever the year.
    address, words = settings.address(root), view.description
    frame = FrameTemplate(view.name, f"{address}carte/", CARD_HEIGHT)
    article = ArticleTemplate(
        view=view,
        latest=latest,
        address=address,
        image=image,
        withheld=withheld,
        qr=qr_code(address) if address else None,
        frame=frame.written() if address else "",
    )
    shown = PortraitTemplate(view, render_piece(article, settings))
    dated = f"{view.name} en {view.year}"
    # The image shows the figures of the latest year: it stands for no other.
    yield Page(year, dated, words, shown, "lieux", image=image if latest else "")
    yield from _effects_page(view, latest=latest)
    if latest:
        linked = linked_data(view, context.place.commune, address)
        shown = replace(shown, linked_data=linked)
        yield Page(root, view.name, words, shown, "lieux", image=image)
        card = CardTemplate(view, view.key_figures[:CARD_FIGURES])
        yield Page(f"{root}carte/", f"{view.name}, en bref", words, card, indexed=False)
        yield _data_page(context, view, provenance)


def _effects_page(view: Datapanorama, *, latest: bool) -> Iterator[Page]:
    """Give the criteria a page of their own when the portrait shows some of them, or one year."""
    criteria = next(
        (block.data for block in view.blocks if isinstance(block.data, CriteriaView)), None
    )
    if criteria is None or not (criteria.more or criteria.through_years):
        return
    title = f"{view.name} : les effets, un par un"
    words = f"{view.name} : les effets, un par un, tels que le lieu les a renseignés pour {view.year}, et ce sur quoi il s’appuie quand il le dit."
    address = f"lieux/{view.slug}/{view.year}/effets/"
    yield Page(address, title, words, PlaceEffectsTemplate(view, criteria, latest), "lieux")


def _data_page(context: PlaceContext, view: Datapanorama, provenance: Provenance) -> Page:
    data = data_page(context)
    drawings = {block.form: block for block in view.blocks}
    shown = DataTemplate(data, provenance.of(data.file), drawings)
    words = f"{view.name} : toutes les réponses et tous les chiffres."
    return Page(f"lieux/{view.slug}/donnees/", f"Données – {view.name}", words, shown, "lieux")


def linked_data(view: Datapanorama, commune: Commune, address: str) -> dict[str, object] | None:
    """Describe a place as schema.org/Place; None for a fictional one, which must fool no engine."""
    if view.fictional:
        return None
    document: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": view.name,
        "description": view.description,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": commune.nom,
            "addressRegion": view.departement,
            "addressCountry": "FR",
        },
    }
    if address:
        document["url"] = address
    if commune.latitude is not None and commune.longitude is not None:
        document["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": commune.latitude,
            "longitude": commune.longitude,
        }
    if view.website:
        document["sameAs"] = view.website
    return document
