"""What `cm reseau init` writes: a network's configuration, and what it already said elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cm_build.reading.node import Fields, plain
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED

HEAD = """\
# La configuration de votre réseau. Elle passe avant data/referentiel.yaml, clé par clé : n’écrivez ici que
# ce qui change. Le projet commun n’a pas ce fichier : recevoir ses améliorations ne le touche jamais.
# Toutes les clés sont dans data/referentiel.yaml ; « make check » dit ce qui ne va pas, à quelle ligne.
"""
# In the order of the project's own file.
ORDER = (
    "nom", "accroche", "territoire", "url", "depot", "perimetre", "contact", "hebergeur", "referents", "licence",
    "groupe_minimum", "annee_reference", "age_maximum", "exemples", "essai",
)  # fmt: skip


class WrittenKey(NamedTuple):
    """One key as it was written, with what it holds and the comments inside."""

    key: str
    text: str


def local_text(blocks: Iterable[WrittenKey]) -> str:
    """Write a network's file from its keys, in the usual order."""
    known = {block.key: block.text.rstrip("\n") for block in blocks}
    order = [key for key in ORDER if key in known] + sorted(set(known) - set(ORDER))
    return HEAD + "".join(f"\n{known[key]}\n" for key in order)


def block(key: str, value: object, comment: str = "") -> WrittenKey:
    """Write a key and what it holds: a text, or a mapping of texts and of lists of texts."""
    above = f"# {comment}\n" if comment else ""
    if isinstance(value, Mapping):
        inside = "".join(f"  {name}: {_inline(held)}\n" for name, held in value.items())
        return WrittenKey(key, f"{above}{key}:\n{inside}")
    return WrittenKey(key, f"{above}{key}: {_inline(value)}\n")


def _inline(value: object) -> str:
    """A text between double quotes is the same in YAML and in JSON."""
    return json.dumps(value, ensure_ascii=False)


def changed(content: bytes, reference: bytes) -> tuple[WrittenKey, ...]:
    """Give what a configuration says otherwise than the one it came from, as it was written."""
    mine, theirs = _root(content), _root(reference)
    if mine is None or theirs is None:
        return ()
    lines = content.decode("utf-8-sig").splitlines()
    starts = [entry.key.line for entry in mine.entries.values()]
    found = []
    for key, entry in mine.entries.items():
        base = theirs.entries.get(key)
        if base is None or plain(entry.node) != plain(base.node):
            following = min((start for start in starts if start > entry.key.line), default=None)
            found.append(
                WrittenKey(
                    key,
                    _body(lines[entry.key.line - 1 : (following or 0) - 1 if following else None]),
                )
            )
    return tuple(found)


def _root(content: bytes) -> Fields | None:
    return read_source(content, "", TRUSTED).root


def _body(lines: list[str]) -> str:
    """Leave out what stands after the last line of a key: the comment of the next one."""
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines = lines[:-1]
    return "\n".join(lines) + "\n"
