"""`cm photo`: what it erases, what it keeps, what it never touches."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from cm_build.cli import photo as command
from cm_build.cli.main import main
from cm_build.places import photos
from cm_build.places.photos import inspect
from tests.pictures import CAMERA, opened, photo


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_its_position_and_keeps_its_format(tmp_path: Path, capsys, kind: str) -> None:
    path = tmp_path / "salle.jpg"
    path.write_bytes(photo(800, 600, kind=kind, position=True, camera=True, orientation=6))
    path.chmod(0o640)
    assert inspect(path).code == "CM-513"
    assert main(["photo", str(path)]) == 0
    told = capsys.readouterr().out
    assert " : effacé : la position et l’appareil ; 600 × 800 pixels" in told
    assert "reste dans l’historique" in told
    content = path.read_bytes()
    assert CAMERA.encode() not in content
    assert opened(content).format == kind
    # Upright pixels, with nothing left to say that they should be turned.
    assert opened(content).size == (600, 800)
    assert inspect(path).picture
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["salle.jpg"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (photo(60, 40, camera=True), "effacé : l’appareil ;"),
        (photo(60, 40, comment=b"Chez Lou"), "effacé : un commentaire ;"),
        (photo(60, 40) + b"film", "effacé : ce qui suivait l’image ;"),
        (photo(3000, 2000, position=True), "effacé : la position, réduite ;"),
    ],
)
def test_what_is_erased_is_what_was_there(tmp_path: Path, capsys, content, told: str) -> None:
    path = tmp_path / "salle.jpg"
    path.write_bytes(content)
    assert inspect(path).code == "CM-513"
    assert main(["photo", str(path)]) == 0
    out = capsys.readouterr().out
    assert f" : {told}" in out
    assert ("position" in out) is ("position" in told)
    assert "reste dans l’historique" in out
    assert inspect(path).picture


def test_a_clean_photo_is_left_alone(tmp_path: Path, capsys) -> None:
    path = tmp_path / "salle.jpg"
    content = photo(800, 600)
    path.write_bytes(content)
    assert main(["photo", str(path)]) == 0
    assert path.read_bytes() == content
    assert "déjà propre" in capsys.readouterr().out


def test_cleaning_twice_changes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "salle.png"
    path.write_bytes(photo(800, 600, kind="PNG", position=True))
    main(["photo", str(path)])
    content = path.read_bytes()
    main(["photo", str(path)])
    assert path.read_bytes() == content


def test_an_immense_photo_is_reduced(tmp_path: Path, capsys) -> None:
    path = tmp_path / "salle.jpg"
    path.write_bytes(photo(8000, 6000))
    assert inspect(path).code == "CM-512"
    assert main(["photo", str(path)]) == 0
    assert inspect(path).picture
    assert opened(path.read_bytes()).size == (2560, 1920)
    told = capsys.readouterr().out
    assert " : réduite ; 2560 × 1920" in told
    # Nothing is erased that was not there, and nothing needs to leave the history.
    assert "effacé" not in told
    assert "historique" not in told


def test_a_heavy_photo_becomes_light_enough(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "salle.png"
    # Noise does not compress: 300 × 200 pixels of three bytes are about 180,000 bytes.
    Image.effect_noise((300, 200), 90).convert("RGB").save(path)
    monkeypatch.setattr(photos, "HEAVIEST", 30_000)
    monkeypatch.setattr(command, "HEAVIEST", 30_000)
    assert inspect(path).code == "CM-511"
    assert main(["photo", str(path)]) == 0
    assert inspect(path).picture


def test_what_is_no_photo_is_told_and_left_alone(tmp_path: Path, capsys) -> None:
    wrong, good, missing = (tmp_path / name for name in ("a.txt", "b.jpg", "absente.jpg"))
    wrong.write_text("bonjour")
    good.write_bytes(photo(60, 40, position=True))
    assert main(["photo", str(wrong), str(missing), str(good)]) == 1
    told = capsys.readouterr()
    assert told.err.count("n’a pas été touchée") == 2
    assert wrong.read_text() == "bonjour"
    # One wrong file does not stop the others.
    assert inspect(good).picture


def test_a_link_is_left_alone(tmp_path: Path, capsys) -> None:
    target, link = tmp_path / "salle.jpg", tmp_path / "lien.jpg"
    target.write_bytes(photo(60, 40, position=True))
    link.symlink_to(target)
    assert main(["photo", str(link)]) == 1
    assert "est un lien" in capsys.readouterr().err
    assert link.is_symlink()


def test_a_scan_of_sixteen_bits_keeps_its_greys(tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    # From black to nearly white (65,481) in 300 steps: 32,740 in the middle, 127 once divided by 257.
    scan = Image.new("I;16", (300, 20))
    scan.putdata([x * 219 for _ in range(20) for x in range(300)])
    scan.resize((3000, 200)).save(path)
    assert main(["photo", str(path)]) == 0
    cleaned = opened(path.read_bytes()).convert("L")
    assert [cleaned.getpixel((x, 50)) for x in (5, 1282, 2555)] == pytest.approx(
        [0, 127, 254], abs=2
    )


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys, monkeypatch) -> None:
    path = tmp_path / "salle.jpg"
    content = photo(60, 40, position=True)
    path.write_bytes(content)

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", refuse)
    assert main(["photo", str(path)]) == 1
    assert "ne peut pas être écrite" in capsys.readouterr().err
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_broken_data_does_not_stop_what_erases_it(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "salle.jpg"
    path.write_bytes(photo(60, 40, camera=True))

    def refuse(*_: object) -> None:
        raise SyntaxError

    with monkeypatch.context() as patched:
        patched.setattr(Image.Image, "getexif", refuse)
        assert main(["photo", str(path)]) == 0
    assert CAMERA.encode() not in path.read_bytes()
