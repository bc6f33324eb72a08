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
    Given,
    Photo,
    Shares,
    Value,
)
from cm_build.places.known_keys import KnownKeys, Typed
from cm_build.places.measure import Measure
from cm_build.places.photo_name import is_photo_name
from cm_build.places.value_reading import (
    COMMUNE,
    WEB_ADDRESS,
    YES_NO,
    choice_type,
    day_type,
    list_type,
    quantity_type,
    read_items,
    text_type,
    year_type,
)
from cm_build.questionnaire import question as kinds
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Fields, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cm_build.places.desk import Desk
    from cm_build.reading.node import Entry, Node

    _Quantity = kinds.Number | kinds.Amount | kinds.Distribution

_UNKNOWN_WORD = "ne_sait_pas"
RESERVED_WORDS: dict[str, Answer] = {_UNKNOWN_WORD: UNKNOWN, "sans_objet": WITHOUT_OBJECT}


def answer_type(question: kinds.AnyQuestion, former: Sequence[str] = ()) -> Typed:
    """Give the type of an answer, with what the questionnaire says of it.

    `former` are the options or parts that older files name: editors accept them too.
    """
    words = [word for word in RESERVED_WORDS if word != "sans_objet" or question.sans_objet]
    answer = _or_word(_TYPES[question.type](question), words)
    labels = {
        "title": question.libelle,
        **({"description": question.aide} if question.aide else {}),
        **({"deprecated": True} if question.jusqu_a is not None else {}),
    }
    return Typed(
        answer.read, lambda describe: {**labels, **written.also(answer.written(describe), former)}
    )


def _or_word(value: Typed, words: Sequence[str]) -> Typed:
    """Give the type of what may be answered: a value, one of the reserved words, or nothing."""
    read_value = value.read

    def read(node: Node, desk: Desk) -> Answer:
        if isinstance(node, Scalar):
            if not node.text.strip():
                return NO_ANSWER
            reserved = RESERVED_WORDS.get(node.text)
            if reserved is not None:
                if node.text in words:
                    return reserved
                desk.refuse("CM-324", node.mark)
                return NO_ANSWER
        given = read_value(node, desk)
        return NO_ANSWER if given is None else Given(given)

    return Typed(read, lambda describe: written.or_word(value.written(describe), words))


def _measure(asked: _Quantity, low: Decimal | None, high: Decimal | None) -> Measure:
    """Say what a quantity may be; euros asked again each year are those of a year."""
    yearly = asked.annuel and asked.unite == "€"
    return Measure(asked.decimales, low, high, asked.vraisemblable, asked.unite, yearly)


def _multiple(question: kinds.MultipleChoice) -> Typed:
    options = {option.id: option for option in question.options}
    option_type = choice_type([*options])

    def read(node: Node, desk: Desk) -> tuple[str, ...] | None:
        items = read_items(node, desk, None)
        if items is None:
            return None
        chosen: list[str] = []
        for item in items:
            choice = option_type.read(item, desk)
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

    shape = {**written.listed({"enum": [*options]}, question.max), "uniqueItems": True}
    return Typed(read, lambda _: shape)


class Parts(KnownKeys):
    """The parts of a distribution, and whether they are all of it."""

    def refuse_key(self, key: str, entry: Entry, desk: Desk) -> None:
        """Say which parts there are: the word `complet` is none of them."""
        known = [part for part in self.types if part != "complet"]
        hint = Suggestion(key, known)
        desk.refuse("CM-326", entry.key, lu=key, proche=hint, attendu=", ".join(known))


def _distribution(question: kinds.Distribution) -> Typed:
    part = _or_word(quantity_type(_measure(question, Decimal(0), None)), [_UNKNOWN_WORD])
    types = {**{declared.id: part for declared in question.parts}, "complet": YES_NO}
    lines = Parts(question.id, types, (question.id, "une ligne par part"))

    def read(node: Node, desk: Desk) -> Shares | None:
        parts = lines.read(node, desk) or {}
        complete = parts.pop("complet", False)
        unknown = [key for key, amount in parts.items() if amount is UNKNOWN]
        if complete and isinstance(node, Fields):
            # What is not known is not zero, whatever "complet" says.
            for key in unknown:
                desk.refuse("CM-334", node.entries[key].key, lu=key)
            complete = not unknown
        amounts = (
            (key, amount.value) for key, amount in parts.items() if isinstance(amount, Given)
        )
        known = cast("dict[str, Decimal]", dict(amounts))
        return Shares(known, complete, frozenset(unknown)) if known or complete else None

    return Typed(read, lines.written)


def _table(question: kinds.Table) -> Typed:
    columns = {column.id: answer_type(column) for column in question.colonnes}
    needed = {column.id: column.libelle for column in question.colonnes if column.obligatoire}
    shape = (question.id, "une ligne avec ses colonnes")
    line = KnownKeys(question.id, columns, shape, required=tuple(needed))

    def read(node: Node, desk: Desk) -> dict[str, Value] | None:
        answers = line.read(node, desk)
        if answers is None:
            return None
        row = {key: answer.value for key, answer in answers.items() if isinstance(answer, Given)}
        for key, label in needed.items():
            if key not in row:
                desk.refuse("CM-328", node.mark, lu=label)
        return row

    return list_type(Typed(read, line.written), question.max_lignes)


def _photos(question: kinds.Photos) -> Typed:
    needed = ("fichier", "texte")
    types = dict.fromkeys((*needed, "credit"), text_type(300, short=True))
    shape = (question.id, "un nom de fichier et un texte")
    line = KnownKeys(question.id, types, shape, required=needed)

    def read(node: Node, desk: Desk) -> Photo | None:
        fields = line.read(node, desk)
        if fields is None:
            return None
        for key in needed:
            if key not in fields:
                desk.refuse("CM-202", node.mark, cle=key)
        file, text = (fields.get(key, "") for key in needed)
        if file and not is_photo_name(file):
            desk.refuse("CM-331", node.mark, lu=file)
            return None
        return Photo(file, text, fields.get("credit", "")) if file and text else None

    return list_type(Typed(read, line.written), question.max)


# Each maker takes its own kind of question: the discriminator guarantees the match.
_TYPES: Mapping[str, Callable[[Any], Typed]] = {
    "texte_court": lambda asked: text_type(asked.longueur, short=True, role=asked.role),
    "texte_long": lambda asked: text_type(asked.longueur, short=False),
    "nombre": lambda asked: quantity_type(_measure(asked, asked.min, asked.max)),
    "montant": lambda asked: quantity_type(_measure(asked, asked.min, asked.max)),
    "oui_non": lambda _: YES_NO,
    "choix_unique": lambda asked: choice_type([option.id for option in asked.options]),
    "choix_multiple": _multiple,
    "date": lambda asked: day_type(asked.des, asked.ans_apres),
    "annee": lambda asked: year_type(asked.min, asked.max, asked.ans_apres),
    "url": lambda _: WEB_ADDRESS,
    "commune": lambda _: COMMUNE,
    "repartition": _distribution,
    "liste": lambda asked: list_type(text_type(asked.longueur, short=True), asked.max),
    "tableau": _table,
    "photos": _photos,
}
