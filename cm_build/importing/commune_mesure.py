"""The original platform's stored place: what it said is carried over, what it guessed is not.

The platform wrote 0 for a question nobody had answered: a zero is ambiguous, so it is left out and
told, as are amounts that may be percentages or millions.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cm_build.importing.document import PlainWord, Value
from cm_build.importing.outcome import (
    WHOLE,
    Imported,
    Outcome,
    ReportLine,
    State,
    identifier_of,
    table,
)
from cm_build.importing.postal import posted_commune
from cm_build.importing.stored import chosen_in, leaves
from cm_build.places.address import new_address
from cm_build.places.web_address import is_web_address
from cm_build.reading.numbers import read_date, read_number

if TYPE_CHECKING:
    from cm_build.importing.presence import Presence
    from cm_build.places.commune import Commune
    from cm_build.places.territory import Territory

# Under a thousand euros, the field's "in %" help and values in millions cannot be told apart.
LEAST_AMOUNT = Decimal(1000)
NO_EQUIVALENT = "n’a pas d’équivalent"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HOME_PAGE = re.compile(r"https?://[^/]+/?")


def import_place(
    place: dict[str, Any], year: int, territory: Territory, there: Presence
) -> Outcome:
    """Carry one place over, as a draft that its team checks before publishing it."""
    reading = _Reading(place, territory)
    reading.run()
    name = reading.answers.get(tuple(reading.mapping["textes"][0]["vers"].split(".")))
    if name is None or reading.commune is None:
        return Outcome((), tuple(reading.lines))
    met = there.meet(str(name), reading.commune, WHOLE)
    if met.refused:
        reading.note(State.REFUSED, "name", met.reason)
        return Outcome((), tuple(reading.lines))
    document: dict[str, Any] = {
        "questionnaire": PlainWord("1"),
        "publication": PlainWord("non_publiee"),
        "licence_acceptee": PlainWord("non"),
    }
    for path, value in reading.answers.items():
        node = document
        for step in path[:-1]:
            node = node.setdefault(step, {})
        node[path[-1]] = value
    slug = new_address(str(name), reading.commune.nom, there.reserved)
    imported = Imported(slug, year, document, WHOLE, reading.origins)
    return Outcome((imported,), tuple(reading.lines))


class _Reading:
    """One stored place being carried over."""

    def __init__(self, place: dict[str, Any], territory: Territory) -> None:
        self.place = place
        self.territory = territory
        self.mapping: dict[str, Any] = table("commune_mesure.json")
        self.answers: dict[tuple[str, ...], Value] = {}
        self.lines: list[ReportLine] = []
        self.origins: dict[str, str] = {}
        self.read: set[str] = set()
        self.commune: Commune | None = None

    def note(self, state: State, field: str, reason: str) -> None:
        self.lines.append(ReportLine(WHOLE, state, field, reason))

    def get(self, path: str) -> Any:
        self.read.add(path)
        node: Any = self.place
        for step in path.split("."):
            node = node.get(step) if isinstance(node, dict) else None
        return node

    def keep(self, field: str, path: str, value: Value, change: str = "") -> None:
        self.answers[tuple(path.split("."))] = value
        self.origins[path] = field
        self.note(State.CHANGED if change else State.KEPT, field, change or path)

    def run(self) -> None:
        for field in self.mapping["personnelles"]:
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
        for field, reason in self.mapping["ignorees"].items():
            if self.get(field) not in (None, "", [], {}):
                self.note(State.LEFT, field, reason)
        self.unknown()

    def unknown(self) -> None:
        """Tell what no table names: a field never goes in silence."""
        settings: dict[str, str] = dict(self.mapping["reglages"])
        for path, value in leaves(self.place):
            covered = any(path == field or path.startswith(f"{field}.") for field in self.read)
            if covered or value in (None, "", [], {}):
                continue
            name = path.rpartition(".")[2]
            if name not in self.mapping["reglages"]:
                self.note(State.LEFT, path, "cette reprise ne connaît pas ce champ")
            elif name in settings:
                self.note(State.LEFT, f"*.{name}", settings.pop(name))

    def texts(self) -> None:
        for text in (*self.mapping["textes"], self.mapping["adresse"]):
            self.text(text["de"], text["vers"], self.get(text["de"]))

    def text(self, field: str, path: str, stored: Any) -> None:
        if isinstance(stored, str) and stored.strip():
            self.keep(field, path, stored.replace("\r\n", "\n").strip())
        elif stored not in (None, "") and not isinstance(stored, str):
            self.note(State.LEFT, field, "ce n’est pas un texte")

    def place_it(self) -> None:
        keys = self.mapping["commune"]
        postal, city = (" ".join(str(self.get(keys[k]) or "").split()) for k in ("postal", "ville"))
        commune, words = posted_commune(postal, city, self.territory)
        if commune is None:
            reason = words or f"aucune commune reconnue (lu : {postal} {city})"
            self.note(State.REFUSED, keys["ville"], reason)
            return
        self.commune = commune
        self.keep(keys["ville"], keys["vers"], self.territory.text_of(commune), words)

    def dates(self) -> None:
        for date in self.mapping["dates"]:
            text = self.get(date["de"])
            match = _DAY.match(text) if isinstance(text, str) else None
            if match and read_date(match.group()):
                self.keep(date["de"], date["vers"], PlainWord(match.group()))
            elif text:
                self.note(State.LEFT, date["de"], "ce n’est pas une date")

    def addresses(self) -> None:
        for entry in self.mapping["adresses_web"]:
            text = self.get(entry["de"])
            if not text:
                continue
            if not isinstance(text, str) or not is_web_address(text.strip()):
                self.note(State.LEFT, entry["de"], "ce n’est pas une adresse web")
            elif entry.get("page") and _HOME_PAGE.fullmatch(text.strip()):
                self.note(State.LEFT, entry["de"], "l’adresse d’accueil du réseau, pas une page")
            else:
                self.keep(entry["de"], entry["vers"], text.strip())

    def number(self, field: str) -> Decimal | None:
        value = self.get(field)
        if value in (None, ""):
            return None
        number = read_number(str(value).strip()) if isinstance(value, str | int | float) else None
        if number is None:
            self.note(State.LEFT, field, "ce n’est pas un nombre")
        elif number == 0:
            self.note(State.LEFT, field, "la plateforme écrivait 0 pour une question sans réponse")
        elif number != number.to_integral_value():
            self.note(State.LEFT, field, f"{value} n’est pas un nombre entier")
        else:
            return number
        return None

    def numbers(self) -> None:
        for entry in self.mapping["nombres"]:
            number = self.number(entry["de"])
            if number is None:
                continue
            if "ambigu" in entry:
                self.note(State.LEFT, entry["de"], entry["ambigu"])
                continue
            if "ouvre" in entry:
                self.answers[tuple(entry["ouvre"].split("."))] = PlainWord("oui")
            self.keep(entry["de"], entry["vers"], PlainWord(f"{number:f}"))

    def amounts(self) -> None:
        for amount in self.mapping["montants"]:
            number = self.number(amount["de"])
            if number is not None and number < LEAST_AMOUNT:
                reason = (
                    f"{number} : euros, pourcentage ou millions ? La plateforme ne le disait pas"
                )
                self.note(State.LEFT, amount["de"], reason)
            elif number is not None:
                self.keep(amount["de"], amount["vers"], PlainWord(f"{number:f}"))

    def choices(self) -> None:
        for choice in self.mapping["choix"]:
            stored = self.get(choice["de"])
            chosen = chosen_in(stored)
            if stored and not chosen:
                words = "rien n’y est coché : la question reste sans réponse"
                self.note(State.LEFT, choice["de"], words)
            self.choice(choice, chosen)

    def choice(self, declared: dict[str, Any], chosen: list[str]) -> None:
        known: dict[str, str] = {}
        for name in dict.fromkeys(chosen):
            field, option = f"{declared['de']}.{name}", declared["options"].get(name)
            if option is None:
                self.note(State.LEFT, field, declared.get("ambigus", {}).get(name, NO_EQUIVALENT))
            elif len(known) == declared.get("max", len(chosen)):
                self.note(State.LEFT, field, f"{declared['max']} réponses au plus")
            else:
                known[name] = option
        words = [PlainWord(option) for option in dict.fromkeys(known.values())]
        if declared.get("seul") and len(words) > 1:
            self.note(State.LEFT, declared["de"], "plusieurs réponses : une seule est possible")
        elif words:
            renamed = [f"« {a} » devient {b}" for a, b in known.items() if identifier_of(a) != b]
            value: Value = words[0] if declared.get("seul") else words
            self.keep(declared["de"], declared["vers"], value, ", ".join(renamed))
        for name, option in known.items() if "details" in declared else ():
            field = f"{declared['de']}.{declared['details']['de']}.{name}"
            self.text(field, f"{declared['details']['vers']}.{option}", self.get(field))

    def examples(self) -> None:
        mapping = self.mapping["exemples"]
        for name, criterion in mapping["options"].items():
            field = f"{mapping['de']}.{name}"
            self.text(field, mapping["vers"].format(critere=criterion), self.get(field))
