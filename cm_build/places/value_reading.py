"""From a node to a value: what is common to several types of questions, and to the header."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from cm_build.places import text as texts
from cm_build.places import written
from cm_build.places.commune import Ambiguous, Commune, Resolved
from cm_build.places.desk import Desk
from cm_build.places.known_keys import Typed
from cm_build.places.measure import Measure, spaced
from cm_build.places.web_address import completed, doubt_about, is_web_address
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Items, Mark, Node, Scalar
from cm_build.reading.numbers import (
    decimals,
    is_ambiguous,
    read_date,
    read_measured,
    read_number,
    read_year,
)

SHOWN_CHOICES = 12


def _line_type(read_line: Callable[[str, Mark, Desk], Any], schema: written.Schema) -> Typed:
    """Give the type of what stands on one line, from how its text is read."""

    def read(node: Node, desk: Desk) -> Any:
        if isinstance(node, Scalar):
            return read_line(node.text.strip(), node.mark, desk)
        desk.refuse("CM-301", node.mark)
        return None

    return Typed(read, lambda _: schema)


def text_type(length: int, *, short: bool, role: Role | None = None) -> Typed:
    """Give the type of a text: no personal data and, in short ones, no sign of code."""

    def read(node: Node, desk: Desk) -> str | None:
        if not isinstance(node, Scalar):
            desk.refuse("CM-301", node.mark)
            return None
        text = " ".join(node.text.split()) if short else node.text.strip()
        if node.unread:
            desk.refuse("CM-341", node.mark, lu=node.unread, attendu=text or "rien")
        if not text:
            return None
        if short and not any(sign.isalnum() for sign in text):
            desk.refuse("CM-340", node.mark, lu=text)
            return None
        if len(text) > length:
            desk.refuse("CM-302", node.mark, lu=len(text), attendu=length)
            return None
        if role is Role.CONTACT:
            if texts.is_role_address(text):
                return text
            return _read_web_address(text, node.mark, desk, "CM-332")
        for finding in texts.findings(text, short=short):
            desk.refuse(finding.code, node.mark, lu=finding.read)
        return text

    return Typed(read, lambda _: written.text(length, short=short))


def quantity_type(measure: Measure) -> Typed:
    """Give the type of a number written the French way, within its bounds."""

    def read(text: str, mark: Mark, desk: Desk) -> Decimal | None:
        number = read_number(text)
        if number is None:
            _refuse_number(text, mark, desk, measure)
        elif decimals(number) > measure.places:
            desk.refuse("CM-307", mark, lu=text, attendu=measure.places)
        elif measure.low is not None and number < measure.low:
            desk.refuse("CM-305", mark, lu=text, attendu=measure.low)
        elif measure.high is not None and number > measure.high:
            desk.refuse("CM-306", mark, lu=text, attendu=measure.high)
        else:
            if measure.likely is not None and abs(number) > measure.likely:
                desk.refuse("CM-411", mark, lu=text, attendu=spaced(measure.likely))
            return number
        return None

    return _line_type(read, written.number(measure))


def _refuse_number(text: str, mark: Mark, desk: Desk, measure: Measure) -> None:
    """Tell what keeps a text from being a number; a unit that is not the one asked is never dropped."""
    measured = read_measured(text)
    if is_ambiguous(text):
        desk.refuse("CM-304", mark, lu=text)
    elif measured is None or measure.is_own_unit(measured.unit):
        desk.refuse("CM-303", mark, lu=text)
    else:
        conversion = measure.converted(measured)
        desk.refuse("CM-342", mark, lu=text, attendu=measure.words, proche=conversion)


def day_type(first: int, ahead: int) -> Typed:
    """Give the type of a day, with a warning before a year or long after that of the file."""

    def read(text: str, mark: Mark, desk: Desk) -> dt.date | None:
        day = read_date(text)
        if day is None:
            desk.refuse("CM-308", mark, lu=text)
        elif not first <= day.year <= desk.year + ahead:
            span = f"entre {first} et {desk.year + ahead}"
            desk.refuse("CM-410", mark, lu=text, attendu=span)
        return day

    return _line_type(read, {"type": "string", "format": "date"})


def year_type(first: int, last: int, ahead: int) -> Typed:
    """Give the type of a year, with a warning long after that of the file."""

    def read(text: str, mark: Mark, desk: Desk) -> int | None:
        year = read_year(text)
        if year is None or not first <= year <= last:
            desk.refuse("CM-309", mark, lu=text)
            return None
        if year > desk.year + ahead:
            desk.refuse("CM-410", mark, lu=text, attendu=f"jusqu’à {desk.year + ahead}")
        return year

    bounds = {"minimum": first, "maximum": last, "pattern": r"^\s*\d{4}\s*$"}
    return _line_type(read, {"type": ["integer", "string"], **bounds})


def _read_web_address(text: str, mark: Mark, desk: Desk, code: str = "CM-315") -> str | None:
    """Accept an ordinary web address, warning of one that may deceive; propose what was meant."""
    if is_web_address(text):
        doubt = doubt_about(text)
        if doubt:
            desk.refuse("CM-344", mark, lu=text, attendu=doubt)
        return text
    meant = completed(text)
    hint = f"Vouliez-vous écrire « {meant} » ?" if meant else ""
    desk.refuse(code, mark, lu=text, proche=hint)
    return None


WEB_ADDRESS = _line_type(_read_web_address, written.WEB_ADDRESS)


def _read_yes_no(text: str, mark: Mark, desk: Desk) -> bool | None:
    """Read `oui` or `non`, and nothing else."""
    if text in ("oui", "non"):
        return text == "oui"
    desk.refuse("CM-310", mark, lu=text)
    return None


YES_NO = _line_type(_read_yes_no, {"enum": ["oui", "non"]})


def choice_type(known: Sequence[str]) -> Typed:
    """Give the type of the id of an option; the nearest one is suggested when it is mistyped."""
    ids = frozenset(known)
    listed = ", ".join(known[:SHOWN_CHOICES]) + ("…" if len(known) > SHOWN_CHOICES else "")

    def read(text: str, mark: Mark, desk: Desk) -> str | None:
        if text in ids:
            return text
        desk.refuse("CM-311", mark, lu=text, proche=Suggestion(text, known), attendu=listed)
        return None

    return _line_type(read, {"enum": [*known]})


def read_items(node: Node, desk: Desk, limit: int | None) -> tuple[Node, ...] | None:
    """Read the nodes of a list, no more than a limit."""
    if not isinstance(node, Items):
        desk.refuse("CM-319", node.mark)
        return None
    if limit is not None and len(node.items) > limit:
        desk.refuse("CM-320", node.mark, lu=len(node.items), attendu=limit)
        return None
    return tuple(node.items)


def _read_commune(text: str, mark: Mark, desk: Desk) -> Commune | None:
    """Read a commune by code or by postal code and name; a merged one is told, and replaced."""
    resolution = desk.territory.resolve(text)
    if isinstance(resolution, Resolved):
        if resolution.former:
            commune = f"{resolution.commune.nom} ({resolution.commune.code})"
            desk.refuse("CM-318", mark, lu=text, attendu=commune)
        return resolution.commune
    if isinstance(resolution, Ambiguous) and len(resolution.candidates) == 1:
        (alone,) = resolution.candidates
        desk.refuse("CM-343", mark, lu=text, attendu=_located(alone, desk))
    elif isinstance(resolution, Ambiguous):
        listed = ", ".join(_located(commune, desk) for commune in resolution.candidates)
        desk.refuse("CM-317", mark, lu=text, attendu=listed)
    else:
        near = ", ".join(_located(commune, desk) for commune in resolution.suggestions)
        hint = f" Communes proches : {near}." if near else ""
        desk.refuse("CM-316", mark, lu=text, proche=hint)
    return None


COMMUNE = _line_type(_read_commune, {"type": ["string", "integer"]})


def _located(commune: Commune, desk: Desk) -> str:
    """Name a commune so that a person knows which one it is: nobody knows codes by heart."""
    departement = desk.territory.departements.get(commune.departement)
    where = f"{departement.nom}, " if departement else ""
    return f"{commune.nom} ({where}{commune.code})"


def list_type(item: Typed, most: int) -> Typed:
    """Give the type of a list; what cannot be read is left out, and what is empty says nothing."""

    def read(node: Node, desk: Desk) -> tuple[Any, ...] | None:
        read = [item.read(element, desk) for element in read_items(node, desk, most) or ()]
        return tuple(value for value in read if value) or None

    return Typed(read, lambda describe: written.listed(item.written(describe), most))
