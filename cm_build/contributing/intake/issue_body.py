"""Reading an issue of the forge: every byte of it was typed by a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cm_build.contributing.intake.attachment import FIRST_KEY

LABEL = "fiche"
# The labels of the fields of .github/ISSUE_TEMPLATE/fiche.yml, by which its answers are found.
YEAR, PLACE, FILE, CONSENT = (
    "Année du bilan",
    "Adresse du lieu sur le site",
    "Fiche du lieu",
    "Accord",
)
_FIELDS = (YEAR, PLACE, FILE, CONSENT)
# What each box of the last field says: an agreement is these words, ticked, and no others.
AGREEMENTS = (
    "Les personnes qui font vivre le lieu sont d’accord avec ces réponses, et j’ai le droit de les envoyer en leur nom.",
    "J’accepte leur publication sous Licence Ouverte 2.0, et je sais que ce message et la fiche sont publics.",
)
_EMPTY = "_No response_"
# Lines are read by plain string operations: a pattern with two overlapping repetitions takes
# minutes on 60 kB of spaces.
_ATTACHED = re.compile(r"(?:!?\[[^\]\n]{0,300}\]\(https://[^\s)]{1,500}\)\s*)+")
# Markdown: four spaces make a line of code, and a fence has three signs or more.
INDENTED, SHORTEST_FENCE = 4, 3
_HEADING_LEVELS = range(2, 5)
_TICKED = ("- [x] ", "- [X] ")
# What opens and closes a passage that the forge does not show.
_HIDDEN = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
_HIDES = re.compile("|".join(re.escape(opening) for opening, _ in _HIDDEN))


class Form(NamedTuple):
    """The fields of the form, as they were typed."""

    year: str
    place: str
    file: bytes
    agreed: bool


def read_form(body: str) -> Form | None:
    """Find the fields of the form in the body; None when no file is there."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    loose: list[str] = []
    for label, value in _sections(_shown(text, fenced=True)):
        # A heading typed inside a field never replaces the field of the same name.
        fields.setdefault(label, value)
        loose += [value] if label != CONSENT else []
    file = _file(fields.get(FILE, "\n".join(loose)), whole=FILE in fields)
    # A file dropped on the message is a link: nothing is fetched, its text is asked for.
    if not file.strip() or _ATTACHED.fullmatch(file.strip()):
        return None
    return Form(
        year=_line(fields, YEAR),
        place=_line(fields, PLACE),
        file=file.encode("utf-8", "surrogatepass"),
        agreed=_agreed(text),
    )


def _line(fields: Mapping[str, str], label: str) -> str:
    """Take the first line of a field: a person may have written their file just below."""
    value = fields.get(label, "").strip().partition("\n")[0].strip()
    return "" if value == _EMPTY else value


def _agreed(text: str) -> bool:
    """Tell whether each box of the form is there once, in its own words, ticked, and nothing else.

    Every heading of that name counts, fences or not: a field typed above another must not stand
    for it, and a file pasted with its own fence leaves one open over the last field. For the same
    reason a comment hides what it holds, fences or not, and the words of a box stand nowhere else.
    """
    lines, seen = text.split("\n"), _shown(text, fenced=False).split("\n")
    # A heading of the form that nobody sees makes the message say two things.
    if _headings(lines) != _headings(seen):
        return False
    written: list[str] = []
    inside = False
    for line in seen:
        heading = _heading(line)
        inside = heading == CONSENT if heading in _FIELDS else inside
        if inside and heading != CONSENT and line.strip():
            written.append(line)
    boxes = [box for line in written if (box := _ticked(line))]
    repeated = sum(words in line for line in lines for words in AGREEMENTS)
    return len(written) == len(boxes) == repeated and sorted(boxes) == sorted(AGREEMENTS)


def _headings(lines: Iterable[str]) -> list[str]:
    return [heading for line in lines if (heading := _heading(line)) in _FIELDS]


def _ticked(line: str) -> str:
    """Give the words of a ticked box; nothing for another line, or for one of code."""
    box = line.expandtabs(INDENTED).lstrip(" ")
    indent = len(line.expandtabs(INDENTED)) - len(box)
    shown = indent < INDENTED and box.startswith(_TICKED)
    return box[len(_TICKED[0]) :].strip() if shown else ""


def _shown(text: str, *, fenced: bool) -> str:
    """Blank what the forge does not show; a fence shows everything, when they are `fenced`.

    Lines keep their places, for those of a file are told. What follows a comment on its line is
    shown as plain text: it stays, moved so as to be neither a heading, nor a fence, nor a box.
    """
    lines: list[str] = []
    fence = closing = ""
    for line in text.split("\n"):
        seen = line
        if not fence:
            seen, closing = _seen(line, closing)
        fence = _fence_after(seen, fence) if fenced else ""
        lines.append(seen)
    return "\n".join(lines)


def _seen(line: str, closing: str) -> tuple[str, str]:
    """Give what is shown of a line, and what would close the passage still hidden at its end."""
    words: list[str] = []
    at = 0
    while True:
        if closing:
            end = line.find(closing, at)
            if end < 0:
                return "".join(words), closing
            at, closing = end + len(closing), ""
            words.append(" " * INDENTED)
        match = _HIDES.search(line, at)
        if not match:
            return "".join((*words, line[at:])), ""
        words.append(line[at : match.start()])
        closing = dict(_HIDDEN)[match.group()]
        # « <!--> » closes itself.
        at = match.end() - len(closing) + 1


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Cut the body at the headings of the form, those inside a fence apart."""
    label, lines, fence = "", list[str](), ""
    for line in text.split("\n"):
        fence = _fence_after(line, fence)
        heading = "" if fence else _heading(line)
        if heading in _FIELDS:
            yield label, "\n".join(lines)
            label, lines = heading, []
        else:
            lines.append(line)
    yield label, "\n".join(lines)


def _heading(line: str) -> str:
    """Give the words of a heading, its signs apart; nothing for another line."""
    words = line.lstrip("#")
    if len(line) - len(words) not in _HEADING_LEVELS or not words[:1].isspace():
        return ""
    return words.strip().rstrip("#").rstrip()


def _fence_sign(line: str) -> tuple[str, str] | None:
    """Give the signs that open or close a fence, and what is written after them."""
    signs = line.lstrip(" ")
    rest = signs.lstrip(signs[:1]) if signs[:1] in ("`", "~") else signs
    length = len(signs) - len(rest)
    if len(line) - len(signs) >= INDENTED or length < SHORTEST_FENCE or "`" in rest:
        return None
    return signs[:length], rest.strip()


def _fence_after(line: str, fence: str) -> str:
    """Give the fence that is open after a line, or nothing."""
    sign = _fence_sign(line)
    if not sign:
        return fence
    signs, words = sign
    if not fence:
        return signs
    return "" if signs.startswith(fence) and not words else fence


def _file(text: str, *, whole: bool) -> str:
    """Take what the first fence holds; else the text, from its first key or `whole`."""
    if text.strip() == _EMPTY:
        return ""
    inside: list[str] = []
    fence = ""
    for line in text.split("\n"):
        after = _fence_after(line, fence)
        if fence and not after:
            break
        # A file pasted with its own fence inside the one the form puts has two openings.
        if fence and (inside or not _fence_sign(line)):
            inside.append(line)
        fence = after
    if inside:
        return "\n".join(inside)
    first = FIRST_KEY.search(text)
    if first:
        return text[first.start() :]
    return text if whole else ""
