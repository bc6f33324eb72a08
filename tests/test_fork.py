"""A network copies the project, adds its questions in one file, and touches no Python."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml

from cm_build.cli.main import main
from cm_build.places.settings import Settings, load_settings
from tests.support import DATA, ROOT, build, minimal, write_place

NETWORK = """\
code: bzh
sections:
  - partie: lieu
    id: bzh__langues
    titre: Les langues du lieu
    pourquoi: Pour dire ce qui se parle ici, et avec qui.
    questions:
      - id: bzh__langues_parlees
        type: choix_multiple
        libelle: Quelles langues parle-t-on dans votre lieu ?
        options: [{id: breton, libelle: Breton}, {id: gallo, libelle: Gallo}, {id: autres, libelle: D’autres langues}]
questions:
  - dans: lien_social
    questions:
      - {id: bzh__festou_noz, type: nombre, unite: soirées, libelle: Combien de soirées dansées dans l’année ?}
panorama:
  - id: bzh__langues_dites
    titre: Ce qui se parle ici
    blocs: [{forme: fiche, reponses: [bzh__langues_parlees]}]
observatoire:
  graphiques:
    - dans: gouvernance
      graphiques:
        - {id: bzh__langues_dites_ensemble, forme: reponses, titre: "Les langues, tous lieux ensemble", question: bzh__langues_parlees}
  laboratoire: {mesures: [lien_social.bzh__festou_noz], facettes: [bzh__langues_parlees]}
publics:
  - dans: financeurs
    questions:
      - id: bzh__ou_danse_t_on
        question: "Où danse-t-on ?"
        phrases: ["Ces lieux ont compté *{lien_social.bzh__festou_noz:total}* soirées dansées : {lien_social.bzh__festou_noz:reponses} ont répondu."]
suggestions:
  criteres:
    - {id: bzh__oser, titre: Oser parler breton, observer: ["Un inconnu répond en breton."]}
  mesures:
    - {id: bzh__danseurs, titre: Danseurs des veillées, unite: personnes, comptage: 'le tampon "entrée" sur la main'}
"""

ANSWERS = """\
bzh__langues:
  bzh__langues_parlees: [breton, gallo]
effets_sociaux:
  criteres:
    lien_social:
      presence: reguliere
      effet_non_voulu: non
      bzh__festou_noz: 6
"""


@pytest.fixture(scope="module")
def network_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reseau")
    shutil.copytree(
        DATA, folder / "data", ignore=shutil.ignore_patterns("places", "exemples", "geo")
    )
    shutil.copytree(DATA / "geo", folder / "data/geo")
    (folder / "data/reseau.yaml").write_text(NETWORK, encoding="utf-8")
    write_place(folder / "data/places", "ti-ar-vro", minimal("Ti ar Vro", "29019", ANSWERS))
    assert build(folder / "data", folder / "site", "--sans-images") == 0
    return folder


def read(folder: Path, path: str) -> str:
    return (folder / "site" / path).read_text(encoding="utf-8")


def test_the_project_itself_has_no_such_file() -> None:
    """A copy that pulls the project's changes never meets a conflict there."""
    tracked = subprocess.run(
        ["git", "ls-files", "data"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "data/questionnaire.yaml" in tracked.stdout
    if "@commune-mesure/" not in (ROOT / "CODEOWNERS").read_text(encoding="utf-8"):
        pytest.skip("ce dépôt est celui d’un réseau : il a ses fichiers à lui")
    for own in ("data/reseau.yaml", "data/local.yaml"):
        assert own not in tracked.stdout


def test_its_questions_are_asked_in_the_form(network_site: Path) -> None:
    form = read(network_site, "contribuer/questionnaire/index.html")
    assert 'data-q="bzh__langues_parlees"' in form
    assert 'data-q="lien_social.bzh__festou_noz"' in form
    assert "Les langues du lieu" in form
    assert "bzh__langues_parlees" in read(network_site, "contribuer/questionnaire/fiche-vide.yml")


def test_its_ideas_are_offered_and_nothing_is_asked_by_them(network_site: Path) -> None:
    form = read(network_site, "contribuer/questionnaire/index.html")
    assert "Une idée de votre réseau" in form
    rows = [json.loads(html.unescape(row)) for row in re.findall('data-idee="([^"]*)"', form)]
    assert rows == [
        {"id": "bzh__oser", "titre": "Oser parler breton", "observer": ["Un inconnu répond en breton."], "choisi_par": "reseau"},
        {"id": "bzh__danseurs", "titre": "Danseurs des veillées", "unite": "personnes", "comptage": 'le tampon "entrée" sur la main', "choisi_par": "reseau"},
    ]  # fmt: skip
    assert "Oser parler breton&nbsp;: Un inconnu répond en breton</li>" in read(
        network_site, "contribuer/atelier/index.html"
    )
    for asked in (
        "methode/index.html",
        "contribuer/questionnaire/fiche-vide.yml",
        "donnees/bilans.csv",
    ):
        assert "bzh__oser" not in read(network_site, asked)


def test_its_answers_are_drawn_explained_and_given(network_site: Path) -> None:
    page = read(network_site, "lieux/ti-ar-vro/index.html")
    assert "Ce qui se parle ici" in page
    assert "Breton" in page
    assert "Quelles langues parle-t-on" in read(network_site, "methode/lieu/index.html")
    document = json.loads(read(network_site, "api/v1/lieux/ti-ar-vro.json"))
    answers = document["bilans"][-1]["reponses"]
    assert answers["bzh__langues_parlees"] == ["breton", "gallo"]
    assert answers["lien_social.bzh__festou_noz"] == 6
    head = read(network_site, "donnees/bilans.csv").splitlines()[0]
    assert "bzh__langues_parlees" in head


def test_its_charts_and_its_audiences_stand_with_those_of_all(network_site: Path) -> None:
    chapter = read(network_site, "referentiel/gouvernance/index.html")
    assert "Les langues, tous lieux ensemble" in chapter
    assert chapter.index("Qui prend part aux décisions") < chapter.index("Les langues, tous lieux")
    assert "lien_social.bzh__festou_noz" in read(network_site, "referentiel/lab/index.html")
    assert "Où danse-t-on" in read(network_site, "pour/financeurs/index.html")


@pytest.mark.parametrize(
    ("added", "code", "words"),
    [
        ("  graphiques: [{dans: gouvernanse, graphiques: [{id: bzh__g, forme: reponses, titre: Langues, question: regime_occupation}]}]", "CM-602", "gouvernance"),
        ("  graphiques: [{dans: gouvernance, graphiques: [{id: langues, forme: reponses, titre: Langues, question: regime_occupation}]}]", "CM-613", "bzh__"),
        ("  laboratoire: {mesures: [bzh__inconnu]}", "CM-602", "bzh__inconnu"),
    ],
)  # fmt: skip
def test_a_chart_that_leads_nowhere_is_told_in_the_network_s_file(
    tmp_path: Path, capsys, added: str, code: str, words: str
) -> None:
    write_place(tmp_path / "places", "ti-ar-vro", minimal("Ti ar Vro", "29019"))
    (tmp_path / "reseau.yaml").write_text(f"code: bzh\nobservatoire:\n{added}\n", "utf-8")
    assert main(["check", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert code in said
    assert words in said
    assert "reseau.yaml:" in said


def test_its_preview_knows_them_too(network_site: Path) -> None:
    [program] = (network_site / "site/assets/moteur").glob("*/programme.zip")
    with zipfile.ZipFile(program) as archive:
        assert archive.read("data/reseau.yaml").decode() == NETWORK


def test_the_browser_is_offered_no_wrong_answer(network_site: Path, capsys) -> None:
    wrong = ANSWERS.replace("[breton, gallo]", "[breton, gallois]")
    places = network_site / "data/places"
    path = write_place(places, "autre", minimal("Autre", "29019", wrong))
    assert main(["check", str(path), "--data", str(network_site / "data")]) == 1
    assert "gallois" in capsys.readouterr().out
    shutil.rmtree(places / "autre")


def test_a_fault_in_its_file_is_told_there(network_site: Path, tmp_path: Path, capsys) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "places").mkdir()
    (data / "reseau.yaml").write_text(
        NETWORK.replace("id: bzh__langues_parlees", "id: langues_parlees")
    )
    assert main(["check", "--data", str(data)]) == 1
    told = capsys.readouterr()
    assert "reseau.yaml:8:" in told.out + told.err
    assert "CM-613" in told.out + told.err


def test_the_documentation_gives_a_file_that_works(tmp_path: Path) -> None:
    text = (ROOT / "docs/reseaux/questions.md").read_text(encoding="utf-8")
    [example] = [part.split("```")[0] for part in text.split("```yaml\n")[1:2]]
    assert yaml.safe_load(example)["code"]
    data = tmp_path / "data"
    (data / "places").mkdir(parents=True)
    (data / "reseau.yaml").write_text(example, encoding="utf-8")
    assert main(["check", "--data", str(data)]) == 0
    [pages] = [
        part.split("```")[0]
        for part in text.split('tabindex="0" }\n')
        if part.startswith("observatoire:")
    ]
    (data / "reseau.yaml").write_text(f"{example}\n{pages}", encoding="utf-8")
    assert main(["check", "--data", str(data)]) == 0


def test_the_documentation_of_the_configuration_gives_files_that_work_and_every_key() -> None:
    text = (ROOT / "docs/reseaux/configurer.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in text.split("```yaml\n")[1:]]
    assert len(examples) == 2
    base = (DATA / "referentiel.yaml").read_bytes()
    for example in examples:
        found = load_settings(base, "referentiel.yaml", (example.encode(), "local.yaml"))
        assert found.model, found.problems
    assert [key for key in Settings.model_fields if f"`{key}`" not in text] == []


def test_the_project_itself_says_nothing_that_a_copy_would_say_in_its_name() -> None:
    """What the shipped file holds of an identity is never a network's: see places/layers.py."""
    found = load_settings((ROOT / "data/referentiel.yaml").read_bytes(), "referentiel.yaml", (b"nom: Ponant", "l.yaml"))  # fmt: skip
    assert found.model
    empty = {name: Settings.model_fields[name].default for name in ("depot", "contact", "hebergeur", "referents", "url")}  # fmt: skip
    assert {name: getattr(found.model, name) for name in empty} == empty
