"""The keys of a place's file that are not answers: publication, consent, state, source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from cm_build.places import register, written
from cm_build.places.web_address import is_web_address
from cm_build.questionnaire.declared import Declared, Sentence, YesNo
from cm_build.reading.numbers import decimals, read_date, read_number

Publication = Literal["publique", "non_publiee", "annuaire"]
State = Literal["idee", "prefiguration", "ouvert", "pause", "ferme"]
# What may be said of where a place stands, in the order it is asked.
STATES: Mapping[State, str] = {
    "ouvert": "Il est ouvert",
    "idee": "C’est une idée",
    "prefiguration": "Il se prépare",
    "pause": "Il est en pause",
    "ferme": "Il a fermé",
}

# A place to come: what is counted of a year that welcomed people does not arise yet.
NOT_OPEN_YET: frozenset[State] = frozenset({"idee", "prefiguration"})


def _web_address(text: str) -> str:
    if not is_web_address(text):
        raise ValueError
    return text


def _plain_words(text: str) -> str:
    if set("<>{}") & set(text) or not any(sign.isalnum() for sign in text):
        raise ValueError
    return text


def _day(value: object) -> object:
    return (read_date(value) or "?") if isinstance(value, str) else value


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    number = read_number(value)
    return "?" if number is None or decimals(number) else int(number)


# Read as answers are: Pydantic alone would take `0` for a day of 1970, and `1_000` for a thousand.
Day = Annotated[dt.date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole)]
ShortText = Annotated[
    Sentence,
    Field(max_length=300),
    AfterValidator(_plain_words),
    WithJsonSchema(written.text(300, short=True)),
]


def _registered(name: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        number, code = register.REGISTERS[name](text)
        if code:
            raise PydanticCustomError("registre", "{code}", {"code": code})
        return number

    return read


# The key is beyond what editors can tell; they refuse what has not the right signs.
Siret = Annotated[
    str,
    AfterValidator(_registered("siret")),
    WithJsonSchema({"type": ["string", "integer"], "pattern": written.grouped(r"\d", 14)}),
]
Rna = Annotated[
    str,
    AfterValidator(_registered("rna")),
    WithJsonSchema({"type": "string", "pattern": written.grouped(r"[A-Za-z\d]", 10)}),
]


class Identifiers(Declared):
    """Names the place has elsewhere."""

    siret: Siret | None = None
    rna: Rna | None = None
    national: ShortText | None = None
    recensement: ShortText | None = None


class Answering(Declared):
    """How the questionnaire was answered; `minutes` is the time spent."""

    date: Day | None = None
    mode: Literal["seul", "equipe", "atelier"] | None = None
    personnes: (
        Annotated[Whole, Field(ge=1, le=10_000), WithJsonSchema(written.whole(1, 10_000))] | None
    ) = None
    minutes: (
        Annotated[Whole, Field(ge=1, le=100_000), WithJsonSchema(written.whole(1, 100_000))] | None
    ) = None


class OpenSource(Declared):
    """The open file a directory entry comes from."""

    nom: ShortText
    licence: ShortText
    date: Day
    url: Annotated[str, AfterValidator(_web_address), WithJsonSchema(written.WEB_ADDRESS)]


# Where a sheet comes from when no directory told it.
OWN_ANSWERS = "Réponses du lieu"


class OpenOrigin(NamedTuple):
    """Whom a sheet comes from and on what terms; without a directory, it has no address nor date."""

    source: str
    address: str
    date: dt.date | None
    licence: str


def origin_of(source: OpenSource | None, licence: str) -> OpenOrigin:
    """Tell where a sheet comes from; `licence` is that of places' own answers."""
    if source is None:
        return OpenOrigin(OWN_ANSWERS, "", None, licence)
    return OpenOrigin(source.nom, source.url, source.date, source.licence)


class Header(Declared):
    """Everything a file says about itself."""

    questionnaire: Whole
    publication: Publication
    licence_acceptee: YesNo = False
    etat: State = "ouvert"
    date_fermeture: Day | None = None
    identifiants: Identifiers = Identifiers()
    reponse: Answering = Answering()
    afficher_reperes: YesNo = False
    estimations: tuple[str, ...] = ()
    sections_masquees: tuple[str, ...] = ()
    reponses_masquees: tuple[str, ...] = ()
    sections_publiees: tuple[str, ...] = ()
    effets_de_la_fiche: Annotated[tuple[str, ...], Field(max_length=3)] = ()
    effet_non_voulu_de_la_fiche: str | None = None
    reponses_publiees: tuple[str, ...] = ()
    exemple_fictif: YesNo = False
    lieu_protege: YesNo | None = None
    departement: ShortText | None = None
    region: ShortText | None = None
    grand_type: ShortText | None = None
    classes: Mapping[str, ShortText] = {}
    reponses_choisies: tuple[str, ...] = ()
    source: OpenSource | None = None
