"""The national shows the places of its networks: real repositories, real copies, real sites."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cm_build.cli.main import main
from tests.federated import KEPT, SIRET, World, commit, git
from tests.recomputation.differences import differences
from tests.recomputation.published import Published
from tests.support import PROJECT, ROOT, files_of, minimal, write_place


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.listed()
    return made


@pytest.fixture(scope="module")
def site(federated_site: Path) -> dict[str, bytes]:
    return files_of(federated_site)


def copied(world: World) -> str:
    return "\n".join(content.decode() for content in files_of(world.copy).values())


def told_of(files: dict[str, bytes], words: str) -> list[str]:
    """Name the files that say some words, names of files included."""
    return [path for path, data in files.items() if words.encode() in data or words in path]


def test_a_copy_holds_what_the_network_publishes_and_nothing_else(world: World, capsys) -> None:
    assert world.run("pull") == 0
    told = capsys.readouterr().out
    assert "2 lieux, du commit" in told
    assert "1 lieu refusé : CM-201" in told
    assert "version 2, comme ici" in told
    files = files_of(world.copy)
    assert {"copie.yaml", "places/le-phare/2025.yaml", "places/ti-ar-vro/2025.yaml"} == {
        path for path in files if path.endswith(".yaml")
    }
    for word in (*KEPT, "bzh__", "masquees"):
        assert word not in copied(world)
    # The same commits give the same bytes, whoever copies them and when.
    shutil.rmtree(world.copy)
    assert world.run("pull", "--reseau", "bretagne") == 0
    assert files_of(world.copy) == files


def test_its_places_are_lines_that_lead_to_their_own_site(site: dict[str, bytes]) -> None:
    portrait = "https://bretagne.exemple.fr/lieux/ti-ar-vro/"
    page = site["lieux/index.html"].decode()
    assert f'<a href="{portrait}">Ti ar Vro</a>' in page
    assert "À lire chez son réseau\u00a0: Les lieux de Bretagne" in page
    assert 'href="la-vigie/"' in page
    assert 'id="f-reseau"' in page
    document = json.loads(site["assets/annuaire.json"])
    assert document["facettes"][-1]["valeurs"] == ["Le national", "Les lieux de Bretagne"]
    assert document["reseaux"]["bretagne"]["lieux"] == "https://bretagne.exemple.fr/lieux/"
    assert "bretagne.ti-ar-vro" in document["adresses"]
    assert portrait in site["referentiel/territoires/bretagne/index.html"].decode()
    assert [path for path in site if path.startswith("lieux/") and "ti-ar-vro" in path] == []
    assert "api/v1/lieux/bretagne.ti-ar-vro.json" not in site
    for word in KEPT:
        assert told_of(site, word) == []
    assert b"bzh__" not in site["donnees/bilans.csv"] + site["donnees/dictionnaire.csv"]


def test_its_places_are_counted_and_given_with_their_network(site: dict[str, bytes]) -> None:
    rows = list(
        csv.DictReader(io.StringIO(site["donnees/bilans.csv"].decode("utf-8-sig")), delimiter=";")
    )
    told = {
        row["lieu"]: (row["reseau"], row["licence"], row["compte_dans_les_chiffres"])
        for row in rows
    }
    assert told["bretagne.ti-ar-vro"] == ("bretagne", "CC BY 4.0", "oui")
    assert told["la-vigie"] == ("", "Licence Ouverte 2.0", "oui")
    listed = {one["lieu"]: one for one in json.loads(site["api/v1/lieux.json"])["lieux"]}
    assert listed["bretagne.le-phare"]["reseau"] == "bretagne"
    assert listed["bretagne.le-phare"]["page"] == "https://bretagne.exemple.fr/lieux/le-phare/"
    assert listed["la-vigie"]["reseau"] is None
    package = json.loads(site["donnees/datapackage.json"])
    assert "CC BY 4.0" in {one["title"] for one in package["licenses"]}
    quality = site["referentiel/qualite/index.html"].decode()
    assert "Les lieux de Bretagne" in quality
    assert "Ce qu’il publiait le 1er mars 2026" in quality


def test_every_figure_of_them_is_found_again_from_the_open_files(federated_site: Path) -> None:
    assert list(differences(Published(federated_site))) == []


def history(world: World) -> str:
    """Give everything that the branch holds, from its first commit on."""
    names = git(world.national, "rev-list", "--objects", "federation").splitlines()
    blobs = [name.split()[0] for name in names]
    return "\n".join([*names, *(git(world.national, "cat-file", "-p", blob) for blob in blobs)])


def test_what_is_withdrawn_leaves_no_trace_though_the_network_is_broken(world: World) -> None:
    commit(world.national)
    assert world.run("pull", "--branche") == 0
    assert git(world.national, "ls-tree", "-r", "--name-only", "federation").splitlines() == [
        "LISEZMOI.md",
        "bretagne/.commune-mesure",
        "bretagne/copie.yaml",
        "bretagne/places/le-phare/2025.yaml",
        "bretagne/places/ti-ar-vro/2025.yaml",
    ]
    pinned = git(world.network, "rev-parse", "HEAD")
    text = (world.network / "data/places/ti-ar-vro/2025.yaml").read_text()
    world.place("ti-ar-vro", text.replace("publique", "non_publiee"))
    (world.network / "data/reseau.yaml").write_text("code: [ceci ne se lit plus")
    world.listed()  # the broken commit itself is asked for
    assert git(world.network, "rev-parse", "HEAD") != pinned
    assert world.run("pull", "--branche") == 1
    site = world.site("site")
    for words in ("ti-ar-vro", "Ti ar Vro"):
        assert told_of(site, words) == []
        assert words not in history(world)
        assert words not in copied(world)
    assert told_of(site, "bretagne.le-phare") != []
    assert git(world.national, "rev-list", "--count", "federation") == "1"
    quality = site["referentiel/qualite/index.html"].decode()
    assert "ne peut plus être lu depuis" in quality
    assert "reseau.yaml" in quality


def test_the_national_removes_a_place_by_itself_and_at_once(world: World) -> None:
    assert world.run("pull") == 0
    pinned = git(world.network, "rev-parse", "HEAD")
    shutil.rmtree(world.network)
    world.listed(pinned=pinned, more="retraits: [bretagne.le-phare]\n")
    # Before anything is copied again.
    assert world.shown == {"la-vigie", "bretagne.ti-ar-vro"}
    assert world.run("pull") == 1
    assert "le-phare" not in copied(world)


def test_a_lost_network_keeps_its_copy_thirty_days(world: World, capsys) -> None:
    assert world.run("pull") == 0
    good = files_of(world.copy)
    world.network.rename(world.network.with_name("perdu"))
    assert world.run("pull") == 1
    assert "En erreur depuis le" in capsys.readouterr().out
    kept = files_of(world.copy)
    assert kept["places/le-phare/2025.yaml"] == good["places/le-phare/2025.yaml"]
    manifest = world.copy / "copie.yaml"
    manifest.write_text(
        re.sub(r"depuis: \d{4}-\d\d-\d\d", "depuis: 2020-01-01", manifest.read_text())
    )
    assert world.run("pull") == 1
    assert [path for path in files_of(world.copy) if path.startswith("places/")] == []
    assert world.shown == {"la-vigie"}
    assert "trente jours au plus" in world.told


def test_nothing_but_plain_files_of_places_is_taken(world: World, tmp_path: Path) -> None:
    places = world.network / "data/places"
    secret = tmp_path / "secret.yaml"
    secret.write_text(minimal("zz-atelier"))
    (places / "lien").symlink_to(tmp_path)
    (places / "le-lien").mkdir()
    (places / "le-lien/2025.yaml").symlink_to(secret)
    (places / "trop-grand").mkdir()
    (places / "trop-grand/2025.yaml").write_text("# zz-oublie\n" * 40_000 + minimal("Trop grand"))
    hooks = world.network / ".git/hooks/post-checkout"
    hooks.parent.mkdir(exist_ok=True)
    hooks.write_text(f"#!/bin/sh\ntouch {tmp_path}/lance\n")
    hooks.chmod(0o755)
    (world.network / ".gitattributes").write_text("* filter=lfs diff=lfs\n")
    git(
        world.network,
        "update-index",
        "--add",
        "--cacheinfo",
        f"160000,{'b' * 40},data/places/sous-module",
    )
    (world.network / ".gitmodules").write_text(
        f'[submodule "x"]\n\tpath = data/places/sous-module\n\turl = {tmp_path}\n'
    )
    git(world.network, "add", ".gitmodules", ".gitattributes", "data/places")
    git(world.network, "commit", "--quiet", "-m", "data: hostile")
    world.listed(pinned=git(world.network, "rev-parse", "HEAD"))
    assert world.run("pull") == 0
    names = {path.parent.name for path in world.copy.glob("places/*/*")}
    assert names == {"le-phare", "ti-ar-vro"}
    assert "CM-101" in copied(world)
    assert not (tmp_path / "lance").exists()
    assert not any(word in copied(world) for word in KEPT)


def test_a_place_of_two_networks_counts_once_and_doubts_are_told(world: World, capsys) -> None:
    places = world.national / "data/places"
    write_place(places, "le-phare", minimal("Le phare", "35238"))
    write_place(places, "la-forge", minimal("Un autre nom", "13055", SIRET))
    write_place(
        places, "cache", minimal("Zz-secret", "13055", SIRET).replace("publique", "non_publiee")
    )
    assert world.run("pull") == 0
    assert world.shown == {"la-vigie", "le-phare", "la-forge", "bretagne.ti-ar-vro"}
    assert "compté une seule fois" in world.told
    assert "le même identifiant. Est-ce le même" in world.told
    assert "Zz-secret" not in world.told
    capsys.readouterr()
    assert main(["check", "--data", str(world.national / "data")]) == 0
    told = capsys.readouterr().out
    assert "CM-714" in told
    assert "CM-716" in told
    assert not re.search(r"CM-71\d[^\n]*\n[^\n]*cache", told)
    # The place chose its other page.
    pinned = git(world.network, "rev-parse", "HEAD")
    chosen = "memes_lieux: [{page: bretagne.le-phare, autres: [le-phare]}]\n"
    world.listed(pinned=pinned, more=chosen)
    assert world.shown == {"la-vigie", "la-forge", "bretagne.le-phare", "bretagne.ti-ar-vro"}


def test_a_copy_that_cannot_be_read_here_never_stops_the_site(world: World) -> None:
    assert world.run("pull") == 0
    year = world.copy / "places/le-phare/2025.yaml"
    year.write_text(year.read_text().replace("questionnaire: 2", "questionnaire: 9"))
    assert world.shown == {"la-vigie", "bretagne.ti-ar-vro"}
    assert "CM-715" in {one.code for one in world.assembled.problems}
    (world.copy / "copie.yaml").write_text("ceci: [n’est plus une copie")
    assert world.shown == {"la-vigie"}
    assert "CM-711" in {one.code for one in world.assembled.problems}


def test_its_smallest_group_and_its_scope_hold_here(world: World) -> None:
    assert world.run("pull") == 0
    referential = world.assembled.referential
    assert referential
    assert referential.tools.settings.groupe_minimum == 6
    assert referential.peers.minimum == 6


def test_a_network_that_copies_the_list_does_not_show_the_others(world: World) -> None:
    assert world.run("pull") == 0
    settings = world.national / "data/referentiel.yaml"
    own = "https://forge.fr/reseau/lieux"
    settings.write_text(settings.read_text() + f"url: https://ici.fr/\ndepot: {{url: {own}}}\n")
    federation = world.national / "data/federation.yaml"
    federation.write_text(federation.read_text().replace(str(world.network), f"{own}.git"))
    assert world.shown == {"la-vigie"}


def test_what_is_asked_wrong_is_told_in_french(world: World, capsys) -> None:
    assert world.run("status", "--reseau", "bretagn") == 1
    assert "Vouliez-vous dire « bretagne »" in capsys.readouterr().err
    assert world.run("status") == 1
    assert "Pas encore de copie" in capsys.readouterr().out
    assert world.run("pull") == 0
    world.listed(pinned="c" * 40)
    capsys.readouterr()
    assert world.run("pull") == 1
    assert "le commit demandé ne se trouve pas" in capsys.readouterr().out
    settings = world.network / "data/local.yaml"
    settings.write_text(settings.read_text().replace("CC BY 4.0", "ODbL 1.0"))
    world.listed()
    assert world.run("pull") == 1
    assert "sa licence, ODbL 1.0, ne permet pas" in capsys.readouterr().out
    (world.national / "data/federation.yaml").unlink()
    assert world.run("pull") == 1
    assert "Revenir au national" in capsys.readouterr().err


class Forge:
    """Where the national's repository is, and what its workflow does with it."""

    def __init__(self, world: World) -> None:
        self.world, self.root = world, world.national.parent
        commit(world.national)
        self.remote = self.root / "forge.git"
        git(self.root, "clone", "--quiet", "--bare", str(world.national), str(self.remote))

    def clone(self, name: str) -> Path:
        folder = self.root / name
        git(self.root, "clone", "--quiet", "--branch=main", str(self.remote), str(folder))
        command = folder / ".venv/bin/cm"
        command.parent.mkdir(parents=True)
        # The rest of the data is the project's.
        command.write_text(
            f'#!/bin/sh\ncd "{PROJECT}" && exec "{sys.executable}" -m cm_build.cli "$@" --data "{folder}/data"\n'
        )
        command.chmod(0o755)
        return folder

    def work(self, folder: Path, *steps: str) -> int:
        for step in steps:
            words = [step, str(folder / "resume.md")] if step == "copier" else [step]
            done = subprocess.run(
                ["bash", str(ROOT / ".ci/federation"), *words],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                env={"PATH": os.environ["PATH"], "HOME": str(self.root), "PYTHONPATH": str(ROOT)},
            )
            self.said = done.stdout + done.stderr
            if done.returncode:
                return done.returncode
        return 0


def test_the_workflow_carries_copies_and_forgets_what_was_withdrawn(world: World) -> None:
    forge = Forge(world)
    first = forge.clone("un")
    assert forge.work(first, "lire", "copier", "envoyer") == 0, forge.said
    resume = (first / "resume.md").read_text()
    assert "2 lieux, du commit" in resume
    assert "Re-run all jobs" in resume
    copies = files_of(first / ".cache/federation")
    published = forge.clone("deux")
    assert forge.work(published, "lire") == 0, forge.said
    assert files_of(published / ".cache/federation") == copies
    # The network withdraws a place, and breaks: the branch is replaced all the same.
    shutil.rmtree(world.network / "data/places/ti-ar-vro")
    (world.network / "data/reseau.yaml").write_text("code: [")
    commit(world.network)
    again = forge.clone("trois")
    assert forge.work(again, "lire", "copier", "envoyer") == 0, forge.said
    held = git(forge.remote, "log", "--all", "--name-only", "--format=%H", "--", "bretagne")
    assert "ti-ar-vro" not in held
    assert "le-phare" in held
    assert git(forge.remote, "rev-list", "--count", "federation") == "1"


def test_a_branch_with_anything_else_is_not_taken(world: World) -> None:
    forge = Forge(world)
    person = forge.clone("personne")
    git(person, "switch", "--quiet", "--orphan", "federation")
    (person / "bretagne").mkdir()
    (person / "bretagne/copie.yaml").symlink_to("/etc/passwd")
    git(person, "add", "bretagne")
    git(person, "commit", "--quiet", "-m", "x")
    git(person, "push", "--quiet", "origin", "federation")
    built = forge.clone("site")
    assert forge.work(built, "lire") == 1
    assert "rien n’est repris" in forge.said
    assert not (built / ".cache").exists()
