"""A national référentiel and a network of it, each in a real repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from cm_build.cli.main import main
from cm_build.pages.quality.networks import network_lines, shared_lines
from cm_build.referential.assembly import Assembled, assemble
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from tests.support import DATA, build, files_of, minimal, write_place
from tests.test_fork import ANSWERS, NETWORK

SETTINGS = """\
nom: {name}
accroche: "Des lieux d’ici."
perimetre: {{regions: [{region}]}}
licence: {{nom: {licence}, url: https://exemple.fr/licence}}
annee_reference: 2025
groupe_minimum: {minimum}
"""
SIRET = "identifiants: {siret: 73282932000074}\n"
# Words that are in the network's repository, and that nobody but the network may ever show.
KEPT = ("Zz-cache", "Zz-retire", "Zz-protege", "Zz-lyon", "Zz-casse", "zz-atelier", "zz-oublie")
PROTECTED = """\
questionnaire: 2
publication: publique
licence_acceptee: oui
lieu_protege: oui
region: "53"
grand_type: hebergement
reponses_choisies: [accroche]
identite:
  accroche: "Zz-protege, une porte discrète."
"""


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={
            "PATH": "/usr/bin:/bin",
            "GIT_AUTHOR_DATE": "2026-03-01T12:00:00+0000",
            "GIT_COMMITTER_DATE": "2026-03-01T12:00:00+0000",
        },
    ).stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "data: des lieux")
    return git(folder, "rev-parse", "HEAD")


class World:
    """A national référentiel and a network, each in its own repository."""

    def __init__(self, folder: Path) -> None:
        self.national, self.network = folder / "national", folder / "bretagne"
        self.code = "bretagne"
        for repository in (self.national, self.network):
            (repository / "data/places").mkdir(parents=True)
            git(repository, "init", "--quiet", "--initial-branch=main")
        (self.national / "data/referentiel.yaml").write_text(
            SETTINGS.format(name="Le national", region="", licence="Licence Ouverte 2.0", minimum=5)
        )
        (self.national / ".gitignore").write_text("/.cache/\n")
        write_place(self.national / "data/places", "la-vigie", minimal("La Vigie", "13055"))
        self._network()

    def _network(self) -> None:
        # As a network does: the defaults of the project, and its own laid over them.
        shutil.copyfile(DATA / "referentiel.yaml", self.network / "data/referentiel.yaml")
        (self.network / "data/local.yaml").write_text(
            SETTINGS.format(name="Bretagne", region='"53"', licence="CC BY 4.0", minimum=6)
        )
        (self.network / "data/reseau.yaml").write_text(NETWORK, encoding="utf-8")
        shutil.copyfile(DATA / "questionnaire.yaml", self.network / "data/questionnaire.yaml")
        kept = "  accroche: Zz-cache\n"
        ar_vro = minimal("Ti ar Vro", "29019", SIRET + "reponses_masquees: [accroche]\n" + ANSWERS)
        self.place("ti-ar-vro", ar_vro.replace('"29019"\n', '"29019"\n' + kept))
        self.place("le-phare", minimal("Le Phare", "35238"))
        self.place("en-attente", minimal("Zz-retire", "29019").replace("publique", "non_publiee"))
        self.place("a-lyon", minimal("Zz-lyon", "69123"))
        self.place("casse", minimal("Zz-casse", "29019", "colere: oui\n"))
        self.place("lieu-protege-1", PROTECTED)

    def place(self, slug: str, text: str, year: int = 2025) -> None:
        write_place(self.network / "data/places", slug, text, year)

    def listed(self, *, depot: str = "", pinned: str = "", more: str = "") -> None:
        text = (
            f"reseaux:\n  - code: {self.code}\n    nom: Les lieux de Bretagne\n"
            f'    depot: "{depot or self.network}"\n    commit: {pinned or commit(self.network)}\n'
            f"    url: https://bretagne.exemple.fr/\n{more}"
        )
        (self.national / "data/federation.yaml").write_text(text, encoding="utf-8")

    def run(self, *words: str) -> int:
        return main(["federation", *words, "--data", str(self.national / "data")])

    @property
    def copy(self) -> Path:
        return self.national / ".cache/federation" / self.code

    def site(self, name: str) -> dict[str, bytes]:
        out = self.national.parent / name
        assert build(self.national / "data", out, "--sans-images") == 0
        return files_of(out)

    @property
    def assembled(self) -> Assembled:
        """What the site would show, before any page is drawn."""
        return assemble(data_folders(self.national / "data", DATA), Records())

    @property
    def shown(self) -> set[str]:
        """The keys of the places that the site would show."""
        referential = self.assembled.referential
        assert referential, self.assembled.problems
        return {summary.slug for summary in referential.summaries}

    @property
    def told(self) -> str:
        """What the quality page would say of networks."""
        referential = self.assembled.referential
        assert referential
        return repr((network_lines(referential), shared_lines(referential)))


def build_federated(folder: Path) -> None:
    """Build the national's site, of a network that cannot be asked anything by then."""
    made = World(folder)
    made.listed()
    assert made.run("pull") == 0
    made.network.rename(made.network.with_name("ailleurs"))
    made.site("site")
