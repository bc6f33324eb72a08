"""Personal data, web addresses, look-alike letters."""

from __future__ import annotations

import pytest

from cm_build.places.text import findings, is_role_address, mixes_scripts
from cm_build.places.web_address import completed, doubt_about, is_web_address


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
        ("06\u00a012\u00a034\u00a056\u00a078", ["CM-322"]),
        ("06\u202f12\u202f34\u202f56\u202f78", ["CM-322"]),
        ("06-12-34-56-78", ["CM-322"]),
        ("+33 (0)6 12 34 56 78", ["CM-322"]),
        ("01 12345678", ["CM-322"]),
        # What looks like a telephone and is none: the signs between the pairs are not the same.
        ("Ouvert le 08-07-2016 14 h", []),
        ("du 03.10.2018 09 h 30 au soir", []),
        ("le 05/06/2021 à 10 h", []),
        ("lots 02 03 04 05 06", []),
        ("SIRET 012 345 678 00017", []),
        ("RNA W011234567", []),
        ("IBAN FR14 2004 1010 0505 0001 3M02 606", []),
        ("46.0512345678, 4.0712345678", []),
        ("version 0.6.12.34.56", []),
        ("de 09.00-12.30 puis 14.00", []),
        ("2016-2024", []),
        ("ISBN 978-0-14-044913-6", []),
        # An account of a public network is no mailbox.
        ("@laruche@piaille.fr", []),
        ("Suivez-nous : @laruche@social.exemple.org.", []),
        ("x@laruche@piaille.fr", ["CM-321"]),
        ("(jeanne.martin@exemple.fr)", ["CM-321"]),
        ("a@b.fr, c@d.fr", ["CM-321", "CM-321"]),
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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("www.exemple.fr", "https://www.exemple.fr"),
        ("exemple.fr/contact", "https://exemple.fr/contact"),
        ("//exemple.fr", ""),
        ("bonjour", ""),
        ("12.5", ""),
        ("jeanne@exemple.fr", ""),
        ("www.exemple", ""),
        ("www.exemple.fr.", ""),
        ("ftp://exemple.fr", ""),
    ],
)
def test_the_address_a_person_meant(text: str, meant: str) -> None:
    assert completed(text) == meant


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("https://exemple.fr/page?a=b", ""),
        ("https://café-à-bières.fr/", ""),
        ("https://exemple.fr:443/", ""),
        ("https://exemрle.fr", "exemрle.fr"),
        ("https://xn--exemle-erf.fr", "exemрle.fr"),
        ("https://exempłe.fr", ""),
        ("https://exempıe.fr", "exempıe.fr"),
        ("https://εxemple.fr", "εxemple.fr"),
        ("https://exemple.fr:8443/", "8443"),
        ("https://tinyurl.com/ruche", "raccourcie"),
        ("https://www.bit.ly/ruche", "raccourcie"),
    ],
)
def test_an_address_that_may_deceive_says_why(address: str, word: str) -> None:
    assert is_web_address(address)
    doubt = doubt_about(address)
    assert bool(doubt) == bool(word)
    assert word in doubt


@pytest.mark.parametrize(
    "host", ["192.0.2.7", "0x7f.1", "3232235777", "[2001:db8::1]", "u@exemple.fr", "-a.fr", "a..fr"]
)
def test_numbers_of_machines_and_names_before_an_at_are_refused(host: str) -> None:
    assert not is_web_address(f"https://{host}/")


def test_only_addresses_of_function() -> None:
    assert is_role_address("contact@lieu.fr")
    assert is_role_address("Accueil@lieu.coop")
    assert not is_role_address("jeanne.martin@lieu.fr")
