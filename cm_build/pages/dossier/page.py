"""The pages of a place's files: each year, and at an address that lasts for the latest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.dossier.copying import paragraphs_of
from cm_build.pages.dossier.view import FileView, file_view
from cm_build.pages.shell.environment import joined
from cm_build.pages.shell.page import Page, Template, render_piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from cm_build.pages.dossier.copying import Paragraph
    from cm_build.places.settings import Settings
    from cm_build.questionnaire.dossier import HandedFile
    from cm_build.referential.assembly import Referential
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.records import Record
    from cm_build.referential.summary import Summary

FOLDER = "fiche/"
ANNEXED = "annexe/"
STYLE, SCRIPT = "pages/dossier/dossier.css", "pages/dossier/dossier.js"


@dataclass(frozen=True)
class FileArticleTemplate(Template, path="pages/dossier/article.html"):
    """A file; `address` is nothing while the site does not know its own, `handed` in what the place gives.

    `others` are the other files of the same year: their folder and their name.
    """

    view: FileView
    copied: tuple[Paragraph, ...]
    address: str
    handed: bool
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FileTemplate(Template, path="pages/dossier/dossier.html"):
    """The page of a file."""

    article: Markup


def dossier_style() -> str:
    """Give what a file needs besides the styles of every page."""
    return joined(STYLE)


def dossier_pages(record: Record, summary: Summary, referential: Referential) -> Iterator[Page]:
    """Yield the files of every year of a place; none for what a directory told of it."""
    settings = referential.tools.settings
    for context in referential.contexts(record, summary):
        if not context.place.from_directory:
            yield from _year_pages(context, settings)


def _year_pages(context: PlaceContext, settings: Settings) -> Iterator[Page]:
    files = context.names.questionnaire.fiches
    root, year = f"lieux/{context.place.slug}/", f"{context.year}/"
    for asked in files:
        folder = folder_of(asked, files)
        article = file_article(file_view(asked, context), context, settings)
        title = f"{asked.titre} : {context.place.name}"
        words = f"{context.place.name} : {asked.lecteurs} Deux pages au plus, à imprimer."
        shown = FileTemplate(article)
        dated = f"{title} en {context.year}"
        # The address of the year is to be cited; the one that lasts is to be found.
        yield Page(f"{root}{year}{folder}", dated, words, shown, "lieux", indexed=False)
        if not context.later:
            yield Page(f"{root}{folder}", title, words, shown, "lieux")
    yield from _annexed_example(context, settings)


def _annexed_example(context: PlaceContext, settings: Settings) -> Iterator[Page]:
    """Show what the form hands over, annex included: of an invented place, which kept nothing for itself."""
    files = context.names.questionnaire.fiches
    if not context.place.fictional or context.later:
        return
    for asked in files[:1]:
        view = file_view(asked, context, annexed=True)
        # The checklist is in every annex: what the place itself told is what makes an example.
        if (
            view.annex is None
            or sum(part.form != "pieces" for part in view.annex.parts) < len(asked.annexe) // 2
        ):
            continue
        article = file_article(view, context, settings)
        title = f"Document remis, avec son annexe : {context.place.name}"
        words = f"{context.place.name} : le document que le formulaire fait sur votre appareil, avec l’annexe pour un prêt. Exemple fictif."
        address = f"lieux/{context.place.slug}/{folder_of(asked, files)}{ANNEXED}"
        yield Page(address, title, words, FileTemplate(article), "lieux", indexed=False)


def folder_of(asked: HandedFile, files: tuple[HandedFile, ...]) -> str:
    """Give the folder of a file: the first has the shortest address."""
    return FOLDER if asked == files[0] else f"{FOLDER}{asked.id}/"


def file_article(
    view: FileView, context: PlaceContext, settings: Settings, *, handed: bool = False
) -> Markup:
    """Write a file once, for its addresses, or for what the place hands over itself."""
    files = context.names.questionnaire.fiches
    (asked,) = (one for one in files if one.id == view.id)
    address = settings.address(f"lieux/{view.slug}/{view.year}/{folder_of(asked, files)}")
    others = tuple((folder_of(one, files), one.court) for one in files if one != asked)
    article = FileArticleTemplate(view, paragraphs_of(view), address, handed, others)
    return render_piece(article, settings)
