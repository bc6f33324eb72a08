"""A rule written twice, in Python and in a script, says the same of the same cases (tests/scripts)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from cm_build.places.address import address_of
from cm_build.places.measure import Measure
from cm_build.places.register import REGISTERS
from cm_build.questionnaire.option import Option
from cm_build.reading.numbers import read_measured, read_number
from cm_build.wording import french, tally
from tests.support import ROOT


def cases(name: str) -> Any:
    return json.loads((ROOT / f"tests/data/cas-{name}.json").read_text(encoding="utf-8"))


FRENCH, COUNTS = cases("french"), cases("tally")


def test_numbers_are_written_alike() -> None:
    for value, decimals, text in FRENCH["nombres"]:
        assert french.number(Decimal(str(value)), decimals) == text


def test_quantities_are_written_alike() -> None:
    for value, unit, decimals, text in FRENCH["quantites"]:
        assert french.quantity(Decimal(str(value)), unit, decimals) == text


def test_plurals_begin_at_two() -> None:
    for count, word in FRENCH["pluriels"]:
        assert french.plural(Decimal(count), "lieu", "lieux") == word


def test_no_break_spaces_are_put_alike_once() -> None:
    for typed, text in FRENCH["espaces"]:
        assert french.spaced(typed) == text
        assert french.spaced(text) == text


def test_labels_are_lowered_alike() -> None:
    for label, text in FRENCH["minuscules"]:
        assert french.initial_folded(label) == text
        assert Option(id="une", libelle=label or "A").in_sentence == (text or "a")


def test_days_are_written_alike() -> None:
    for day, text in FRENCH["jours"]:
        assert french.day(date.fromisoformat(day)) == text


def test_places_are_counted_alike() -> None:
    for telling, fictional, listed, text in COUNTS["decomptes"]:
        assert tally.tally(telling, fictional, listed) == text
    for real, fictional, mixed, text in COUNTS["offres"]:
        assert tally.offered(real, fictional, mixed=mixed) == text


def test_numbers_are_read_alike() -> None:
    for typed, number in cases("numbers"):
        read = read_number(typed)
        assert (None if read is None else float(read)) == number, typed


def test_addresses_are_made_alike() -> None:
    for name, address in cases("slugs"):
        assert address_of(name) == address


def test_numbers_of_registers_are_read_alike() -> None:
    for name, rows in cases("registers").items():
        for typed, number, code in rows:
            assert REGISTERS[name](typed) == (number, code), typed


def test_a_period_is_counted_over_the_year_alike() -> None:
    measure = Measure(0, unit="€", yearly=True)
    for typed, words in cases("periods"):
        read = read_measured(typed)
        assert (measure.converted(read) if read else "") == words, typed
