"""A commune from a field that holds a postal code: five digits are not an INSEE code there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.places.commune import Resolved, name_key

if TYPE_CHECKING:
    from cm_build.places.commune import Commune
    from cm_build.places.territory import Territory


def posted_commune(postal: str, city: str, territory: Territory) -> tuple[Commune | None, str]:
    """Find the commune of a postal code and a name, and tell how; the code alone when it serves one.

    A name that is another commune's is never put aside: one of the two is wrong, and none is chosen.
    """
    text = f"{postal} {city}".strip()
    found = territory.resolve(text) if city else None
    if isinstance(found, Resolved):
        return found.commune, f"{text} devient {found.commune.nom} ({found.commune.code})"
    if city and territory.named(name_key(city)):
        return None, f"{postal} n’est pas un code postal de {city}" if postal else ""
    served = territory.with_postal_code(postal)
    if len(served) != 1:
        return None, ""
    unread = f" ; « {city} » n’est pas un nom de commune" if city else ""
    return served[0], f"{postal} ne dessert que {served[0].nom} ({served[0].code}){unread}"
