"""Writing where people contribute: what depends on no place is taken up again from one build to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cm_build.contributing.form.page import Front, form_pages, preview_files
from cm_build.contributing.tracking.page import tracking_pages
from cm_build.contributing.workshop.page import workshop_pages
from cm_build.emitting.kept import Kept
from cm_build.pages.audiences.view import Link, example_links
from cm_build.pages.dossier.page import FOLDER as FILE_FOLDER
from cm_build.pages.shell.environment import display_font
from cm_build.pages.shell.page import Produced
from cm_build.pages.writing import Folder, write_outputs
from cm_build.referential.assembly import Referential
from cm_build.referential.toolbox import Tools


def contributing_pages(
    tools: Tools, front: Front, examples: tuple[Link, ...] = ()
) -> Iterator[Produced]:
    """Yield the form, a place's own follow-up and the workshop, whatever the places say."""
    yield from form_pages(tools, front, examples)
    yield from tracking_pages(front.engine.engine if front.engine else None)
    yield from workshop_pages(tools, display_font(front.packages))


def write_form(referential: Referential, front: Front, site: Path, kept: Kept) -> list[str]:
    """Write them, and the preview; give the addresses to be found."""
    tools, common = referential.tools, referential.common
    engine = front.engine.engine if front.engine else None
    examples = _file_examples(referential)
    recipe = f"formulaire {common.hex()} {engine} {examples}" if common else ""
    folder = Folder(site, tools.settings, kept)
    addresses = folder.write(recipe, lambda: contributing_pages(tools, front, examples))
    return [*addresses, *write_outputs(preview_files(referential, front), tools.settings, site)]


def _file_examples(referential: Referential) -> tuple[Link, ...]:
    """List the files of fictional places that audiences are shown, among the pages of this site."""
    slugs = frozenset(summary.slug for summary in referential.summaries)
    audiences = referential.audiences.publics if referential.audiences else ()
    every = (link for audience in audiences for link in example_links(audience, slugs))
    return tuple(link for link in every if f"/{FILE_FOLDER}" in link.address)
