"""Text on a tone must be read in both schemes (WCAG 1.4.3); axe does not look inside drawings."""

from __future__ import annotations

import re

import pytest

from cm_build.pages.shell.environment import palette
from tests.support import ROOT

SCHEMES = dict(zip(("clair", "sombre"), palette(), strict=True))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("tone", ["foret", "brique", "sarcelle", "prune", "nuit"])
def test_text_on_a_tone(scheme: str, tone: str) -> None:
    found = SCHEMES[scheme]
    assert contrast(found["sur-ton"], found[tone]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_on_ochre(scheme: str) -> None:
    assert contrast(SCHEMES[scheme]["sur-ocre"], SCHEMES[scheme]["ocre"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("tone", ["foret", "brique", "sarcelle", "prune", "nuit", "ocre"])
def test_coloured_words_on_paper(scheme: str, tone: str) -> None:
    found = SCHEMES[scheme]
    assert contrast(found[f"{tone}-texte"], found["papier"]) >= 4.5
    assert contrast(found[f"{tone}-texte"], found["sable"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_dots_on_the_land_of_a_map(scheme: str) -> None:
    """WCAG 1.4.11: a lone dot by its outline, thousands by their own colour."""
    found = SCHEMES[scheme]
    sheet = (ROOT / "cm_build/pages/portrait/portrait.css").read_text(encoding="utf-8")
    for rule, part, land in (
        (".cm-carte__point", "stroke", "trait"),
        (".cm-carte__points", "stroke", "trait"),
        (".cm-carte__points--fictifs", "stroke", "trait"),
    ):
        (declared,) = re.findall(rf"^{re.escape(rule)} \{{([^}}]*)\}}", sheet, flags=re.MULTILINE)
        (tone,) = re.findall(rf"{part}: var\(--cm-([a-z-]+)\)", declared)
        assert contrast(found[tone], found[land]) >= 3, (rule, tone)
    # Territories and the frame draw theirs in brick, on sand and on land.
    for land in ("sable", "trait"):
        assert contrast(found["brique"], found[land]) >= 3, land
