"""The one Jinja environment: everything is escaped, and an unknown name is an error."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cm_build.drawing.building import Building
from cm_build.pages.shell.typography import FrenchSpaces, inert
from cm_build.reading.problem import shown
from cm_build.wording import counting, french, tally

_VARIABLE = re.compile(r"(--[a-z0-9-]+):\s*([^;}]+)")
# Our display font, among the front-end packages.
FONT = "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2"
_FONT_URL = "url(bricolage.woff2)"
_FONT_FACE = re.compile(rf"@font-face\s*\{{[^}}]*{re.escape(_FONT_URL)}[^}}]*\}}\n?")
# The styles of every page.
STYLES = (
    "pages/shell/tokens.css",
    "pages/shell/base.css",
    "pages/shell/search.css",
    "pages/shell/contents.css",
    "pages/portrait/portrait.css",
    "pages/portrait/own.css",
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
    made.filters["from_root"] = from_root
    made.filters["to_whom"] = french.to_whom
    made.filters["tally"] = tally.tally
    made.filters["said"] = tally.said
    made.filters["counting"] = counting.counting
    made.filters["estimated"] = counting.estimated
    made.filters["communes"] = tally.communes
    return made


@lru_cache(maxsize=16)
def drawn_building(building: Building) -> Markup:
    """Draw a place's building once: its page, its card, its image and its next year show the same."""
    drawing: Markup = environment().get_template("drawing/building.html").module.building(building)  # type: ignore[attr-defined]
    return drawing


def from_root(address: str, base: str) -> str:
    """Lead from a page to an address of the site, or to the whole address of another network's."""
    return address if "://" in address else f"{base}{address}"


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
    plain = _UNWELCOME.sub(lambda match: f"\\u{ord(match.group()):04x}", source)
    return Markup(plain.replace("</", "<\\/"))  # noqa: S704 - our own files and locked packages


def declared(sheet: str, selector: str) -> dict[str, str]:
    """Read the variables of the first rule that ends with this selector."""
    match = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", sheet)
    variables = _VARIABLE.findall(match.group(1)) if match else []
    return {name: value.strip() for name, value in variables}


def without_media(sheet: str) -> str:
    """Drop what only holds on some screens; blocks nest one level, in our own sheets."""
    return re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)


@cache
def palette() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Read the light colours and the dark ones from the sheet that declares them."""
    sheet = joined("pages/shell/tokens.css")
    light, _, dark = sheet.partition("@media")
    plain = _colours(light)
    return plain, plain | _colours(dark)


def _colours(sheet: str) -> dict[str, str]:
    variables = declared(sheet, ":root").items()
    return {name.removeprefix("--cm-"): value for name, value in variables if value.startswith("#")}
