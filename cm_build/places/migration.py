"""A file rewritten for the present version: words renamed where they stand, comments and order kept.

What it answers is read again and held against what it answered: a file is never written that would
say anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cm_build.places.answer import Given, Shares
from cm_build.places.assessment import Assessment
from cm_build.places.assessment_reading import AssessmentReader
from cm_build.places.renaming import VERSION, Renaming, renamed, version_of
from cm_build.questionnaire.names import Names
from cm_build.reading.ledger import Ledger
from cm_build.reading.node import Fields, Scalar
from cm_build.reading.source import read_source
from cm_build.reading.tree import CONTRIBUTED

_INDENT = re.compile(r"[ ]*")
# Inside brackets, or among others on its line, nothing can be made a comment.
_BEFORE = re.compile(r"\s*(?:-\s+)?")


class Rewritten(NamedTuple):
    """One line of the report: where, and what was done."""

    line: int
    words: str


class Migration(NamedTuple):
    """What became of a file; `content` is None when nothing is to be written.

    `refused` says why a file that should change cannot; `left` names the answers that the present
    version asks no more, and that stay as they are; `new` the wholes that have lines the place was
    not asked: the file keeps its number, for it would otherwise say that they are zero.
    """

    content: bytes | None
    changes: tuple[Rewritten, ...]
    left: tuple[Rewritten, ...] = ()
    new: tuple[Rewritten, ...] = ()
    refused: str = ""


def migrate(
    content: bytes, reader: AssessmentReader, *, file: str, slug: str, year: int
) -> Migration:
    """Rewrite one file for the present version of the questionnaire."""
    names = reader.names
    now = names.questionnaire.version
    source = read_source(content, file, CONTRIBUTED)
    before = reader.read(content, file=file, slug=slug, year=year).assessment
    if source.root is None or before is None:
        return Migration(None, (), refused="il a des erreurs : « cm check » les dit")
    if version_of(source.root, names) >= now:
        return Migration(None, ())
    words = renamed(source.root, names, Ledger(file)).words
    lines = content.decode("utf-8").splitlines(keepends=True)
    if any(not word.today and not _can_be_silenced(lines, word) for word in words):
        return Migration(
            None, (), refused="une réponse retirée partage sa ligne : ôtez-la à la main"
        )
    changes = [_rewrite(lines, word) for word in sorted(words, key=lambda w: w.mark, reverse=True)]
    left = sorted(_left(before, names))
    new = sorted(_new_lines(before, names))
    if not new:
        changes.append(_numbered(lines, source.root, now))
    written = "".join(lines).encode()
    after = reader.read(written, file=file, slug=slug, year=year).assessment
    if after is None or _given(after) != _given(before):
        return Migration(None, (), refused="ses réponses changeraient : corrigez-le à la main")
    kept = written if changes else None
    return Migration(kept, tuple(sorted(changes)), tuple(left), tuple(new))


def _given(assessment: Assessment) -> dict[str, object]:
    given = {p: a.value for p, a in assessment.answers.items() if isinstance(a, Given)}
    # A whole says that its lines are all: the number of its version says which.
    return {path: getattr(value, "parts", value) for path, value in given.items()}


def _new_lines(before: Assessment, names: Names) -> Iterator[Rewritten]:
    """Name the wholes that have lines this file was not asked: « tout est indiqué » said nothing of them."""
    for path, answer in before.answers.items():
        shares = answer.value if isinstance(answer, Given) else None
        if not isinstance(shares, Shares) or not shares.complete:
            continue
        question = names.asked[path].question
        # Of a whole that tells its lines, nothing is left without detail: that zero is true.
        labels = [
            part.libelle
            for part in getattr(question, "parts", ())
            if part.id in shares.unasked and part.depuis and not part.sans_detail
        ]
        if labels:
            words = f"« {question.short} » a de nouvelles lignes : {', '.join(labels)}"
            yield Rewritten(before.mark_of(path).line, words)


def _numbered(lines: list[str], root: Fields, now: int) -> Rewritten:
    """Write the number of the present version."""
    node = root.entries[VERSION].node
    former = node.text if isinstance(node, Scalar) else ""
    _put(lines, node.mark.line, node.mark.column, former, str(now))
    return Rewritten(node.mark.line, f"questionnaire : {former} → {now}")


def _rewrite(lines: list[str], word: Renaming) -> Rewritten:
    line = word.mark.line
    if word.today:
        _put(lines, line, word.mark.column, word.former, word.today)
        return Rewritten(line, f"« {word.former} » → « {word.today} »")
    for rank in _entry_lines(lines, line):
        lines[rank - 1] = f"# {lines[rank - 1]}"
    why = word.succession.why or "la réponse d’aujourd’hui est déjà là"
    return Rewritten(line, f"« {word.former} » mis en commentaire : {why}")


def _put(lines: list[str], line: int, column: int, former: str, today: str) -> None:
    """Replace a word at its place; quotes around it stay."""
    text = lines[line - 1]
    at = text.index(former, column - 1)
    lines[line - 1] = text[:at] + today + text[at + len(former) :]


def _can_be_silenced(lines: list[str], word: Renaming) -> bool:
    before = lines[word.mark.line - 1][: word.mark.column - 1]
    return _BEFORE.fullmatch(before) is not None


def _entry_lines(lines: list[str], first: int) -> Iterable[int]:
    """Give the lines of an entry: its own, and those further in that follow."""
    margin = _margin(lines[first - 1])
    # The items of a list may stand as far out as its key.
    inside = "" if lines[first - 1].lstrip().startswith("- ") else f"{' ' * margin}- "
    yield first
    for rank in range(first + 1, len(lines) + 1):
        line = lines[rank - 1]
        if _margin(line) <= margin and not (inside and line.startswith(inside)):
            return
        yield rank


def _margin(line: str) -> int:
    found = _INDENT.match(line)
    return found.end() if found and line.strip() else 0


def _left(before: Assessment, names: Names) -> Iterator[Rewritten]:
    """Name what the present version asks no more, and which keeps its words of then."""
    for path, answer in before.answers.items():
        asked = names.asked.get(path)
        if asked and path not in names.current and isinstance(answer, Given):
            owner = names.title(asked.owner)
            yield Rewritten(before.mark_of(path).line, f"{owner}, « {asked.question.short} »")
