"""Numbers, fractions, lists and spaces, as French typography writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cm_build.wording import french

N, S = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0", 0, "0"), ("1234.5", 1, f"1{N}234,5"), ("1234.5", 0, f"1{N}235"), ("2.5", 0, "3"), ("3.5", 0, "4"),
        ("-1500", 0, f"−1{N}500"), ("12", 1, "12"), ("0.125", 2, "0,13"), ("1000000", 0, f"1{N}000{N}000"),
        ("-0.4", 0, "0"), ("99.95", 1, "100"),
    ],
)  # fmt: skip
def test_numbers(value: str, decimals: int, text: str) -> None:
    assert french.number(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("1", "structures", "1 structure"), ("2", "structures", "2 structures"), ("0", "personnes par an", "0 personne par an"),
     ("1.5", "ETP", "1,5 ETP"), ("1", "mois", "1 mois"), ("1", "m²", "1 m²"), ("1", "ans", "1 an")],
)  # fmt: skip
def test_units_agree(value: str, unit: str, text: str) -> None:
    assert french.quantity(Decimal(value), unit, 1).replace(S, " ") == text


def test_amounts() -> None:
    assert french.euros(Decimal(1200)) == f"1{N}200{S}€"
    assert french.short_euros(Decimal(9999)) == f"9{N}999{S}€"
    assert french.short_euros(Decimal(118000)) == f"118{S}k€"
    assert french.short_euros(Decimal(1250000)) == f"1,3{S}M€"
    assert french.percent(Decimal("68.9")) == f"69{S}%"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("100", 0, "100 %"), ("0", 0, "0 %"), ("0.49", 0, "moins de 1 %"), ("0.51", 0, "1 %"), ("99.507", 0, "plus de 99 %"),
        ("99.49", 0, "99 %"), ("99.97", 1, "plus de 99 %"), ("99.9", 1, "99,9 %"), ("0.04", 1, "moins de 1 %"),
        ("100.2", 0, "un peu plus de 100 %"), ("-0.2", 0, "un peu moins de 0 %"), ("99.99999999999", 0, "100 %"),
    ],
)  # fmt: skip
def test_nothing_and_the_whole_are_never_a_rounding(value: str, decimals: int, text: str) -> None:
    assert french.percent(Decimal(value), decimals).replace(S, " ") == text


@pytest.mark.parametrize(
    ("value", "side", "text"),
    [
        ("12.2", "moins", "13 % ou moins"), ("62.5", "plus", "62 % ou plus"), ("12", "moins", "12 % ou moins"), ("0.4", "moins", "moins de 1 %"), ("0.4", "plus", "0 % ou plus"),
        ("99.6", "moins", "100 % ou moins"), ("99.6", "plus", "plus de 99 %"),
    ],
)  # fmt: skip
def test_a_bound_is_not_bounded_twice(value: str, side: french.Side, text: str) -> None:
    assert french.bounded(Decimal(value), "%", 0, side).replace(S, " ") == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("0.16", "%", 0, "0,2 point"), ("3.57", "%", 0, "3,6 points"), ("-3.57", "%", 0, "3,6 points"), ("1.96", "%", 0, "2 points"),
        ("0.02", "%", 0, "moins de 0,1 point"), ("0", "%", 0, "0 point"), ("50", "personnes", 0, "50 personnes"), ("0.004", "ETP", 1, "moins de 0,01 ETP"),
    ],
)  # fmt: skip
def test_a_gap_is_a_decimal_finer(value: str, unit: str, decimals: int, text: str) -> None:
    assert french.gap(Decimal(value), unit, decimals).replace(S, " ") == text


def test_lists() -> None:
    assert french.listed([]) == ""
    assert french.listed(["a"]) == "a"
    assert french.listed(["a", "b"]) == "a et b"
    assert french.listed(["a", "b", "c"]) == "a, b et c"
    assert french.listed(["a", "b et c", "d"]) == "a, b et c, ainsi que d"
    assert french.listed(["a", "b et c"]) == "a, ainsi que b et c"
    assert french.listed(["a et b", "en c"]) == "a et b, ainsi qu’en c"
    # Far from the end, an "et" confuses nobody.
    assert french.listed(["a et b", "c", "d"]) == "a et b, c et d"


@pytest.mark.parametrize(
    ("value", "form"), [("0", "un"), ("1", "un"), ("1.9", "un"), ("2", "des"), ("-3", "des")]
)
def test_plural_starts_at_two(value: str, form: str) -> None:
    assert french.plural(Decimal(value), "un", "des") == form


def test_days() -> None:
    assert french.day(date(2026, 3, 1)) == "1er mars 2026"
    assert french.day(date(2025, 8, 31)) == "31 août 2025"


def test_capitals_and_spaces() -> None:
    assert french.capitalised("*deux tiers* du lieu") == "*Deux tiers* du lieu"
    assert french.capitalised("été") == "Été"
    assert (
        french.spaced("Quoi ? « Oui » : non ; si !") == f"Quoi{N}? «{S}Oui{S}»{S}: non{N}; si{N}!"
    )
    assert french.quoted("Il dit « oui ».") == f"«{S}Il dit “oui”.{S}»"


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Rennes", "à Rennes"),
        ("Le Mans", "au Mans"),
        ("Les Abymes", "aux Abymes"),
        ("La Rochelle", "à La Rochelle"),
    ],
)
def test_communes_with_their_preposition(name: str, where: str) -> None:
    assert french.commune_in(name) == where


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (9_800, "9 800 €"),
        (10_000, "10 k€"),
        (12_500, "12,5 k€"),
        (98_040, "98 k€"),
        (99_960, "100 k€"),
        (118_400, "118 k€"),
        (1_250_000, "1,3 M€"),
    ],
)
def test_a_short_amount_stays_the_amount_declared(amount: int, written: str) -> None:
    told = french.short_euros(Decimal(amount))
    assert told.replace(french.NARROW_SPACE, " ").replace(french.NO_BREAK_SPACE, " ") == written


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Le réseau des tiers-lieux", "au réseau des tiers-lieux"),
        ("Les lieux de Bretagne", "aux lieux de Bretagne"),
        ("L’équipe", "à l’équipe"),
        ("La fédération", "à la fédération"),
    ],
)
def test_one_writes_to_someone(name: str, told: str) -> None:
    assert french.to_whom(name) == told
