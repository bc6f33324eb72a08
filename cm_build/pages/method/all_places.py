"""The rules of what places say together: who counts, from how many answers, and who is compared with whom."""

from __future__ import annotations

from cm_build.computing.colleges import LEAST_COLLEGES, MAJORITY, Between
from cm_build.computing.counting import (
    COUNTED_PUBLICATION,
    COUNTED_STATES,
    INHABITANTS,
    oldest_counted,
)
from cm_build.computing.peers import LADDER, unshared_types
from cm_build.computing.statistics import QUARTILES
from cm_build.computing.variables import FIGURE
from cm_build.pages.method.rule import Rule
from cm_build.pages.method.words import classes_text, quoted
from cm_build.places.settings import Settings
from cm_build.places.workshop import SMALLEST_COLLEGE, UNSURE, Agreement
from cm_build.questionnaire.names import Names
from cm_build.referential.context import benchmarked
from cm_build.wording import french


def rules_of_all_places(names: Names, settings: Settings) -> tuple[Rule, ...]:
    """State what makes a figure of many places."""
    return (
        _population(settings), _small_groups(settings), _quartiles(), _shares(), _changes(), _territories(), _colleges(),
        *_peers(names, settings),
    )  # fmt: skip


def _population(settings: Settings) -> Rule:
    oldest = oldest_counted(settings)
    states = " ou ".join(f"« {state} »" for state in COUNTED_STATES)
    return Rule(
        "population",
        "Qui compte",
        (
            f"Un lieu compte une fois, par son dernier bilan publié. Il faut qu’il l’ait rempli lui-même (`publication` vaut « {COUNTED_PUBLICATION} ») : un lieu que seul un annuaire connaît est dans la liste et sur la carte, jamais dans un chiffre.",
            f"Il faut que son `etat` soit {states}, et que ce bilan soit de {oldest} ou d’après : l’année de référence, {settings.annee_reference}, moins {settings.age_maximum} ans. Un lieu fermé, pas encore ouvert, ou dont le bilan est plus ancien garde sa page et ses lignes dans les fichiers. Un lieu protégé n’est dans aucun fichier et ne compte nulle part.",
            "Les lieux réels et les lieux inventés pour l’exemple ne sont jamais comptés ensemble. Les pages montrent les lieux réels dès qu’un seul compte ; avant, les lieux inventés, et elles le disent. Les documents d’ensemble donnent les deux, `reels` et `fictifs`.",
            "Dans chaque export, `compte_dans_les_chiffres` dit si la ligne est de celles dont les pages montrent les chiffres.",
        ),
        {
            "publication": COUNTED_PUBLICATION,
            "etats": COUNTED_STATES,
            "annee_au_moins": oldest,
        },
    )


def _small_groups(settings: Settings) -> Rule:
    minimum = settings.groupe_minimum
    return Rule(
        "petits_groupes",
        "Les petits groupes",
        (
            f"Les nombres de réponses, les effectifs et les totaux sont toujours donnés. Minimum, quartiles, médiane, maximum, moyenne et part ne le sont qu’à partir de {minimum} réponses à la mesure, dans l’ensemble comme dans chaque groupe (un territoire, un type, des lieux semblables) : en dessous, ils diraient le hasard, ou un seul lieu. Les documents disent alors `trop_peu`.",
        ),
        {"minimum": minimum},
    )


def _quartiles() -> Rule:
    return Rule(
        "quartiles",
        "Médiane et quartiles",
        (
            "Les n valeurs sont rangées de la plus petite à la plus grande, et numérotées à partir de 0. Le premier quartile est à la position 0,25 × (n − 1), la médiane à 0,5 × (n − 1), le troisième quartile à 0,75 × (n − 1) ; entre deux valeurs, on interpole en ligne droite. C’est le type 7 de R, et ce que font pandas et numpy sans réglage.",
        ),
        {"parts": QUARTILES, "type": 7},
    )


def _shares() -> Rule:
    return Rule(
        "parts",
        "Les parts",
        (
            "La part d’une réponse est son effectif divisé par le nombre de lieux qui ont répondu à la question ; à plusieurs choix, les parts peuvent dépasser ensemble 100 %.",
            "La part d’une ligne dans une répartition se calcule sur les lieux dont la répartition est complète : la somme de la ligne, divisée par la somme des totaux.",
        ),
        {},
    )


def _changes() -> Rule:
    return Rule(
        "evolution",
        "D’un bilan au précédent",
        (
            "Une évolution compare, pour chaque lieu de la population, son dernier bilan à son bilan publié juste avant, en divisant l’écart par le nombre d’années qui les séparent. Un lieu où la mesure manque l’une des deux fois n’y est pas. La médiane est celle des écarts.",
        ),
        {},
    )


def _territories() -> Rule:
    people = french.number_of(INHABITANTS)
    return Rule(
        "territoires",
        "Les lieux d’un territoire",
        (
            f"Le nombre de lieux pour {people} habitants compte les lieux du territoire dont l’état est de ceux qui comptent, ceux que seul un annuaire connaît compris, quelle que soit l’année de leur fiche. Le nombre d’habitants est écrit sur la page du territoire ; c’est la somme de la population de ses communes.",
        ),
        {"pour_habitants": INHABITANTS},
    )


def _colleges() -> Rule:
    return Rule(
        "colleges",
        "Ce que disent les collèges d’un atelier",
        (
            f"Un collège dit la réponse que votent plus de la moitié de ses membres, ceux qui ne savent pas comptés ; sans majorité, il est partagé. Un vote de moins de {SMALLEST_COLLEGE} personnes n’est pas publié. Un collège dont la majorité n’a pas regardé, ou ne sait pas, ne dit rien que l’on puisse comparer : il n’est pas compté. Dans le document de chaque lieu, `evaluation_collective` donne les votes comptés (`votes`, puis `sens`), et `votes_en_mots` ceux qui se disent en mots : « {Agreement.SHARED} » y est un collège partagé, les autres disent la première réponse.",
            f"Avec au moins {LEAST_COLLEGES} collèges : « {Between.DIFFERENT} » dès que deux d’entre eux disent deux réponses différentes ; sinon « {Between.DIVIDED} » si l’un d’eux est partagé ; sinon « {Between.SAME} ». C’est la colonne `colleges:` suivie du nom de l’effet, et de `.sens` pour le sens du changement ; elle est vide quand moins de {LEAST_COLLEGES} collèges se prononcent, ou quand l’atelier votait sur l’échelle de la version 1.",
            "Aucune présence n’est moyennée, aucun collège ne pèse plus qu’un autre, et l’écart entre deux réponses n’est pas mesuré. Un effet n’est montré que si assez de lieux ont publié un atelier qui en parle (les petits groupes). La méthode est à l’essai.",
        ),
        {"majorite_plus_de": MAJORITY, "au_moins": LEAST_COLLEGES, "ne_sait_pas": UNSURE},
    )


def _peers(names: Names, settings: Settings) -> tuple[Rule, ...]:
    similar = names.questionnaire.semblables
    if similar is None:
        return ()
    unshared = sorted(unshared_types(names))
    figures = french.listed([quoted(name, names) for name in benchmarked(names)])
    return (
        Rule(
            "semblables",
            "Les lieux semblables",
            (
                f"Les semblables d’un lieu ont le même {quoted(similar.type, names)}, la même {quoted(similar.surface, names)} et la même classe de densité de la commune. Le lieu lui-même n’en est pas, et les lieux réels et inventés ne se mêlent pas. Tous sont de la population.",
                f"S’ils sont moins de {settings.groupe_minimum}, la densité est oubliée, puis la surface ; jamais le type. S’ils sont encore moins de {settings.groupe_minimum}, il n’y a pas de repère, et la page le dit. Une classe que le lieu n’a pas ne rapproche personne. « Autre » n’est le type de personne : chacun y met le sien.",
                f"La densité est celle de la commune, en habitants par km² : {french.listed(classes_text(similar.densite))}. Elle est dans la colonne `classe_densite`.",
                f"Chaque repère donne les quartiles de ces lieux, à partir de {settings.groupe_minimum} d’entre eux qui ont le chiffre. Sont situés ainsi : {figures}.",
            ),
            {
                "colonnes": {
                    "type": similar.type,
                    "surface": f"{FIGURE}{similar.surface}",
                    "densite": "classe_densite",
                },
                "etapes": LADDER,
                "types_a_part": unshared,
                "minimum": settings.groupe_minimum,
                "chiffres": benchmarked(names),
                "sans_reperes": similar.sans_reperes,
            },
        ),
    )
