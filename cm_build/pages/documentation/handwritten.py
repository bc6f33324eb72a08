"""The few values, like `[[nom]]`, that hand-written pages take from the configuration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cm_build.places.settings import Settings
from cm_build.wording.french import initial_folded

_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_LINK_SIGNS = re.compile(r"[()\[\]*_`\\<>\"']")


def fill(markdown: str, settings: Settings) -> str:
    """Replace `[[nom]]`, `[[contact]]`… in a hand-written page by the configuration's values."""
    contact = settings.contact
    link = contact.page or (f"mailto:{contact.adresse}" if contact.adresse else "")
    name = initial_folded(contact.nom) if contact.nom else settings.nom
    values = {
        "nom": escaped(settings.nom),
        "contact": linked(name, link) if link else escaped(name),
        "licence": linked(settings.licence.nom, settings.licence.url),
        "depot": escaped(settings.depot.url or "le dépôt du référentiel"),
    }
    for key, value in values.items():
        markdown = markdown.replace(f"[[{key}]]", value)
    return markdown


def escaped(text: str) -> str:
    """Give a text that neither Markdown nor HTML reads: each sign they know becomes its number."""
    return _SIGNS.sub(lambda match: f"&#{ord(match.group())};", text)


def linked(text: str, link: str) -> str:
    """Write a link; signs that Markdown would take for its end, or its own, are spelled as in addresses."""
    spelled = _LINK_SIGNS.sub(lambda match: f"%{ord(match.group()):02X}", link)
    return f"[{escaped(text)}]({spelled})"


def flat(items: Iterable[Any]) -> Iterator[Any]:
    """List the entries of a navigation or of a table of contents, whatever their depth."""
    for item in items:
        yield item
        yield from flat(getattr(item, "children", None) or ())
