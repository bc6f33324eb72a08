"""The preview says and draws what the build would, from files in memory."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from benchmarks.previewing import compressed
from cm_build.contributing.preview.engine import pack
from cm_build.contributing.preview.page import Neighbours, Previewer
from cm_build.contributing.preview.request import Request
from cm_build.contributing.preview.studio import neighbours_json, open_studio, read_neighbours
from cm_build.emitting.kept import Kept
from cm_build.places.answer import Picture
from cm_build.referential.assembly import assemble
from cm_build.referential.records import Records
from tests.support import DATA, ROOT, minimal

FILOCHE = DATA / "exemples" / "la-filoche"


@pytest.fixture(scope="module")
def referential(folders):
    assembled = assemble(folders, Records())
    assert assembled.referential
    return assembled.referential


@pytest.fixture(scope="module")
def neighbours(referential) -> Neighbours:
    found, illustrated = read_neighbours(neighbours_json(referential, illustrated=True))
    assert illustrated
    return found


@pytest.fixture(scope="module")
def previewer(tools, neighbours) -> Previewer:
    return Previewer(tools, neighbours, illustrated=True)


def test_only_the_place_reads_how_far_it_is(previewer) -> None:
    """The level of an axis is advice: no page that others read says it."""
    practices = "    reduction_pollution_lumineuse: non\n    reduction_pollution_sonore: [aucun]\n    habitat_biodiversite: [aucun]\n"  # fmt: skip
    answers = f"environnement:\n  biodiversite:\n    espace_exterieur: non\n{practices}    encourage_diversite: non\n    espace_vegetalise: un_peu\n"  # fmt: skip
    request = Request(minimal(extra=answers).encode(), 2025)
    level = "pas encore mis la nature au cœur du lieu"
    assert level in previewer.preview(request._replace(marked=True)).html
    by_others = (
        request,
        request._replace(marked=True, handed=True),
        request._replace(proposed=True),
    )
    for one in by_others:
        assert level not in previewer.preview(one).html


@pytest.mark.parametrize(
    "place", ["la-filoche", "le-piano-commun", "la-paillasse", "les-heures-creuses"]
)
def test_the_preview_of_a_published_place_is_its_page(previewer, example_site: Path, place: str):
    files = {int(p.stem): p.read_bytes() for p in (DATA / "exemples" / place).glob("*.yaml")}
    latest = max(files)
    earlier = {year: content for year, content in files.items() if year != latest}
    preview = previewer.preview(Request(files[latest], latest, place, earlier))
    built = (example_site / "lieux" / place / "index.html").read_text(encoding="utf-8")
    assert preview.html.partition("<body")[2] == built.partition("<body")[2]


def test_the_preview_of_a_protected_place_is_its_page(previewer, example_site: Path):
    content = (DATA / "exemples" / "lieu-protege-1" / "2025.yaml").read_bytes()
    preview = previewer.preview(Request(content, 2025))
    built = (example_site / "lieux" / "lieu-protege-1" / "index.html").read_text(encoding="utf-8")
    assert preview.html.partition("<body")[2] == built.partition("<body")[2]
    assert [remark.problem.code for remark in preview.remarks] == ["CM-433"]


def test_the_complete_file_of_a_protected_place_is_not_drawn_as_public(previewer):
    content = minimal(extra="lieu_protege: oui\nregion: '53'\ngrand_type: culture\n").encode()
    preview = previewer.preview(Request(content, 2025))
    assert preview.html == ""
    assert {remark.problem.code for remark in preview.remarks} == {"CM-430", "CM-433"}


def test_neighbours_come_back_the_same(referential, neighbours):
    assert neighbours.slugs == {summary.slug for summary in referential.summaries}
    assert sorted(neighbours.profiles, key=lambda p: p.slug) == sorted(
        referential.profiles, key=lambda p: p.slug
    )


def test_a_problem_leads_to_its_question(previewer):
    text = minimal(commune="35000 Nulleville", extra="equipe:\n  benevoles: beaucoup\n")
    preview = previewer.preview(Request(text.encode(), 2025))
    assert preview.html == ""
    told = {(remark.problem.code, remark.keys) for remark in preview.remarks}
    # One commune has this postal code: it is told as one, never as several.
    assert told == {("CM-343", "identite.commune"), ("CM-303", "equipe.benevoles")}


def test_a_file_that_cannot_be_read_is_told(previewer):
    preview = previewer.preview(Request(b"a: [", 2025))
    assert preview.html == ""
    assert [remark.keys for remark in preview.remarks] == [""]


def test_a_new_place_gets_the_address_it_will_have(previewer):
    same = previewer.preview(Request(minimal(nom="La Filoche", commune="35238").encode(), 2025))
    assert "lieux/la-filoche-rennes/" in same.html
    other = previewer.preview(Request(minimal(nom="Le Four du Bas").encode(), 2025))
    assert "lieux/le-four-du-bas/" in other.html


def test_a_figure_that_triples_is_told_from_last_year(previewer):
    earlier = {2024: minimal(extra="equipe:\n  benevoles: 10\n").encode()}
    text = minimal(extra="equipe:\n  benevoles: 50\n").encode()
    told = previewer.preview(Request(text, 2025, "la-halle", earlier)).remarks
    assert [one.problem.code for one in told] == ["CM-402"]
    broken = previewer.preview(Request(text, 2025, "la-halle", {2024: b"a: ["}))
    assert broken.remarks == ()
    assert broken.html


def test_a_photo_without_its_file_is_told_and_one_with_it_is_drawn(previewer):
    extra = 'histoire:\n  photos:\n    - {fichier: cour.jpg, texte: "La cour."}\n'
    content = minimal(extra=extra).encode()
    told = previewer.preview(Request(content, 2025))
    assert [remark.problem.code for remark in told.remarks] == ["CM-507"]
    pictures = {"cour.jpg": Picture(1333, 2000, "0" * 15 + "1")}
    drawn = previewer.preview(Request(content, 2025, pictures=pictures))
    assert "photos/0000000000000001-640.webp" in drawn.html


def test_the_page_to_keep_holds_everything(previewer):
    text = (FILOCHE / "2025.yaml").read_bytes()
    page = previewer.preview(Request(text, 2025, "la-filoche", handed=True)).html
    assert "Document remis par le lieu, non publié" in page
    assert "stylesheet" not in page
    assert 'href="#france"' in page
    assert 'id="france"' in page


def test_the_page_to_keep_marks_what_is_not_published(previewer):
    extra = (
        "sections_publiees: [financement]\nfinancement:\n  dettes: 12345\nequipe:\n  benevoles: 7\n"
    )
    extra += "espace:\n  surfaces: {cafe: 10, complet: oui}\n"
    request = Request(
        minimal(extra=extra).encode(), 2025, handed=True, marked=True, withheld=("espace",)
    )
    page = previewer.preview(request).html
    sections = re.findall(
        r'<section class="cm-section[^>]*id="(\w+)"(.*?)</section>', page, re.DOTALL
    )
    marked = [name for name, inside in sections if "Non publié" in inside]
    assert marked == ["espace", "financement"]
    assert "territoire" in [name for name, _ in sections]
    assert "Non publié" not in previewer.preview(request._replace(marked=False)).html


INVALID = sorted((ROOT / "tests/examples/invalid").glob("*/2025.yaml"))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.parent.name)
def test_the_problems_are_those_of_the_check(previewer, tools, path: Path):
    content = path.read_bytes()
    checked = tools.reader.read(content, file="2025.yaml", slug="essai", year=2025).problems
    told = [remark.problem for remark in previewer.preview(Request(content, 2025, "essai")).remarks]
    assert set(checked) <= set(told)
    assert {one.code for one in set(told) - set(checked)} <= {"CM-404", "CM-507"}


def test_what_the_worker_calls_speaks_json(tools, referential):
    draw = open_studio(str(DATA), neighbours_json(referential, illustrated=False))
    request = {
        "texte": minimal(extra="equipe:\n  benevoles: -1\n"), "annee": "2025", "lieu": "",
        "anciens": {"2024": minimal()}, "photos": {"a.jpg": {"width": 1, "height": 1, "digest": "0"}},
    }  # fmt: skip
    answer = json.loads(draw(json.dumps(request)))
    assert answer["html"] == ""
    (told,) = answer["problemes"]
    assert (told["code"], told["gravite"], told["champ"]) == (
        "CM-305",
        "erreur",
        "equipe.benevoles",
    )
    assert answer["lecture_ms"] > 0


def test_data_the_program_does_not_expect_stops_it(tmp_path: Path):
    with pytest.raises(RuntimeError):
        open_studio(str(tmp_path), '{"illustre":false,"lieux":[],"profils":[]}')


@pytest.fixture
def core(tmp_path: Path) -> Path:
    folder = tmp_path / "navigateur"
    (folder / "pydantic_core").mkdir(parents=True)
    (folder / "pydantic_core" / "__init__.py").write_text("", encoding="utf-8")
    return folder


def test_the_program_is_the_same_for_the_same_files(core: Path, folders):
    python = ROOT / "node_modules" / "pyodide"
    if not python.is_dir():
        pytest.skip("pyodide s’installe avec : npm ci")
    first, again = (pack(python, core, folders, Kept()) for _ in range(2))
    assert first
    assert first == again
    program = next(file for file in first.files if file.path.endswith("programme.zip"))
    names = zipfile.ZipFile(BytesIO(program.data)).namelist()
    assert "cm_build/contributing/preview/page.py" in names
    assert "paquets/yaml/reader.py" in names
    assert "data/questionnaire.yaml" in names
    assert "data/geo/communes.csv" in names
    # What only a command, a reception or an import runs is not for a browser.
    unwanted = (
        "plugin.py",
        "/cli/",
        "demonstration",
        "/importing/",
        "/emitting/destination",
        "/emitting/worksite",
        "intake.py",
        ".so",
        "exemples/la-filoche",
        "__pycache__",
        # What is explored is drawn by the build alone.
        "paquets/plotly",
        "paquets/narwhals",
    )
    assert [name for name in names if any(word in name for word in unwanted)] == []


def test_without_its_packages_there_is_no_engine(tmp_path: Path, folders):
    assert pack(ROOT / "node_modules" / "pyodide", tmp_path / "absent", folders, Kept()) is None


@pytest.fixture
def engine_site(example_site: Path) -> Path:
    if not (example_site / "assets" / "moteur").is_dir():
        pytest.skip("l’aperçu s’installe avec : make install")
    return example_site


@pytest.mark.long
def test_what_the_preview_loads_keeps_within_nine_megabytes(engine_site: Path):
    # 10⁶ bytes, once compressed as a server would.
    assert compressed(engine_site) <= 9_000_000


def test_what_the_preview_loads_is_near_nine_megabytes_when_compressed_in_haste(engine_site: Path):
    # The ninth quality leaves a twentieth more than the eleventh: a growth is seen at once.
    assert compressed(engine_site, quality=9) <= 9_000_000 * 1.05
