"""The type of an answer, one small function per type of question: how it is read, how it is written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from cm_build.places import written
from cm_build.places.answer import (
    NO_ANSWER,
    UNKNOWN,
    WITHOUT_OBJECT,
    Answer,
    Cell,
    Given,
    NotAnswered,
    Photo,
    Shares,
    Value,
)
from cm_build.places.known_keys import KnownKeys, Typed, is_empty, known_keys
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
from cm_build.reading.node import Fields, Scalar
from cm_build.reading.numbers import read_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cm_build.places.desk import Desk
    from cm_build.places.known_keys import Describe, Schema
    from cm_build.reading.node import Entry, Node

    _Quantity = kinds.Number | kinds.Amount | kinds.Distribution

_UNKNOWN_WORD = "ne_sait_pas"
RESERVED_WORDS: dict[str, Answer] = {_UNKNOWN_WORD: UNKNOWN, "sans_objet": WITHOUT_OBJECT}
_ZERO = Decimal(0)


def answer_type(question: kinds.AnyQuestion) -> Typed:
    """Give the type of an answer: the value asked, a reserved word, or nothing."""
    value = _TYPES[question.type](question)
    read_value = value.read
    words = [word for word in RESERVED_WORDS if word != "sans_objet" or question.sans_objet]

    def read(node: Node, desk: Desk) -> Answer:
        if isinstance(node, Scalar):
            if not node.text.strip():
                return NO_ANSWER
            reserved = RESERVED_WORDS.get(node.text)
            if reserved is WITHOUT_OBJECT and not question.sans_objet:
                desk.refuse("CM-324", node.mark)
                return NO_ANSWER
            if reserved:
                return reserved
        given = read_value(node, desk)
        return NO_ANSWER if given is None else Given(given)

    def described(describe: Describe) -> Schema:
        told = {"title": question.libelle, "description": question.aide}
        shape = written.or_word(value.written(describe), words)
        return {**{name: text for name, text in told.items() if text}, **shape}

    return Typed(read, described)


def text_type(length: int, *, short: bool, question: kinds.ShortText | None = None) -> Typed:
    """Give the type of a text of so many characters, and of the one that plays a role."""
    role = question.role if question else None
    return Typed(
        lambda node, desk: read_text(node, desk, length=length, short=short, role=role),
        lambda _: written.text(length, short=short),
    )


def quantity_type(measure: Measure) -> Typed:
    """Give the type of a number that is measured so."""
    return Typed(
        lambda node, desk: read_quantity(node, desk, measure), lambda _: written.number(measure)
    )


def day_type(first: int, ahead: int) -> Typed:
    """Give the type of a day, expected between a year and so many after that of the file."""
    return Typed(lambda node, desk: read_day(node, desk, first, ahead), lambda _: written.DAY)


_YES_NO = Typed(read_yes_no, lambda _: written.YES_NO)
_COMMUNE = Typed(read_commune, lambda _: written.COMMUNE)


def _measure(asked: _Quantity, low: Decimal | None, high: Decimal | None) -> Measure:
    """Say what a quantity may be; euros asked again each year are those of a year."""
    yearly = asked.annuel and asked.unite == "€"
    return Measure(asked.decimales, low, high, asked.vraisemblable, asked.unite, yearly)


def _single(question: kinds.SingleChoice) -> Typed:
    options = {option.id: option for option in question.options}
    return Typed(
        lambda node, desk: read_choice(node, desk, options), lambda _: written.choice(options)
    )


def _multiple(question: kinds.MultipleChoice) -> Typed:
    options = {option.id: option for option in question.options}

    def read(node: Node, desk: Desk) -> tuple[str, ...] | None:
        items = read_items(node, desk, None)
        if items is None:
            return None
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

    shape = {**written.listed(written.choice(options), question.max), "uniqueItems": True}
    return Typed(read, lambda _: shape)


def _year(question: kinds.YearQuestion) -> Typed:
    def read(node: Node, desk: Desk) -> int | None:
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

    return Typed(read, lambda _: written.year(question.min, question.max))


def _url(_: kinds.Url) -> Typed:
    def read(node: Node, desk: Desk) -> str | None:
        text = read_scalar(node, desk)
        return None if text is None else read_web_address(node, desk, text, "CM-315")

    return Typed(read, lambda _: written.WEB_ADDRESS)


class Parts(KnownKeys):
    """The parts of a distribution, and whether they are all of it."""

    @classmethod
    def refuse_key(cls, key: str, entry: Entry, desk: Desk) -> None:
        """Say which parts there are: the word `complet` is none of them."""
        known = cls.keys[:-1]
        hint = Suggestion(key, known)
        desk.refuse("CM-326", entry.key, lu=key, proche=hint, attendu=", ".join(known))


def _part_type(amount: Typed) -> Typed:
    """Give the type of one part: its amount, unless the place says that it does not know it."""

    def read(node: Node, desk: Desk) -> Decimal | NotAnswered | None:
        if is_empty(node):
            return None
        if isinstance(node, Scalar) and node.text == _UNKNOWN_WORD:
            return UNKNOWN
        return cast("Decimal | None", amount.read(node, desk))

    return Typed(read, lambda describe: written.or_word(amount.written(describe), [_UNKNOWN_WORD]))


def _distribution(question: kinds.Distribution) -> Typed:
    part = _part_type(quantity_type(_measure(question, _ZERO, None)))
    types = {**{one.id: part for one in question.parts}, "complet": _YES_NO}
    shape = (question.id, "une ligne par part")
    model = known_keys(question.id, types, base=Parts, shape=shape)

    def read(node: Node, desk: Desk) -> Shares | None:
        parts = model.read(node, desk) or {}
        complete = parts.pop("complet", False)
        unknown = [key for key, amount in parts.items() if amount is UNKNOWN]
        if complete and isinstance(node, Fields):
            # What is not known is not zero, whatever "complet" says.
            for key in unknown:
                desk.refuse("CM-334", node.entries[key].key, lu=key)
            complete = not unknown
        known = {key: amount for key, amount in parts.items() if key not in unknown}
        return Shares(known, complete, frozenset(unknown)) if known or complete else None

    return Typed(read, lambda describe: describe(model))


def _list(question: kinds.ShortList) -> Typed:
    item = text_type(question.longueur, short=True)

    def read(node: Node, desk: Desk) -> tuple[str, ...] | None:
        items = read_items(node, desk, question.max) or ()
        texts = [item.read(one, desk) for one in items]
        return tuple(text for text in texts if text) or None

    return Typed(read, lambda describe: written.listed(item.written(describe), question.max))


def _table(question: kinds.Table) -> Typed:
    columns = {column.id: answer_type(column) for column in question.colonnes}
    needed = {column.id: column.libelle for column in question.colonnes if column.obligatoire}
    shape = (question.id, "une ligne avec ses colonnes")
    model = known_keys(question.id, columns, shape=shape, required=tuple(needed))

    def read_row(node: Node, desk: Desk) -> Mapping[str, Cell] | None:
        answers = model.read(node, desk)
        if answers is None:
            return None
        row = {key: one.value for key, one in answers.items() if isinstance(one, Given)}
        for key, label in needed.items():
            if key not in row:
                desk.refuse("CM-328", node.mark, lu=label)
        # Columns are of simple types only: their values are cells.
        return cast("Mapping[str, Cell]", row)

    def read(node: Node, desk: Desk) -> Value | None:
        items = read_items(node, desk, question.max_lignes) or ()
        return tuple(row for row in [read_row(item, desk) for item in items] if row) or None

    return Typed(read, lambda describe: written.listed(describe(model), question.max_lignes))


def _photos(question: kinds.Photos) -> Typed:
    line, needed = text_type(300, short=True), ("fichier", "texte")
    types = dict.fromkeys((*needed, "credit"), line)
    shape = (question.id, "un nom de fichier et un texte")
    model = known_keys(question.id, types, shape=shape, required=needed)

    def read_photo(node: Node, desk: Desk) -> Photo | None:
        told = model.read(node, desk)
        if told is None:
            return None
        for key in needed:
            if key not in told:
                desk.refuse("CM-202", node.mark, cle=key)
        file, text = (told.get(key, "") for key in needed)
        if file and not is_photo_name(file):
            desk.refuse("CM-331", node.mark, lu=file)
            return None
        return Photo(file, text, told.get("credit", "")) if file and text else None

    def read(node: Node, desk: Desk) -> tuple[Photo, ...] | None:
        items = read_items(node, desk, question.max) or ()
        return tuple(photo for photo in [read_photo(item, desk) for item in items] if photo) or None

    return Typed(read, lambda describe: written.listed(describe(model), question.max))


# Each maker takes its own kind of question: the discriminator guarantees the match.
_TYPES: Mapping[str, Callable[[Any], Typed]] = {
    "texte_court": lambda asked: text_type(asked.longueur, short=True, question=asked),
    "texte_long": lambda asked: text_type(asked.longueur, short=False),
    "nombre": lambda asked: quantity_type(_measure(asked, asked.min, asked.max)),
    "montant": lambda asked: quantity_type(_measure(asked, asked.min, asked.max)),
    "oui_non": lambda _: _YES_NO,
    "choix_unique": _single,
    "choix_multiple": _multiple,
    "date": lambda asked: day_type(asked.des, asked.ans_apres),
    "annee": _year,
    "url": _url,
    "commune": lambda _: _COMMUNE,
    "repartition": _distribution,
    "liste": _list,
    "tableau": _table,
    "photos": _photos,
}
