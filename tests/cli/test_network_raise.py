"""`cm reseau monter`: another version of the project, and nothing else."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from cm_build.cli import network_light, network_raise
from cm_build.cli.light.wheel import LOCKS, named
from cm_build.cli.main import main
from cm_build.emitting.failure import StoppedError

INIT = ("reseau", "init", "--sans-questions", "--nom", "Lieux de Bretagne", "--leger")
RELEASES = "https://github.com/commun/projet/releases/download"
ADDRESS = f"{RELEASES}/v0.1.0/{named('0.1.0')}"


def package(version: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            zipfile.ZipInfo(LOCKS), f"jinja2==3.1.{version[2]} \\\n    --hash=sha256:{'0' * 64}\n"
        )
    return buffer.getvalue()


@pytest.fixture
def light(tmp_path: Path, monkeypatch) -> Path:
    """Write a light network that takes its package at an address."""
    asked: list[str] = []

    def fetched(address: str) -> bytes:
        asked.append(address)
        return package(address.rpartition("commune_mesure-")[2][:5])

    for module in (network_light, network_raise):
        monkeypatch.setattr(module, "fetched", fetched)
    folder = tmp_path / "reseau"
    assert main([*INIT, str(folder), "--roue", ADDRESS, "--projet", "commun/projet"]) == 0
    (folder / ".github/workflows/autre.yml").write_text(
        "jobs: {a: {uses: commun/projet/.github/workflows/check.yml@v0.1.0}}\n", encoding="utf-8"
    )
    monkeypatch.chdir(folder)
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_address_the_digests_and_the_workflows_follow(light: Path, capsys) -> None:
    before = texts(light)
    assert main(["reseau", "monter", "v0.2.0"]) == 0
    after = texts(light)
    digest = hashlib.sha256(package("0.2.0")).hexdigest()
    project = (
        f"commune-mesure @ {RELEASES}/v0.2.0/{named('0.2.0')} \\\n    --hash=sha256:{digest}\n"
    )
    assert project in after["requirements.txt"]
    assert "jinja2==3.1.2 " in after["requirements.txt"]
    assert "0.1.0" not in after["requirements.txt"]
    for name in ("publier", "verifier"):
        text = after[f".github/workflows/{name}.yml"]
        assert f"uses: commun/projet/.github/workflows/leger-{name}.yml@v0.2.0\n" in text
    assert {name for name in before if before[name] != after[name]} == {
        "requirements.txt", ".github/workflows/publier.yml", ".github/workflows/verifier.yml",
    }  # fmt: skip
    assert "0.1.0 → 0.2.0" in capsys.readouterr().out
    assert main(["reseau", "monter", "v0.2.0"]) == 0
    assert "déjà à la version v0.2.0" in capsys.readouterr().out
    assert texts(light) == after


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["0.2.0"], "n’est pas une version"),
        (["v0.2.0", "--roue", "absent.whl"], "n’existe pas"),
        (["v0.2.0", "--roue", "../ailleurs.whl"], "n’est pas dans le dossier du réseau"),
        (["v0.2.0", "--roue", "README.md"], "n’est pas le paquet du projet"),
        (["v0.2.0", "--roue", named("0.3.0")], "est la version v0.3.0, et non v0.2.0"),
    ],
)
def test_a_wrong_package_changes_nothing(light: Path, capsys, words: list[str], told: str) -> None:
    (light.parent / "ailleurs.whl").write_bytes(package("0.2.0"))
    (light / named("0.3.0")).write_bytes(package("0.3.0"))
    before = {path: path.read_bytes() for path in light.rglob("*") if path.is_file()}
    assert main(["reseau", "monter", *words]) == 1
    assert told in capsys.readouterr().err
    assert {path: path.read_bytes() for path in light.rglob("*") if path.is_file()} == before


def test_elsewhere_it_says_where_to_start(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["reseau", "monter", "v0.2.0"]) == 1
    assert "« requirements.txt » n’est pas ici" in capsys.readouterr().err
    (tmp_path / "requirements.txt").write_text("jinja2==3.1.6\n", encoding="utf-8")
    assert main(["reseau", "monter", "v0.2.0"]) == 1
    assert "ne dit pas quelle version" in capsys.readouterr().err


def test_a_package_that_is_a_file_is_kept_in_the_repository(tmp_path: Path, capsys) -> None:
    wheel = tmp_path / named("0.1.0")
    wheel.write_bytes(package("0.1.0"))
    folder = tmp_path / "reseau"
    assert main([*INIT, str(folder), "--roue", str(wheel)]) == 0
    assert (folder / "roue" / wheel.name).read_bytes() == package("0.1.0")
    assert f"\n./roue/{wheel.name} \\\n" in (folder / "requirements.txt").read_text("utf-8")
    assert not (folder / ".github").exists()
    assert main([*INIT, str(folder), "--roue", str(wheel)]) == 1
    assert "n’est pas vide" in capsys.readouterr().err
    assert main([*INIT, str(tmp_path / "autre"), "--roue", str(wheel), "--nom", ""]) == 1
    assert not (tmp_path / "autre").exists()


def test_an_address_that_is_not_safe_is_not_asked() -> None:
    with pytest.raises(StoppedError, match="n’est pas une adresse sûre"):
        network_raise.fetched("http://exemple.fr/x.whl")
