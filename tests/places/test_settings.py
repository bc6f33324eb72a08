"""A value of the configuration is checked as strictly as an answer: named, placed, with a remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.places.settings import load_settings
from tests.support import minimal, write_place

SETTINGS = """\
nom: Les lieux du Ponant
accroche: Ils se racontent.
licence: {nom: Licence Ouverte 2.0, url: https://www.etalab.gouv.fr/licence/}
annee_reference: 2025
"""


def problems(more: str, old: str = "", new: str = "") -> list[tuple[int, int, str, str]]:
    found = load_settings((SETTINGS.replace(old, new) + more).encode(), "referentiel.yaml")
    assert (found.model is None) == bool(found.problems)
    return [
        (problem.line, problem.column, problem.code, problem.message) for problem in found.problems
    ]


WRONG = [
    ("contact: {adresse: ecrivez-nous}", "adresse électronique"),
    ("contact: {adresse: contact@reseau}", "adresse électronique"),
    ("contact: {page: la page du réseau}", "adresse web"),
    ('contact: {delai: "deux\\nsemaines"}', "une seule ligne"),
    (f"contact: {{nom: {'n' * 201}}}", "une seule ligne"),
    ("url: https://ponant.fr/?page=1", "sans « ? »"),
    ("url: https://ponant.fr/#haut", "sans « ? »"),
    ("url: ponant.fr", "adresse web"),
    ("depot: {forge: subversion}", "une forge connue : github, gitlab, forgejo"),
    ("hebergeur: {adresse: 1 rue de l’Exemple}", "le nom de l’hébergeur"),
    ("depot: {url: git@github.com:ponant/lieux.git}", "adresse web"),
    ("depot: {branche: ma branche}", "branche"),
    ("depot: {branche: a..b}", "branche"),
    ("depot: {branche: -x}", "branche"),
    ("groupe_minimum: 4", "au moins 5"),
    ("age_maximum: 51", "au plus 50"),
    ('referents: [""]', "vide"),
    ("perimetre: [29]", "un ensemble de clés"),
    ("essai: peut-être", "oui ou non"),
]


@pytest.mark.parametrize(("line", "expected"), WRONG, ids=[line[:40] for line, _ in WRONG])
def test_a_wrong_value_is_told_at_its_line(line: str, expected: str) -> None:
    (told,) = problems(line + "\n")
    assert told[0] == 5
    assert told[2] == "CM-204"
    assert expected in told[3]


@pytest.mark.parametrize("year", ["1999", "2101", "25", "0"])
def test_the_year_of_reference_is_plausible(year: str) -> None:
    (told,) = problems("", "annee_reference: 2025", f"annee_reference: {year}")
    assert told[::2] == (4, "CM-204")


@pytest.mark.parametrize("name", ["nom", "accroche"])
def test_what_the_site_is_called_is_never_empty(name: str) -> None:
    found = load_settings(re.sub(f"(?m)^{name}: .*", f'{name}: " "', SETTINGS).encode(), "r.yaml")
    assert [problem.code for problem in found.problems] == ["CM-204"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://reseau.github.io/lieux", "https://reseau.github.io/lieux/"),
        ("https://reseau.github.io/lieux//", "https://reseau.github.io/lieux/"),
        ("https://ponant.fr", "https://ponant.fr/"),
        ('""', ""),
    ],
)
def test_the_final_slash_is_added(typed: str, kept: str) -> None:
    found = load_settings(f"{SETTINGS}url: {typed}\n".encode(), "referentiel.yaml")
    assert found.model
    assert found.model.url == kept
    assert found.model.address("lieux/") == (f"{kept}lieux/" if kept else "")


def test_a_repository_copied_with_its_ending_still_links() -> None:
    text = f"{SETTINGS}depot: {{url: https://github.com/ponant/lieux.git/}}\n"
    found = load_settings(text.encode(), "referentiel.yaml")
    assert found.model
    assert found.model.depot.url == "https://github.com/ponant/lieux"


@pytest.fixture
def checked(tmp_path: Path, capsys):
    """Check a référentiel of three places, in Finistère, in Ille-et-Vilaine and in Ain."""

    def run(more: str, *, places: bool = True, local: str = "") -> tuple[int, str]:
        (tmp_path / "places").mkdir(exist_ok=True)
        if local:
            (tmp_path / "local.yaml").write_text(local, encoding="utf-8")
        (tmp_path / "referentiel.yaml").write_text(SETTINGS + more, encoding="utf-8")
        if places:
            for slug, commune in (
                ("la-vigie", "29019"),
                ("le-fournil", "35238"),
                ("le-pont", "01053"),
            ):
                write_place(tmp_path / "places", slug, minimal(slug.title(), commune))
        code = main(["check", "--data", str(tmp_path)])
        return code, capsys.readouterr().out

    return run


@pytest.mark.parametrize(
    ("scope", "column", "words"),
    [
        ("{departements: [1]}", 28, "le code d’un département, comme 01 (Ain)"),
        ("{regions: [Bretagn]}", 23, "le code d’une région, comme 53 (Bretagne)"),
        ("{regions: [29]}", 23, "29 (Finistère) se met dans l’autre liste"),
        ("{departements: [2a]}", 28, "comme 2A (Corse-du-Sud)"),
        ("{departements: [Finistere]}", 28, "comme 29 (Finistère)"),
        ("{regions: [BZH]}", 23, "le code d’une région, comme "),
    ],
)
def test_a_code_of_nowhere_names_the_nearest(checked, scope: str, column: int, words: str) -> None:
    code, told = checked(f"perimetre: {scope}\n")
    assert code == 1
    assert f"referentiel.yaml:5:{column}: erreur CM-204" in told
    assert words in told


def test_places_beyond_the_scope_are_counted_and_named(checked) -> None:
    code, told = checked("perimetre: {departements: [29]}\n")
    assert code == 0
    assert "referentiel.yaml:5:1: avertissement CM-702" in told
    assert "2 lieux (le-fournil, le-pont)" in told
    assert "CM-701" not in told


def test_a_scope_that_leaves_no_place_is_told(checked) -> None:
    code, told = checked("perimetre: {departements: ['976']}\n")
    assert code == 0
    assert "3 lieux (la-vigie, le-fournil, le-pont)" in told
    assert "Aucun lieu ne sera affiché : 3 ont été lus, hors du périmètre." in told


def test_an_empty_folder_is_told_and_a_folder_that_is_not_there_is_refused(
    checked, tmp_path: Path, capsys
) -> None:
    code, told = checked("", places=False)
    assert code == 0
    assert "CM-701" in told
    assert "il n’y en a aucun dans le dossier lu" in told
    for command in ("check", "schema"):
        assert main([command, "--data", str(tmp_path / "ailleurs")]) == 1
        told = "".join(capsys.readouterr())
        assert "CM-524" in told
        assert "n’existe pas" in told


def test_a_place_that_is_not_published_is_not_named(checked, tmp_path: Path) -> None:
    secret = minimal("Le Secret", "01053").replace(
        "publication: publique", "publication: non_publiee"
    )
    write_place(tmp_path / "places", "le-secret", secret)
    code, told = checked("perimetre: {departements: [29]}\n")
    assert code == 0
    assert "2 lieux (le-fournil, le-pont)" in told


@pytest.mark.parametrize(("url", "expected"), [("", True), ("https://p.github.io/lieux/", False)])
def test_a_network_without_its_address_is_told(checked, url: str, expected) -> None:
    code, told = checked(f'depot: {{url: https://github.com/ponant/lieux}}\nurl: "{url}"\n')
    assert code == 0
    assert ("CM-703" in told) is expected
    assert ("referentiel.yaml:6:1" in told) is expected


@pytest.mark.parametrize(
    ("local", "told"),
    [
        ("perimetre: {departements: [1]}\n", "local.yaml:1:28: erreur CM-204"),
        ("perimetre: {departements: [29]}\n", "local.yaml:1:1: avertissement CM-702"),
        ("nom: Le Ponant\n", "local.yaml:1:1: avertissement CM-705"),
        ("nom: Le Ponant\ncontact: {nom: Le pôle}\n", "local.yaml:2:1: avertissement CM-705"),
        ("url: https://ponant.fr/\n", "local.yaml:1:1: avertissement CM-706"),
        ("depot: {url: https://gitlab.com/p/l}\n", "local.yaml:1:1: avertissement CM-706"),
        ("depot: {url: https://git.ponant.fr/p/l}\n", "local.yaml:1:9: avertissement CM-707"),
        ("depot: {url: https://github.com/p/l}\n", "local.yaml:1:1: avertissement CM-703"),
    ],
)
def test_what_a_network_must_still_say_is_told_in_its_own_file(
    checked, local: str, told: str
) -> None:
    assert told in checked("", local=local)[1]


def test_a_network_that_said_everything_is_told_nothing(checked) -> None:
    local = "contact: {adresse: contact@ponant.fr}\nhebergeur: {nom: Un hébergeur}\nurl: https://ponant.fr/\n"
    assert checked("", local=local) == (0, "Aucun problème.\n")
