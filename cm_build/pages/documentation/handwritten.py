"""The few values, like `[[nom]]`, that hand-written pages take from the configuration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cm_build.places.scope import maybe_on_github_pages
from cm_build.places.settings import Settings
from cm_build.wording.french import initial_folded

_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_GITHUB_PAGES = (
    "Le projet prévoit de les publier avec GitHub Pages, un service de GitHub, Inc., 88 Colin P. Kelly Jr. Street, "
    "San Francisco, CA 94107, États-Unis ([github.com](https://github.com/)). Un réseau peut choisir un autre "
    "hébergeur : l’adresse du site, en haut de votre navigateur, vous renseigne."
)
_LINK_SIGNS = re.compile(r"[()\[\]*_`\\<>\"']")


def fill(markdown: str, settings: Settings) -> str:
    """Replace `[[nom]]`, `[[contact]]`… in a hand-written page by the configuration's values."""
    contact = settings.contact
    link = contact.page or (f"mailto:{contact.adresse}" if contact.adresse else "")
    name = initial_folded(contact.nom) if contact.nom else settings.nom
    whom = linked(name, link) if link else escaped(name)
    values = {
        "nom": escaped(settings.nom),
        "contact": whom,
        "hebergeur": _host(settings, whom),
        "licence": linked(settings.licence.nom, settings.licence.url),
        "depot": escaped(settings.depot.url or "le dépôt du référentiel"),
    }
    for key, value in values.items():
        markdown = markdown.replace(f"[[{key}]]", value)
    return markdown


def _host(settings: Settings, whom: str) -> str:
    """Name who keeps the site online, as the law wants; else say what is known of it."""
    host = settings.hebergeur
    if not host.nom:
        unknown = f"Leur hébergeur n’est pas encore nommé ici : demandez-le à {whom}."
        return _GITHUB_PAGES if maybe_on_github_pages(settings) else unknown
    named = linked(host.nom, host.site) if host.site else escaped(host.nom)
    told = ", ".join([named, *map(escaped, filter(None, (host.adresse, host.telephone)))])
    return f"L’hébergeur est {told}."


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
