"""The promises of SECURITY.md, held against real sites built by `mkdocs build --strict`."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

from cm_build.pages.portrait.page import place_files
from cm_build.pages.shell.page import output_of
from cm_build.pages.site import site_pages
from cm_build.places.answer import Given
from cm_build.places.place import Place, published
from cm_build.questionnaire.question import LongText, ShortList, ShortText, Table
from cm_build.referential.assembly import Referential
from cm_build.referential.place_reading import summary_of
from cm_build.referential.provenance import Provenance
from cm_build.referential.records import Record, Records
from cm_build.referential.toolbox import data_folders
from tests.pictures import opened, photo
from tests.support import (
    DATA,
    PROJECT,
    ROOT,
    build,
    counted_of,
    files_of,
    minimal,
    write_place,
)

MARK = "ZZ1"
PAYLOAD = MARK + "\"'><svg/onload=alert(1)></title></script>{{7*7}}{% raw %}<!--"
# What a short field lets through: everything but the signs of code.
LEGAL = MARK + "\"'&;=()`$%7*7 onload=alert(1) javascript:alert(1) --"
NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@cache
def read(content: bytes):
    """Read a page once for all that is asked of it: its tree, and what is wrong in its writing."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    return parser.parse(content), tuple(parser.errors)


def parsed(content: bytes):
    return read(content)[0]


def assert_inert(path: str, content: bytes) -> None:
    """No element, attribute or address may come from the payload."""
    tree = parsed(content)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            assert "alert(1)" not in (element.text or ""), path
            continue
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on"), (path, element.tag, name)
            if str(name) in ("href", "src", "action"):
                assert not re.match(r"\s*(javascript|data|vbscript):", str(value), re.IGNORECASE), (
                    path
                )
        if element.attrib.get("type") == "application/ld+json":
            # A block of data, never run: it must hold as data.
            json.loads(element.text or "")
        elif element.tag.endswith(("script", "style")):
            assert "alert(1)" not in (element.text or ""), path
    assert b"<svg/onload" not in content, path


def canary_text() -> str:
    long = json.dumps(PAYLOAD)
    short = json.dumps(LEGAL)
    tiny = json.dumps(LEGAL[:30])
    return f"""\
questionnaire: 1
publication: publique
licence_acceptee: oui
identite:
  nom: {short}
  commune: "35238"
  accroche: {short}
  adresse: {short}
  types_de_lieu: [autre]
  types_de_lieu_precision: {short}
  reseaux: [{short}]
histoire:
  idee_fondatrice: {long}
  valeurs: [accueil]
  valeurs_details: {{accueil: {long}}}
  frise: [{{annee: 2019, evenement: {short}}}]
  photos: [{{fichier: salle.jpg, texte: {short}, credit: {short}}}]
effets_sociaux:
  echelles:
    individuelle: {{mots_cles: [{tiny}]}}
  criteres:
    solidarite:
      presence: reguliere
      effet_non_voulu: oui
      effet_non_voulu_description: {long}
      exemple: {long}
      intention: {long}
      preuves: [{{nature: document, titre: {short}}}]
environnement:
  circularite: {{action_circularite: {long}, chiffre_circularite: {short}}}
"""


def write_photo(place: Path, seed: int = 0) -> None:
    (place / "photos").mkdir()
    (place / "photos" / "salle.jpg").write_bytes(photo(300, 200, seed=seed))


def test_canary_is_inert(tmp_path: Path) -> None:
    places = tmp_path / "lieux"
    write_place(places, "canari", canary_text())
    write_photo(places / "canari")
    assert build(places, tmp_path / "site") == 0
    files = files_of(tmp_path / "site")
    seen = 0
    for path, content in files.items():
        if path.endswith(".html"):
            assert_inert(path, content)
            seen += MARK.encode() in content
        elif path.endswith(".json"):
            json.loads(content)
        elif path.endswith((".png", ".jpg", ".webp")):
            opened(content)
        elif path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
            assert len({len(row) for row in rows}) == 1, path
    page = html5lib.parse(files["lieux/canari/index.html"], namespaceHTMLElements=False)
    for data in page.iter("script"):
        data.text = ""
    text = "".join(page.itertext())
    assert PAYLOAD in text
    assert LEGAL in text
    assert "49" not in text.replace("2019", "")
    document = json.loads(files["api/v1/lieux/canari.json"])
    assert document["bilans"][0]["reponses"]["idee_fondatrice"] == PAYLOAD
    assert seen >= 4  # the page, its year, its data, the directory


def test_canary_after_validation_is_inert(tools, folders) -> None:
    """Even what validation would refuse is harmless once drawn: the second wall stands alone."""
    text = minimal(extra="  types_de_lieu: [fablab]\n").replace("publique", "publique")
    read = tools.reader.read(text.encode(), file="f", slug="canari", year=2025)
    assessment = read.assessment
    answers = dict(assessment.answers)
    for asked in tools.names.asked.values():
        question = asked.question
        if isinstance(question, ShortText | LongText):
            answers[asked.path] = Given(PAYLOAD)
        elif isinstance(question, ShortList):
            answers[asked.path] = Given((PAYLOAD,))
        elif isinstance(question, Table):
            answers[asked.path] = Given(
                tuple(
                    {c.id: PAYLOAD for c in question.colonnes if isinstance(c, ShortText)}
                    for _ in range(2)
                )
            )
    hostile = type(assessment)("canari", 2025, PAYLOAD, assessment.header, answers, None)
    place = Place("canari", (hostile,))
    (shown,) = published([place], tools.names, tools.settings)
    record = Record(shown, {2025: tools.calculator.measures(shown.latest)})
    records = Records()
    records.put(record)
    summary = summary_of(record, tools)
    referential = Referential(tools, (summary,), records)
    produced = [
        *site_pages(referential, counted_of(referential)),
        *place_files(record, summary, referential, Provenance()),
    ]
    for one in produced:
        output = output_of(one, tools.settings)
        if output.path.endswith(".html"):
            assert_inert(output.path, output.data)
        elif output.path.endswith(".json"):
            json.loads(output.content)


def test_invalid_place_keeps_previous_site(tmp_path: Path, capfd) -> None:
    places, out = tmp_path / "lieux", tmp_path / "site"
    write_place(places, "bon-lieu", minimal())
    assert build(places, out) == 0
    before = files_of(out)
    write_place(places, "faux-lieu", minimal(extra="  statut_juridique: asso\n"))
    assert build(places, out) == 1
    assert files_of(out) == before
    told = capfd.readouterr().err
    assert "faux-lieu/2025.yaml:7:21" in told
    assert "CM-311" in told
    assert "Traceback" not in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lieux", "site"]


HIDDEN = "Xylophrénie"


def unpublished(publication: str = "non_publiee") -> str:
    text = minimal(
        nom=f"La {HIDDEN}",
        commune="97400 Saint-Denis",
        extra=f"""\
  accroche: "{HIDDEN} {HIDDEN}"
  types_de_lieu: [manufacture]
  type_principal: manufacture
espace:
  surface_interieure: 31337
programmation:
  personnes_accueillies: 27182
histoire:
  photos: [{{fichier: salle.jpg, texte: "{HIDDEN}"}}]
""",
    )
    return text.replace("publication: publique", f"publication: {publication}")


def test_unpublished_place_changes_no_byte(tmp_path: Path) -> None:
    places = tmp_path / "lieux"
    for name in ("une-halle", "une-ruche", "une-grange"):
        write_place(places, name, minimal(nom=name, extra="espace:\n  surface_interieure: 300\n"))
    assert build(places, tmp_path / "sans") == 0
    # The last year withdraws the place: earlier published years leave with it.
    write_place(places, "lieu-secret", unpublished("publique"), 2024)
    write_place(places, "lieu-secret", unpublished(), 2025)
    write_photo(places / "lieu-secret", seed=77)
    assert build(places, tmp_path / "avec") == 0
    without, given = files_of(tmp_path / "sans"), files_of(tmp_path / "avec")
    assert without == given
    for path, content in given.items():
        whole = gzip.decompress(content) if path.endswith(".gz") else content
        for token in (HIDDEN, "lieu-secret", "31337", "31 337", "27182", "27 182"):
            assert token.encode() not in whole, (path, token)


def test_hidden_and_absent_give_the_same_pages(tmp_path: Path) -> None:
    money = "moyens:\n  ressources: {locations: 31337, complet: oui}\n"
    section, answer = "sections_masquees: [moyens]\n", "reponses_masquees: [ressources]\n"
    pages = {}
    for name, extra in (("cache", money + section), ("tue", money + answer), ("absent", "")):
        places = tmp_path / name
        write_place(
            places, "une-halle", minimal(extra="espace:\n  surface_interieure: 300\n") + extra
        )
        assert build(places, tmp_path / f"site-{name}") == 0
        pages[name] = files_of(tmp_path / f"site-{name}")
    assert pages["cache"] == pages["absent"]
    assert pages["tue"] == pages["absent"]


FULL = ("le-piano-commun", "la-filoche", "le-banc-d-essai")


@pytest.mark.parametrize(
    "places", [FULL, pytest.param((), marks=pytest.mark.long)], ids=["trois", "toutes"]
)
def test_two_builds_are_identical(tmp_path: Path, places: tuple[str, ...]) -> None:
    """Three places of all the examples, drawn afresh each time; at length, all of them."""
    sites = []
    for index, (seed, zone, language) in enumerate(
        (("0", "UTC", "C"), ("42", "Asia/Tokyo", "fr_FR.UTF-8"))
    ):
        copy = tmp_path / f"copie{index}"
        copy.mkdir()
        order = ["data", "docs", "overrides", "cm_build"]
        for name in order if index else reversed(order):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / name, copy / name, ignore=ignored)
        for place in (copy / "data" / "exemples").iterdir():
            if places and place.name not in places:
                shutil.rmtree(place)
        shutil.copyfile(ROOT / "mkdocs.yml", copy / "mkdocs.yml")
        (copy / "node_modules").symlink_to(ROOT / "node_modules")
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language,
            "PYTHONPATH": str(copy), "SOURCE_DATE_EPOCH": "1700000000",
        }  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "cm_build.cli", "site", "--out", "site"],
            check=True,
            cwd=copy,
            env=environment,
        )
        sites.append(files_of(copy / "site"))
    assert sites[0].keys() == sites[1].keys()
    assert [path for path in sites[0] if sites[0][path] != sites[1][path]] == []
    # Each copy drew its own images: nothing was kept from one to the other.
    assert any(path.endswith("image.png") for path in sites[0])


def pages_of(site: Path) -> dict[str, bytes]:
    return {path: content for path, content in files_of(site).items() if path.endswith(".html")}


def test_no_foreign_origin(example_site: Path) -> None:
    loading = {
        "script": "src",
        "img": "src",
        "iframe": "src",
        "use": "href",
        "source": "src",
        "object": "data",
    }
    for path, content in pages_of(example_site).items():
        tree = parsed(content)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            tag = element.tag.rpartition("}")[2]
            address = element.attrib.get(loading.get(tag, ""), "")
            if tag == "link" and element.attrib.get("rel") != "canonical":
                address = element.attrib.get("href", "")
            assert not urlsplit(address).netloc, (path, address)
            assert not address.startswith("//"), (path, address)
    # Plotly and the theme name services of theirs; the pages' policy forbids them, and test_lab.py and
    # browser/test_pages.py watch what is asked for.
    others = ("assets/plotly.js", "assets/javascripts/bundle.", "assets/stylesheets/main.")
    for path, content in files_of(example_site).items():
        if path.endswith((".css", ".js", ".svg")) and not path.startswith(others):
            found = re.findall(rb"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", content)
            assert [one for one in found if b"www.w3.org" not in one] == [], path


def test_every_page_to_be_found_is_in_the_site_map_and_nothing_else(
    copied_data: Path, tmp_path: Path
) -> None:
    """The example tells enough for a page of effects a year, and other sites may frame its card."""
    settings, address = copied_data / "referentiel.yaml", "https://exemple.test/lieux-ouverts/"
    told = settings.read_text("utf-8").replace('url: ""', f'url: "{address}"', 1)
    settings.write_text(told, "utf-8")
    shutil.copytree(DATA / "exemples/le-piano-commun", copied_data / "places/le-piano-commun")
    assert build(copied_data, tmp_path / "site", "--sans-images") == 0
    files = files_of(tmp_path / "site")
    found = {
        path.removesuffix("index.html")
        for path, content in files.items()
        # The form and the workshop without a connection are files to download, not pages of the site.
        if path.endswith(".html") and not path.endswith("-hors-ligne.html")
        and not any(
            meta.get("name") == "robots" and meta.get("content") == "noindex"
            for meta in parsed(content).iter("meta")
        )
    }  # fmt: skip
    listed = re.findall(r"<loc>([^<]*)</loc>", files["sitemap.xml"].decode())
    assert sorted(listed) == sorted(address + path for path in found)
    assert {"", "lieux/le-piano-commun/2025/effets/", "pour/", "confidentialite/"} <= found
    assert not any("carte/" in path or path.endswith("cadre/") for path in found)


def test_every_internal_link_leads_somewhere(example_site: Path) -> None:
    files = files_of(example_site)
    anchors = {
        path: {
            e.attrib["id"]
            for e in parsed(content).iter()
            if isinstance(e.tag, str) and "id" in e.attrib
        }
        for path, content in files.items()
        if path.endswith(".html")
    }
    broken = []
    for path in anchors:
        if path == "404.html":
            continue
        for element in parsed(files[path]).iter():
            if not isinstance(element.tag, str):
                continue
            for name in ("href", "src"):
                address = element.attrib.get(name)
                if address is None or urlsplit(address).scheme or urlsplit(address).netloc:
                    continue
                target = urlsplit(urljoin(f"http://site/{path}", address))
                file = unquote(target.path).lstrip("/")
                file = f"{file}index.html" if file.endswith("/") or not file else file
                if file not in files or (
                    target.fragment and file in anchors and target.fragment not in anchors[file]
                ):
                    broken.append((path, address))
    assert broken == []


def test_every_page_is_well_formed(example_site: Path) -> None:
    for path, content in pages_of(example_site).items():
        tree, errors = read(content)
        faults = [error for error in errors if error[1] != "expected-doctype-but-got-start-tag"]
        assert faults == [], (path, faults[:3])
        headings = [
            int(e.tag[1])
            for e in tree.iter()
            if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)
        ]
        assert headings.count(1) == 1, path
        jumps = [b - a for a, b in itertools.pairwise(headings)]
        assert max(jumps, default=0) <= 1, (path, headings)
        ids = [e.attrib["id"] for e in tree.iter() if isinstance(e.tag, str) and "id" in e.attrib]
        assert len(ids) == len(set(ids)), path


def test_every_example_has_its_pages(example_site: Path) -> None:
    for folder in sorted((DATA / "exemples").iterdir()):
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))]
        shown = "publication: publique" in texts[-1]
        assert (example_site / "lieux" / folder.name / "index.html").is_file() == shown
        if shown:
            page = (example_site / "lieux" / folder.name / "index.html").read_text(encoding="utf-8")
            assert "Lieu fictif" in page
            told = "lieu_protege: oui" not in texts[-1]
            assert (example_site / "lieux" / folder.name / "donnees").is_dir() == told


def test_there_are_24_varied_examples() -> None:
    folders = sorted((DATA / "exemples").iterdir())
    assert len(folders) == 24
    latest = [max(folder.glob("*.yaml")).read_text(encoding="utf-8") for folder in folders]
    assert all("exemple_fictif: oui" in text for text in latest)
    assert sum(len(list(folder.glob("*.yaml"))) >= 2 for folder in folders) >= 6
    assert sum("non_publiee" in text for text in latest) == 1
    assert any("sections_masquees" in text for text in latest)
    overseas = [t for t in latest if re.search(r'commune: "97', t)]
    assert len(overseas) >= 3


def test_no_formula_cells(example_site: Path) -> None:
    text = (example_site / "donnees/bilans.csv").read_text(encoding="utf-8-sig")
    dictionary = (example_site / "donnees/dictionnaire.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    described = {
        row["colonne"]: row for row in csv.DictReader(io.StringIO(dictionary), delimiter=";")
    }
    header, *lines = rows
    assert [name for name in header if name not in described] == []
    for line in lines:
        for name, cell in zip(header, line, strict=True):
            if described[name]["type"] != "nombre":
                assert not re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", cell), (name, cell)


def test_another_referential_needs_one_file(copied_data: Path, tmp_path: Path) -> None:
    settings = (copied_data / "referentiel.yaml").read_text(encoding="utf-8")
    settings = settings.replace("nom: Commune Mesure", "nom: Les lieux de Bretagne")
    settings = settings.replace("regions: []", 'regions: ["53"]')
    (copied_data / "referentiel.yaml").write_text(settings, encoding="utf-8")
    write_place(copied_data / "places", "a-rennes", minimal(nom="À Rennes"))
    write_place(copied_data / "places", "a-lille", minimal(nom="À Lille", commune="59000 Lille"))
    assert build(copied_data, tmp_path / "site") == 0
    files = files_of(tmp_path / "site")
    assert "lieux/a-rennes/index.html" in files
    assert "lieux/a-lille/index.html" not in files
    assert "Les lieux de Bretagne" in files["index.html"].decode()
    assert "Commune Mesure" not in files["lieux/a-rennes/index.html"].decode()


def test_examples_can_be_left_out(copied_data: Path, tmp_path: Path) -> None:
    settings = (copied_data / "referentiel.yaml").read_text(encoding="utf-8")
    (copied_data / "referentiel.yaml").write_text(
        settings.replace("exemples: oui", "exemples: non"), encoding="utf-8"
    )
    write_place(copied_data / "places", "vrai-lieu", minimal())
    write_place(copied_data / "places", "faux-lieu", minimal() + "exemple_fictif: oui\n")
    assert build(copied_data, tmp_path / "site") == 0
    assert not any("faux-lieu" in path for path in files_of(tmp_path / "site"))


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_referential_builds(tmp_path: Path, count: int) -> None:
    places = tmp_path / "lieux"
    places.mkdir()
    if count:
        write_place(places, "seul-lieu", minimal())
    assert build(places, tmp_path / "site") == 0
    assert ("lieux/seul-lieu/index.html" in files_of(tmp_path / "site")) == bool(count)


def test_a_new_question_needs_no_python(copied_data: Path, tmp_path: Path) -> None:
    """A question added to the data is read, shown, exported and explained."""
    path = copied_data / "questionnaire.yaml"
    text = path.read_text(encoding="utf-8")
    question = "          - {id: couleur_porte, type: texte_court, libelle: De quelle couleur est la porte ?, court: Porte}\n"
    text = text.replace("          - id: adresse\n", f"{question}          - id: adresse\n", 1)
    strip = "      - {forme: photos, reponse: photos}\n"
    assert strip in text
    text = text.replace(strip, f"{strip}      - {{forme: fiche, reponses: [couleur_porte]}}\n", 1)
    path.write_text(text, encoding="utf-8")
    write_place(
        copied_data / "places", "une-halle", minimal(extra='  couleur_porte: "Vert bouteille"\n')
    )
    assert build(copied_data, tmp_path / "site") == 0
    files = files_of(tmp_path / "site")
    assert "Vert bouteille" in files["lieux/une-halle/index.html"].decode()
    assert "Vert bouteille" in files["donnees/bilans.csv"].decode()
    assert "couleur_porte" in files["methode/lieu/index.html"].decode()


def test_folders_may_hold_only_places(tmp_path: Path) -> None:
    folders = data_folders(tmp_path, DATA)
    assert folders.places == tmp_path
    assert folders.questionnaire == DATA / "questionnaire.yaml"


def tables_of(page: Path) -> dict[str, list[list[str]]]:
    """Read the tables of a page by their names, as texts."""
    return {
        region.get("aria-label") or "": [
            ["".join(cell.itertext()) for cell in row if cell.tag in ("td", "th")]
            for row in region.iter("tr")
        ]
        for region in parsed(page.read_bytes()).iter("div")
        if region.get("role") == "region"
    }


def test_the_data_page_has_the_table_of_the_years(example_site: Path) -> None:
    years = tables_of(example_site / "lieux/la-filoche/donnees/index.html")["Évolution"]
    assert years[0] == ["Chiffre", "2023", "2024", "2025"]
    # The files of the place say 9,800 in 2025, and that 2024 is not known.
    assert next(row for row in years if row[0].startswith("Personnes différentes"))[2:] == [
        "pas de donnée",
        "9\u202f800\u00a0personnes",
    ]


def test_the_data_page_has_the_table_of_the_peers(synthetic_site: Path) -> None:
    pages = sorted((synthetic_site / "lieux").glob("*/donnees/index.html"))
    peers = next(told["Repères"] for page in pages if "Repères" in (told := tables_of(page)))
    assert peers[0][2:5] == ["Premier quartile", "Médiane", "Troisième quartile"]
    assert all(int(row[5]) >= 5 for row in peers[1:])
