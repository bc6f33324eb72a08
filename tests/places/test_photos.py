"""Photos as a place gives them: recognised by content, limited, without a position."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from cm_build.places import photos
from cm_build.places.answer import Picture
from cm_build.places.folder import read_place
from cm_build.places.photo_name import is_photo_name
from cm_build.places.photos import inspect, photos_of, read_photos
from tests.pictures import photo
from tests.support import minimal, write_place

NAMED = 'histoire:\n  photos: [{fichier: "salle.jpg", texte: "La salle", credit: "Awa"}]\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_place(tmp_path, "bon-lieu", minimal(extra=NAMED))
    (tmp_path / "bon-lieu" / "photos").mkdir()
    return tmp_path / "bon-lieu"


def told(place: Path, tools) -> list[tuple[str, str]]:
    read = read_place(place, tools.reader, place.parent)
    return [(problem.file, problem.code) for problem in read.problems]


def test_a_good_photo_is_known_by_its_size_and_content(place: Path, tools) -> None:
    content = photo(800, 600)
    (place / "photos" / "salle.jpg").write_bytes(content)
    assert told(place, tools) == []
    (read,) = read_place(place, tools.reader, place.parent).places
    (shown,) = photos_of(read.assessments[-1], tools.names)
    assert (shown.text, shown.credit) == ("La salle", "Awa")
    assert shown.picture == Picture(800, 600, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_content_tells_the_format_not_the_name(place: Path, tools, kind: str) -> None:
    (place / "photos" / "salle.jpg").write_bytes(photo(60, 40, kind=kind))
    assert told(place, tools) == []


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_upright_photo_gives_its_upright_size(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photo(60, 40, orientation=orientation))
    found = inspect(path).picture
    # From 5 to 8, the image is stored lying on its side.
    assert found
    assert (found.width, found.height) == ((40, 60) if orientation > 4 else (60, 40))


def png_header(width: int, height: int) -> bytes:
    """Write the start of a PNG that claims a size without holding a pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def overlong_transparency() -> bytes:
    """Give a palette more transparencies than it has colours: it opens, and fails once drawn."""
    content = photo(60, 40, kind="PNG", mode="P")
    data = b"tRNS" + b"\x00" * 300
    chunk = struct.pack(">I", 300) + data + struct.pack(">I", zlib.crc32(data))
    at = content.index(b"IDAT") - 4
    return content[:at] + chunk + content[at:]


GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "CM-510", id="empty"),
        pytest.param(b"x", "CM-510", id="text"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "CM-510", id="svg"),
        pytest.param(b"%PDF-1.7 \xff\xd8\xff", "CM-510", id="pdf"),
        pytest.param(GIF, "CM-510", id="gif"),
        pytest.param(b"\xff\xd8\xff" + b"0" * 100, "CM-510", id="starts as a JPEG"),
        pytest.param(b"\xff" * (photos.HEAVIEST + 1), "CM-511", id="heavy"),
        # 8,000 × 5,001 is 40,008,000 pixels; Pillow itself refuses the second as a bomb.
        pytest.param(png_header(8_000, 5_001), "CM-512", id="large"),
        pytest.param(png_header(60_000, 60_000), "CM-512", id="bomb"),
        # 40,000,000 pixels are allowed, but the file holds none of them.
        pytest.param(png_header(8_000, 5_000), "CM-514", id="hollow"),
        pytest.param(photo(60, 40)[:-200], "CM-514", id="cut"),
        pytest.param(overlong_transparency(), "CM-514", id="palette"),
        pytest.param(photo(10, 101), "CM-516", id="ribbon"),
        pytest.param(photo(10, 100), None, id="banner"),
        pytest.param(photo(60, 40, comment=b"bonjour"), "CM-513", id="comment"),
        pytest.param(photo(60, 40, position=True), "CM-513", id="position in a JPEG"),
        pytest.param(photo(60, 40, kind="PNG", position=True), "CM-513", id="in a PNG"),
        pytest.param(photo(60, 40, kind="WEBP", position=True), "CM-513", id="in a WebP"),
        pytest.param(photo(60, 40, comment=b"GPSLatitude='44,24N'"), "CM-513", id="in XMP"),
        pytest.param(photo(60, 40, camera=True), "CM-513", id="camera only"),
        pytest.param(photo(60, 40, orientation=6), None, id="orientation only"),
    ],
)
def test_what_is_refused_and_why(place: Path, tools, content: bytes, code: str | None) -> None:
    (place / "photos" / "salle.jpg").write_bytes(content)
    expected = [("bon-lieu/photos/salle.jpg", code)] if code else []
    assert told(place, tools) == expected


def test_a_tiny_photo_is_a_photo(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photo(1, 1))
    assert inspect(path).picture


def test_data_that_cannot_be_read_may_hide_a_position(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photo(60, 40, camera=True))

    def refuse(*_: object) -> None:
        raise SyntaxError

    monkeypatch.setattr(Image.Exif, "get_ifd", refuse)
    assert inspect(path).code == "CM-513"


def test_a_position_once_erased_is_no_position(tmp_path: Path) -> None:
    """Some cameras leave an empty block that only gives the version of the standard."""
    exif = Image.Exif()
    exif[0x8825] = {0: b"\x02\x03\x00\x00"}
    written = io.BytesIO()
    Image.new("RGB", (4, 4)).save(written, "JPEG", exif=exif)
    path = tmp_path / "a.jpg"
    path.write_bytes(written.getvalue())
    assert inspect(path).picture


def test_the_limit_of_weight_is_inclusive(tmp_path: Path, monkeypatch) -> None:
    content = photo(60, 40)
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    monkeypatch.setattr(photos, "HEAVIEST", len(content))
    assert inspect(path).picture
    monkeypatch.setattr(photos, "HEAVIEST", len(content) - 1)
    assert inspect(path).code == "CM-511"


def test_the_remedy_is_a_command_to_copy(place: Path, tools) -> None:
    (place / "photos" / "a b;rm -rf x.jpg").write_bytes(photo(60, 40, position=True))
    read = read_photos(place / "photos", "bon-lieu/photos")
    wrong_name, found = sorted(read.problems, key=lambda problem: problem.code)
    assert (wrong_name.code, found.code) == ("CM-331", "CM-513")
    # The name is quoted for the shell: the command can be copied as it is.
    assert "cm photo 'bon-lieu/photos/a b;rm -rf x.jpg'" in found.hint


def test_links_folders_and_photos_nobody_names(place: Path, tools) -> None:
    folder = place / "photos"
    (folder / "salle.jpg").symlink_to("/etc/passwd")
    (folder / "sous-dossier").mkdir()
    (folder / "oubliee.jpg").write_bytes(photo(60, 40))
    (folder / "cachee.jpg").write_bytes(photo(60, 40, position=True))
    assert sorted(told(place, tools)) == [
        ("bon-lieu/photos/cachee.jpg", "CM-513"),
        ("bon-lieu/photos/oubliee.jpg", "CM-515"),
        ("bon-lieu/photos/salle.jpg", "CM-504"),
        ("bon-lieu/photos/sous-dossier", "CM-503"),
    ]


def test_a_linked_folder_is_told_and_never_listed(tmp_path: Path, tools) -> None:
    write_place(tmp_path, "bon-lieu", minimal(extra=NAMED))
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "journal.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "bon-lieu" / "photos").symlink_to(tmp_path / "ailleurs")
    found = told(tmp_path / "bon-lieu", tools)
    assert found == [("bon-lieu/photos", "CM-504")]


@pytest.mark.parametrize(
    "name",
    ["a&b.jpg", "cour$(x).jpg", "CON.jpg", "aux.png", "e\u0301te\u0301.jpg", "x" * 101 + ".jpg", "cour", "cour.yml", "-x.jpg"],
)  # fmt: skip
def test_one_rule_for_names_in_the_folder_and_in_the_file(place: Path, tools, read, name) -> None:
    (place / "photos" / "salle.jpg").write_bytes(photo(60, 40))
    (place / "photos" / name).write_bytes(photo(60, 40))
    assert told(place, tools) == [(f"bon-lieu/photos/{name}", "CM-331")]
    assert not is_photo_name(name)
    if name != "e\u0301te\u0301.jpg":  # a file is read composed
        named = NAMED.replace("salle.jpg", name)
        assert "CM-331" in read.codes(minimal(extra=named))


@pytest.mark.parametrize("name", ["été.jpg", "IMG_0042 (1).JPEG", "l’entrée 2.webp", "7.png"])
def test_honest_names_are_accepted_everywhere(place: Path, tools, read, name: str) -> None:
    (place / "photos" / name).write_bytes(photo(60, 40))
    (place / "photos" / "salle.jpg").write_bytes(photo(60, 40))
    assert told(place, tools) == [(f"bon-lieu/photos/{name}", "CM-515")]
    assert read.codes(minimal(extra=NAMED.replace("salle.jpg", name))) == []


def test_two_names_that_some_systems_confuse(place: Path, tools) -> None:
    for name in ("salle.jpg", "Salle.jpg"):
        (place / "photos" / name).write_bytes(photo(60, 40))
    assert ("bon-lieu/photos/salle.jpg", "CM-517") in told(place, tools)


def test_a_photo_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photo(60, 40))

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert inspect(path).code == "CM-509"
