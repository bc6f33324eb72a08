"""The five questions that make a network's configuration, and how each answer is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from cm_build.cli.local_file import WrittenKey, block
from cm_build.places.commune import Departement, Region
from cm_build.places.settings import is_line, is_mail_address
from cm_build.places.territory import Territory
from cm_build.places.web_address import completed, is_web_address
from cm_build.reading.nearest import folded, nearest
from cm_build.reading.problem import shown
from cm_build.wording.french import listed

_FRANCE = frozenset({"france", "toute_la_france"})
_HOST = ("nom", "adresse", "telephone")


class WrongAnswerError(Exception):
    """Why an answer cannot be used, and what is expected, in words."""


class Interview(NamedTuple):
    """What is known when a question is asked: the areas of France, and the answers before it."""

    territory: Territory
    said: Mapping[str, str]


class NetworkQuestion(NamedTuple):
    """One question: what is asked, what an empty answer means, how an answer is written."""

    key: str
    words: str
    help: str
    read: Callable[[str, Interview], WrittenKey | None]
    propose: Callable[[Interview], str] = lambda _: ""
    needed: bool = False


def _name(text: str, _: Interview) -> WrittenKey:
    return block("nom", _line(text))


def _scope(text: str, asked: Interview) -> WrittenKey | None:
    areas = tuple(_areas(text, asked.territory))
    if not areas:
        return None
    regions = [area.code for area in areas if isinstance(area, Region)]
    departements = [area.code for area in areas if isinstance(area, Departement)]
    names = listed([f"{area.nom} ({area.code})" for area in areas])
    value = {"regions": regions, "departements": departements}
    return block("perimetre", value, f"Ce que couvre le réseau : {names}.")


def _where(asked: Interview) -> str:
    areas = _areas(asked.said.get("perimetre", ""), asked.territory)
    return listed([area.dans for area in areas])


def _territory(text: str, _: Interview) -> WrittenKey:
    return block("territoire", _line(text))


def _contact(text: str, _: Interview) -> WrittenKey:
    if is_mail_address(text):
        return block(
            "contact", {"adresse": text}, "À qui écrire : une adresse de fonction, ou une page."
        )
    page = text if is_web_address(text) else completed(text)
    if not page:
        raise WrongAnswerError(
            f"« {shown(text)} » n’est ni une adresse électronique ni une page web : "
            "contact@reseau.fr, ou https://reseau.fr/contact."
        )
    return block("contact", {"page": page}, "À qui écrire : une page, ou une adresse de fonction.")


def _host(text: str, _: Interview) -> WrittenKey:
    said = [part.strip() for part in text.split(";")]
    if not said[0] or not all(map(is_line, said)) or len(said) > len(_HOST):
        raise WrongAnswerError(
            "On attend « nom ; adresse ; téléphone », séparés par des points-virgules."
        )
    value = {key: part for key, part in zip(_HOST, said, strict=False) if part}
    return block("hebergeur", value, "Qui garde le site en ligne : les mentions légales le disent.")


QUESTIONS = (
    NetworkQuestion(
        "nom", "1. Comment s’appelle votre référentiel ?", "nom du référentiel", _name, needed=True
    ),
    NetworkQuestion(
        "perimetre",
        "2. Quelles régions, quels départements ? Leurs noms, séparés par des virgules ; rien pour toute la France.",
        "régions et départements couverts, séparés par des virgules",
        _scope,
    ),
    NetworkQuestion(
        "territoire",
        "3. Comment le dire dans une phrase : « les tiers-lieux … » ?",
        "le territoire dans une phrase, comme « en Bretagne »",
        _territory,
        _where,
    ),
    NetworkQuestion(
        "contact",
        "4. À quelle adresse écrire : un courriel de fonction, ou une page ?",
        "courriel ou page où écrire",
        _contact,
        needed=True,
    ),
    NetworkQuestion(
        "hebergeur",
        "5. Qui héberge le site : nom ; adresse ; téléphone ? Rien pour les pages de GitHub.",
        "hébergeur du site : « nom ; adresse ; téléphone »",
        _host,
    ),
)


def _line(text: str) -> str:
    if not is_line(text) or not text.strip():
        raise WrongAnswerError("On attend un texte court, sur une seule ligne.")
    return text.strip()


def _areas(text: str, territory: Territory) -> Iterator[Region | Departement]:
    """Find the areas a text names, each once: by its name, or by a code that only one has."""
    seen: set[str] = set()
    for part in filter(None, (part.strip() for part in re.split("[,;]", text))):
        if folded(part) in _FRANCE:
            continue
        area = _area(part, territory)
        if area.nom not in seen:
            seen.add(area.nom)
            yield area


def _area(text: str, territory: Territory) -> Region | Departement:
    code = text.upper().zfill(2)
    region, departement = territory.regions.get(code), territory.departements.get(code)
    if region and departement and region.nom != departement.nom:
        raise WrongAnswerError(
            f"{code} est le code de la région {region.nom} et du département {departement.nom} : écrivez le nom."
        )
    # Overseas, a région and its only département have one name: the région covers both.
    named: dict[str, Region | Departement] = {
        **{area.nom: area for area in territory.departements.values()},
        **{area.nom: area for area in territory.regions.values()},
    }
    found = region or departement
    if found is None:
        found = next((area for name, area in named.items() if folded(name) == folded(text)), None)
    if found is None:
        near = nearest(text, named)
        meant = f" Vouliez-vous écrire « {near} » ?" if near else ""
        raise WrongAnswerError(f"« {shown(text)} » n’est ni une région ni un département.{meant}")
    return found
