"""What a référentiel covers: codes that exist, and the places they leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.reading.nearest import nearest
from cm_build.reading.node import Fields, Mark, mark_at, node_at
from cm_build.reading.problem import FIRST_LINE, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from cm_build.places.commune import Departement, Region
    from cm_build.places.settings import Settings
    from cm_build.places.territory import Territory

    Areas: TypeAlias = Mapping[str, Region | Departement]

# Enough to recognise them; the others are counted.
NAMED = 5


def settings_warnings(
    settings: Settings, territory: Territory, root: Fields | None, file: str
) -> Iterator[Problem]:
    """Tell what a configuration cannot know alone: codes of nowhere, a site without its address."""
    regions, departements = territory.regions, territory.departements
    scope = settings.perimetre
    lists = (
        ("regions", scope.regions, "le code d’une région", regions, departements),
        ("departements", scope.departements, "le code d’un département", departements, regions),
    )
    for key, codes, kind, known, others in lists:
        for rank, code in enumerate(codes):
            if code not in known:
                mark = _mark(root, "perimetre", key, rank)
                expected = f"{kind}{_meant(code, known, others)}"
                yield problem("CM-204", file, mark, lu=code, attendu=expected)
    if settings.depot.url and not settings.url:
        yield problem("CM-703", file, _mark(root, "url"))


def _meant(code: str, known: Areas, others: Areas) -> str:
    """Name the code that was meant: the same with its zero, that of a name, or the other list's."""
    near = code.upper().zfill(2)
    names = {area.nom: area.code for area in known.values()}
    if near not in known:
        near = names.get(nearest(code, names) or "", "") or nearest(code, known) or ""
    if near in known:
        return f", comme {near} ({known[near].nom})"
    if code in others:
        return f" ; {code} ({others[code].nom}) se met dans l’autre liste"
    some = [f"{code} ({known[code].nom})" for code in sorted(known)[:3]]
    return f", comme {', '.join(some)}"


def scope_warnings(
    shown: int, read: int, beyond: Sequence[str], settings_file: str, root: Fields | None
) -> Iterator[Problem]:
    """Tell the places that the scope leaves out, and a référentiel that would show none."""
    mark = _mark(root, "perimetre")
    if beyond:
        count = len(beyond)
        names = ", ".join(beyond[:NAMED]) + ("…" if count > NAMED else "")
        places = f"{count} lieux" if count > 1 else "un lieu"
        yield problem("CM-702", settings_file, mark, lu=places, attendu=names)
    if shown:
        return
    why = "il n’y en a aucun dans le dossier lu"
    if read:
        reading = f"{read} ont été lus" if read > 1 else "un seul a été lu"
        why = f"{reading}, dont {len(beyond)} hors du périmètre ; les autres ne sont pas publiés"
        if len(beyond) == read:
            why = f"{reading}, hors du périmètre"
    yield problem("CM-701", settings_file, mark if read else FIRST_LINE, attendu=why)


def _mark(root: Fields | None, *path: str | int) -> Mark:
    if root is None or node_at(root, path[:1]) is root:
        return FIRST_LINE
    return mark_at(root, path)
