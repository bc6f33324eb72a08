"""From a clone to the national and back: one network, by the commands its documentation gives, in real repositories."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import ROOT, SHARED, minimal, write_place
from tests.test_fork import ANSWERS, NETWORK
from tests.test_receiving import Forge, changed, commit, git, write

pytestmark = pytest.mark.long

LISTS = {"cget": SHARED / "cget_tiers_lieux_2019.csv", "bretagne": SHARED / "bretagne_fablabs_tiers_lieux_2020.geojson"}  # fmt: skip
INDICATOR = """\
indicateurs:
  - id: bzh__soirees_par_evenement
    titre: Part des soirées dansées
    definition: Nombre de soirées dansées pour cent événements de l’année.
    theme: programmation
    unite: "%"
    operation: {ratio: {de: [lien_social.bzh__festou_noz], sur: [evenements], facteur: 100}}
"""
FEDERATED = """\
reseaux:
  - code: bretagne
    nom: Tiers-lieux de Bretagne
    depot: file://{depot}
    commit: {commit}
    url: https://bretagne.exemple.fr/
"""


def cm(repository: Path, *words: str, code: int = 0) -> str:
    """Run a command of the program that a repository holds, as people do there."""
    modules = repository / "node_modules"
    if not modules.exists():
        modules.symlink_to(ROOT / "node_modules")
    done = subprocess.run(
        [sys.executable, "-m", "cm_build.cli", *words], cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))


class Breton(Forge):
    """A network of Brittany, filled by commands and two files of its own."""

    told: str

    def fill(self) -> None:
        """Answer five questions, bring two real lists, ask two questions, draw one chart."""
        network = self.network
        cm(
            network, "reseau", "init", "--sans-questions", "--nom", "Tiers-lieux de Bretagne",
            "--perimetre", "Bretagne", "--contact", "contact@reseau.exemple.fr",
        )  # fmt: skip
        self.told = "".join(
            cm(network, "import", "liste", str(path), "--carte", name)
            for name, path in LISTS.items()
        )
        write(network / "data/reseau.yaml", NETWORK + INDICATOR)
        write_place(network / "data/places", "ti-ar-vro", minimal("Ti ar Vro", "29019", ANSWERS))
        changed(network / "CODEOWNERS", "@commune-mesure/mainteneurs", "@lieux-bretons/equipe")
        commit(network, "feat: notre réseau")


@pytest.fixture(scope="module")
def breton(tmp_path_factory: pytest.TempPathFactory) -> Breton:
    if not all(path.exists() for path in LISTS.values()):
        pytest.skip("les listes de lieux ne sont pas à côté du projet")
    return Breton(tmp_path_factory.mktemp("bretagne"))


def test_a_network_is_born_receives_and_returns(breton: Breton, capsys) -> None:
    """Its duration is printed: from the lists in place to the national site."""
    started = time.perf_counter()
    born(breton)
    received(breton)
    returned(breton)
    with capsys.disabled():
        seconds = time.perf_counter() - started
        sys.stderr.write(f"\nDu clone au retour au national : {seconds:.0f} s.\n")


def born(breton: Breton) -> None:
    """What the two lists share is told, what is elsewhere is counted, and the site shows one région."""
    network = breton.network
    assert "hors du périmètre" in breton.told
    assert re.search(r"déjà|même site|nom proche", breton.told)
    assert cm(network, "check")
    site = network / "site"
    cm(network, "site", "--out", "site", "--sans-images")
    listed = rows(site / "donnees/bilans.csv")
    assert len(listed) > 50
    assert {row["region"] for row in listed if row["exemple_fictif"] != "oui"} == {"53"}
    form = (site / "contribuer/questionnaire/index.html").read_text("utf-8")
    assert 'data-q="lien_social.bzh__festou_noz"' in form
    assert "Part des soirées dansées" in (site / "methode/indicateurs/index.html").read_text(
        "utf-8"
    )
    assert "Les langues, tous lieux ensemble" in (site / "referentiel/gouvernance/index.html").read_text("utf-8")  # fmt: skip


def received(breton: Breton) -> None:
    """The next version comes without a conflict, and the copy it makes passes its own tests."""
    done = breton.work("reunir", "proposer")
    assert done.returncode == 0, done.stderr
    trial = breton.out / "essai"
    assert (trial / "data/local.yaml").read_bytes() == (breton.network / "data/local.yaml").read_bytes()  # fmt: skip
    assert "ruelle" in cm(trial, "check", "--depuis", "main")
    suite = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-cov",
         "tests/questionnaire", "tests/reading", "tests/places/test_own.py", "tests/test_fork.py"],
        cwd=trial, env={**os.environ, "PYTHONPATH": str(trial)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert suite.returncode == 0, suite.stdout[-3000:]
    git(breton.network, "merge", "--quiet", "--no-edit", "ameliorations/v1.0.0")


def returned(breton: Breton) -> None:
    """The national shows them as lines that lead home; nobody copied a file by hand."""
    national, network = breton.project, breton.network
    seen = git(network, "rev-parse", "HEAD")
    write(national / "data/federation.yaml", FEDERATED.format(depot=network, commit=seen))
    cm(national, "federation", "pull")
    assert "bretagne" in cm(national, "federation", "status")
    cm(national, "site", "--out", "site", "--sans-images")
    listed = rows(national / "site/donnees/bilans.csv")
    brought = {row["lieu"] for row in listed if row["reseau"] == "bretagne"}
    assert "bretagne.ti-ar-vro" in brought
    assert len(brought) > 50
    document = json.loads((national / "site/assets/annuaire.json").read_text("utf-8"))
    assert document["reseaux"]["bretagne"]["lieux"] == "https://bretagne.exemple.fr/lieux/"
    assert "bretagne.ti-ar-vro" in document["adresses"]
    region = (national / "site/referentiel/territoires/bretagne/index.html").read_text("utf-8")
    assert 'href="https://bretagne.exemple.fr/lieux/' in region
    assert not (national / "site/lieux/ti-ar-vro").exists()
    assert "bzh__" not in (national / "site/donnees/bilans.csv").read_text("utf-8-sig")
    # Not a line of Python differs, on either side, from what the version brought.
    assert git(network, "diff", "--stat", "v0.9.0", "HEAD", "--", "*.py").count("\n") <= 2
    assert git(national, "status", "--porcelain", "--", "cm_build") == ""
