"""A network without code: the project as a package, alone in an environment, makes the fork's own site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from cm_build.cli.main import main
from tests.support import ROOT, files_of, made_once, minimal, write_place
from tests.test_fork import ANSWERS, NETWORK

pytestmark = pytest.mark.long

SETTINGS = "nom: Lieux de Bretagne\nhebergeur: {nom: Une forge}\ncontact: {nom: Nous, page: https://reseau.example/contact}\nurl: https://reseau.example/lieux/\ndepot: {forge: github, url: https://github.com/reseau/lieux}\n"
PAGE = "---\ntitle: Notre réseau\ndescription: Qui nous sommes.\n---\n# Notre réseau\n\nBonjour.\n"
# What a repository without the project's files cannot link to: its pages, and the files of its examples.
EDITS = re.compile(rb'\n?<p class="cm-source"><a [^>]*rel="edit"[^>]*>[^<]*</a></p>\n?')
FILES = re.compile(rb'<a href="https://github[^"]*">(data/exemples/[^<]*)</a>')


def copied(target: Path) -> None:
    """Copy the repository as it is being written, without what is rebuilt."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    (target / "node_modules").symlink_to(ROOT / "node_modules")


def wheel_of(project: Path, out: Path) -> Path:
    """Build the package, without the network."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(out), str(project)]
    subprocess.run(command, check=True, cwd=out.parent, env={**os.environ, "PYTHONPATH": ""})
    (built,) = out.glob("*.whl")
    return built


def network(root: Path) -> None:
    """Write what is the network's own, the same in both."""
    (root / "data/reseau.yaml").write_text(NETWORK, encoding="utf-8")
    (root / "data/local.yaml").write_text(SETTINGS, encoding="utf-8")
    write_place(root / "data/places", "ti-ar-vro", minimal("Ti ar Vro", "29019", ANSWERS))
    shutil.rmtree(root / "docs/local", ignore_errors=True)
    (root / "docs/local").mkdir(parents=True)
    (root / "docs/local/presentation.md").write_text(PAGE, encoding="utf-8")
    legal = (ROOT / "docs/mentions-legales.md").read_text(encoding="utf-8")
    (root / "docs/local/mentions-legales.md").write_text(f"{legal}\nEt les nôtres.\n", "utf-8")


def environment(folder: Path, requirements: str) -> Path:
    """Make an environment that holds what the file asks for, at these versions, and nothing else."""
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    for line in re.findall(r"(?m)^[a-z0-9][a-z0-9._-]*==[^\\\n]+", requirements):
        wanted = Requirement(line.strip())
        if wanted.marker and not wanted.marker.evaluate():
            continue
        found = distribution(wanted.name)
        assert wanted.specifier.contains(found.version), line
        for top in {path.parts[0] for path in found.files or () if path.parts[0] != ".."}:
            if top != "__pycache__":
                (packages / top).symlink_to(Path(str(found.locate_file(top))))
    return folder / "bin"


def install(binaries: Path, wheel: Path) -> None:
    command = [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "install"]
    command += ["--quiet", "--no-index", "--no-deps", "--force-reinstall", str(wheel)]
    subprocess.run(command, check=True)


def build(command: list[str], folder: Path, **more: str) -> dict[str, bytes]:
    kept = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder.parent),
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    done = subprocess.run(
        [*command, "site", "--out", "site"], cwd=folder, env=kept | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return files_of(folder / "site")


def make(root: Path) -> None:
    project, light = root / "projet", root / "leger"
    copied(project)
    wheel = wheel_of(project, root / "roue")
    init = (
        "reseau",
        "init",
        "--sans-questions",
        "--nom",
        "Lieux de Bretagne",
        "--leger",
        str(light),
    )
    assert main([*init, "--roue", str(wheel), "--projet", "commune-mesure/essai"]) == 0
    for folder in (project, light):
        network(folder)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "leger", make)


def test_it_makes_the_site_of_a_fork_byte_for_byte(both: Path) -> None:
    project, light = both / "projet", both / "leger"
    binaries = environment(both / "seul", (light / "requirements.txt").read_text(encoding="utf-8"))
    (wheel,) = (light / "roue").glob("*.whl")
    install(binaries, wheel)
    fork = build([sys.executable, "-m", "cm_build.cli"], project, PYTHONPATH=str(project))
    alone = build([str(binaries / "cm")], light)
    assert [*alone] == [*fork]
    assert any(name.startswith("assets/moteur/") for name in alone)
    assert "lieux/la-filoche/image.png" in alone
    assert b"Et les n\xc3\xb4tres." in alone["mentions-legales/index.html"]
    assert b"Notre r\xc3\xa9seau" in alone["presentation/index.html"]
    different = [name for name in alone if plain(alone[name]) != plain(fork[name])]
    assert different == []
    text = alone["presentation/index.html"].decode()
    assert "https://github.com/reseau/lieux/edit/main/docs/local/presentation.md" in text
    assert b'rel="edit"' not in alone["glossaire/index.html"]


def plain(content: bytes) -> bytes:
    """Leave out the links that only a repository with the project's files can have."""
    return FILES.sub(rb"\1", EDITS.sub(b"", content))


def test_another_version_changes_its_version_and_nothing_else(both: Path, monkeypatch) -> None:
    project, light = both / "projet", both / "leger"
    before = {name: text for name, text in files_of(light).items() if not name.startswith("site/")}
    path = project / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(?m)^version = ".*"$', 'version = "9.1.0"', text), encoding="utf-8")
    wheel = wheel_of(project, both / "roue-suivante")
    shutil.copyfile(wheel, light / "roue" / wheel.name)
    monkeypatch.chdir(light)
    assert main(["reseau", "monter", "v9.1.0", "--roue", f"roue/{wheel.name}"]) == 0
    after = files_of(light)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {
        "requirements.txt", ".github/workflows/publier.yml", ".github/workflows/verifier.yml",
    }  # fmt: skip
    binaries = both / "seul" / "bin"
    install(binaries, light / "roue" / wheel.name)
    told = subprocess.run(
        [binaries / "cm", "version"], cwd=light, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("Commune Mesure 9.1.0\n")
    assert build([str(binaries / "cm")], light, CM_IMAGES="false")
