"""The rules of what is computed from one place: answers, distributions, indices, durations, rounding."""

from __future__ import annotations

from collections.abc import Mapping

from cm_build.computing.durations import DAYS_A_YEAR, MONTHS_A_YEAR
from cm_build.computing.few import FEWEST_PEOPLE, share_of_people
from cm_build.computing.score import ENOUGH, FEWEST_CONCERNED, IN_PLACE
from cm_build.computing.variables import ABSENCE_CODES, NOT_CONCERNED, UNSETTLED
from cm_build.exporting.documents import DIGITS
from cm_build.pages.method.rule import Rule
from cm_build.pages.method.words import condition_text, quoted
from cm_build.places.completion import CLOSE_ENOUGH
from cm_build.questionnaire.model import Discretion
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import Distribution
from cm_build.wording import french

# What each operation of an indicator does, and when there is no result.
OPERATIONS: Mapping[str, str] = {
    "reponse": "La réponse telle quelle ; pour une répartition, la somme de ses parts.",
    "premier_connu": "Le premier de ce qui est nommé qui a une valeur. Il manque si tout manque ; il manque aussi quand un détail et le total donné à part se contredisent de plus de 1 % : le détail connu dépasse le total, ou, complet, ne l’atteint pas.",
    "somme": "La somme de ce qui est nommé. Elle manque dès qu’un terme manque ; avec `si_absent: ignorer`, les termes connus sont seuls comptés, et elle ne manque que si tous manquent. Sa couverture est le nombre de termes connus, divisé par le nombre de ceux qui concernent le lieu.",
    "difference": "La somme de `de`, moins celle de `moins`. Elle manque dès qu’un terme manque.",
    "ratio": "La somme de `de`, divisée par celle de `sur`, multipliée par `facteur` (100 si l’unité est %, sinon 1). Il manque si un terme manque, ou si `sur` n’est pas plus grand que zéro.",
    "produit": "Le produit de `de`, divisé par `diviseur` s’il y en a un. Il manque dès qu’un terme manque.",
    "part_max": "La plus grande part, divisée par la somme des parts, fois 100. Elle manque si la répartition n’est pas complète, ou si sa somme est nulle.",
    "equilibre": "1 − |a − b| ÷ (a + b), fois 100 si l’unité est %. Il manque si a ou b manque ou est négatif, ou si leur somme est nulle.",
    "diversite": "Régularité de Piélou : −Σ p × ln p, divisé par ln k, fois 100, où p est chacune des k parts qui ne sont pas nulles, rapportée à leur somme. Elle manque si la répartition n’est pas complète, ou si k est inférieur à 2.",
    "duree": "Le temps de `de` à `a`, en années ou en mois, selon la règle des durées.",
    "compte": "Le nombre de réponses cochées, ou de lignes ; « aucun » et les autres réponses qui excluent le reste ne comptent pas. Cocher « aucun » vaut 0 ; ne rien répondre manque.",
    "score": "L’indice des questions nommées, selon la règle des indices.",
    "niveau": "Le rang du niveau dans la liste des réponses, à partir de 0, celles qui excluent le reste mises à part. Jamais additionné ni moyenné.",
    "moyenne": "La moyenne de ce qui est connu parmi ce qui est nommé. Elle manque si tout manque.",
    "classe": "La classe où tombe le nombre ; chaque borne dit si elle est comprise.",
}


def rules_of_one_place(names: Names) -> tuple[Rule, ...]:
    """State what makes a figure of a place."""
    return (
        _answers(), _estimates(), _few_people(names), _references(), _distributions(names), _groupings(names), _discretion(names),
        _scores(), _practices(),
        _durations(), _rounding(),
    )  # fmt: skip


def _answers() -> Rule:
    *others, last = [f"`{code}`" for code in ABSENCE_CODES]
    first = ", ".join(others)
    return Rule(
        "reponses",
        "Ce qui est une réponse",
        (
            f"Zéro, « non » et « sans réponse » sont trois choses différentes. Une réponse qui manque n’est jamais un zéro : le code {first} ou {last} dit pourquoi elle manque. Une question posée depuis une version plus récente que celle à laquelle un bilan répond, ou qui ne se posait plus, est sans objet pour lui.",
            f"Une question peut dépendre d’une autre. Si la réponse à celle-ci manque, on ne sait pas si la première se pose : restée sans réponse, elle a le code `{UNSETTLED}`, et son lieu n’est pas compté parmi les concernés. Il en va de même d’un chiffre qui a besoin d’elle. Dans un indice, elle compte comme sans réponse.",
            f"D’une mesure, les « réponses » sont les lieux de la population qui ont une valeur, et les « concernés » ceux dont le code n’est ni `{NOT_CONCERNED}` ni `{UNSETTLED}`. Un total est la somme des réponses, rien d’autre : il n’est ni redressé, ni étendu aux lieux qui n’ont pas répondu.",
        ),
        {"codes": ABSENCE_CODES, "non_concernes": [NOT_CONCERNED, UNSETTLED]},
    )


def _estimates() -> Rule:
    return Rule(
        "estimations",
        "Ce qui est une estimation",
        (
            "Un lieu peut donner une quantité comme un ordre de grandeur : la colonne `estimations` la nomme. Tout chiffre calculé avec elle en est une aussi, et les chiffres calculés avec celui-là : la colonne `calculs_estimes` les nomme, et les pages écrivent « environ » ou « estimation ».",
        ),
        {"reponses": "estimations", "chiffres": "calculs_estimes"},
    )


def _few_people(names: Names) -> Rule:
    shares = [name for name in names.indicators if share_of_people(name, names)]
    named = french.listed([quoted(name, names) for name in shares])
    return Rule(
        "peu_de_personnes",
        "Les parts de très peu de personnes",
        (
            f"Sur le portrait d’un lieu et sur la page de ses données, la part d’un groupe de moins de {FEWEST_PEOPLE} personnes, ou de moins de {FEWEST_PEOPLE} équivalents temps plein, se dit en nombres : « 2 sur 3 », jamais « 67 % » ; un équilibre entre deux groupes qui font ensemble moins de {FEWEST_PEOPLE} personnes, par leurs deux nombres : « 2 et 3 ». Les fichiers gardent la part. Ces parts : {named}.",
        ),
        {"moins_de": FEWEST_PEOPLE, "chiffres": shares},
    )


def _references() -> Rule:
    return Rule(
        "noms",
        "Comment une formule nomme ce qu’elle lit",
        (
            "`question` est la colonne de ce nom ; si c’est une répartition, la colonne `total:question`. `question.part` est la colonne d’une part. `question@groupe` est la somme des parts du groupe, et manque si l’une d’elles manque ; une part que la version de la fiche (colonne `questionnaire`) ne demandait pas, ou qu’une part « sans détail » du groupe contient peut-être, n’y est pas attendue, et compte si elle est donnée (`parts_datees` : première et dernière version, comprises ; à partir de 1000, des années). Le nom d’un indicateur ou d’un axe est la colonne `calcul:nom` ; celui d’un sous-axe, `calcul:axe/sous_axe`. `fin_annee` est le 31 décembre de l’année du bilan.",
            "Une condition se lit sur les réponses : vraie, fausse, ou inconnue si ce qu’elle lit manque. Une question sans objet la rend fausse. « Tous » est faux dès qu’un terme est faux, « un de » est vrai dès qu’un terme est vrai ; un terme inconnu laisse sinon le tout inconnu. Un chiffre « sans objet si » n’est ôté que si la condition est vraie.",
            "Dans les pages, chaque nombre porte son nom en `data-chiffre` et sa valeur exacte, sans arrondi : `question:mediane`, `question.option:part`. Une part y est un nombre entre 0 et 1, ou un pourcentage dans les réponses aux publics (`pour/`).",
        ),
        {},
    )


def _distributions(names: Names) -> Rule:
    merged = sorted(
        {f"{d.repartition}.{p}" for d in names.questionnaire.discretion for p in d.parts}
    )
    kept = french.listed([quoted(part, names) for part in merged])
    exception = f" Seule exception : {kept}, qu’une règle de discrétion peut réunir à une autre part ; vide, elle reste inconnue." if merged else ""  # fmt: skip
    return Rule(
        "repartition_complete",
        "Quand une répartition est complète",
        (
            f"Une répartition est complète si le lieu a coché « J’ai tout indiqué », si chacune de ses parts a une réponse, ou si leur somme est égale, à {french.percent(CLOSE_ENOUGH * 100)} près, au total que le lieu donne ailleurs. Les parts laissées vides valent alors zéro ; celles qui n’existaient pas dans la version à laquelle le bilan répond ne sont pas attendues.{exception}",
            "Une part « sans détail » (`sans_detail`) est le montant d’un groupe entier, ou ce qu’il en reste une fois d’autres parts écrites. Plus grande que zéro, elle contient peut-être les parts du groupe laissées vides : aucune n’est attendue, et aucune ne vaut zéro. La plus grande part et l’équilibre des parts manquent alors. À zéro, les parts laissées vides du groupe valent zéro.",
            "Sinon, une part vide manque, et tout chiffre qui a besoin de la somme manque aussi : la colonne `total:question` est vide.",
        ),
        {"marge": CLOSE_ENOUGH, "gardees": merged},
    )


def _groupings(names: Names) -> Rule:
    """List the groups that are ours: a place gives lines, and is not asked what they make together."""
    texts = [
        f"« {asked.question.short} », {french.initial_folded(group.libelle)} : {french.enumerated(parts)}."
        for asked in names.asked.values()
        if isinstance(asked.question, Distribution)
        for group in asked.question.groupes
        if (parts := [p.libelle for p in asked.question.parts if p.groupe == group.id])
    ]
    return Rule(
        "regroupements",
        "Les lignes réunies",
        (
            "Un lieu donne des lignes ; c’est le référentiel qui les réunit. Un portrait qui dit un de ces groupes le rappelle sous son dessin.",
            *texts,
        ),
        {},
    )


def _discretion(names: Names) -> Rule:
    texts = [_merging(rule, names) for rule in names.questionnaire.discretion]
    return Rule(
        "petites_equipes",
        "Les petites équipes",
        (
            "Quand les personnes sont si peu nombreuses qu’on les reconnaîtrait, une question n’est pas posée (sa condition est écrite avec elle), ou une part est réunie à une autre.",
            *texts,
        ),
        {
            "reunions": [
                rule.model_dump(mode="json", include={"repartition", "parts", "vers"})
                for rule in names.questionnaire.discretion
            ]
        },
    )


def _merging(rule: Discretion, names: Names) -> str:
    """Say when a part joins another one, and why."""
    parts = [quoted(f"{rule.repartition}.{part}", names) for part in rule.parts]
    joined = quoted(f"{rule.repartition}.{rule.vers}", names)
    when = condition_text(rule.si, names, None)
    return f"Si {when} : {french.listed(parts)} rejoint {joined} avant l’envoi. {rule.pourquoi}"


def _scores() -> Rule:
    enough = french.percent(ENOUGH * 100)
    return Rule(
        "scores",
        "Les indices",
        (
            "Une question notée donne des points entre 0 et 1, écrits avec elle, et a un poids. Un indice est la somme des points multipliés par leur poids, divisée par la somme des poids, fois 100, sur les questions auxquelles le lieu a répondu. Un axe réunit toutes ses questions notées, celles de ses sous-axes comprises.",
            f"À plusieurs choix, deux barèmes. « Moitié » : 1 point dès que le lieu coche au moins {enough} des réponses proposées, sinon 0. « Part » : la part cochée. Les réponses qui en excluent d’autres, comme « aucun », ne comptent ni d’un côté ni de l’autre.",
            f"La couverture d’un indice est le poids des questions répondues, divisé par le poids de celles qui concernent le lieu. Une question sans objet sort des deux sommes ; « ne sait pas » compte comme sans réponse. Sous {enough} de couverture, il n’y a pas d’indice ; à {enough}, il y en a un. Un axe n’a d’indice que s’il concerne le lieu par au moins {FEWEST_CONCERNED} questions notées, ou par toutes s’il en a moins.",
        ),
        {
            "couverture_au_moins": ENOUGH,
            "moitie_au_moins": ENOUGH,
            "axe_au_moins": FEWEST_CONCERNED,
        },
    )


def _practices() -> Rule:
    return Rule(
        "en_place",
        "Une pratique « en place »",
        (
            f"Une pratique est dite en place quand la réponse du lieu vaut au moins {french.number(IN_PLACE, 2)} point (colonne `points:question`). La part des lieux où elle est en place se compte sur ceux qui ont répondu.",
        ),
        {"points_au_moins": IN_PLACE},
    )


def _durations() -> Rule:
    days = french.number(DAYS_A_YEAR, 4)
    return Rule(
        "durees",
        "Les durées",
        (
            f"Une durée est le nombre de jours entre deux dates, divisé par {days} pour des années, puis multiplié par {french.number(MONTHS_A_YEAR)} pour des mois. Elle n’est jamais sous zéro. Une année seule vaut le 1er janvier ; la fin de l’année du bilan est le 31 décembre.",
        ),
        {"jours_par_an": DAYS_A_YEAR, "mois_par_an": MONTHS_A_YEAR, "au_moins": 0},
    )


def _rounding() -> Rule:
    return Rule(
        "arrondi",
        "Un seul arrondi",
        (
            "Aucun calcul n’est arrondi. L’arrondi vient une fois, à l’affichage, au nombre de décimales du chiffre, la moitié s’éloignant de zéro : 2,5 s’écrit 3, et −2,5 s’écrit −3. Les zéros de la fin ne s’écrivent pas. « 0 % » et « 100 % » sont exacts : ce qui n’y arrive que par l’arrondi s’écrit « moins de 1 % » ou « plus de 99 % ».",
            "Un écart entre deux années est celui des valeurs elles-mêmes, jamais des nombres arrondis ; il s’écrit avec une décimale de plus qu’elles.",
            f"`bilans.csv` et `bilans.parquet` gardent tous les chiffres ; les documents JSON en gardent {DIGITS} après la virgule.",
        ),
        {"decimales_json": DIGITS, "demi": "loin de zéro"},
    )
