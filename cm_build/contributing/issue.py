"""Reading an issue of the forge: every byte of it was typed by a stranger."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The forge accepts 65,536 characters; a complete file weighs less than a third of that.
LARGEST_BODY = 60_000
LABEL = "depot"
# The labels of the fields of .github/ISSUE_TEMPLATE/depot.yml, by which its answers are found.
YEAR, PLACE, FILE, CONSENT = (
    "Année du bilan",
    "Adresse du lieu sur le site",
    "Fiche du lieu",
    "Accord",
)
_EMPTY = "_No response_"
_HEADING = re.compile(r"#{2,4}\s+(.+?)\s*#*\s*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*([^`]*)")
_FIRST_KEY = re.compile(r"(?m)^(?:questionnaire|publication)\s*:")
_UNTICKED = re.compile(r"(?m)^\s*[-*] \[ \]")


class WrongEventError(Exception):
    """The event file is not one of the forge's: a fault of ours, not of a person."""


class Issue(NamedTuple):
    """What an issue says; `body` is empty when it is too long to be read."""

    number: int
    labels: frozenset[str]
    body: str
    oversized: bool
    edited: bool


class Form(NamedTuple):
    """The fields of the form, as they were typed."""

    year: str
    place: str
    file: bytes
    agreed: bool


def read_event(content: bytes) -> Issue:
    """Read the event that started the workflow.

    Raises:
        WrongEventError: it is not the event of an issue.
    """
    try:
        event = json.loads(content)
        issue = event["issue"]
        number = int(issue["number"])
        labels = frozenset(str(label["name"]) for label in issue["labels"])
        body = str(issue["body"] or "")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise WrongEventError from error
    # A lone surrogate has no bytes: it is kept for the strict reader, which refuses it.
    oversized = len(body.encode("utf-8", "surrogatepass")) > LARGEST_BODY
    return Issue(number, labels, "" if oversized else body, oversized, event["action"] == "edited")


def read_form(body: str) -> Form | None:
    """Find the fields of the form in the body; None when no file is there."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    for label, value in _sections(text):
        # A heading typed inside a field never replaces the field of the same name.
        fields.setdefault(label, value)
    file = _file(fields.get(FILE, text), whole=FILE in fields)
    if not file.strip():
        return None
    return Form(
        year=_line(fields, YEAR),
        place=_line(fields, PLACE),
        file=file.encode("utf-8", "surrogatepass"),
        agreed=not _UNTICKED.search(fields.get(CONSENT, "")),
    )


def _line(fields: Mapping[str, str], label: str) -> str:
    value = fields.get(label, "").strip()
    return "" if value == _EMPTY else value


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Cut the body at the headings of the form, those inside a fence apart."""
    label, lines, fence = "", list[str](), ""
    for line in text.split("\n"):
        fence = _fence_after(line, fence)
        heading = None if fence else _HEADING.fullmatch(line)
        if heading and heading[1] in (YEAR, PLACE, FILE, CONSENT):
            yield label, "\n".join(lines)
            label, lines = heading[1], []
        else:
            lines.append(line)
    yield label, "\n".join(lines)


def _fence_after(line: str, fence: str) -> str:
    """Give the fence that is open after a line, or nothing."""
    found = _FENCE.fullmatch(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    closes = found[1].startswith(fence) and not found[2].strip()
    return "" if closes else fence


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
        if fence and (inside or not _FENCE.fullmatch(line)):
            inside.append(line)
        fence = after
    if inside:
        return "\n".join(inside)
    first = _FIRST_KEY.search(text)
    if first:
        return text[first.start() :]
    return text if whole else ""
