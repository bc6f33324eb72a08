"""Pictures of a real site: photos drawn again, the image of each place."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import html5lib
import pytest

from tests.pictures import CAMERA, opened, photo
from tests.support import build, files_of, minimal, write_place

ALTERNATIVE = 'Une salle « claire » & vide, "onload=alert(1)'
PHOTOS = """\
histoire:
  photos:
    - {fichier: "salle.jpg", texte: 'Une salle « claire » & vide, "onload=alert(1)', credit: "Awa N."}
    - {fichier: "cour.png", texte: "La cour"}
"""


@pytest.fixture(scope="module")
def originals() -> dict[str, bytes]:
    return {
        # Lying on their side, as an accepted original may say: what says more is refused before.
        "salle.jpg": photo(1200, 1600, orientation=6),
        "cour.png": photo(500, 800, kind="PNG", orientation=3, seed=9),
        "oubliee.jpg": photo(700, 700, seed=20),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory, originals: dict[str, bytes]) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("photos")
    for year in (2024, 2025):
        write_place(folder / "lieux", "une-halle", minimal(extra=PHOTOS), year)
    (folder / "lieux" / "une-halle" / "photos").mkdir()
    for name, content in originals.items():
        (folder / "lieux" / "une-halle" / "photos" / name).write_bytes(content)
    assert build(folder / "lieux", folder / "site") == 0
    return files_of(folder / "site")


def test_metadata_is_gone(site: dict[str, bytes], originals: dict[str, bytes]) -> None:
    for content in originals.values():
        assert content not in site.values()
    assert all(opened(originals[name]).getexif() for name in ("salle.jpg", "cour.png"))
    for path, content in site.items():
        assert b"Exif" not in content, path
        assert b"eXIf" not in content, path
        if "/photos/" in path:
            assert not {"exif", "icc_profile", "comment"} & opened(content).info.keys(), path


def test_an_original_that_names_its_camera_stops_the_build(tmp_path: Path, capfd) -> None:
    write_place(tmp_path / "lieux", "une-halle", minimal(extra=PHOTOS))
    (tmp_path / "lieux" / "une-halle" / "photos").mkdir()
    for name in ("salle.jpg", "cour.png"):
        content = photo(90, 60, camera=name == "salle.jpg")
        (tmp_path / "lieux" / "une-halle" / "photos" / name).write_bytes(content)
    assert build(tmp_path / "lieux", tmp_path / "site") == 1
    told = capfd.readouterr()
    assert "CM-513" in told.out + told.err
    assert CAMERA not in told.out + told.err


def test_each_photo_has_its_copies_and_nothing_else_does(
    site: dict[str, bytes], originals: dict[str, bytes]
) -> None:
    hall, yard = (
        hashlib.sha256(originals[name]).hexdigest()[:16] for name in ("salle.jpg", "cour.png")
    )
    # 500 pixels wide, the yard is not enlarged: it has one size. Two years show the same photos.
    expected = {
        f"lieux/une-halle/photos/{stem}{suffix}"
        for stem in (f"{hall}-640", f"{hall}-1280", f"{yard}-500")
        for suffix in (".webp", ".jpg")
    }
    assert {path for path in site if "/photos/" in path} == expected
    assert opened(site[f"lieux/une-halle/photos/{hall}-1280.jpg"]).size == (1280, 960)
    assert opened(site[f"lieux/une-halle/photos/{yard}-500.webp"]).size == (500, 800)


def test_the_page_shows_them_with_words_and_credit(site: dict[str, bytes]) -> None:
    for path in ("lieux/une-halle/index.html", "lieux/une-halle/2024/index.html"):
        page = html5lib.parse(site[path], namespaceHTMLElements=False)
        hall, yard = page.iter("img")
        assert hall.get("alt") == ALTERNATIVE
        assert (hall.get("width"), hall.get("height"), hall.get("loading")) == (
            "1280",
            "960",
            "lazy",
        )
        assert (yard.get("alt"), yard.get("width"), yard.get("height")) == ("La cour", "500", "800")
        assert [one.text for one in page.iter("figcaption")] == ["Photo\u00a0: Awa N."]
        here = path.rpartition("/")[0].split("/")
        for element in (hall, yard, *page.iter("source")):
            named = element.get("srcset", "") + " " + element.get("src", "")
            for address in re.findall(r"[^\s,]+\.(?:webp|jpg)", named):
                up, _, rest = address.rpartition("../")
                file = "/".join(here[: len(here) - address.count("../")]) + "/" + rest
                assert file.lstrip("/") in site, (path, address, up)


def test_a_hidden_section_takes_its_photos_away(tmp_path: Path) -> None:
    hidden = minimal(extra=PHOTOS) + "sections_masquees: [histoire]\n"
    write_place(tmp_path / "lieux", "une-halle", hidden)
    (tmp_path / "lieux" / "une-halle" / "photos").mkdir()
    for name in ("salle.jpg", "cour.png"):
        (tmp_path / "lieux" / "une-halle" / "photos" / name).write_bytes(photo(90, 60))
    assert build(tmp_path / "lieux", tmp_path / "site") == 0
    files = files_of(tmp_path / "site")
    assert [path for path in files if "/photos/" in path] == []
    assert not any(b"salle.jpg" in content for content in files.values())


def test_each_place_has_its_image(example_site: Path) -> None:
    every = sorted(path for path in (example_site / "lieux").iterdir() if path.is_dir())
    # A place that must not be found has none.
    places = [path for path in every if not path.name.startswith("lieu-protege-")]
    assert len(places) > 20
    assert not any((path / "image.png").exists() for path in set(every) - set(places))
    for place in places:
        image = opened((place / "image.png").read_bytes())
        assert image.size == (1200, 630)
    assert len({(place / "image.png").read_bytes() for place in places}) == len(places)


def test_the_image_is_told_where_the_site_has_an_address(copied_data: Path, tmp_path: Path) -> None:
    settings = copied_data / "referentiel.yaml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace('url: ""', 'url: "https://exemple.test/r/"', 1))
    write_place(copied_data / "places", "une-halle", minimal())
    assert build(copied_data, tmp_path / "site") == 0
    page = (tmp_path / "site/lieux/une-halle/index.html").read_text(encoding="utf-8")
    assert 'property="og:image" content="https://exemple.test/r/lieux/une-halle/image.png"' in page
    assert 'name="twitter:card" content="summary_large_image"' in page
    assert 'href="../../lieux/une-halle/image.png" download="une-halle-2025.png"' in page
    # Messaging tools need a whole address: without one, nothing is said that would lead nowhere.
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "og:image" not in home
