"""`cm summary`: a real repository, two versions, what whoever reviews reads."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.emitting.destination import MARK
from cm_build.pages.shell.environment import data_address, display_font
from cm_build.reading.home import packages
from tests.pictures import photo
from tests.support import minimal


def git(*words: str) -> None:
    identity = ("-c", "user.name=Essai", "-c", "user.email=essai@example.org")
    subprocess.run(["git", *identity, *words], check=True, capture_output=True)


@pytest.fixture
def proposal(copied_data: Path, monkeypatch, capsys):
    """Give a function that commits what a proposal writes, and reads the summary."""
    monkeypatch.chdir(copied_data.parent)
    (copied_data / "geo").symlink_to(Path(__file__).resolve().parents[2] / "data" / "geo")
    git("init", "--quiet")
    put("la-halle/2024", minimal(extra="espace:\n  surface_interieure: 450\n"))
    git("add", "--all")
    git("commit", "--quiet", "-m", "base")

    def run(*options: str):
        git("add", "--all")
        git("commit", "--quiet", "--allow-empty", "-m", "proposition")
        capsys.readouterr()
        assert main(["summary", "--base", "HEAD^1", *options]) == 0
        return capsys.readouterr().out

    return run


def put(name: str, text: str) -> None:
    path = Path("data/places") / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def flat(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_new_year_is_held_against_the_last(proposal) -> None:
    put("la-halle/2025", minimal(extra="espace:\n  surface_interieure: 1500\n"))
    told = flat(proposal())
    assert "- Fiches de lieux : 1\n" in told
    assert "### La Halle, 2025\n" in told
    assert "- **Année :** 2025 (nouvelle fiche)" in told
    assert "- 1 500 m² de surface intérieure" in told
    assert "- **Le lieu :** 3 réponses\n" in told
    assert "**Ce qui change depuis le bilan 2024**" in told
    assert "Surface intérieure : 450 m² → 1 500 m²" in told
    assert "**À vérifier**" in told  # more than three times last year's
    assert "**Bloquant**" not in told


def test_a_correction_is_held_against_the_same_year(proposal) -> None:
    put("la-halle/2024", minimal(extra="espace:\n  surface_interieure: 460\n"))
    told = flat(proposal())
    assert "**Ce qui change dans le bilan 2024**" in told
    assert "450 m² → 460 m²" in told
    assert "(correction)" in told


def test_an_old_year_that_leaves_keeps_its_place(proposal) -> None:
    put("la-halle/2025", minimal())
    proposal()
    put("la-halle/2024", minimal().replace("publique", "non_publiee"))
    told = flat(proposal())
    assert "2024 (retrait d’une année)" in told
    assert "Le bilan 2024 ne sera plus sur le site" in told
    assert "Ce lieu n’aura pas de page" not in told


def test_a_wrong_file_is_told_with_its_line(proposal) -> None:
    put("le-preau/2025", minimal(extra="  date_ouverture: hier\n"))
    told = proposal()
    assert "ne peut pas encore être lue (nouvelle fiche, data/places/le-preau/2025.yaml)" in told
    assert "(ligne 7, CM-308)" in told


def test_a_file_that_goes_is_told(proposal) -> None:
    put("le-preau/2025", minimal("Le Préau"))
    Path("data/places/la-halle/2024.yaml").unlink()
    told = proposal()
    assert "### la-halle, 2024\n\nCette fiche est supprimée." in told


def test_two_subjects_are_told(proposal) -> None:
    put("le-preau/2025", minimal("Le Préau"))
    Path("code.py").write_text("x", encoding="utf-8")
    told = proposal()
    assert "- Autres fichiers du dépôt : 1" in told
    assert "**Bloquant** : cette proposition touche à la fois" in told


def test_code_alone_has_a_short_summary(proposal) -> None:
    Path("code.py").write_text("x", encoding="utf-8")
    told = proposal()
    assert told.splitlines() == [
        "## Ce que cette proposition touche",
        "",
        "- Fiches de lieux : 0",
        "- Photos et autres fichiers de lieux : 0",
        "- Autres fichiers du dépôt : 1",
    ]


def test_many_places_are_cut(proposal) -> None:
    for number in range(23):
        put(f"lieu-{number:02d}/2025", minimal(f"Lieu {number}"))
    told = proposal()
    assert told.count("### ") == 20
    assert "… et 3 autres fiches" in told


def test_names_and_texts_are_inert(proposal) -> None:
    put("le-preau/2025", minimal("@octo-cible ![x](https://example.net/x.png) #1 `a`"))
    put("x\n::add-mask::y/2025", minimal())
    told = proposal()
    assert "@octo" not in told
    assert "#1" not in told
    assert " !" not in told
    assert "add-mask" not in told
    assert "- Photos et autres fichiers de lieux : 1" in told


def test_the_summary_is_added_to_a_file(proposal, tmp_path: Path) -> None:
    put("le-preau/2025", minimal("Le Préau"))
    out = tmp_path / "resume.md"
    out.write_text("avant\n", encoding="utf-8")
    assert proposal("--out", str(out)) == "Résumé écrit, fiches : 1.\n"
    assert out.read_text(encoding="utf-8").startswith("avant\n## Ce que")


PHOTOS = 'histoire:\n  photos: [{fichier: "cour.jpg", texte: "La cour"}]\n'


def test_each_page_is_whole_in_one_file(proposal, tmp_path: Path) -> None:
    put("la-halle/2025", minimal(extra=PHOTOS))
    put("le-preau/2025", minimal("Le Préau").replace("publique", "non_publiee"))
    put("le-four/2025", minimal("Le Four", extra="  date_ouverture: hier\n"))
    (Path("data/places/la-halle/photos")).mkdir()
    Path("data/places/la-halle/photos/cour.jpg").write_bytes(photo(800, 600))
    out = tmp_path / "apercu"
    proposal("--apercu", str(out))
    assert sorted(path.name for path in out.iterdir()) == [MARK, "la-halle-2025.html"]
    page = (out / "la-halle-2025.html").read_text(encoding="utf-8")
    assert "Aperçu d’une proposition, non publié" in page.replace("\u00a0", " ")
    assert "<h1" in page
    assert "data:image/webp;base64," in page
    # Nothing is looked for beside the page.
    assert "url(pictos.svg)" not in page
    assert re.findall(r'<(?:script|link)\b|url\((?!["#]|data:|bricolage)', page) == []
    assert "webp 640w" not in re.sub(r"data:[^ ]+ 640w", "", page)


def test_nothing_to_show_writes_no_folder(proposal, tmp_path: Path) -> None:
    Path("code.py").write_text("x", encoding="utf-8")
    proposal("--apercu", str(tmp_path / "apercu"))
    assert not (tmp_path / "apercu").exists()


def test_the_font_goes_inside(proposal, tmp_path: Path) -> None:
    put("la-halle/2024", minimal(extra="espace:\n  surface_interieure: 460\n"))
    proposal("--apercu", str(tmp_path / "apercu"))
    page = (tmp_path / "apercu/la-halle-2024.html").read_text(encoding="utf-8")
    assert f'src: url("{data_address("font/woff2", display_font(packages()))}")' in page


def test_an_unknown_base_is_a_failure(proposal, capsys) -> None:
    proposal()
    assert main(["summary", "--base", "nulle-part"]) == 1
    assert "Git n’a pas pu comparer" in capsys.readouterr().err
    Path("data/questionnaire.yaml").write_text("a: [", encoding="utf-8")
    assert main(["summary", "--base", "HEAD"]) == 1


@pytest.mark.parametrize(
    ("criteria", "told"),
    [
        ("lien_social: {niveau: regulier}", "1 effet raconté"),
        ("lien_social: {niveau: regulier}, solidarite: {niveau: ponctuel}", "2 effets racontés"),
    ],
)
def test_effects_are_counted_as_effects(proposal, criteria: str, told: str) -> None:
    """Nobody is expected to answer every question: how many there are is not held against a place."""
    effects = f"effets_sociaux:\n  criteres: {{{criteria}}}\n"
    put("la-marmite/2025", minimal(nom="La Marmite", extra=effects))
    letter = flat(proposal())
    assert f"- **Effets sociaux :** {told}\n" in letter
    assert "- **Environnement :** aucune réponse\n" in letter
    assert "questions" not in letter.split("Effets sociaux")[1].split("\n")[0]
