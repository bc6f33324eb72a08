"""Friendly advice on a valid file: nothing here stops a proposal."""

from __future__ import annotations

from collections.abc import Iterator

from cm_build.contributing.intake.difference import own_sources
from cm_build.contributing.intake.finding import Channel, Finding, Weight, keys_of
from cm_build.contributing.intake.overview import overview
from cm_build.pages.portrait.observation import observe
from cm_build.places.answer import UNSETTLED
from cm_build.places.assessment import Assessment
from cm_build.places.header import NOT_OPEN_YET
from cm_build.places.photos import photos_of
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.criterion import Criterion
from cm_build.questionnaire.essential import essentials, fuller
from cm_build.questionnaire.role import Role
from cm_build.referential.toolbox import Tools
from cm_build.wording import french

# Below this, a page is mostly silence.
FEW_ANSWERS = 12
MOST_LISTED = 6
_LATER = {
    Channel.ISSUE: "vous pourrez en ajouter quand vous voudrez, en modifiant ce message",
    Channel.FILE: "le lieu pourra en ajouter quand il voudra, en renvoyant sa fiche",
}
_PHOTOS = {
    Channel.ISSUE: "Elles s’ajoutent ensuite, avec la personne qui relit",
    Channel.FILE: "Elles se rangent avec la fiche, dans une archive .zip",
}


def advice(
    assessment: Assessment, tools: Tools, channel: Channel = Channel.ISSUE
) -> Iterator[Finding]:
    """Say what would make the page richer or surer, the most useful first."""
    said = {path for path, one in assessment.answers.items() if one != UNSETTLED}
    open_yet = assessment.header.etat not in NOT_OPEN_YET
    missing = [
        asked
        for asked in essentials(tools.names)
        if said.isdisjoint({asked.path, *fuller(asked, tools.names)})
        and (open_yet or not asked.question.une_fois_ouvert)
    ]
    if missing:
        yield _essential(missing)
    answered = overview(assessment, tools).answered
    if answered < FEW_ANSWERS:
        yield Finding(
            Weight.ADVICE,
            f"La fiche a {answered} réponses : la page sera courte.",
            f"Ce n’est pas grave : {_LATER[channel]}.",
        )
    unproved = [*_unproved(assessment, tools)]
    if unproved:
        titles = french.listed(
            [french.quoted(criterion.titre) for criterion in unproved[:MOST_LISTED]]
        )
        evidence = tools.names.of_role(Role.PREUVES, unproved[0].id)
        yield Finding(
            Weight.ADVICE,
            f"Des effets constatés n’ont pas encore de preuve : {titles}.",
            "Un cahier d’accueil, un comptage, une lettre : une trace même modeste rend l’effet plus crédible.",
            keys=keys_of(tools.names.asked.get(evidence or "")),
        )
    photos = tools.names.of_role(Role.PHOTOS)
    if photos and not photos_of(assessment, tools.names):
        yield Finding(
            Weight.ADVICE,
            "La fiche ne cite aucune photo.",
            f"Une ou deux photos aident à reconnaître le lieu. {_PHOTOS[channel]}.",
            keys=keys_of(tools.names.asked[photos]),
        )


def _essential(missing: list[Asked]) -> Finding:
    labels = [french.quoted(asked.question.short) for asked in missing]
    more = len(labels) - MOST_LISTED
    shown = labels if more <= 0 else [*labels[:MOST_LISTED], f"{more} de plus"]
    return Finding(
        Weight.ADVICE,
        f"Questions essentielles sans réponse : {french.listed(shown)}.",
        "Ce sont celles qui font les grands chiffres de la page ; une estimation suffit.",
        keys=keys_of(missing[0]),
    )


def _unproved(assessment: Assessment, tools: Tools) -> Iterator[Criterion]:
    """Give the criteria where something was seen, and nothing is shown for it."""
    sources = own_sources(assessment, tools)
    for criterion in tools.names.questionnaire.criteres:
        observed = observe(criterion, sources)
        if observed.rank and not observed.documented:
            yield criterion
