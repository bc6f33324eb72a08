"""A file to hand over: activity then money, what nobody told gathered in one line, the same as plain text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.dossier.effects import chosen_effects
from cm_build.pages.dossier.evaluation import evaluation
from cm_build.pages.dossier.money import families, grid, three_years
from cm_build.pages.dossier.telling import is_missing, title_of, told_lines
from cm_build.pages.portrait.block import paragraphs
from cm_build.pages.portrait.emblem import building_of
from cm_build.pages.portrait.photos import photo_views
from cm_build.places.answer import Given, Photo
from cm_build.places.territory import around
from cm_build.questionnaire import dossier as declared
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.drawing.building import Building
    from cm_build.pages.portrait.photos import PhotoView
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources

# What needs the whole width; the others flow in two columns between them.
WIDE = frozenset({"chiffres", "effets", "familles", "tableau", "texte"})
# Up to as many things told, a file is one page, written larger; under half of that, larger still.
FEW = 26


class FilePartView(NamedTuple):
    """A part that has something to tell; `form` names what draws it."""

    form: str
    title: str
    note: str
    data: object
    told: int
    references: tuple[str, ...] = ()


class FileSideView(NamedTuple):
    """One of the two pages, or the annex; `missing` are the labels of what nobody told."""

    title: str
    parts: tuple[FilePartView, ...]
    missing: tuple[str, ...]

    @property
    def told(self) -> int:
        """Count what it tells."""
        return sum(part.told for part in self.parts)

    @property
    def bands(self) -> tuple[tuple[bool, tuple[FilePartView, ...]], ...]:
        """Gather neighbours that share a band: wide ones, or those that flow in two columns."""
        groups = groupby(self.parts, key=lambda part: part.form in WIDE)
        return tuple((wide, tuple(parts)) for wide, parts in groups)


class FileView(NamedTuple):
    """A file of one place and one year, ready to be drawn."""

    id: str
    title: str
    readers: str
    slug: str
    name: str
    where: str
    tagline: str
    fictional: bool
    state: str
    year: int
    later: bool
    sides: tuple[FileSideView, ...]
    annex: FileSideView | None
    estimates: str
    photo: PhotoView | None
    building: Building | None

    @property
    def composition(self) -> str:
        """Tell how much there is: a few answers are one page, written larger."""
        told = sum(side.told for side in self.sides)
        return "mince" if told <= FEW / 2 else "breve" if told <= FEW else "pleine"


def file_view(
    asked: declared.HandedFile, context: PlaceContext, *, annexed: bool = False
) -> FileView:
    """Write a file of a year; `annexed` adds what only the place hands over."""
    place, sources, names = context.place, context.sources, context.names
    sides = tuple(_side(side.titre, side.parties, context) for side in asked.pages)
    annex = _side("Annexe", asked.annexe, context) if annexed and asked.annexe else None
    shown = [part for side in (*sides, *((annex,) if annex else ())) for part in side.parts]
    photo = _photo(context)
    return FileView(
        id=asked.id,
        title=asked.titre,
        readers=asked.lecteurs,
        slug=place.slug,
        name=place.name,
        where=f"{place.commune.nom} · {around(place.commune, context.territory)}",
        tagline=sources.text(names.of_role(Role.ACCROCHE)),
        fictional=place.fictional,
        state=context.assessment.header.etat,
        year=context.year,
        later=bool(context.later),
        sides=sides,
        annex=annex,
        estimates=sources.estimated(name for part in shown for name in part.references),
        photo=photo,
        building=None if photo else building_of(context),
    )


def _photo(context: PlaceContext) -> PhotoView | None:
    answer = context.sources.answer(context.names.of_role(Role.PHOTOS))
    value = answer.value if isinstance(answer, Given) and isinstance(answer.value, tuple) else ()
    return next(iter(photo_views(item for item in value if isinstance(item, Photo))), None)


def _side(title: str, parts: Sequence[declared.FilePart], context: PlaceContext) -> FileSideView:
    """Draw the parts that have something to tell, and gather the silences."""
    drawn: list[FilePartView] = []
    missing: list[str] = []
    for part in parts:
        data, told, silent = _drawn(part, context)
        missing += silent
        if told:
            named = declared.references_of(part)
            drawn.append(FilePartView(part.forme, part.titre, part.note or "", data, told, named))
    silences = tuple(dict.fromkeys(french.initial_folded(label) for label in missing))
    return FileSideView(title, tuple(drawn), silences)


def _drawn(part: declared.FilePart, context: PlaceContext) -> tuple[object, int, Sequence[str]]:
    """Give what a part tells, how many things that is, and the labels of what it misses."""
    sources = context.sources
    match part:
        case declared.FigureLines():
            lines = told_lines(part.lignes, sources, context.assessment.header.identifiants)
            return lines.rows, len(lines.rows), lines.missing
        case declared.YearsPart():
            years = three_years(part.chiffres, context)
            return years, len(years.rows) if years else 0, ()
        case declared.FamiliesPart():
            summed = families(part, sources)
            silent = () if summed else _silent(part.repartition, sources)
            return summed, len(summed.groups) if summed else 0, silent
        case declared.TablePart():
            table = grid(part.tableau, sources)
            silent = () if table else _silent(part.tableau, sources)
            return table, len(table.rows) if table else 0, silent
        case declared.WordsPart():
            words = paragraphs(sources.text(part.reponse))
            return words, len(words), () if words else _silent(part.reponse, sources)
        case declared.EffectsPart():
            effects = chosen_effects(part, context)
            return effects, 3 * len(effects.shown) if effects else 0, () if effects else ("effets",)
        case declared.EvaluationPart():
            told = evaluation(context)
            return told, 1 if told else 0, () if told else (part.titre,)
        case declared.ChecklistPart():
            return part.pieces, len(part.pieces), ()


def _silent(path: str, sources: Sources) -> tuple[str, ...]:
    """Name an answer that was not given; what does not concern the place is not missed."""
    return (title_of(path, sources),) if is_missing(path, sources) else ()
