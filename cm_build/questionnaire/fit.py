"""What each drawing can draw: a reference of another nature would draw nothing, in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Fit(NamedTuple):
    """The types of questions that suit, in words too; `figures` also takes indicators and parts."""

    kinds: frozenset[str]
    words: str
    figures: bool = False


WHOLE = Fit(frozenset({"repartition"}), "une répartition")
CHOICE = Fit(frozenset({"choix_unique", "choix_multiple"}), "un choix")
TICKED = Fit(frozenset({"choix_multiple"}), "un choix multiple")
STORY = Fit(frozenset({"texte_court", "texte_long"}), "un texte")
ROWS = Fit(frozenset({"tableau"}), "un tableau")
PHOTOS = Fit(frozenset({"photos"}), "des photos")
NUMBER = Fit(frozenset({"nombre", "montant"}), "un nombre ou un montant")
FIGURE = Fit(
    frozenset({"nombre", "montant", "repartition", "annee"}),
    "un nombre, une part ou un indicateur",
    figures=True,
)
FACET = Fit(frozenset({"choix_unique", "choix_multiple", "oui_non"}), "un choix", figures=True)

# By the `forme` of a drawing, then by the key that names what it draws.
BLOCKS: Mapping[str, Mapping[str, Fit]] = {
    "chiffres": {"chiffres": FIGURE},
    "texte": {"reponse": STORY},
    "mots": {"reponse": TICKED},
    "pictos": {"reponse": CHOICE},
    "frise": {"tableau": ROWS},
    "surfaces": {"repartition": WHOLE, "ajouter": NUMBER},
    "gaufre": {"repartition": WHOLE},
    "barres_face": {"ressources": WHOLE, "depenses": WHOLE},
    "carres": {"repartition": WHOLE},
    "barre": {"repartition": WHOLE},
    "partenaires": {"tableau": ROWS},
    "photos": {"reponse": PHOTOS},
    "evolution": {"chiffres": FIGURE},
    "reperes": {"chiffres": FIGURE},
}
# The columns, or the group, that a drawing picks inside what it draws.
INSIDE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "frise": ("tableau", ("annee", "evenement")),
    "partenaires": ("tableau", ("nom", "nature", "soutien")),
    "barres_face": ("ressources", ("accent",)),
}
BUILDING: Mapping[str, Fit] = {
    "pieces": CHOICE,
    "largeur": NUMBER,
    "toit": CHOICE,
    "jardin": NUMBER,
    "personnes": NUMBER,
}
SIMILARITY: Mapping[str, Fit] = {
    "type": Fit(frozenset({"choix_unique"}), "un choix unique"),
    "types": CHOICE,
    "surface": Fit(frozenset(), "un indicateur ou un nombre", figures=True),
    "sans_reperes": FIGURE,
}
# What each operation of an indicator can read; those that are not named read numbers.
OPERANDS: Mapping[str, Fit] = {
    "score": Fit(frozenset({"oui_non", "choix_unique", "choix_multiple"}), "une question notée"),
    "compte": Fit(
        frozenset({"choix_multiple", "liste", "tableau"}), "une liste, un tableau ou un choix"
    ),
    "part_max": WHOLE,
    "diversite": WHOLE,
    "duree": Fit(frozenset({"date", "annee"}), "une date ou une année"),
    "niveau": Fit(frozenset({"choix_unique"}), "un critère ou son niveau"),
}
OPERAND = FIGURE._replace(words="un nombre")
CHARTS: Mapping[str, Mapping[str, Fit]] = {
    "totaux": {"chiffres": FIGURE},
    "etendue": {"mesure": FIGURE},
    "etendues": {"mesures": FIGURE},
    "reponses": {"question": FACET},
    "parts": {"repartition": WHOLE},
    "evolution": {"chiffres": FIGURE},
}
