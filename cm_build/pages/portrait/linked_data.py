"""A place told to search engines, in the words of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cm_build.pages.portrait.view import Datapanorama
    from cm_build.places.commune import Commune


def linked_data(view: Datapanorama, commune: Commune, address: str) -> dict[str, object] | None:
    """Describe a place as schema.org/Place; None for a fictional one, which must fool no engine."""
    if view.fictional:
        return None
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": view.name,
        "description": view.description,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": commune.nom,
            "addressRegion": view.departement,
            "addressCountry": "FR",
        },
    }
    if address:
        told["url"] = address
    if commune.latitude is not None and commune.longitude is not None:
        told["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": commune.latitude,
            "longitude": commune.longitude,
        }
    if view.website:
        told["sameAs"] = view.website
    return told
