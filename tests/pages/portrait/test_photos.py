"""Copies of photos: sizes, orientation, colours, and nothing left of the original but its pixels."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from cm_build.emitting.kept import Kept
from cm_build.pages.portrait.photo_files import SUFFIXES, copy_of
from cm_build.pages.portrait.photos import Copy, copies, photo_views
from cm_build.places.answer import Photo, Picture
from tests.pictures import CAMERA, opened, photo

DIGEST = "0123456789abcdef" * 4


def test_two_sizes_named_by_the_content() -> None:
    # 4,000 × 3,000: 640 × 480 and 1,280 × 960.
    assert copies(Picture(4000, 3000, DIGEST)) == (
        Copy("0123456789abcdef-640", 640, 480),
        Copy("0123456789abcdef-1280", 1280, 960),
    )


def test_a_small_photo_is_never_enlarged() -> None:
    assert [(c.width, c.height) for c in copies(Picture(800, 200, DIGEST))] == [
        (640, 160),
        (800, 200),
    ]
    assert [(c.width, c.height) for c in copies(Picture(300, 400, DIGEST))] == [(300, 400)]
    # A ribbon keeps at least one line of pixels.
    assert [c.height for c in copies(Picture(8000, 1, DIGEST))] == [1, 1]


def test_a_photo_without_its_file_is_not_shown() -> None:
    assert photo_views([Photo("a.jpg", "Un mur", "")]) == ()


@pytest.mark.parametrize(("suffix", "kind"), list(product(SUFFIXES, ["JPEG", "PNG", "WEBP"])))
def test_metadata_is_gone(suffix: str, kind: str) -> None:
    comment = b"COMMENTAIRE-DISCRET" if kind == "JPEG" else b""
    original = photo(900, 600, kind=kind, camera=True, position=True, comment=comment)
    assert CAMERA.encode() in original
    made = copy_of(original, Copy("x", 640, 427), suffix)
    assert CAMERA.encode() not in made
    assert b"COMMENTAIRE" not in made
    image = opened(made)
    assert image.format == SUFFIXES[suffix]
    assert image.size == (640, 427)
    assert not image.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys()


def near(pixel: object, expected: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(pixel, expected, strict=True))


@pytest.mark.parametrize("suffix", list(SUFFIXES))
def test_the_copy_stands_upright(suffix: str) -> None:
    """Orientation 6: the camera was turned; the light band at the top becomes the right side."""
    made = opened(copy_of(photo(900, 600, orientation=6), Copy("x", 400, 600), suffix))
    assert near(made.getpixel((390, 100)), (240, 220, 180))
    assert near(made.getpixel((100, 100)), (200, 40, 30))
    assert near(made.getpixel((100, 500)), (30, 40, 200))


def test_transparency_becomes_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (80, 60), (200, 0, 0, 0)).save(clear, "PNG")
    made = opened(copy_of(clear.getvalue(), Copy("x", 80, 60), ".jpg"))
    assert near(made.getpixel((40, 30)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK"])
def test_every_mode_gives_plain_colours(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = opened(copy_of(photo(80, 60, mode=mode, kind=kind), Copy("x", 80, 60), ".webp"))
    assert made.mode == "RGB"


def test_another_colour_profile_is_converted_and_a_broken_one_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (lab, b"pas un profil"):
        written = io.BytesIO()
        Image.new("RGB", (80, 60), (200, 40, 30)).save(written, "JPEG", icc_profile=profile)
        made = opened(copy_of(written.getvalue(), Copy("x", 80, 60), ".jpg"))
        assert near(made.getpixel((40, 30)), (200, 40, 30))


def test_the_same_photo_gives_the_same_bytes() -> None:
    for suffix in SUFFIXES:
        assert len({copy_of(photo(), Copy("x", 640, 480), suffix) for _ in range(2)}) == 1


def test_what_was_kept_is_given_back(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "cache")
    assert kept.get(b"recette", ".png", lambda: b"une") == b"une"
    assert kept.get(b"recette", ".png", lambda: b"deux") == b"une"
    assert kept.get(b"autre", ".png", lambda: b"deux") == b"deux"
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    in_the_way = tmp_path / "fichier"
    in_the_way.write_text("x")
    assert Kept(in_the_way).get(b"r", ".png", lambda: b"une") == b"une"
    assert Kept(None).get(b"r", ".png", lambda: b"une") == b"une"
    assert in_the_way.read_text() == "x"


def test_an_empty_file_is_made_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.get(b"r", ".png", lambda: b"une")
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"")
    assert kept.get(b"r", ".png", lambda: b"deux") == b"deux"
    assert kept.find(b"r", ".png") == b"deux"


def test_an_interrupted_write_leaves_no_half_file(tmp_path: Path, monkeypatch) -> None:
    def cut(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", cut)
    assert Kept(tmp_path).get(b"r", ".png", lambda: b"une") == b"une"
    assert list(tmp_path.iterdir()) == []
