"""What a network writes in its configuration, on its real site: inert, under its address, dated or not."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cm_build.places.settings import load_settings
from cm_build.referential.provenance import read_provenance
from cm_build.referential.toolbox import data_folders
from tests.support import DATA, build, minimal, write_place
from tests.test_site import assert_inert

BOLD = "<script>alert(8)</script> **gras** [lien](javascript:alert(8)) {: onclick=alert(8) } `code` ![i](//x.fr/i) [[licence]]"
HOSTILE = f"""\
nom: "Les lieux {BOLD}"
accroche: "Ils se racontent {BOLD}"
territoire: "en pays {BOLD}"
url: https://reseau.github.io/lieux
depot: {{url: https://github.com/reseau/lieux}}
contact:
  nom: "L’équipe {BOLD}"
  page: https://reseau.fr/contact_(equipe)_*x*
  delai: "vite {BOLD}"
referents: ["Le pôle {BOLD}"]
licence: {{nom: "Licence {BOLD}", url: https://exemple.fr/licence}}
annee_reference: 2025
"""
HAND_WRITTEN = (
    "mentions-legales",
    "confidentialite",
    "accessibilite",
    "contribuer",
    "contribuer/retirer",
    "reseaux",
)


def git(folder: Path, *words: str, day: str = "2026-03-01") -> None:
    moment = f"{day}T12:00:00+0000"
    subprocess.run(
        ["git", "-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write two places, each in its own commit and on its own day."""
    folder = tmp_path_factory.mktemp("reseau") / "depot"
    (folder / "data").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    shutil.copyfile(DATA / "questionnaire.yaml", folder / "data/questionnaire.yaml")
    (folder / "data/referentiel.yaml").write_text(HOSTILE, encoding="utf-8")
    for slug, day in (("la-vigie", "2026-03-01"), ("le-fournil", "2026-05-07")):
        write_place(folder / "data/places", slug, minimal(slug.title(), "35238"))
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "-m", slug, day=day)
    return folder


@pytest.fixture(scope="module")
def shallow(repository: Path) -> Path:
    git(repository, "clone", "--quiet", "--depth=1", f"file://{repository}", "../court")
    return repository.parent / "court"


@pytest.fixture(scope="module")
def site(shallow: Path) -> Path:
    out = shallow.parent / "site"
    assert build(shallow / "data", out, "--sans-images") == 0
    return out


def test_a_text_of_the_configuration_is_inert_on_every_page(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        content = page.read_bytes()
        assert_inert(page.name, content)
        assert b"<strong>gras" not in content
        assert b'href="javascript:' not in content


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_hand_written_pages_say_it_letter_for_letter(site: Path, name: str) -> None:
    text = (site / name / "index.html").read_text(encoding="utf-8")
    shown = re.sub(r"<[^>]*>", "", text).replace("&lt;", "<").replace("&gt;", ">")
    assert "**gras** [lien](javascript:alert(8)) {: onclick=alert(8) } `code`" in shown
    assert "[[licence]]" in shown
    assert "<em>x</em>" not in text


def test_the_contact_is_still_a_link(site: Path) -> None:
    text = (site / "contribuer/retirer/index.html").read_text(encoding="utf-8")
    assert 'href="https://reseau.fr/contact%5F%28equipe%29%5F%2Ax%2A"' in text


def test_the_page_of_lost_addresses_finds_its_style_under_a_folder(site: Path) -> None:
    text = (site / "404.html").read_text(encoding="utf-8")
    links = re.findall(r'(?:href|src)="(/[^"]*)"', text)
    assert "/lieux/assets/cm.css" in links
    for link in links:
        assert link.startswith("/lieux/"), link
        path = site / link.removeprefix("/lieux/").partition("#")[0]
        assert path.is_file() or (path / "index.html").is_file(), link


def test_a_history_cut_short_dates_nothing(site: Path, shallow: Path, repository: Path) -> None:
    found = load_settings(HOSTILE.encode(), "referentiel.yaml").model
    assert found
    whole = read_provenance(data_folders(repository / "data", DATA), found)
    assert not whole.shallow
    assert whole.dates == {
        "places/la-vigie/2025.yaml": "1er mars 2026",
        "places/le-fournil/2025.yaml": "7 mai 2026",
    }
    cut = read_provenance(data_folders(shallow / "data", DATA), found)
    assert cut.shallow
    assert (cut.dates, cut.revisions) == ({}, {})
    for slug in ("la-vigie", "le-fournil"):
        page = (site / "lieux" / slug / "donnees/index.html").read_text(encoding="utf-8")
        assert "mai 2026" not in page
        assert "révision" not in page


def test_a_quiet_build_still_says_what_is_missing(shallow: Path, tmp_path: Path, capfd) -> None:
    settings = shallow / "data/referentiel.yaml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f"{before}perimetre: {{departements: ['976']}}\n", encoding="utf-8")
    assert build(shallow / "data", tmp_path / "site", "--sans-images") == 0
    settings.write_text(before, encoding="utf-8")
    told = capfd.readouterr().err
    assert "Histoire de Git incomplète" in told
    assert "2 lieux (la-vigie, le-fournil)" in told
    assert "Aucun lieu ne sera affiché" in told


def test_hand_written_pages_can_be_corrected_where_they_are(site: Path, example_site: Path) -> None:
    text = (site / "contribuer/retirer/index.html").read_text(encoding="utf-8")
    found = re.findall(r'href="([^"]*)" rel="edit"', text)
    assert found == ["https://github.com/reseau/lieux/edit/main/docs/contribuer/retirer.md"]
    # Without a repository, nothing is promised.
    for page in example_site.rglob("*.html"):
        assert 'rel="edit"' not in page.read_text(encoding="utf-8"), page


def test_the_site_map_holds_the_pages_of_both_hands(site: Path) -> None:
    found = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert len(found) == len(set(found))
    root = "https://reseau.github.io/lieux/"
    ours = {f"{root}{name}/" for name in HAND_WRITTEN}
    assert {*ours, root, f"{root}lieux/la-vigie/", f"{root}contribuer/erreurs/"} <= set(found)
    for address in found:
        assert (site / address.removeprefix(root) / "index.html").is_file(), address


LOCAL = """\
nom: Les lieux du Ponant
contact: {adresse: contact@ponant.fr}
hebergeur: {nom: "Un hébergeur [licence]", adresse: "1 rue de l’Exemple, 35000 Rennes", site: "https://hebergeur.exemple.fr/"}
"""
# By forge: the origin, then what comes after its address to see a file, to edit one, to write a new one.
FORGES_SEEN = {
    "gitlab": ("git@gitlab.com:ponant/ouest/lieux.git", "https://gitlab.com/ponant/ouest/lieux", "/-/blob/main/", "/-/edit/main/", "/-/new/main"),
    "forgejo": ("https://moi:s3cr3t7@codeberg.org/ponant/lieux.git", "https://codeberg.org/ponant/lieux", "/src/branch/main/", "/_edit/main/", "/_new/main"),
}  # fmt: skip


@pytest.fixture(scope="module", params=sorted(FORGES_SEEN))
def forged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """Build the site of a copy whose configuration names no repository: git does."""
    folder = tmp_path_factory.mktemp(request.param)
    data = folder / "data"
    data.mkdir()
    for name in ("questionnaire.yaml", "referentiel.yaml"):
        shutil.copyfile(DATA / name, data / name)
    (data / "local.yaml").write_text(LOCAL, encoding="utf-8")
    write_place(data / "places", "la-vigie", minimal("La Vigie", "35238"))
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", FORGES_SEEN[request.param][0])
    address = ("--adresse", "https://ponant.exemple.fr/lieux")
    assert build(data, folder / "site", "--sans-images", *address) == 0
    return request.param, folder / "site"


def test_every_link_to_the_forge_is_one_of_its_own(forged: tuple[str, Path]) -> None:
    forge, site = forged
    _, repository, file, edit, fresh = FORGES_SEEN[forge]
    host = repository.split("/")[2]
    seen: set[str] = set()
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        assert "s3cr3t7" not in text, page
        links = {
            link for link in re.findall(r'(?:href|src|action)="?([^" >]+)', text) if host in link
        }
        for link in links:
            assert link.startswith(repository), (page, link)
            rest = link.removeprefix(repository)
            assert not rest or rest.startswith((file + "data/places/la-vigie/", edit + "docs/")), (
                link
            )
        seen |= links
        assert "github.com/commune" not in text
    assert f"{repository}{edit}docs/reseaux/configurer.md" in seen
    form = (site / "contribuer/questionnaire/index.html").read_text(encoding="utf-8")
    assert f'"fresh":"{repository}{fresh}"' in form.replace(": ", ":").replace("\\/", "/")
    # Nothing reads its issues: that way is not offered, the file still is.
    assert "voie-ticket" not in form
    assert "voie-git" in form
    assert ("merge request" in form) is (forge == "gitlab")


def test_a_copy_is_right_under_the_address_its_forge_gave(forged: tuple[str, Path]) -> None:
    _, site = forged
    root = "https://ponant.exemple.fr/lieux/"
    found = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert found
    assert all(address.startswith(root) for address in found)
    assert 'href="/lieux/assets/cm.css"' in (site / "404.html").read_text(encoding="utf-8")


def test_the_legal_notice_names_who_keeps_the_site_online(
    forged: tuple[str, Path], site: Path
) -> None:
    legal = (forged[1] / "mentions-legales/index.html").read_text(encoding="utf-8")
    shown = re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), re.sub(r"<[^>]*>", "", legal))
    assert (
        "L’hébergeur est Un hébergeur [licence], 1 rue de l’Exemple, 35000 Rennes."
        in shown.replace("\u202f", " ").replace("\xa0", " ")
    )
    assert 'href="https://hebergeur.exemple.fr/"' in legal
    assert "GitHub" not in legal
    assert "GitHub, Inc." in (site / "mentions-legales/index.html").read_text(encoding="utf-8")
    assert "L’équipe de Commune Mesure" not in legal
