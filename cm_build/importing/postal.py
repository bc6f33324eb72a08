"""The commune of a postal address as somebody typed it: a code, and a name."""

from __future__ import annotations

from cm_build.places.commune import Commune, Resolved, name_key
from cm_build.places.territory import Territory


def posted_commune(postal: str, city: str, territory: Territory) -> tuple[Commune | None, str]:
    """Find the commune of a postal code and a name, and tell how; the code alone when it serves one.

    Five digits are not an INSEE code there.

    A name that is another commune's is never put aside: one of the two is wrong, and none is chosen.
    """
    text = f"{postal} {city}".strip()
    resolution = territory.resolve(text) if city else None
    if isinstance(resolution, Resolved):
        return (
            resolution.commune,
            f"{text} devient {resolution.commune.nom} ({resolution.commune.code})",
        )
    if city and territory.named(name_key(city)):
        return None, f"{postal} n’est pas un code postal de {city}" if postal else ""
    served = territory.with_postal_code(postal)
    if len(served) != 1:
        return None, ""
    unread = f" ; « {city} » n’est pas un nom de commune" if city else ""
    return served[0], f"{postal} ne dessert que {served[0].nom} ({served[0].code}){unread}"
