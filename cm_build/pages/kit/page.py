"""The pages of the kit: the list of sheets, each alone, and all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.kit.sheets import KitSheet, sheets
from cm_build.pages.kit.view import Kit, kit_view
from cm_build.pages.shell.bundle import minified
from cm_build.pages.shell.environment import inlined, joined, self_contained_styles
from cm_build.pages.shell.page import Output, Page, Template

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from markupsafe import Markup

    from cm_build.pages.shell.page import Produced
    from cm_build.referential.assembly import Referential
    from cm_build.referential.toolbox import Tools

ROOT = "evaluer/kit/"
WHOLE = f"{ROOT}tout/"
STYLE = "pages/kit/kit.css"
TITLE = "Le kit à imprimer"
WORDS = "Des feuilles à imprimer pour évaluer à plusieurs : inviter, regarder, voter, décider."


@dataclass(frozen=True)
class KitTemplate(Template, path="pages/kit/kit.html"):
    """The list of sheets."""

    sheets: tuple[KitSheet, ...]


@dataclass(frozen=True)
class SheetTemplate(Template, path="pages/kit/sheet.html"):
    """One sheet, as it is printed."""

    sheet: KitSheet
    kit: Kit


@dataclass(frozen=True)
class WholeTemplate(Template, path="pages/kit/whole.html"):
    """All the sheets, one after the other."""

    sheets: tuple[KitSheet, ...]
    kit: Kit


@dataclass(frozen=True)
class BoundTemplate(Template, path="pages/kit/bound.html"):
    """The same as one file that asks for nothing: what a command prints."""

    sheets: tuple[KitSheet, ...]
    kit: Kit
    styles: Markup


def kit_pages(referential: Referential, _counted: object = None) -> Iterator[Produced]:
    """Yield the list of sheets, the sheets, and their look."""
    kit = kit_view(referential.tools.names)
    listed = sheets(kit)
    yield Page(ROOT, TITLE, WORDS, KitTemplate(listed), "evaluer")
    for sheet in listed:
        shown = SheetTemplate(sheet, kit)
        yield Page(f"{ROOT}{sheet.slug}/", sheet.title, sheet.purpose, shown, "evaluer")
    whole = WholeTemplate(listed, kit)
    yield Page(WHOLE, "Tout le kit", WORDS, whole, "evaluer", indexed=False)
    yield Output("assets/kit.css", minified(joined(STYLE)))


def bound_kit(tools: Tools, font: bytes, wanted: Collection[str] = ()) -> str:
    """Write the sheets that are asked for, or all, in one file."""
    kit = kit_view(tools.names)
    kept = tuple(sheet for sheet in sheets(kit) if not wanted or sheet.slug in wanted)
    styles = inlined(self_contained_styles(font) + joined(STYLE))
    return BoundTemplate(kept, kit, styles).written(referentiel=tools.settings)
