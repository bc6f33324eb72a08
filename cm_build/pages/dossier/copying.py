"""A file as plain text, a paragraph at a time: what is pasted in somebody else's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.dossier.effects import FileEffects
from cm_build.pages.dossier.evaluation import FileEvaluation
from cm_build.pages.dossier.money import Families, Grid, YearsTable
from cm_build.pages.dossier.telling import FileRow
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.dossier.effects import FileEffect
    from cm_build.pages.dossier.view import FilePartView, FileSideView, FileView

DECLARED = "Chiffres et constats déclarés par le lieu pour {year}, non vérifiés."
SILENT = "non communiqué"


class Paragraph(NamedTuple):
    """A title, and the text to copy."""

    title: str
    text: str


def paragraphs_of(view: FileView) -> tuple[Paragraph, ...]:
    """Write a file as paragraphs, in the order of its pages."""
    return tuple(_paragraphs(view))


def _paragraphs(view: FileView) -> Iterator[Paragraph]:
    opening = ". ".join(filter(None, (f"{view.name} ({view.where})", view.tagline.rstrip("."))))
    yield Paragraph("Le lieu en une phrase", french.spaced(f"{opening}."))
    sides: tuple[FileSideView, ...] = (*view.sides, *((view.annex,) if view.annex else ()))
    for side in sides:
        for part in side.parts:
            yield Paragraph(part.title, french.spaced(_text(part)))
        if side.missing:
            title = f"{side.title} : ce qui n’est pas dit"
            yield Paragraph(
                title, french.spaced(f"{SILENT.capitalize()} : {' ; '.join(side.missing)}.")
            )
    rough = f" Estimations du lieu : {view.estimates}." if view.estimates else ""
    yield Paragraph(
        "D’où viennent ces chiffres", french.spaced(DECLARED.format(year=view.year) + rough)
    )


def _text(part: FilePartView) -> str:
    match part.data:
        case FileEffects() as effects:
            shown = (*effects.shown, *((effects.unwanted,) if effects.unwanted else ()))
            return "\n".join(_effect(effect) for effect in shown)
        case FileEvaluation() as told:
            return " ".join(filter(None, told))
        case Families() as families:
            groups = [
                f"{one.label} : {one.amount}" + (f" ({one.percent})" if one.percent else "")
                for one in families.groups
            ]
            return f"{' ; '.join(groups)}. Total : {families.total}."
        case YearsTable() as table:
            return "\n".join(
                f"{row.label} : "
                + " ; ".join(
                    f"{year} : {value or SILENT}"
                    for year, value in zip(table.years, row.values, strict=True)
                )
                + "."
                for row in table.rows
            )
        case Grid() as grid:
            return "\n".join(
                " ; ".join(
                    f"{column} : {cell}"
                    for column, cell in zip(grid.columns, row, strict=True)
                    if cell
                )
                + "."
                for row in grid.rows
            )
        case tuple() as items:
            return "\n".join(_line(item) for item in items)
        case _:
            return ""


def _line(item: object) -> str:
    if isinstance(item, FileRow):
        origin = f" (source : {item.origin})" if item.origin else ""
        return f"{item.label} : {item.text}{origin}".rstrip(".") + "."
    return str(item)


def _effect(effect: FileEffect) -> str:
    pieces = (
        effect.sentence.rstrip("."),
        f"Changement constaté : {effect.seen}" if effect.seen else "",
        f"Appuis : {effect.evidence}" if effect.evidence else "",
        f"Sans le lieu, ce serait arrivé : {effect.counterfactual}"
        if effect.counterfactual
        else "",
        effect.unwanted.rstrip("."),
    )
    return f"{effect.title}. {'. '.join(filter(None, pieces))}."
