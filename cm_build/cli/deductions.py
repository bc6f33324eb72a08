"""What nobody had to write, in words: the repository, its branch, its forge, the address of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cm_build.forges.known import FORGES
from cm_build.forges.remote import Deduced, same_repository

if TYPE_CHECKING:
    from cm_build.places.settings import Settings


def deductions(settings: Settings, deduced: Deduced) -> Iterator[str]:
    """Tell what git gave, what of it is used, and how to say otherwise; nothing without an origin."""
    depot = settings.depot
    if not deduced.repository:
        return
    if not depot.url:
        known = ", ".join(FORGES)
        yield f"Git dit que ce dépôt est {deduced.repository}, dont la forge n’est pas reconnue : aucun lien n’y mène."
        yield f"    → Dites-la dans data/local.yaml, sous « depot » : « forge: » {known}."
    elif same_repository(depot.url, deduced.repository):
        forge = FORGES[depot.forge].title if depot.forge else "forge inconnue"
        yield f"Dépôt : {depot.url} ({forge}), branche {depot.branche}."
        yield f"    Adresse du site : {settings.url or 'celle que la forge donnera en publiant'}."
    else:
        yield f"La configuration dit {depot.url} ; Git dit {deduced.repository}. Les liens suivent la configuration."
