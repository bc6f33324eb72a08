"""JSON documents: one per place, the list of places, the map. The text is raw: JSON is not HTML."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.exporting.own import own_document
from cm_build.exporting.plain import plain_value, written
from cm_build.exporting.workshop import ballot_words, workshop_document
from cm_build.places.header import origin_of
from cm_build.referential.sources import why_missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from cm_build.computing.figure import Figure
    from cm_build.places.header import Header, OpenSource
    from cm_build.places.place import PublishedPlace
    from cm_build.referential.context import Peers
    from cm_build.referential.sources import Sources
    from cm_build.referential.summary import Summary

VERSION = 1
# What is kept after the comma: the rest is the dust of floats.
DIGITS = 6


def place_json(
    place: PublishedPlace,
    sources: Mapping[int, Sources],
    provenance: Mapping[str, str],
    peers: Peers | None = None,
    *,
    licence: str,
    counted: bool = False,
) -> str:
    """Write everything published of a place: answers, figures, provenance, and similar places.

    `licence` is that of places' own answers, here as in every list; `counted` tells that its latest
    year is one of those whose figures pages show.
    """
    return written(
        {
            "version": VERSION,
            "lieu": place.slug,
            "nom": place.name,
            "commune": {"code": place.commune.code, "nom": place.commune.nom},
            "exemple_fictif": place.fictional,
            "bilans": [
                {
                    "annee": assessment.year,
                    "etat": assessment.header.etat,
                    "publication": assessment.header.publication,
                    "compte_dans_les_chiffres": counted and assessment is place.latest,
                    "questionnaire": assessment.header.questionnaire,
                    "source": _origin(assessment.header.source, licence),
                    "fichier": assessment.file,
                    "revision": provenance.get(assessment.file, ""),
                    "entete": _header(assessment.header, assessment.estimates),
                    "reponses": _answers(sources[assessment.year]),
                    "evaluation_collective": workshop_document(assessment.workshop),
                    "votes_en_mots": ballot_words(assessment.workshop),
                    "choix_du_lieu": own_document(assessment.own),
                    "chiffres": {
                        name: _figure(figure, sources[assessment.year])
                        for name, figure in sources[assessment.year].measures.items()
                    },
                }
                for assessment in place.assessments
            ],
            "reperes": _peers(peers),
        }
    )


def _peers(peers: Peers | None) -> dict[str, object] | None:
    """Give the middle half of similar places for the last year; null when the place shows none.

    Without a place alike enough, `manque` says why; `lieux` is then how many share its type.
    """
    if peers is None:
        return None
    figures = {
        name: {
            "bas": _rounded(figure.low),
            "mediane": _rounded(figure.median),
            "haut": _rounded(figure.high),
            "reponses": figure.size,
        }
        for name, figure in peers.figures.items()
    }
    document: dict[str, object] = {"criteres": peers.criteria, "lieux": peers.size}
    if peers.alone:
        document["manque"] = peers.alone
    return document | {"chiffres": figures}


def _rounded(value: Decimal) -> float:
    return float(round(value, DIGITS))


def _origin(source: OpenSource | None, licence: str) -> dict[str, str]:
    """Say whom a sheet comes from and on what terms; an address and a date only from a directory."""
    origin = origin_of(source, licence)
    document = {"nom": origin.source, "licence": origin.licence}
    if origin.date:
        document |= {"adresse": origin.address, "date": origin.date.isoformat()}
    return document


def _header(header: Header, estimates: frozenset[str]) -> dict[str, object]:
    """Give what the file says of itself, as the form writes it back: texts, and nothing empty."""
    document: dict[str, object] = {
        "etat": header.etat,
        "afficher_reperes": "oui" if header.afficher_reperes else "non",
    }
    if estimates:
        document["estimations"] = sorted(estimates)
    if header.lieu_protege is not None:
        # A protected place has no document: what remains is the choice of not being one.
        document["lieu_protege"] = "oui" if header.lieu_protege else "non"
    if header.date_fermeture:
        document["date_fermeture"] = header.date_fermeture.isoformat()
    for name in ("identifiants", "reponse"):
        inner = getattr(header, name).model_dump(mode="json", exclude_none=True)
        if inner:
            document[name] = {key: str(value) for key, value in inner.items()}
    return document


def _answers(sources: Sources) -> dict[str, object]:
    entries: dict[str, object] = {}
    for path, answer in sources.answers.items():
        value = plain_value(answer)
        entries[path] = {"manque": why_missing(answer)} if value is None else value
    return entries


def _figure(figure: Figure, sources: Sources) -> dict[str, object]:
    number = figure.number
    value: object = _rounded(number) if number is not None else figure.value
    document: dict[str, object] = {"valeur": value, "unite": figure.unit}
    if value is None:
        document["manque"] = str(figure.reason)
    elif (reference := sources.names.resolve(figure.id)) and sources.is_estimate(reference):
        document["estimation"] = True
    if figure.coverage is not None:
        document["couverture"] = float(round(figure.coverage, 4))
    return document


def places_json(summaries: Iterable[Summary], *, licence: str, counted: AbstractSet[str]) -> str:
    """List the places with what finds them; `counted` are those whose figures pages show."""
    return written(
        {
            "version": VERSION,
            "lieux": [
                {
                    "lieu": place.slug,
                    "reseau": place.network or None,
                    "page": place.card.address if place.elsewhere else None,
                    "nom": place.name,
                    "code_commune": place.commune.code,
                    "commune": place.commune.nom,
                    "departement": place.commune.departement,
                    "region": place.commune.region,
                    "annees": list(place.years),
                    "publication": place.publication,
                    "etat": place.state,
                    "exemple_fictif": place.fictional,
                    "compte_dans_les_chiffres": place.slug in counted,
                    "source": _origin(place.source, place.licence(licence)),
                }
                for place in summaries
            ],
        }
    )


def places_geojson(summaries: Iterable[Summary], *, licence: str, counted: AbstractSet[str]) -> str:
    """Place them on a map, at their commune: RFC 7946, longitude first."""
    features = []
    for place in summaries:
        commune, origin = place.commune, origin_of(place.source, place.licence(licence))
        point = None
        if commune.longitude is not None and commune.latitude is not None:
            point = {"type": "Point", "coordinates": [commune.longitude, commune.latitude]}
        features.append(
            {
                "type": "Feature",
                "id": place.slug,
                "geometry": point,
                "properties": {
                    "reseau": place.network or None,
                    "page": place.card.address if place.elsewhere else None,
                    "nom": place.name,
                    "commune": commune.nom,
                    "code_commune": commune.code,
                    "precision": "commune",
                    "publication": place.publication,
                    "exemple_fictif": place.fictional,
                    "compte_dans_les_chiffres": place.slug in counted,
                    "source": origin.source,
                    "source_adresse": origin.address or None,
                    "source_date": origin.date.isoformat() if origin.date else None,
                    "licence": origin.licence,
                },
            }
        )
    return written({"type": "FeatureCollection", "features": features})
