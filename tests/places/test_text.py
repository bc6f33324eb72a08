"""Personal data, web addresses, look-alike letters."""

from __future__ import annotations

import pytest

from cm_build.places.text import findings, is_role_address, mixes_scripts
from cm_build.places.web_address import is_web_address


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("prenom.nom@exemple.fr", ["CM-321"]),
        ("Écrire à a@b.coop.", ["CM-321"]),
        ("L’@telier des possibles", []),
        ("06 12 34 56 78", ["CM-322"]),
        ("0612345678", ["CM-322"]),
        ("+33 6 12 34 56 78", ["CM-322"]),
        ("0033612345678", ["CM-322"]),
        ("06.12.34.56.78", ["CM-322"]),
        ("SIRET 73282932000074", []),
        ("35000 Rennes", []),
        ("En 2019, 12 000 personnes", []),
        ("Merci à Mme Durand", ["CM-329"]),
        ("M. Petit", ["CM-329"]),
        ("Madame la maire", []),
    ],
)
def test_personal_data(text: str, codes: list[str]) -> None:
    assert [found.code for found in findings(text, short=False)] == codes


@pytest.mark.parametrize("character", "<>{}")
def test_short_texts_refuse_signs_of_code(character: str) -> None:
    assert [f.code for f in findings(f"a{character}b", short=True)] == ["CM-323"]
    assert findings(f"a{character}b", short=False) == []


def test_mixed_alphabets() -> None:
    assert mixes_scripts("Le Сomptoir")
    assert not mixes_scripts("L’Éclat & Cie")
    assert not mixes_scripts("Дом культуры")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org", "http://example.org/a?b=c#d", "https://sous.domaine.exemple.fr:8080/x",
        "https://xn--caf-dma.fr/", "https://café.fr/é",
    ],
)  # fmt: skip
def test_ordinary_addresses(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "//evil.example", "https:/a.fr",
        "https:///a.fr", "https://u:p@a.fr", "https://a.fr\\@b.fr", "https://[::1", "https://a", "https://",
        "ftp://a.fr", "https://a.fr/ b", "https://a.fr/\x00", "https://a.fr/" + "x" * 2000, "a.fr", "",
        'https://exemple.fr/"onload=', "https://.fr", "vbscript:x", " https://a.fr",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(text: str) -> None:
    assert not is_web_address(text)


def test_only_addresses_of_function() -> None:
    assert is_role_address("contact@lieu.fr")
    assert is_role_address("Accueil@lieu.coop")
    assert not is_role_address("jeanne.martin@lieu.fr")
