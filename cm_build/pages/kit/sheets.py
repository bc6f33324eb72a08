"""The sheets of the kit, in the order they serve: their address, their name, what they are for."""

from __future__ import annotations

from typing import NamedTuple

from cm_build.pages.kit.view import Kit


class KitSheet(NamedTuple):
    """A sheet: `slug` is its address, `drawn` its template, `pages` how many A4 it prints."""

    slug: str
    drawn: str
    moment: str
    title: str
    purpose: str
    pages: int = 1


def sheets(kit: Kit) -> tuple[KitSheet, ...]:
    """List the sheets."""
    ballots = len(kit.ballots)
    return (
        KitSheet("invitation", "invitation", "preparer", "L’invitation", "Pour une soirée, puis pour trois ateliers : quoi, quand, pour qui, et ce qui sera public.", 2),
                KitSheet("charte", "charter", "preparer", "La charte", "En grand, pour le mur : neuf points, et ce qui sera public, ligne par ligne.", 2),
        KitSheet("deroules", "schedules", "preparer", "Les déroulés", "Minute par minute : une soirée, ou trois ateliers.", 4),
        KitSheet("forces-et-defis", "strengths", "lancer", "Forces et défis", "Ce qui porte le lieu, ce qui le fragilise, dedans et autour."),
        KitSheet("carte-des-acteurs", "actors", "lancer", "La carte des acteurs", "Qui fait vivre le lieu, qui y vient, qui pèse sur lui, qui manque."),
        KitSheet("conditions-et-freins", "conditions", "lancer", "Conditions et freins", "Ce qu’il faut pour évaluer sans se fâcher ni s’épuiser."),
        KitSheet("cartes-des-criteres", "cards", "lancer", "Les cartes des critères", "Une carte par critère, à couper : ce qu’il veut dire, ce qu’on regarde.", len(kit.pages)),
        KitSheet("cartes-vierges", "blank_cards", "lancer", "Les cartes vierges", "Pour ce que vous choisissez vous-mêmes de regarder."),
        KitSheet("comptage-dedans", "counting_inside", "regarder", "Compter dedans", "Qui est là, seul ou à plusieurs, et pour quoi faire : la même salle, plusieurs fois."),
        KitSheet("comptage-dehors", "counting_outside", "regarder", "Compter dehors", "Qui passe, qui s’arrête, qui entre : un quart d’heure, plusieurs fois."),
        KitSheet("questionnaire-des-usagers", "survey", "regarder", "Le questionnaire d’une page", "Pour les personnes qui viennent : cinq minutes, sans nom."),
        KitSheet("ce-que-nous-avons-vu", "observation", "regarder", "Ce que nous avons vu", "Une page par critère, à rapporter au deuxième atelier."),
        KitSheet("accord-paroles", "consent_words", "regarder", "L’accord pour des paroles", "À signer avant de citer quelqu’un. Gardé par le lieu, jamais publié."),
        KitSheet("accord-images", "consent_pictures", "regarder", "L’accord pour des images", "À signer avant de montrer quelqu’un. Gardé par le lieu, jamais publié."),
        KitSheet("presence", "attendance", "voter", "La feuille de présence", "Combien de personnes, groupe par groupe, sans aucun nom."),
        KitSheet("etiquettes-des-groupes", "labels", "voter", "Les étiquettes des groupes", "À couper : sur les tables, et sur les urnes où l’on glisse les bulletins."),
        KitSheet("bulletins", "ballots", "voter", "Les bulletins", "Deux votes par critère, à couper. Une page pour quatre personnes.", ballots),
        KitSheet("bulletins-en-grand", "large_ballots", "voter", "Les bulletins en grands caractères", "Les deux mêmes votes, en corps 18. Une page par personne.", ballots),
        KitSheet("bulletins-en-images", "drawn_ballots", "voter", "Les bulletins en images", "Les deux mêmes votes, un dessin par réponse. Une page par personne.", ballots),
        KitSheet("depouillement", "tally", "voter", "Le dépouillement", "Reporter les voix, groupe par groupe. Une page par critère."),
                KitSheet("mur", "wall", "voter", "La feuille du mur", "Montrer les deux votes à tous, une ligne par groupe. Une page par critère."),
        KitSheet("chaine-d-effets", "chain", "decider", "La chaîne d’effets", "Ce que nous faisons, ce que des personnes font autrement, ce qui dure."),
        KitSheet("compte-rendu", "minutes", "decider", "Le compte rendu", "Les décisions de l’an dernier, puis celles de cette année.", 2),
    )  # fmt: skip
