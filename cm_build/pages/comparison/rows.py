"""Which rows are shown when places stand side by side: those of the portrait, in its order.

The page's script reads the same rows as data (`referentiel/comparer/schema.json`), so that it knows
no question by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cm_build.exporting.documents import VERSION
from cm_build.exporting.plain import written
from cm_build.questionnaire import block as declared
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.condition import ConditionalPattern
from cm_build.questionnaire.level import LEVEL_ROLES, choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.pattern import placeholders
from cm_build.questionnaire.question import (
    Distribution,
    MultipleChoice,
    SingleChoice,
    YesNoQuestion,
)
from cm_build.questionnaire.role import Role

NUMBER, CHOICE, TEXT, PARTS, LEVELS, INDICES = (
    "nombre", "choix", "texte", "parts", "niveaux", "indices",
)  # fmt: skip
YES_NO = (("oui", "Oui"), ("non", "Non"))
_NUMERIC = frozenset({"nombre", "montant"})
_WRITTEN = frozenset({"texte_court", "date", "annee", "liste"})


class Item(NamedTuple):
    """One line of a row that holds several: a part, a criterion, an axis."""

    id: str
    title: str
    unwanted: str = ""
    precise: bool = False


class ComparedRow(NamedTuple):
    """One thing said of each place.

    `total` tells that the sum of the parts is worth saying, when no other row says it. `ref` is the path of an answer, or the name of a figure when `computed`; `items` are the options
    of a choice, the parts of a whole, the criteria or the axes; `levels` the words of a criterion,
    from none to the highest, then those that have no rank.
    """

    kind: str
    title: str
    ref: str
    unit: str = ""
    decimals: int = 0
    computed: bool = False
    private: bool = False
    total: bool = False
    items: tuple[Item, ...] = ()
    levels: tuple[Item, ...] = ()
    unranked: tuple[Item, ...] = ()


class RowSection(NamedTuple):
    """Rows under one heading."""

    id: str
    title: str
    colour: str
    rows: tuple[ComparedRow, ...]


def comparison_rows(names: Names) -> tuple[RowSection, ...]:
    """List the sections that have something to set side by side; nothing is told twice."""
    known: set[tuple[str, str]] = set()
    labels = _fresh((row_of(path, names) for path in names.questionnaire.entete.etiquettes), known)
    sections = [RowSection("en_bref", "En bref", "brique", labels)]
    for section in names.questionnaire.panorama:
        rows = (row for block in section.blocs for row in _rows(block, names))
        sections.append(RowSection(section.id, section.titre, section.couleur, _fresh(rows, known)))
    return tuple(section for section in sections if section.rows)


def _fresh(
    rows: Iterator[ComparedRow | None], known: set[tuple[str, str]]
) -> tuple[ComparedRow, ...]:
    kept = []
    for row in rows:
        if row is None or (row.kind, row.ref) in known:
            continue
        known.add((row.kind, row.ref))
        whole = row.kind == PARTS and row.unit != "%" and (NUMBER, row.ref) not in known
        kept.append(row._replace(total=whole))
    return tuple(kept)


def _rows(block: declared.Block, names: Names) -> Iterator[ComparedRow | None]:
    match block:
        case declared.Words() | declared.Pictograms():
            yield row_of(block.reponse, names)
        case declared.Sheet():
            yield from (row_of(answer, names) for answer in block.reponses)
        case declared.Treemap() | declared.Waffle() | declared.Squares() | declared.Bar():
            yield row_of(block.repartition, names)
        case declared.FacingBars():
            yield from (row_of(path, names) for path in (block.ressources, block.depenses))
        case declared.Benchmarks():
            yield from (row_of(figure, names) for figure in block.chiffres)
        case declared.KeyFigures():
            yield from _figures(block, names)
        case declared.Sentences():
            yield from _said(block, names)
        case declared.Wheel():
            yield from _criteria(names)
        case declared.Radar():
            yield _axes(names)


def _figures(block: declared.KeyFigures, names: Names) -> Iterator[ComparedRow | None]:
    for figure in block.chiffres:
        row = row_of(figure.chiffre, names)
        # A big number sums its parts; a drawing shows them further on.
        whole = row is not None and row.kind == PARTS
        yield row._replace(kind=NUMBER, items=()) if row and whole else row


def _said(block: declared.Sentences, names: Names) -> Iterator[ComparedRow | None]:
    for pattern in block.phrases:
        text = pattern.texte if isinstance(pattern, ConditionalPattern) else pattern
        for placeholder in placeholders(str(text)):
            yield row_of(placeholder.reference, names)


def _criteria(names: Names) -> Iterator[ComparedRow | None]:
    """Set each scale apart: what older files say of a level does not compare with a presence."""
    for role in LEVEL_ROLES:
        items, path = [], None
        for criterion in names.criteria.values():
            path = names.of_role(role, criterion.id)
            if path:
                unwanted = names.of_role(Role.NON_VOULU, criterion.id) or ""
                items.append(Item(path, criterion.titre, unwanted))
        options = choices(names, path)
        if items and options:
            ranked = tuple(Item(o.id, o.libelle) for o in options if not o.exclusif)
            others = tuple(Item(o.id, o.libelle) for o in options if o.exclusif)
            title = "Ce que les lieux constatent"
            if path not in names.current:
                title += ", dans les fiches de la version 1"
            yield ComparedRow(LEVELS, title, f"{LEVELS}-{role.value}", items=tuple(items),
                      levels=ranked, unranked=others)  # fmt: skip


def _axes(names: Names) -> ComparedRow:
    items = tuple(Item(axis.id, axis.titre) for axis in names.axes.values())
    title = "Les pratiques (points obtenus, en % de ceux qui concernent le lieu)"
    return ComparedRow(INDICES, title, INDICES, "%", computed=True, items=items)


def row_of(reference: str, names: Names) -> ComparedRow | None:
    """Describe an answer or a figure; None for what cannot be set side by side (a story, photos)."""
    target = names.resolve(reference)
    if target is None or target.part or target.group:
        return None
    indicator = names.indicators.get(target.path)
    if indicator:
        kind = TEXT if indicator.operation.classe else NUMBER
        return ComparedRow(kind, indicator.titre, target.path, indicator.unite, indicator.decimales, computed=True)  # fmt: skip
    asked = names.asked.get(target.path)
    return _answer(asked) if asked else None


def _answer(asked: Asked) -> ComparedRow | None:
    question = asked.question
    row = ComparedRow(
        TEXT, question.short, asked.path, asked.unit, asked.decimals, private=asked.private
    )
    match question:
        case SingleChoice(options=options) | MultipleChoice(options=options):
            items = tuple(Item(o.id, o.libelle, precise=o.precision) for o in options)
            return row._replace(kind=CHOICE, items=items)
        case YesNoQuestion():
            return row._replace(kind=CHOICE, items=tuple(Item(*option) for option in YES_NO))
        case Distribution(parts=parts):
            items = tuple(Item(part.id, part.libelle) for part in parts)
            return row._replace(kind=PARTS, items=items)
    if question.type in _NUMERIC:
        return row._replace(kind=NUMBER)
    return row if question.type in _WRITTEN else None


def rows_json(sections: Iterable[RowSection]) -> str:
    """Write sections and rows; what is empty is left out."""
    document = [
        {"id": section.id, "titre": section.title, "couleur": section.colour, "lignes": [_row(r) for r in section.rows]}
        for section in sections
    ]  # fmt: skip
    return written({"version": VERSION, "sections": document})


def _row(row: ComparedRow) -> dict[str, object]:
    document: dict[str, object] = {
        "sorte": row.kind,
        "titre": row.title,
        "ref": row.ref,
        "unite": row.unit,
        "decimales": row.decimals,
        "calcul": row.computed,
        "prive": row.private,
        "total": row.total,
        "elements": [_item(item) for item in row.items],
        "niveaux": [_item(item) for item in row.levels],
        "sans_rang": [_item(item) for item in row.unranked],
    }
    return {key: value for key, value in document.items() if value}


def _item(item: Item) -> dict[str, object]:
    document: dict[str, object] = {
        "id": item.id, "titre": item.title, "non_voulu": item.unwanted, "precision": item.precise,
    }  # fmt: skip
    return {key: value for key, value in document.items() if value}
