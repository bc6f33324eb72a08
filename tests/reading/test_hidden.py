"""What the eye does not see is refused by property, before anything is normalised."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata

import pytest

from cm_build.reading.hidden import hidden_in
from cm_build.reading.node import Fields, plain
from cm_build.reading.source import read_source
from tests.support import NODE, ROOT

JS_YAML = ROOT / "node_modules" / "js-yaml"

SEEN = {
    "accents": "Égalité à Besançon, cœur d’été",
    "accents empilés par une langue": "Tiếng Việt ệ",
    "hébreu pointé": "שָּׁלוֹם",
    "thaï": "ที่นี่",
    "birman": "ကြွုံ့",
    "tibétain": "བསྒྲུབས",
    "persan": "می\u200cخواهم",
    "hindi": "क्\u200dष",
    "métier": "👩‍🌾",
    "cœur en feu": "❤️‍🔥",
    "touche": "1️⃣ 2️⃣ 3️⃣ 4️⃣ 5️⃣ 6️⃣ 7️⃣ 8️⃣ 9️⃣",
    "flèche": "↔️",
    "espaces": "12\u00a0000\u202f€",
    "chiffres arabes": "\u0600١٢",
}
UNSEEN = {
    "jamo de remplissage": ("\u115f", "U+115F"),
    "lettre de remplissage": ("nom \u3164", "U+3164"),
    "demi-chasse de remplissage": ("\uffa0", "U+FFA0"),
    "braille vide": ("\u2800\u2800", "U+2800"),
    "voyelle khmère muette": ("\u17b5", "U+17B5"),
    "lien entre deux lettres latines": ("mai\u200dson", "U+200D"),
    "lien au début": ("\u200cabc", "U+200C"),
    "deux liens": ("🏡\u200d\u200d🏡", "U+200D"),
    "variante après une lettre": ("a\ufe0f", "U+FE0F"),
    "variante cachée": ("a\U000e0101", "U+E0101"),
    "joint de graphèmes": ("a\u034f", "U+034F"),
    "soudure": ("a\u2060b", "U+2060"),
    "usage privé": ("\ue123", "U+E123"),
    "accents en pile": ("a" + "\u0323" * 4, "U+0323"),
    "points en file": ("ש" + "\u05b0" * 9, "U+05B0"),
    "pile cousue de liens": ("ש" + "\u05b0\u200d" * 9, "U+05B0"),
    "cercles": ("a" + "\u20dd" * 9, "U+20DD"),
}


@pytest.mark.parametrize("name", SEEN)
def test_what_people_type_is_read(name: str) -> None:
    assert hidden_in(SEEN[name]) is None


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_named(name: str) -> None:
    text, sign = UNSEEN[name]
    found = hidden_in(text)
    assert found
    assert found.name == sign
    # In a value, in a key, in a comment: a file is read whole.
    for content in (f"a: {text}\n", f"{text}: a\n", f"a: 1 # {text}\n", f"a: |\n  {text}\n"):
        (problem,) = read_source(content.encode(), "f").problems
        assert problem.code == "CM-103"
        assert sign in problem.message


def test_no_normaliser_sees_a_long_pile(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    true = unicodedata.normalize

    def watched(form, text: str) -> str:
        marks = re.findall(r"1+", "".join("1" if unicodedata.combining(c) else "0" for c in text))
        runs.extend(len(mark) for mark in marks)
        return true(form, text)

    monkeypatch.setattr(unicodedata, "normalize", watched)
    pile = "".join(chr(0x5B0 + i % 13) for i in range(4000))
    for content in (f"a: é{pile}\n", f"{pile}: é\n", f'a: "é{ascii(pile)[1:-1]}"\n'):
        assert "CM-103" in [problem.code for problem in read_source(content.encode(), "f").problems]
    read_source("a: ש\u05b0\u05bc\n".encode(), "f")
    assert runs == [2]


# Everything Python, Unicode or an old terminal may take for the end of a line.
BREAKS = sorted(c for c in map(chr, range(0x110000)) if len(f"a{c}b".splitlines()) > 1)
PLACES = {
    "valeur": "un: a\ndeux: x{}trois: y\nquatre: z\n",
    "guillemets": 'un: a\ndeux: "x{}  y"\nquatre: z\n',
    "commentaire": "un: a\n# vu{}trois: y\nquatre: z\n",
    "bloc": "un: |\n  a{}  b\nquatre: z\n",
    "clé": "un: a\nde{}ux: x\nquatre: z\n",
}
READ_BY_THE_FORM = """
import { load, FAILSAFE_SCHEMA } from "%s";
let text = "";
for await (const chunk of process.stdin) text += chunk;
const told = JSON.parse(text).map((one) => {
  try { return load(one, { schema: FAILSAFE_SCHEMA, maxAliases: 0 }) } catch (error) { return null }
});
console.log(JSON.stringify(told));
"""


def texts(value: object) -> object:
    if isinstance(value, dict):
        return {key: texts(one) for key, one in value.items()}
    return str(value)


def keys_by_line(root: Fields) -> dict[int, str]:
    return {entry.key.line: key for key, entry in root.entries.items()}


def test_our_two_readers_and_an_editor_see_the_same_lines() -> None:
    assert {"\u0085", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c"} < set(BREAKS)
    documents = [(one, place.format(one)) for place in PLACES.values() for one in (*BREAKS, "\r\n")]
    script = READ_BY_THE_FORM % (JS_YAML / "dist" / "js-yaml.mjs").as_uri()
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", script],
        input=json.dumps([text for _, text in documents]),
        capture_output=True,
        text=True,
        check=True,
    )
    for (sign, text), told in zip(documents, json.loads(done.stdout), strict=True):
        source = read_source(text.encode(), "f.yaml")
        if sign not in ("\n", "\r", "\r\n"):
            (problem,) = source.problems
            assert problem.code == "CM-103"
            before = text[: text.index(sign)]
            assert problem.line == len(re.split(r"\r\n|\r|\n", before))
        elif source.root is None or source.problems:
            assert told is None
        else:
            assert texts(told) == plain(source.root)
            editor = re.split(r"\r\n|\r|\n", text)
            for line, key in keys_by_line(source.root).items():
                assert editor[line - 1].startswith(f"{key}:")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_counted_as_an_editor_does(end: str) -> None:
    lines = ["a: 1", "b: 2", "  c: é\u200b", ""]
    (problem,) = read_source(end.join(lines).encode(), "f").problems
    assert (problem.line, problem.column) == (3, 7)
    (problem,) = read_source(
        end.join(lines[:2]).encode() + end.encode() + b"  d: \xe9", "f"
    ).problems
    assert (problem.code, problem.line, problem.column) == ("CM-102", 3, 6)
    (problem,) = read_source(end.join(["a: 1", "b: 2", "c: @d"]).encode(), "f").problems
    assert (problem.code, problem.line) == ("CM-127", 3)


def test_an_escaped_return_stays_what_was_typed_and_other_breaks_do_not() -> None:
    root = read_source(b'a: "un\\rdeux\\r\\ntrois"\n', "f").root
    assert root
    assert plain(root) == {"a": "un\rdeux\r\ntrois"}
    for escape in (b"\\N", b"\\L", b"\\P", b"\\x0b", b"\\u000C"):
        (problem,) = read_source(b'a: "un' + escape + b'deux"\n', "f").problems
        assert problem.code == "CM-103"
