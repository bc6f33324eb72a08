"""What a person, a mailbox or an attacker may make of a file: each change takes its chance from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable

# What no honest file holds, or what programs read otherwise than people.
HOSTILE = (
    "\0", "\t", "\r", "\x0b", "\x0c", "\x1b[2J", "\x85", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff",
    "\ud800", "\ufffd", "\ufffe", "\U0001f600", "\U0010ffff", "e" + "\u0301" * 40, "ﬃ", "Ⅷ", "١٢", "½",
    ": ", " #", "- ", "&a ", "*a", "!!python/object ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "? ", "| ", ">-\n",
    "{", "}", "[", "]", "'", '"', "\\", "\\u0000", "`", "@", "%", "$(id)", "::add-mask::x", "[skip ci]",
    "<script>", "{{7*7}}", "{0}", "{lu}", "%s", "=C3=A9", "Ã©", "../..", "\n```\n", "\n### Accord\n", "\n### Fiche du lieu\n",
    "9" * 400, "-0", "1e999", "0x1F", "NaN", ".inf", "1_000", "01:30", "2025-02-31", "0000-00-00", "9999-99-99",
    "Mme Lou Martin", "lou@exemple.fr", "06 31 32 33 34", "https://[::1", "https://a\\@b", "ne_sait_pas", "sans_objet",
)  # fmt: skip

Change = Callable[[random.Random, bytes], bytes]


def _lines(chance: random.Random, content: bytes) -> tuple[list[bytes], int]:
    lines = content.split(b"\n")
    return lines, chance.randrange(len(lines))


def _delete(chance: random.Random, content: bytes) -> bytes:
    lines, at = _lines(chance, content)
    del lines[at : at + chance.randint(1, 4)]
    return b"\n".join(lines)


def _duplicate(chance: random.Random, content: bytes) -> bytes:
    lines, at = _lines(chance, content)
    lines[at:at] = lines[at : at + chance.randint(1, 4)] * chance.choice((1, 1, 2, 50))
    return b"\n".join(lines)


def _swap(chance: random.Random, content: bytes) -> bytes:
    lines, at = _lines(chance, content)
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def _indent(chance: random.Random, content: bytes) -> bytes:
    lines, at = _lines(chance, content)
    margin = chance.choice((b"", b" ", b"   ", b"\t", b" " * 40, "\u00a0".encode(), b"- ", b"> "))
    lines[at] = margin + lines[at].lstrip(b" ")
    return b"\n".join(lines)


def inserted(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    sign = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
    return content[:at] + sign + content[at:]


def damaged(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _value(chance: random.Random, content: bytes) -> bytes:
    """Give one key another value: huge, hostile, or of another shape."""
    lines, at = _lines(chance, content)
    key, colon, _ = lines[at].partition(b":")
    shapes = (
        b"",
        b"[]",
        b"{}",
        b"[[[]]]",
        b"{a: {b: c}}",
        b"[a, a]",
        b"x" * 5000,
        b'"' + b"\\n" * 500 + b'"',
    )
    hostile = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
    return b"\n".join([*lines[:at], key + colon + b" " + chance.choice((*shapes, hostile)), *lines[at + 1 :]])  # fmt: skip


def _deep(chance: random.Random, content: bytes) -> bytes:
    depth = chance.choice((11, 12, 13, 60, 3000))
    opening, closing = chance.choice(((b"[", b"]"), (b"{a: ", b"}"), (b"- ", b"")))
    lines, at = _lines(chance, content)
    lines.insert(at, b"x: " + opening * depth + closing * depth)
    return b"\n".join(lines)


def _ends(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", "\u0085".encode(), b"")))


def _encoding(chance: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "latin-1", "utf-32", "utf-8-sig", "cp1252")), "replace"
    )


CHANGES: tuple[Change, ...] = (
    _delete, _duplicate, _swap, _indent, inserted, damaged, cut, _value, _deep, _ends, _encoding,
)  # fmt: skip


def mutated(chance: random.Random, content: bytes) -> bytes:
    """Change a file once, more often twice or thrice."""
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(CHANGES)(chance, content)
    return content
