"""From an issue to its answer: what to say, which labels, which file on which branch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cm_build.contributing.intake.advice import advice
from cm_build.contributing.intake.attachment import Name, fingerprint, opened
from cm_build.contributing.intake.complete import kept_for_itself
from cm_build.contributing.intake.destination import KnownPlaces
from cm_build.contributing.intake.finding import Channel, Finding, Weight, in_public, keys_of
from cm_build.contributing.intake.issue_body import LABEL, Form, read_form
from cm_build.contributing.intake.letter import (
    ChangeLetter,
    OthersLetter,
    ReplyLetter,
    RequestLetter,
    letter,
    shown,
)
from cm_build.contributing.intake.proposal import Draft, Proposal, ProposalKind, check_draft
from cm_build.forges.forge import Issue
from cm_build.places.photos import photos_mark, photos_of
from cm_build.questionnaire.role import Role
from cm_build.referential.toolbox import Tools

READY, TO_MEND, MODIFICATION = "à relire", "à compléter", "modification"
CONSENT_MISSING = "accord à obtenir"
# Every label an answer may set: those it does not set are taken away.
LABELS = (
    READY,
    TO_MEND,
    CONSENT_MISSING,
    MODIFICATION,
    ProposalKind.NEW.value,
    ProposalKind.WITHDRAWAL.value,
)
_KIND_LABELS = {
    ProposalKind.NEW: (ProposalKind.NEW.value,),
    ProposalKind.WITHDRAWAL: (ProposalKind.WITHDRAWAL.value, MODIFICATION),
}
_BRANCH = re.compile(r"fiche/([a-z0-9-]{3,60})-(\d{1,9})", re.ASCII)


class IssueOutcome(StrEnum):
    """How an issue is answered."""

    IGNORED = "ignoree"
    OVERSIZED = "trop_longue"
    WITHOUT_FILE = "sans_fiche"
    INVALID = "a_corriger"
    READY = "prete"


@dataclass(frozen=True, slots=True)
class Reception:
    """Everything the workflow does with an issue; only a ready one has a branch and a file."""

    outcome: IssueOutcome
    comment: str = ""
    labels: tuple[str, ...] = ()
    branch: str = ""
    message: str = ""
    title: str = ""
    request: str = ""
    others: tuple[int, ...] = ()
    notice: str = ""
    change: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def stale_labels(self) -> tuple[str, ...]:
        """Labels an earlier answer may have set, that no longer hold."""
        return tuple(label for label in LABELS if label not in self.labels) if self.comment else ()


def receive(
    issue: Issue, tools: Tools, known: KnownPlaces, branches: Iterable[str] = ()
) -> Reception:
    """Decide from the issue alone: nothing is read nor written elsewhere."""
    if LABEL not in issue.labels:
        return Reception(IssueOutcome.IGNORED)
    if issue.oversized:
        return _refused(ReplyLetter(issue, IssueOutcome.OVERSIZED), tools)
    form = read_form(issue.body)
    if form is None:
        return _refused(ReplyLetter(issue, IssueOutcome.WITHOUT_FILE), tools)
    mark = fingerprint(form.file)
    kept = kept_for_itself(
        form.file, tools.names, complete=opened(Name(), form.file).complete, channel=Channel.ISSUE
    )
    if kept:
        # Nothing more is told of it: the answer would repeat what should not have been sent.
        return _refused(ReplyLetter(issue, IssueOutcome.INVALID, in_public([kept]), mark), tools)
    checked = check_draft(Draft(form.file, form.year, form.place), tools, known)
    findings = [*_agreement(form), *checked.findings]
    if checked.proposal:
        findings += _public_rules(checked.proposal)
    if checked.proposal is None or any(finding.weight is Weight.BLOCKING for finding in findings):
        labels = (TO_MEND,) if form.agreed else (TO_MEND, CONSENT_MISSING)
        reply = ReplyLetter(issue, IssueOutcome.INVALID, in_public(findings), mark)
        return _refused(reply, tools, labels)
    return _ready(issue, checked.proposal, findings, tools, tuple(branches))


def _refused(reply: ReplyLetter, tools: Tools, labels: tuple[str, ...] = (TO_MEND,)) -> Reception:
    comment = letter(reply, tools.settings)
    change = letter(ChangeLetter(reply.issue, refused=True), tools.settings)
    return Reception(IssueOutcome(reply.outcome), comment, labels, change=change)


def _ready(
    issue: Issue,
    proposal: Proposal,
    findings: list[Finding],
    tools: Tools,
    branches: tuple[str, ...],
) -> Reception:
    others = _others(proposal, issue, branches)
    everything = [*findings, *_about(proposal, others)]
    if not proposal.kind.withdraws:
        everything += [*_absent_photos(proposal, tools), *advice(proposal.assessment, tools)]
    file, groups, mark = (
        shown(proposal, tools),
        in_public(everything),
        fingerprint(proposal.content),
    )
    settings = tools.settings
    kind = proposal.kind
    words = f"{proposal.slug}, bilan {proposal.year} ({kind})"
    labels = [READY, *_KIND_LABELS.get(kind, (MODIFICATION,))]
    return Reception(
        IssueOutcome.READY,
        comment=letter(ReplyLetter(issue, IssueOutcome.READY, groups, mark, file), settings),
        labels=tuple(labels),
        branch=f"fiche/{proposal.slug}-{issue.number}",
        # Only what was made here: a name could hold the words that close another issue, or those
        # that keep the forge from building what is merged.
        message=f"data: {words}\n\nReçu par le ticket {issue.number}.\n",
        title=words,
        request=letter(RequestLetter(issue, file, groups, mark, others), settings),
        others=others,
        notice=letter(OthersLetter(sorted({issue.number, *others})), settings),
        change=letter(ChangeLetter(issue, refused=False), settings),
        files={proposal.path: proposal.content},
    )


def _agreement(form: Form) -> Iterator[Finding]:
    if not form.agreed:
        yield Finding(
            Weight.BLOCKING,
            "L’accord n’est pas donné : il y faut les deux cases du formulaire, cochées, sans rien y changer.",
            "Cochez les deux cases en bas de votre message. Si elles n’y sont plus, ouvrez un autre ticket avec le "
            "formulaire « Envoyer la fiche d’un lieu » : sans cet accord, rien ne peut être publié.",
        )


def _public_rules(proposal: Proposal) -> Iterator[Finding]:
    """Tell what an issue, which is public, cannot bring."""
    header = proposal.assessment.header
    at = ("publication",)
    if header.exemple_fictif:
        hint = "Retirez la ligne « exemple_fictif » : elle est réservée aux exemples livrés avec le projet."
        yield Finding(Weight.BLOCKING, "La fiche se dit fictive.", hint, keys=("exemple_fictif",))
    if header.publication == "annuaire":
        hint = "Écrivez « publication: publique » : « annuaire » est réservé aux fiches reprises d’un fichier ouvert."
        yield Finding(Weight.BLOCKING, "La fiche se dit issue d’un annuaire.", hint, keys=at)
    if header.publication == "non_publiee" and not proposal.kind.withdraws:
        hint = (
            "Ce ticket est public, et la fiche l’est donc déjà. Pour ne pas publier, n’envoyez rien : gardez le "
            "fichier sur votre ordinateur. Pour publier, choisissez « publique »."
        )
        yield Finding(Weight.BLOCKING, "La fiche demande à ne pas être publiée.", hint, keys=at)


def _others(proposal: Proposal, issue: Issue, branches: tuple[str, ...]) -> tuple[int, ...]:
    """Give the issues of the other proposals open for the same place."""
    matches = (_BRANCH.fullmatch(branch.strip()) for branch in branches)
    numbers = {int(match[2]) for match in matches if match and match[1] == proposal.slug}
    return tuple(sorted(numbers - {issue.number}))


def _about(proposal: Proposal, others: tuple[int, ...]) -> Iterator[Finding]:
    """Tell the person who reviews what only they can check."""
    for number in others:
        yield Finding(
            Weight.TO_CHECK,
            f"Une autre proposition est ouverte pour ce lieu, dans le ticket nº {number}.",
            "La personne qui relit choisira avec vous laquelle garder.",
        )
    if proposal.kind is ProposalKind.WITHDRAWAL:
        yield Finding(
            Weight.TO_CHECK,
            "La fiche demande à retirer le lieu du site.",
            "La page et ses chiffres quitteront le site ; le fichier reste dans l’histoire du dépôt.",
        )
    elif proposal.kind is ProposalKind.YEAR_WITHDRAWAL:
        yield Finding(
            Weight.TO_CHECK,
            f"La fiche demande à retirer le bilan {proposal.year} du site.",
            "Les autres bilans du lieu y restent ; le fichier reste dans l’histoire du dépôt.",
        )
    elif proposal.kind is not ProposalKind.NEW:
        yield Finding(
            Weight.TO_CHECK,
            "Ce lieu a déjà une page.",
            "La personne qui relit vérifiera auprès du lieu, par son contact public, que ce changement vient de lui.",
        )


def _absent_photos(proposal: Proposal, tools: Tools) -> Iterator[Finding]:
    """Tell the photos that an issue cannot carry."""
    named = photos_of(proposal.assessment, tools.names)
    here = {
        photo.file
        for year in (proposal.place.assessments if proposal.place else ())
        for photo in photos_of(year, tools.names)
        if photo.picture
    }
    absent = [photo.file for photo in named if photo.file not in here]
    if absent:
        yield Finding(
            Weight.TO_CHECK,
            f"Photos citées, à ajouter : {', '.join(absent)}.",
            "Un ticket ne porte pas de photo. Envoyez par courriel, à la personne qui relit, l’archive .zip que le "
            "questionnaire prépare : elle les déposera avec la fiche.",
            photos_mark(proposal.assessment, tools.names).line,
            keys_of(tools.names.asked.get(tools.names.of_role(Role.PHOTOS) or "")),
        )
