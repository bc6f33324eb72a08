"""From a node to an answer, one small function per question type.

Answers are read straight from positioned text rather than through a generated Pydantic model: a
question may yield a value *and* warnings, several problems at several positions, or a notice with
a value (a merged commune), none of which an exception-based validator can carry.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

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
from cm_build.places.desk import Desk
from cm_build.places.measure import Measure
from cm_build.places.photo_name import is_photo_name
from cm_build.places.value_reading import (
    read_choice,
    read_commune,
    read_day,
    read_items,
    read_quantity,
    read_scalar,
    read_text,
    read_web_address,
    read_yes_no,
)
from cm_build.questionnaire import question as kinds
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Fields, Mark, Node, Scalar
from cm_build.reading.numbers import read_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    _Quantity = kinds.Number | kinds.Amount | kinds.Distribution

RESERVED_WORDS: dict[str, Answer] = {"ne_sait_pas": UNKNOWN, "sans_objet": WITHOUT_OBJECT}
_ZERO = Decimal(0)


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


def _short_text(question: kinds.ShortText, node: Node, desk: Desk) -> str | None:
    return read_text(node, desk, length=question.longueur, short=True, role=question.role)


def _long_text(question: kinds.LongText, node: Node, desk: Desk) -> str | None:
    return read_text(node, desk, length=question.longueur, short=False)


def _measure(asked: _Quantity, low: Decimal | None, high: Decimal | None) -> Measure:
    """Say what a quantity may be; euros asked again each year are those of a year."""
    yearly = asked.annuel and asked.unite == "€"
    return Measure(asked.decimales, low, high, asked.vraisemblable, asked.unite, yearly)


def _number(question: kinds.Number | kinds.Amount, node: Node, desk: Desk) -> Decimal | None:
    return read_quantity(node, desk, _measure(question, question.min, question.max))


def _yes_no(_: kinds.YesNoQuestion, node: Node, desk: Desk) -> bool | None:
    return read_yes_no(node, desk)


def _single(question: kinds.SingleChoice, node: Node, desk: Desk) -> str | None:
    return read_choice(node, desk, [option.id for option in question.options])


def _multiple(question: kinds.MultipleChoice, node: Node, desk: Desk) -> tuple[str, ...] | None:
    items = read_items(node, desk, None)
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


def _date(question: kinds.DateQuestion, node: Node, desk: Desk) -> Value | None:
    return read_day(node, desk, question.des, question.ans_apres)


def _year(question: kinds.YearQuestion, node: Node, desk: Desk) -> int | None:
    text = read_scalar(node, desk)
    year = read_year(text) if text is not None else None
    if year is not None and question.min <= year <= question.max:
        if year > desk.year + question.ans_apres:
            span = f"jusqu’à {desk.year + question.ans_apres}"
            desk.refuse("CM-410", node.mark, lu=text, attendu=span)
        return year
    if text is not None:
        desk.refuse("CM-309", node.mark, lu=text)
    return None


def _url(_: kinds.Url, node: Node, desk: Desk) -> str | None:
    text = read_scalar(node, desk)
    return None if text is None else read_web_address(node, desk, text, "CM-315")


def _commune(_: kinds.CommuneQuestion, node: Node, desk: Desk) -> Value | None:
    return read_commune(node, desk)


def _distribution(question: kinds.Distribution, node: Node, desk: Desk) -> Shares | None:
    if not isinstance(node, Fields):
        desk.refuse("CM-203", node.mark, lu=question.id, attendu="une ligne par part")
        return None
    known = [part.id for part in question.parts]
    measure = _measure(question, _ZERO, None)
    parts: dict[str, Decimal] = {}
    complete = False
    unknown: dict[str, Mark] = {}
    for key, entry in node.entries.items():
        if key == "complet":
            complete = read_yes_no(entry.node, desk) is True
        elif key not in known:
            hint = Suggestion(key, known)
            desk.refuse("CM-326", entry.key, lu=key, proche=hint, attendu=", ".join(known))
        elif isinstance(entry.node, Scalar) and entry.node.text == "ne_sait_pas":
            unknown[key] = entry.key
        elif not (isinstance(entry.node, Scalar) and not entry.node.text):
            amount = read_quantity(entry.node, desk, measure)
            if amount is not None:
                parts[key] = amount
    if complete:
        # What is not known is not zero, whatever "complet" says.
        for key, mark in unknown.items():
            desk.refuse("CM-334", mark, lu=key)
        complete = not unknown
    ordered = {part: parts[part] for part in known if part in parts}
    return Shares(ordered, complete, frozenset(unknown)) if ordered or complete else None


def _list(question: kinds.ShortList, node: Node, desk: Desk) -> tuple[str, ...] | None:
    items = read_items(node, desk, question.max) or ()
    read = [read_text(item, desk, length=question.longueur, short=True) for item in items]
    return tuple(text for text in read if text) or None


def _table(question: kinds.Table, node: Node, desk: Desk) -> Value | None:
    items = read_items(node, desk, question.max_lignes) or ()
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
            hint = Suggestion(key, columns)
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
    for item in read_items(node, desk, question.max) or ():
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
        if file and not is_photo_name(file):
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
