"""The one Jinja environment: everything is escaped, and an unknown name is an error."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cm_build.pages.shell.typography import FrenchSpaces, inert
from cm_build.reading.problem import shown
from cm_build.wording import french, tally

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cm_build.drawing.building import Building

# Our display font, among the front-end packages.
FONT = "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2"
_FONT_URL = "url(bricolage.woff2)"
_FONT_FACE = re.compile(rf"@font-face\s*\{{[^}}]*{re.escape(_FONT_URL)}[^}}]*\}}\n?")
# The styles of every page.
STYLES = (
    "pages/shell/tokens.css",
    "pages/shell/base.css",
    "pages/shell/search.css",
    "pages/portrait/portrait.css",
    "pages/shell/pages.css",
    "pages/portrait/sharing.css",
    "pages/shell/print.css",
    "drawing/building.css",
    "pages/shell/pictogram.css",
)
# Characters that HTML does not want as they are; a script reads their escape the same.
_UNWELCOME = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@cache
def environment() -> Environment:
    """Make the environment once; contributor strings are values, never template source."""
    made = Environment(
        loader=PackageLoader("cm_build", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[FrenchSpaces],
    )
    made.globals["pictograms"] = _pictograms()
    made.filters["fr"] = french.spaced
    made.filters["number"] = _number
    made.filters["in_sentence"] = french.initial_folded
    made.filters["drawn"] = drawn_building
    made.filters["inert"] = inert
    made.filters["shown"] = shown
    made.filters["day"] = _day
    made.filters["to_whom"] = french.to_whom
    made.filters["tally"] = tally.tally
    made.filters["said"] = tally.said
    made.filters["offered"] = tally.offered
    made.filters["communes"] = tally.communes
    return made


@lru_cache(maxsize=16)
def drawn_building(building: Building) -> Markup:
    """Draw a place's building once: its page, its card, its image and its next year show the same."""
    drawing: Markup = environment().get_template("drawing/building.html").module.building(building)  # type: ignore[attr-defined]
    return drawing


def _day(text: str) -> str:
    return french.day(date.fromisoformat(text))


def _number(value: float | Decimal, decimals: int = 0) -> str:
    return french.number(Decimal(str(value)), decimals)


def _pictograms() -> Mapping[str, Markup]:
    """Read our own drawings: the only markup that is not escaped, since we wrote it."""
    text = files("cm_build.pages.shell").joinpath("pictograms.json").read_text(encoding="utf-8")
    return {name: Markup(drawing) for name, drawing in json.loads(text).items()}  # noqa: S704


@cache
def stylesheet() -> str:
    """Join the styles of every page; what comes later may say otherwise."""
    return joined(*STYLES) + environment().get_template("pages/shell/pictograms.css").render()


@cache
def card_stylesheet() -> str:
    """Join what the embedded card needs, and nothing else: not even our font."""
    return joined("pages/shell/tokens.css", "drawing/building.css", "pages/portrait/card.css")


@cache
def joined(*paths: str) -> str:
    """Join some of our own styles or scripts, named from the program's folder."""
    home = files("cm_build")
    return "".join(home.joinpath(path).read_text(encoding="utf-8") for path in paths)


@cache
def self_contained_styles(font: bytes = b"") -> str:
    """Give the whole style sheet with its pictograms inside, for a page that travels alone.

    Without a `font`, the page takes one of its reader's, and asks for nothing.
    """
    sheet = environment().get_template("pages/shell/pictograms.svg").render()
    styles = stylesheet().replace(
        "url(pictos.svg)", f'url("{data_address("image/svg+xml", sheet.encode())}")'
    )
    if font:
        return styles.replace(_FONT_URL, f'url("{data_address("font/woff2", font)}")')
    return _FONT_FACE.sub("", styles)


def display_font(packages: Path) -> bytes:
    """Read our display font among the front-end packages; empty when they are not installed."""
    font = packages / FONT
    return font.read_bytes() if font.is_file() else b""


def data_address(kind: str, content: bytes) -> str:
    """Give the address of a file that is inside the page."""
    return f"data:{kind};base64,{b64encode(content).decode()}"


def inlined(source: str) -> Markup:
    """Hold our own styles or scripts inside their element: nothing in them may close it early."""
    plain = _UNWELCOME.sub(lambda found: f"\\u{ord(found.group()):04x}", source)
    return Markup(plain.replace("</", "<\\/"))  # noqa: S704 - our own files and locked packages
