"""The audiences, territories, frames and quality pages: silence under five answers, no ranking, light pages."""

from __future__ import annotations

import csv
import gzip
import io
import re
import shutil
from functools import cache
from pathlib import Path

import html5lib
import pytest

from cm_build.questionnaire.audience import Audiences
from cm_build.referential.declared import read_audiences, read_observatory
from cm_build.referential.toolbox import DataFolders, Tools
from tests.recomputation.all_places import counting
from tests.recomputation.pages import Again, shown_in
from tests.recomputation.published import Published
from tests.support import DATA, build, files_of, minimal, write_place

FOLDERS = (
    "pour/",
    "referentiel/territoires/",
    "referentiel/cadre/",
    "referentiel/qualite/",
)
# Words that would set one place against another.
RANKING = re.compile(
    r"\b(meilleur\w*|pire\w*|mieux classé\w*|classement\w*|palmarès|champion\w*|en tête|en défaut|fort sur|en retard|leader\w*|performan\w*)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="session")
def audiences(folders: DataFolders, tools: Tools) -> Audiences:
    observatory = read_observatory(folders, tools.names).model
    loaded = read_audiences(folders, tools.names, observatory)
    assert loaded.model, loaded.problems
    return loaded.model


@cache
def tree_of(content: bytes):
    """Read a page once for all that is asked of it."""
    return html5lib.parse(content.decode(), namespaceHTMLElements=False)


@cache
def pages(site: Path) -> dict[str, bytes]:
    return {
        path: content
        for path, content in files_of(site).items()
        if path.endswith(".html") and path.startswith(FOLDERS)
    }


def test_medians_of_territories_wait_for_five_answers(synthetic_site: Path) -> None:
    found = 0
    for path, content in pages(synthetic_site).items():
        tree = tree_of(content)
        for cell in tree.iter("td"):
            median = [
                d for d in cell.iter("data") if d.get("data-chiffre", "").endswith(":mediane")
            ]
            if median:
                small = next(cell.iter("small"))
                answers = int(re.sub(r"\D", "", "".join(small.itertext())))
                assert answers >= 5, path
                found += 1
    assert found > 20


def test_no_page_ranks_places(example_site: Path, synthetic_site: Path) -> None:
    for site in (example_site, synthetic_site):
        for path, content in pages(site).items():
            text = "".join(tree_of(content).itertext())
            assert not RANKING.search(text), (path, RANKING.search(text))


def test_places_are_listed_by_name(synthetic_site: Path) -> None:
    """A list that followed a figure would be a ranking."""
    from cm_build.reading.nearest import folded  # noqa: PLC0415

    for path, content in pages(synthetic_site).items():
        tree = tree_of(content)
        for group in [*tree.iter("ul"), *tree.iter("p")]:
            names = [
                folded("".join(link.itertext()))
                for link in group.iter("a")
                if re.search(r"lieux/[a-z0-9-]+/$", link.get("href", ""))
            ]
            if "cm-qualite__liste" not in group.get("class", ""):
                assert names == sorted(names), path


def test_pages_stay_light(example_site: Path, synthetic_site: Path) -> None:
    for site in (example_site, synthetic_site):
        for path, content in pages(site).items():
            assert len(gzip.compress(content)) <= 25 * 1024, path
        for frame in ("cadre", "carte"):
            page = (site / f"referentiel/{frame}/index.html").read_bytes()
            css = (site / "assets/carte.css").read_bytes()
            outline = (site / "assets/france.svg").read_bytes() if frame == "carte" else b""
            weight = sum(len(gzip.compress(one)) for one in (page, css, outline))
            assert weight <= 15 * 1024, frame
            assert b"<script" not in page
            assert b'content="noindex"' in page
            assert b'target="_top"' in page


def test_the_table_of_a_territory(example_site: Path) -> None:
    text = (example_site / "referentiel/territoires/hauts-de-france/lieux.csv").read_text(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["lieu"] for row in rows] == sorted(row["lieu"] for row in rows)
    assert {row["region"] for row in rows} == {"32"}
    assert {row["exemple_fictif"] for row in rows} == {"oui"}
    page = (example_site / "referentiel/territoires/hauts-de-france/index.html").read_text("utf-8")
    shown = re.findall(
        r'value="([^"]+)" data-chiffre="surface_interieure:total" data-dans="region:32"', page
    )
    assert sum(
        float(row["surface_interieure"].replace(",", ".") or 0) for row in rows
    ) == pytest.approx(float(shown[0]))


def without_examples(data: Path, url: str = "") -> None:
    path = data / "referentiel.yaml"
    text = path.read_text(encoding="utf-8").replace("exemples: oui", "exemples: non")
    path.write_text(text.replace('url: ""', f'url: "{url}"', 1), encoding="utf-8")


EMPTY = (
    "pour/index.html",
    "pour/amorce/index.html",
    "referentiel/territoires/index.html",
    "referentiel/territoires/bretagne/index.html",
    "referentiel/cadre/index.html",
    "referentiel/carte/index.html",
    "referentiel/partager/index.html",
    "referentiel/qualite/index.html",
)


def test_without_any_place_every_page_reads_gracefully(copied_data: Path, tmp_path: Path) -> None:
    without_examples(copied_data)
    assert build(copied_data, tmp_path / "site") == 0
    files = files_of(tmp_path / "site")
    for path in EMPTY:
        text = files[path].decode()
        assert "<data" not in text, path
        assert "inventé" not in text, path
        assert not re.search(r"\b0 (lieu|réponse)", text), path
    # A protected place may be there: it is not denied, and is not pointed at.
    for path, told in ((EMPTY[3], "Aucun lieu compté ici."), (EMPTY[2], "aucun compté")):
        page = files[path].decode()
        assert told in page
        assert "encore" not in re.sub(r"(?s)<footer.*", "", page)
        assert "Un lieu protégé n’est compté dans aucun territoire." in page
    assert "Aucun lieu n’a encore publié" in files[EMPTY[1]].decode()
    assert "rien à compléter" in files[EMPTY[7]].decode()
    assert not any(path.endswith("lieux.csv") for path in files if "territoires" in path)
    assert "referentiel/territoires/bretagne/morbihan/index.html" not in files


ANSWERS = """\
  statut_juridique: association
espace:
  surface_interieure: {surface}
programmation:
  personnes_accueillies: 100
"""


def test_with_three_places_counts_are_told_and_distributions_are_not(
    copied_data: Path, tmp_path: Path
) -> None:
    without_examples(copied_data, "https://referentiel.exemple.test/")
    for index, name in enumerate(("La Halle", "-Le Plus", "Ti Kaz")):
        extra = ANSWERS.format(surface=100 * (index + 1))
        write_place(copied_data / "places", f"lieu-{index}", minimal(nom=name, extra=extra))
    assert build(copied_data, tmp_path / "site") == 0
    site = tmp_path / "site"
    published = Published(site)
    again = Again(published, counting(published))
    assert list(again.differences()) == []
    found = {one.name for content in pages(site).values() for one in shown_in(content.decode())}
    assert {"surface_interieure:total", "statut_juridique.association:compte"} <= found
    assert not any(name.endswith((":mediane", ":bas", ":haut", ":part")) for name in found)
    quality = (site / "referentiel/qualite/index.html").read_text("utf-8")
    assert not re.search(r'class="cm-part-\d', quality)
    amorce = (site / "pour/amorce/index.html").read_text("utf-8")
    assert "600\u00a0m²" in amorce
    assert "Pas encore assez de réponses (0)" in amorce
    table = (site / "referentiel/territoires/bretagne/ille-et-vilaine/lieux.csv").read_text(
        "utf-8-sig"
    )
    assert ";'-Le Plus;" in table
    shared = (site / "referentiel/partager/index.html").read_text("utf-8")
    assert "https://referentiel.exemple.test/referentiel/carte/" in shared
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    for url in ("pour/recherche/", "referentiel/territoires/corse/", "referentiel/qualite/"):
        assert url in sitemap
    assert "referentiel/cadre/" not in sitemap


def test_a_place_of_a_directory_counts_on_the_map_and_never_in_figures(
    copied_data: Path, tmp_path: Path
) -> None:
    without_examples(copied_data)
    extra = "espace:\n  surface_interieure: 100\n"
    write_place(copied_data / "places", "une-halle", minimal(extra=extra))
    entry = (
        minimal(nom="La Ruche")
        .replace("publique", "annuaire")
        .replace("licence_acceptee: oui\n", "")
    )
    source = "source: {nom: Liste, licence: Licence Ouverte 2.0, date: 2019-06-13, url: 'https://exemple.test/'}\n"
    write_place(copied_data / "places", "la-ruche", entry + source)
    assert build(copied_data, tmp_path / "site") == 0
    page = (tmp_path / "site/referentiel/territoires/bretagne/index.html").read_text("utf-8")
    assert 'value="1" data-chiffre="fiches:publique"' in page
    assert 'value="1" data-chiffre="fiches:annuaire"' in page
    assert 'value="100" data-chiffre="surface_interieure:total"' in page
    assert "seulement par un annuaire ouvert" in page


def test_scope_limits_territories(copied_data: Path, tmp_path: Path) -> None:
    path = copied_data / "referentiel.yaml"
    text = path.read_text(encoding="utf-8").replace("departements: []", 'departements: ["35"]')
    path.write_text(text, encoding="utf-8")
    write_place(copied_data / "places", "une-halle", minimal())
    assert build(copied_data, tmp_path / "site") == 0
    found = {
        p
        for p in files_of(tmp_path / "site")
        if p.startswith("referentiel/territoires/") and p.endswith("html")
    }
    root = "referentiel/territoires/"
    assert found == {
        f"{root}index.html",
        f"{root}bretagne/index.html",
        f"{root}bretagne/ille-et-vilaine/index.html",
    }


WARNED = """\
espace:
  surface_interieure: 100
  surfaces: {{cafe: 90, salles: 31337}}
{hidden}"""


@pytest.mark.parametrize("hidden", [False, True])
def test_a_warning_is_shown_unless_its_place_hides_something(
    copied_data: Path, tmp_path: Path, *, hidden: bool
) -> None:
    without_examples(copied_data)
    extra = WARNED.format(hidden="sections_masquees: [espace]\n" if hidden else "")
    write_place(copied_data / "places", "une-halle", minimal(extra=extra))
    gone = minimal(nom="La Retirée", extra=WARNED.format(hidden=""))
    write_place(copied_data / "places", "retiree", gone.replace("publique", "non_publiee"))
    assert build(copied_data, tmp_path / "site") == 0
    page = (tmp_path / "site/referentiel/qualite/index.html").read_text("utf-8")
    assert ("CM-401" in page) is not hidden
    assert ("31 427" in page.replace("\u202f", " ").replace("\u00a0", " ")) is not hidden
    assert "31427" not in page
    assert "etiree" not in page


def test_home_keeps_three_doors_and_leads_to_every_audience(
    example_site: Path, audiences: Audiences
) -> None:
    home = (example_site / "index.html").read_text("utf-8")
    assert home.count('class="cm-porte ') == 3
    for audience in audiences.publics:
        assert f'href="pour/{audience.id}/"' in home
        assert 5 <= len(audience.questions) <= 8


def test_a_fork_may_have_its_own_audiences(copied_data: Path, tmp_path: Path) -> None:
    shutil.copyfile(DATA / "publics.yaml", copied_data / "publics.yaml")
    path = copied_data / "publics.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("titre: Vous démarrez un lieu", "titre: Vous rêvez d’un lieu"),
        encoding="utf-8",
    )
    assert build(copied_data, tmp_path / "site") == 0
    assert "Vous rêvez d’un lieu" in (tmp_path / "site/pour/amorce/index.html").read_text("utf-8")
