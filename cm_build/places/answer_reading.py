"""From a node to an answer, one small function per question type.

Answers are read straight from positioned text rather than through a generated Pydantic model: a
question may yield a value *and* warnings, several problems at several positions, or a notice with
a value (a merged commune), none of which an exception-based validator can carry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from cm_build.places import text as texts
from cm_build.places.answer import (
    NO_ANSWER,
    UNKNOWN,
    WITHOUT_OBJECT,
    Answer,
    Cell,
    Given,
    Photo,
    Shares,
    Value,
)
from cm_build.places.commune import Ambiguous, Commune, Resolved
from cm_build.places.territory import Territory
from cm_build.questionnaire import question as kinds
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import suggestion
from cm_build.reading.node import Fields, Items, Mark, Node, Scalar
from cm_build.reading.numbers import decimals, is_ambiguous, read_date, read_number, read_year
from cm_build.reading.problem import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

RESERVED_WORDS: dict[str, Answer] = {"ne_sait_pas": UNKNOWN, "sans_objet": WITHOUT_OBJECT}
SHOWN_CHOICES = 12
_ZERO = Decimal(0)


@dataclass
class Desk:
    """Where answers are read: the file they come from and the problems found so far."""

    file: str
    territory: Territory
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, mark: Mark, **values: object) -> None:
        """Note a problem; reading goes on, so that all are reported at once."""
        self.problems.append(problem(code, self.file, mark, **values))


def read_answer(question: kinds.AnyQuestion, node: Node, desk: Desk) -> Answer:
    """Read one answer; what cannot be read is noted on the desk and counts as not answered."""
    if isinstance(node, Scalar):
        if not node.text.strip():
            return NO_ANSWER
        reserved = RESERVED_WORDS.get(node.text)
        if reserved is WITHOUT_OBJECT and not question.sans_objet:
            desk.refuse("CM-324", node.mark)
            return NO_ANSWER
        if reserved:
            return reserved
    value = _READERS[question.type](question, node, desk)
    return NO_ANSWER if value is None else Given(value)


def read_text(
    node: Node, desk: Desk, *, length: int, short: bool, role: Role | None = None
) -> str | None:
    """Read a text, refusing personal data and, in short texts, the signs of code."""
    if not isinstance(node, Scalar):
        desk.refuse("CM-301", node.mark)
        return None
    text = " ".join(node.text.split()) if short else node.text.strip()
    if not text:
        return None
    if len(text) > length:
        desk.refuse("CM-302", node.mark, lu=len(text), attendu=length)
        return None
    if role is Role.CONTACT:
        if texts.is_web_address(text) or texts.is_role_address(text):
            return text
        desk.refuse("CM-332", node.mark, lu=text)
        return None
    for code, read in texts.findings(text, short=short):
        desk.refuse(code, node.mark, lu=read)
    return text


def _short_text(question: kinds.ShortText, node: Node, desk: Desk) -> str | None:
    return read_text(node, desk, length=question.longueur, short=True, role=question.role)


def _long_text(question: kinds.LongText, node: Node, desk: Desk) -> str | None:
    return read_text(node, desk, length=question.longueur, short=False)


def _scalar(node: Node, desk: Desk) -> str | None:
    if isinstance(node, Scalar):
        return node.text.strip()
    desk.refuse("CM-301", node.mark)
    return None


def read_quantity(
    node: Node, desk: Desk, *, places: int, low: Decimal | None, high: Decimal | None
) -> Decimal | None:
    """Read a number written the French way, within its bounds."""
    text = _scalar(node, desk)
    if text is None:
        return None
    number = read_number(text)
    if number is None:
        desk.refuse("CM-304" if is_ambiguous(text) else "CM-303", node.mark, lu=text)
    elif decimals(number) > places:
        desk.refuse("CM-307", node.mark, lu=text, attendu=places)
    elif low is not None and number < low:
        desk.refuse("CM-305", node.mark, lu=text, attendu=low)
    elif high is not None and number > high:
        desk.refuse("CM-306", node.mark, lu=text, attendu=high)
    else:
        return number
    return None


def _number(question: kinds.Number | kinds.Amount, node: Node, desk: Desk) -> Decimal | None:
    return read_quantity(node, desk, places=question.decimales, low=question.min, high=question.max)


def read_yes_no(node: Node, desk: Desk) -> bool | None:
    """Read `oui` or `non`, and nothing else."""
    text = _scalar(node, desk)
    if text in ("oui", "non"):
        return text == "oui"
    if text is not None:
        desk.refuse("CM-310", node.mark, lu=text)
    return None


def _yes_no(_: kinds.YesNoQuestion, node: Node, desk: Desk) -> bool | None:
    return read_yes_no(node, desk)


def read_choice(node: Node, desk: Desk, known: Iterable[str]) -> str | None:
    """Read the id of an option, suggesting the nearest one when it is mistyped."""
    text = _scalar(node, desk)
    known = tuple(known)
    if text is None or text in known:
        return text
    hint = suggestion(text, known)
    listed = ", ".join(known[:SHOWN_CHOICES]) + ("…" if len(known) > SHOWN_CHOICES else "")
    desk.refuse("CM-311", node.mark, lu=text, proche=hint, attendu=listed)
    return None


def _single(question: kinds.SingleChoice, node: Node, desk: Desk) -> str | None:
    return read_choice(node, desk, [option.id for option in question.options])


def _items(node: Node, desk: Desk, limit: int | None) -> tuple[Node, ...] | None:
    if not isinstance(node, Items):
        desk.refuse("CM-319", node.mark)
        return None
    if limit is not None and len(node.items) > limit:
        desk.refuse("CM-320", node.mark, lu=len(node.items), attendu=limit)
        return None
    return tuple(node.items)


def _multiple(question: kinds.MultipleChoice, node: Node, desk: Desk) -> tuple[str, ...] | None:
    items = _items(node, desk, None)
    if items is None:
        return None
    options = {option.id: option for option in question.options}
    chosen: list[str] = []
    for item in items:
        choice = read_choice(item, desk, options)
        if choice is None:
            continue
        if choice in chosen:
            desk.refuse("CM-312", item.mark, lu=choice)
        elif options[choice].exclusif and len(items) > 1:
            desk.refuse("CM-313", item.mark, lu=choice)
        else:
            chosen.append(choice)
    if question.max is not None and len(chosen) > question.max:
        desk.refuse("CM-314", node.mark, lu=len(chosen), attendu=question.max)
        return None
    # In the questionnaire's order: what a place typed first says nothing, and bytes must not vary.
    return tuple(option for option in options if option in chosen) or None


def _date(_: kinds.DateQuestion, node: Node, desk: Desk) -> Value | None:
    text = _scalar(node, desk)
    found = read_date(text) if text is not None else None
    if text is not None and found is None:
        desk.refuse("CM-308", node.mark, lu=text)
    return found


def _year(question: kinds.YearQuestion, node: Node, desk: Desk) -> int | None:
    text = _scalar(node, desk)
    year = read_year(text) if text is not None else None
    if year is not None and question.min <= year <= question.max:
        return year
    if text is not None:
        desk.refuse("CM-309", node.mark, lu=text)
    return None


def _url(_: kinds.Url, node: Node, desk: Desk) -> str | None:
    text = _scalar(node, desk)
    if text is None or texts.is_web_address(text):
        return text
    desk.refuse("CM-315", node.mark, lu=text)
    return None


def _commune(_: kinds.CommuneQuestion, node: Node, desk: Desk) -> Value | None:
    text = _scalar(node, desk)
    if text is None:
        return None
    found = desk.territory.resolve(text)
    if isinstance(found, Resolved):
        if found.former:
            commune = f"{found.commune.nom} ({found.commune.code})"
            desk.refuse("CM-318", node.mark, lu=text, attendu=commune)
        return found.commune
    if isinstance(found, Ambiguous):
        listed = ", ".join(_located(commune, desk) for commune in found.candidates)
        desk.refuse("CM-317", node.mark, lu=text, attendu=listed)
    else:
        near = ", ".join(_located(commune, desk) for commune in found.suggestions)
        hint = f" Communes proches : {near}." if near else ""
        desk.refuse("CM-316", node.mark, lu=text, proche=hint)
    return None


def _located(commune: Commune, desk: Desk) -> str:
    """Name a commune so that a person knows which one it is: nobody knows codes by heart."""
    departement = desk.territory.departement(commune.departement)
    where = f"{departement.nom}, " if departement else ""
    return f"{commune.nom} ({where}{commune.code})"


def _distribution(question: kinds.Distribution, node: Node, desk: Desk) -> Shares | None:
    if not isinstance(node, Fields):
        desk.refuse("CM-203", node.mark, lu=question.id, attendu="une ligne par part")
        return None
    known = [part.id for part in question.parts]
    parts: dict[str, Decimal] = {}
    complete = False
    unknown: dict[str, Mark] = {}
    for key, entry in node.entries.items():
        if key == "complet":
            complete = read_yes_no(entry.node, desk) is True
        elif key not in known:
            hint = suggestion(key, known)
            desk.refuse("CM-326", entry.key, lu=key, proche=hint, attendu=", ".join(known))
        elif isinstance(entry.node, Scalar) and entry.node.text == "ne_sait_pas":
            unknown[key] = entry.key
        elif not (isinstance(entry.node, Scalar) and not entry.node.text):
            amount = read_quantity(
                entry.node, desk, places=question.decimales, low=_ZERO, high=None
            )
            if amount is not None:
                parts[key] = amount
    if complete:
        # What is not known is not zero, whatever "complet" says.
        for key, mark in unknown.items():
            desk.refuse("CM-334", mark, lu=key)
        complete = not unknown
    ordered = {part: parts[part] for part in known if part in parts}
    return Shares(ordered, complete) if ordered or complete else None


def _list(question: kinds.ShortList, node: Node, desk: Desk) -> tuple[str, ...] | None:
    items = _items(node, desk, question.max) or ()
    read = [read_text(item, desk, length=question.longueur, short=True) for item in items]
    return tuple(text for text in read if text) or None


def _table(question: kinds.Table, node: Node, desk: Desk) -> Value | None:
    items = _items(node, desk, question.max_lignes) or ()
    rows = [_row(question, item, desk) for item in items]
    return tuple(row for row in rows if row) or None


def _row(question: kinds.Table, node: Node, desk: Desk) -> Mapping[str, Cell] | None:
    if not isinstance(node, Fields):
        desk.refuse("CM-203", node.mark, lu=question.id, attendu="une ligne avec ses colonnes")
        return None
    columns = {column.id: column for column in question.colonnes}
    row: dict[str, Cell] = {}
    for key, entry in node.entries.items():
        if key not in columns:
            hint = suggestion(key, columns)
            desk.refuse("CM-201", entry.key, lu=key, proche=hint)
            continue
        answer = read_answer(columns[key], entry.node, desk)
        if isinstance(answer, Given):
            # Columns are of simple types only: their values are cells.
            row[key] = cast("Cell", answer.value)
    for column in question.colonnes:
        if column.obligatoire and column.id not in row:
            desk.refuse("CM-328", node.mark, lu=column.libelle)
    return {key: row[key] for key in columns if key in row} or None


def _photos(question: kinds.Photos, node: Node, desk: Desk) -> tuple[Photo, ...] | None:
    photos = []
    for item in _items(node, desk, question.max) or ():
        fields = item.entries if isinstance(item, Fields) else {}
        for key, entry in fields.items():
            if key not in ("fichier", "texte", "credit"):
                desk.refuse("CM-201", entry.key, lu=key, proche="")
        read = {
            key: read_text(fields[key].node, desk, length=300, short=True)
            for key in ("fichier", "texte", "credit")
            if key in fields
        }
        file, text = read.get("fichier"), read.get("texte")
        for key, value in (("fichier", file), ("texte", text)):
            if not value:
                desk.refuse("CM-202", item.mark, cle=key)
        if file and ("/" in file or "\\" in file or file.startswith(".")):
            desk.refuse("CM-331", item.mark, lu=file)
        elif file and text:
            photos.append(Photo(file, text, read.get("credit") or ""))
    return tuple(photos) or None


# Each reader accepts its own kind of question: the discriminator guarantees the match.
_READERS = cast(
    "Mapping[str, Callable[[kinds.AnyQuestion, Node, Desk], Value | None]]",
    {
        "texte_court": _short_text,
        "texte_long": _long_text,
        "nombre": _number,
        "montant": _number,
        "oui_non": _yes_no,
        "choix_unique": _single,
        "choix_multiple": _multiple,
        "date": _date,
        "annee": _year,
        "url": _url,
        "commune": _commune,
        "repartition": _distribution,
        "liste": _list,
        "tableau": _table,
        "photos": _photos,
    },
)
