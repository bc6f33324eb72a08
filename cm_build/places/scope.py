"""What a référentiel covers: codes that exist, and the places they leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cm_build.forges.github import GITHUB
from cm_build.forges.known import FORGES
from cm_build.reading.nearest import nearest
from cm_build.reading.node import Mark, node_at
from cm_build.reading.problem import FIRST_LINE, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from cm_build.places.commune import Departement, Region
    from cm_build.places.settings import Settings
    from cm_build.places.territory import Territory
    from cm_build.questionnaire.origin import Origin

    Areas: TypeAlias = Mapping[str, Region | Departement]

# Enough to recognise them; the others are counted.
NAMED = 5


def settings_warnings(
    settings: Settings, territory: Territory, origin: Origin
) -> Iterator[Problem]:
    """Tell what a configuration cannot know alone: codes of nowhere, what a network must still say."""
    regions, departements = territory.regions, territory.departements
    scope = settings.perimetre
    lists = (
        ("regions", scope.regions, "le code d’une région", regions, departements),
        ("departements", scope.departements, "le code d’un département", departements, regions),
    )
    for key, codes, kind, known, others in lists:
        for rank, code in enumerate(codes):
            if code not in known:
                file, mark = _place(origin, "perimetre", key, rank)
                expected = f"{kind}{_meant(code, known, others)}"
                yield problem("CM-204", file, mark, lu=code, attendu=expected)
    yield from _identity_warnings(settings, origin)


def _identity_warnings(settings: Settings, origin: Origin) -> Iterator[Problem]:
    """Tell what people and the law look for, and a network has not said yet."""
    depot = settings.depot
    # What git says of itself needs no address: the forge gives it when it publishes.
    if depot.url and not settings.url and _is_written(origin, "depot", "url"):
        yield problem("CM-703", *_place(origin, "url"))
    if depot.url and not depot.forge:
        known = ", ".join(FORGES)
        yield problem("CM-707", *_place(origin, "depot", "url"), lu=depot.url, attendu=known)
    if not origin.other:
        return
    if not (settings.contact.page or settings.contact.adresse):
        yield problem("CM-705", *_place(origin, "contact"))
    if not settings.hebergeur.nom and not maybe_on_github_pages(settings):
        yield problem("CM-706", *_place(origin, "hebergeur"))


def maybe_on_github_pages(settings: Settings) -> bool:
    """Tell whether nothing says that the site is elsewhere than on GitHub's own pages."""
    host = urlsplit(settings.url).hostname or ""
    forge = settings.depot.forge if settings.depot.url else ""
    return host.endswith(".github.io") if host else forge in {"", GITHUB.id}


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
    shown: int, read: int, beyond: Sequence[str], origin: Origin
) -> Iterator[Problem]:
    """Tell the places that the scope leaves out, and a référentiel that would show none."""
    file, mark = _place(origin, "perimetre")
    if beyond:
        count = len(beyond)
        names = ", ".join(beyond[:NAMED]) + ("…" if count > NAMED else "")
        places = f"{count} lieux" if count > 1 else "un lieu"
        yield problem("CM-702", file, mark, lu=places, attendu=names)
    if shown:
        return
    why = "il n’y en a aucun dans le dossier lu"
    if read:
        reading = f"{read} ont été lus" if read > 1 else "un seul a été lu"
        why = f"{reading}, dont {len(beyond)} hors du périmètre ; les autres ne sont pas publiés"
        if len(beyond) == read:
            why = f"{reading}, hors du périmètre"
    yield problem("CM-701", file, mark if read else FIRST_LINE, attendu=why)


def _place(origin: Origin, *path: str | int) -> tuple[str, Mark]:
    """Give where a value stands; where a network would write it, when nobody did."""
    if node_at(origin.root, path[:1]) is origin.root:
        return origin.other or origin.file, FIRST_LINE
    return origin.place(path)


def _is_written(origin: Origin, *path: str) -> bool:
    """Tell a value that a file holds from one that was deduced: that one stands at its parent."""
    parent = origin.place(path[:-1])
    return origin.place(path) != parent
