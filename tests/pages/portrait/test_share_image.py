"""The image of a place: lengths measured by hand, text that fits, colours put in, nothing hostile."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cm_build.drawing.building import TINTS
from cm_build.emitting.kept import Kept
from cm_build.pages.portrait import share_image
from cm_build.pages.portrait.images import Images
from cm_build.pages.portrait.lettering import Face
from cm_build.pages.portrait.share_image import load_typeface, share_png, share_svg, styles
from cm_build.pages.portrait.view import Datapanorama, draw
from cm_build.referential.assembly import assemble
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from tests.pictures import opened
from tests.support import DATA, ROOT

# Half an em a letter, a quarter a space: "abcd" at 10 is 20 wide.
FACE = Face({**dict.fromkeys("abcdefghij…", 0.5), " ": 0.25})
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abcd", 20), ("ab cd", 22.5), ("a€", 5 + 7)]
)
def test_lengths_are_sums_of_advances(text: str, length: float) -> None:
    assert FACE.length(text, 10) == pytest.approx(length)


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("", 30, 2, ()),
        ("ab cd", 22.5, 2, ("ab cd",)),
        ("ab cd", 22.4, 2, ("ab", "cd")),
        ("ab  cd\nef", 22.5, 2, ("ab cd", "ef")),
        # Two lines of 22.5: the second gives up letters until the ellipsis fits.
        ("ab cd ef gh ij", 22.5, 2, ("ab cd", "ef g…")),
        # A word longer than the line is cut rather than drawn outside.
        ("abcdefghij", 25, 2, ("abcd…",)),
    ],
)
def test_text_is_broken_between_words(text, width, most, lines) -> None:
    assert FACE.lines(text, 10, width, most) == lines
    assert all(FACE.length(line, 10) <= width for line in lines)


def test_the_largest_size_that_fits_whole_is_chosen() -> None:
    # At 20, "abcd" is 40 wide; at 10, 20.
    assert FACE.largest("abcd", (20, 10), 40, 1) == (20, ("abcd",))
    assert FACE.largest("abcd", (20, 10), 39, 1) == (10, ("abcd",))
    # A name that really ends with an ellipsis was not cut.
    assert FACE.largest("abc…", (20, 10), 40, 1) == (20, ("abc…",))
    # Nothing fits: the smallest, cut.
    assert FACE.largest("abcd abcd", (20, 10), 20, 1) == (10, ("abc…",))


@pytest.mark.parametrize(
    ("text", "kept"), [("ab cd", "ab cd"), ("ab ★ cd", "ab cd"), ("★", ""), ("a\u0301b", "a b")]
)
def test_what_the_typeface_lacks_is_left_out(text: str, kept: str) -> None:
    assert FACE.known(text) == kept


@pytest.fixture(scope="module")
def typeface(tmp_path_factory):
    found = load_typeface(ROOT / "node_modules", tmp_path_factory.mktemp("police"))
    assert found
    return found


@pytest.fixture(scope="module")
def views(folders) -> list[Datapanorama]:
    records = Records()
    referential = assemble(folders, records).referential
    assert referential
    return [
        draw(referential.contexts(records.record(summary.slug), summary)[-1])
        for summary in referential.summaries
    ]


def texts(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}text"))  # noqa: S314 - our own drawing


def test_no_text_leaves_the_image_or_meets_another(views, typeface) -> None:
    assert len(views) > 20
    for view in views:
        svg = share_svg(view, "Commune Mesure", typeface)
        lines = [text for text in texts(svg) if text.get("class") in ("im-nom", "im-accroche")]
        heights = [float(line.get("y", 0)) for line in lines]
        assert all(b - a >= 30 for a, b in pairwise(heights)), view.slug
        assert heights[-1] <= 430, view.slug
        for line in lines:
            heavy = line.get("class") == "im-nom"
            face = typeface.heavy if heavy else typeface.medium
            size = float(line.get("font-size", 27))
            assert face.length(line.text or "", size) <= 541, (view.slug, line.text)


def test_a_long_name_and_no_building_still_fit(views, typeface) -> None:
    long = "Coopérative intercommunale des ateliers partagés du Haut-Plateau et de la vallée"
    for building in (views[0].building, None):
        view = views[0]._replace(name=long, tagline=long, building=building, departement="")
        found = texts(share_svg(view, "Commune Mesure", typeface))
        heights = [
            float(one.get("y", 0)) for one in found if one.get("class") in ("im-nom", "im-accroche")
        ]
        assert max(heights) <= 430
        assert opened(share_png(share_svg(view, "C", typeface), 0, typeface)).size == (1200, 630)


def test_a_hostile_text_stays_text(views, typeface) -> None:
    hostile = "</text><script>alert(1)</script><image href='/etc/passwd'/>&x;"
    view = views[0]._replace(name=hostile, tagline=hostile, commune=hostile)
    root = ET.fromstring(share_svg(view, hostile, typeface))  # noqa: S314
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags <= {"svg", "path", "circle", "g", "text", "title", "desc", "tspan", "rect"}
    assert all(not name.lower().startswith("on") for one in root.iter() for name in one.attrib)
    assert not any("href" in name for one in root.iter() for name in one.attrib)


def test_every_colour_is_put_in(views) -> None:
    """A painter knows no CSS variable: one left over would be painted black."""
    drawn = {view.building.tint for view in views if view.building}
    assert drawn <= set(range(TINTS))
    written = ["".join(styles(tint).split()) for tint in range(TINTS)]
    for sheet in written:
        assert "var(" not in sheet
        assert "@media" not in sheet
        assert "fill:;" not in sheet
    assert len({styles(tint) for tint in range(TINTS)}) == TINTS
    # The first tint is the building's own: --cm-mur in building.css.
    assert ".cm-mur{fill:#b7553d;}" in written[0]


def test_the_drawing_is_painted_with_our_letters_and_colours(views, typeface) -> None:
    view = next(one for one in views if one.building)
    svg = share_svg(view, "Commune Mesure", typeface)
    tint = view.building.tint
    png = share_png(svg, tint, typeface)
    assert png == share_png(svg, tint, typeface)
    image = opened(png).convert("RGB")
    assert image.getpixel((600, 7)) == (0xB9, 0x3A, 0x24)
    assert image.getpixel((5, 300)) == (0xFD, 0xF8, 0xEE)
    # The name is really written: many pixels of ink on its lines, none without it.
    ink = (0x1C, 0x22, 0x30)
    words = image.crop((60, 120, 600, 230))
    assert sum(words.getpixel((x, y)) == ink for x in range(540) for y in range(110)) > 500


def test_a_name_in_other_letters_has_no_image(tmp_path: Path, views, typeface) -> None:
    images = Images(data_folders(tmp_path, DATA), Kept(), typeface)
    assert images.share_image(views[0]._replace(name="مقهى"), "C") is None
    assert images.share_image(views[0]._replace(name="Le مقهى"), "C")


def test_without_the_typeface_there_is_no_image(tmp_path: Path, views) -> None:
    assert load_typeface(tmp_path, tmp_path) is None
    assert Images(data_folders(tmp_path, DATA), Kept()).share_image(views[0], "C") is None


def test_an_image_is_drawn_once(tmp_path: Path, views, typeface, monkeypatch) -> None:
    images = Images(data_folders(tmp_path, DATA), Kept(tmp_path / "cache"), typeface)
    first = images.share_image(views[0], "C")

    def refuse(*_: object) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(share_image, "share_png", refuse)
    assert images.share_image(views[0], "C") == first
    # Another name is another drawing.
    with pytest.raises(AssertionError, match="drawn again"):
        images.share_image(views[0]._replace(name="Autre"), "C")
