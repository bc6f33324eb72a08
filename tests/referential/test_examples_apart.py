"""Places invented by the project live apart: a network's own never meet them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.referential.assembly import Assembled, assemble
from cm_build.referential.provenance import read_provenance
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from tests.support import DATA, ROOT, minimal, write_place

SHARED = "le-piano-commun"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Copy the project's data with two examples, and one place at the address of the first."""
    data = tmp_path / "depot" / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("places", "exemples"))
    for slug in (SHARED, "la-paillasse"):
        shutil.copytree(DATA / "exemples" / slug, data / "exemples" / slug)
    write_place(data / "places", SHARED, minimal("Le Piano de Rennes"))
    shutil.copyfile(ROOT / "data/places/LISEZMOI.md", data / "places/LISEZMOI.md")
    return data


def assembled(data: Path) -> Assembled:
    return assemble(data_folders(data, data), Records())


def shown(data: Path) -> dict[str, tuple[str, str]]:
    referential = assembled(data).referential
    assert referential
    return {one.slug: (one.name, one.file) for one in referential.summaries}


def test_a_place_takes_the_address_of_an_example_and_it_is_told(data: Path) -> None:
    assert shown(data) == {
        "la-paillasse": ("La Paillasse", "data/exemples/la-paillasse/2025.yaml"),
        SHARED: ("Le Piano de Rennes", f"data/places/{SHARED}/2025.yaml"),
    }
    (told,) = [one for one in assembled(data).problems if one.code == "CM-530"]
    assert (told.file, told.message.count(SHARED)) == (f"data/places/{SHARED}", 1)


def test_examples_that_are_not_shown_are_not_even_read(data: Path) -> None:
    settings = data / "referentiel.yaml"
    text = settings.read_text(encoding="utf-8")
    (data / "exemples/la-paillasse/2025.yaml").write_text("faux: [", encoding="utf-8")
    assert assembled(data).referential is None
    settings.write_text(text.replace("exemples: oui", "exemples: non"), encoding="utf-8")
    assert [*shown(data)] == [SHARED]
    assert not [one for one in assembled(data).problems if one.code == "CM-530"]


def test_an_example_elsewhere_is_not_told_to_be_out_of_scope(data: Path) -> None:
    """A région shows those that are there; the others are nobody's to correct."""
    settings = data / "referentiel.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "  regions: []" in text
    settings.write_text(text.replace("  regions: []", '  regions: ["53"]'), encoding="utf-8")
    assert [*shown(data)] == [SHARED]
    assert not [one for one in assembled(data).problems if one.code == "CM-702"]


def test_a_folder_of_places_alone_has_no_example(data: Path) -> None:
    read = assemble(data_folders(data / "places", data), Records()).referential
    assert read
    assert [one.slug for one in read.summaries] == [SHARED]


def test_the_history_of_both_is_known(data: Path) -> None:
    git = ("git", "-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr")
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "tout")):
        subprocess.run([*git, *words], cwd=data.parent, check=True)
    referential = assembled(data).referential
    assert referential
    found = read_provenance(data_folders(data, data), referential.tools.settings)
    for file in (f"data/places/{SHARED}/2025.yaml", "data/exemples/la-paillasse/2025.yaml"):
        assert found.of(file).commit, file
        assert found.of(file).date, file


def test_an_example_is_checked_where_it_is(data: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(data.parent)
    assert main(["check"]) == 0
    assert main(["check", "data/exemples"]) == 0
    (data / "exemples/la-paillasse/2025.yaml").write_text("faux: [", encoding="utf-8")
    capsys.readouterr()
    assert main(["check"]) == 1
    assert "data/exemples/la-paillasse/2025.yaml:" in capsys.readouterr().out


def test_the_project_ships_no_place_of_its_own() -> None:
    """A network that receives its changes meets a conflict on none of its places."""
    tracked = subprocess.run(
        ["git", "ls-files", "data/places"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    own = [
        name
        for name in tracked
        if (ROOT / name).is_file() and "exemple_fictif: oui" in (ROOT / name).read_text("utf-8")
    ]
    assert "data/places/LISEZMOI.md" in tracked
    assert own == []
