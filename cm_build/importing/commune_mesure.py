"""The original platform's stored place: what it said is carried over, what it guessed is not.

The platform wrote 0 for a question nobody had answered: a zero is ambiguous, so it is left out and
told, as are amounts that may be percentages or millions.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cm_build.importing.cget import WrongFileError
from cm_build.importing.document import Value, Word
from cm_build.importing.outcome import Imported, Line, Outcome, State, slug_of, table
from cm_build.places.commune import Resolved
from cm_build.places.text import findings, is_web_address
from cm_build.reading.numbers import read_number
from cm_build.reading.problem import Severity, catalogue

if TYPE_CHECKING:
    from cm_build.places.territory import Territory

# Under a thousand euros, the field's "in %" help and values in millions cannot be told apart.
LEAST_AMOUNT = Decimal(1000)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_place(content: bytes) -> dict[str, Any]:
    """Read the JSON of one place.

    Raises:
        WrongFileError: it is not JSON, or not an object with a name.
    """
    try:
        place = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise WrongFileError("Le fichier n’est pas un document JSON lisible.") from error
    if not isinstance(place, dict) or not isinstance(place.get("name"), str):
        raise WrongFileError("Le fichier n’est pas celui d’un lieu : la clé « name » manque.")
    return place


def import_place(
    place: dict[str, Any], year: int, territory: Territory, taken: set[str]
) -> Outcome:
    """Carry one place over, as a draft that its team checks before publishing it."""
    reading = _Reading(place, territory)
    reading.run()
    name = reading.found.get(tuple(reading.told["textes"][0]["vers"].split(".")))
    if name is None or reading.commune is None:
        return Outcome((), tuple(reading.lines))
    document: dict[str, Any] = {
        "questionnaire": Word("1"),
        "publication": Word("non_publiee"),
        "licence_acceptee": Word("non"),
    }
    for path, value in reading.found.items():
        node = document
        for step in path[:-1]:
            node = node.setdefault(step, {})
        node[path[-1]] = value
    slug = slug_of(str(name), reading.commune, taken)
    return Outcome((Imported(slug, year, document),), tuple(reading.lines))


class _Reading:
    """One stored place being carried over."""

    def __init__(self, place: dict[str, Any], territory: Territory) -> None:
        self.place = place
        self.territory = territory
        self.told: dict[str, Any] = table("commune_mesure.json")
        self.found: dict[tuple[str, ...], Value] = {}
        self.lines: list[Line] = []
        self.commune: str | None = None

    def note(self, state: State, field: str, reason: str) -> None:
        self.lines.append(Line("fichier", state, field, reason))

    def get(self, path: str) -> Any:
        node: Any = self.place
        for step in path.split("."):
            node = node.get(step) if isinstance(node, dict) else None
        return node

    def keep(self, field: str, path: str, value: Value, change: str = "") -> None:
        self.found[tuple(path.split("."))] = value
        self.note(State.CHANGED if change else State.KEPT, field, change or path)

    def run(self) -> None:
        for field in self.told["personnelles"]:
            if self.get(field):
                self.note(State.LEFT, field, "donnée personnelle")
        self.texts()
        self.place_it()
        self.dates()
        self.addresses()
        self.numbers()
        self.amounts()
        self.choices()
        self.examples()
        for field, reason in self.told["ignorees"].items():
            if self.get(field) not in (None, "", [], {}):
                self.note(State.LEFT, field, reason)

    def texts(self) -> None:
        for one in (*self.told["textes"], self.told["adresse"]):
            text = self.get(one["de"])
            if isinstance(text, str) and text.strip():
                self.text(one["de"], one["vers"], text.strip())

    def text(self, field: str, path: str, text: str) -> None:
        for found in findings(text, short=path.startswith("identite.")):
            entry = catalogue()[found.code]
            if entry.gravite is Severity.ERROR:
                self.note(State.LEFT, field, entry.titre.lower())
                return
        self.keep(field, path, text)

    def place_it(self) -> None:
        keys = self.told["commune"]
        postal, city = (" ".join(str(self.get(keys[k]) or "").split()) for k in ("postal", "ville"))
        for text in (f"{postal} {city}".strip(), postal):
            found = self.territory.resolve(text) if text else None
            if isinstance(found, Resolved):
                self.commune = found.commune.nom
                self.keep(
                    keys["ville"],
                    keys["vers"],
                    found.commune.code,
                    f"{text} devient {found.commune.code}",
                )
                return
        self.note(State.REFUSED, keys["ville"], f"aucune commune reconnue (lu : {postal} {city})")

    def dates(self) -> None:
        for one in self.told["dates"]:
            text = self.get(one["de"])
            found = _DAY.match(text) if isinstance(text, str) else None
            if found:
                self.keep(one["de"], one["vers"], Word(found.group()))
            elif text:
                self.note(State.LEFT, one["de"], f"« {text} » n’est pas une date")

    def addresses(self) -> None:
        for one in self.told["adresses_web"]:
            text = self.get(one["de"])
            if not text:
                continue
            bare = re.fullmatch(r"https?://[^/]+/?", str(text)) and not one["vers"].endswith(
                "site_web"
            )
            if not is_web_address(str(text)) or bare:
                self.note(State.LEFT, one["de"], f"« {text} » ne mène pas à une page du lieu")
            else:
                self.keep(one["de"], one["vers"], str(text))

    def number(self, field: str) -> Decimal | None:
        value = self.get(field)
        if value in (None, ""):
            return None
        number = read_number(str(value).strip())
        if number is None:
            self.note(State.LEFT, field, f"« {value} » n’est pas un nombre")
        elif number == 0:
            self.note(State.LEFT, field, "la plateforme écrivait 0 pour une question sans réponse")
        elif number != number.to_integral_value():
            self.note(State.LEFT, field, f"{value} n’est pas un nombre entier")
        else:
            return number
        return None

    def numbers(self) -> None:
        for one in self.told["nombres"]:
            number = self.number(one["de"])
            if number is None:
                continue
            if "ambigu" in one:
                self.note(State.LEFT, one["de"], one["ambigu"])
                continue
            if "ouvre" in one:
                self.found[tuple(one["ouvre"].split("."))] = Word("oui")
            self.keep(one["de"], one["vers"], Word(f"{number:f}"))

    def amounts(self) -> None:
        for one in self.told["montants"]:
            number = self.number(one["de"])
            if number is not None and number < LEAST_AMOUNT:
                reason = (
                    f"{number} : euros, pourcentage ou millions ? La plateforme ne le disait pas"
                )
                self.note(State.LEFT, one["de"], reason)
            elif number is not None:
                self.keep(one["de"], one["vers"], Word(f"{number:f}"))

    def choices(self) -> None:
        for one in self.told["choix"]:
            chosen = _chosen(self.get(one["de"]))
            known = [one["valeurs"][name] for name in chosen if name in one["valeurs"]]
            for name in chosen:
                if name not in one["valeurs"]:
                    self.note(State.LEFT, one["de"], f"« {name} » n’a pas d’équivalent")
            known = list(dict.fromkeys(known))[: one.get("max")]
            if not known:
                continue
            precise = one.get("precis", {}).get(chosen[0], "")
            if one.get("seul"):
                self.keep(one["de"], one["vers"], Word(known[0]), precise)
            else:
                self.keep(one["de"], one["vers"], [Word(option) for option in known])

    def examples(self) -> None:
        told = self.told["exemples"]
        stored = self.get(told["de"])
        for field, criterion in told["valeurs"].items():
            text = stored.get(field) if isinstance(stored, dict) else None
            if isinstance(text, str) and text.strip():
                path = f"effets_sociaux.criteres.{criterion}.exemple"
                self.text(f"{told['de']}.{field}", path, text.strip())


def _chosen(stored: Any) -> list[str]:
    """Read a choice stored as a list, a text, or one-hot with 0 and 1."""
    if isinstance(stored, dict):
        return [
            name
            for name, value in stored.items()
            if str(value) in ("1", "True") and name != "texte"
        ]
    if isinstance(stored, str):
        return [stored] if stored else []
    return [str(one) for one in stored] if isinstance(stored, list) else []
