"""What changed, for a comment that anyone may read: nothing of what a place keeps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cm_build.contributing.intake.difference import ABOUT_THE_FILE, Change, difference
from cm_build.places.assessment import Assessment
from cm_build.places.own import NOTHING_OWN, Own
from cm_build.places.text import repeatable
from cm_build.questionnaire.names import Names
from cm_build.referential.toolbox import Tools

KEPT, SAME_KEPT = "Réponses que le site ne montre pas", "contenu modifié"


def public_difference(before: Assessment, after: Assessment, tools: Tools) -> tuple[Change, ...]:
    """List what changed for a comment, that anyone may read.

    What the site does not show, or will no more, is told to have changed, without a word of it; what
    designates a person is silenced.
    """
    both = (before, after)
    silent = any(side.header.publication == "non_publiee" for side in both)
    old, new = (_shown(side, tools.names, silent=silent) for side in both)
    kept = [
        {path: answer for path, answer in whole.answers.items() if seen.answers.get(path) != answer}
        for whole, seen in zip(both, (old, new), strict=True)
    ]
    kept_own = [_kept_own(before, old), _kept_own(after, new)]
    old = _without_own(old, after, new)
    changes = tuple(
        change._replace(before=repeatable(change.before), after=repeatable(change.after))
        for change in difference(_without(old, kept[1]), _without(new, kept[1]), tools)
    )
    if kept[0] != kept[1] or kept_own[0] != kept_own[1]:
        changes += (Change(ABOUT_THE_FILE, KEPT, "", SAME_KEPT),)
    return changes


def _shown(assessment: Assessment, names: Names, *, silent: bool) -> Assessment:
    """Keep of a file what the site shows of it; its head, which names what is kept, stays.

    How many answered in a workshop is no more told here than there.
    """
    if silent:
        return replace(assessment, answers={}, workshop=None, own=NOTHING_OWN)
    seen = assessment.visible(names)
    header = assessment.header.model_copy(update={"reponse": seen.header.reponse})
    return replace(
        assessment, header=header, answers=seen.answers, workshop=seen.workshop, own=seen.own
    )


def _without(assessment: Assessment, paths: Collection[str]) -> Assessment:
    left = {path: answer for path, answer in assessment.answers.items() if path not in paths}
    return replace(assessment, answers=left)


def _without_own(seen: Assessment, later: Assessment, shown: Assessment) -> Assessment:
    """Forget of what was shown what will be no more: a letter repeats nothing that is now kept."""
    kept = [
        frozenset(one.id for one in whole).difference(one.id for one in left)
        for whole, left in (
            (later.own.criteria, shown.own.criteria), (later.own.measures, shown.own.measures),
        )
    ]  # fmt: skip
    own = Own(
        tuple(one for one in seen.own.criteria if one.id not in kept[0]),
        tuple(one for one in seen.own.measures if one.id not in kept[1]),
    )
    return replace(seen, own=own)


def _kept_own(whole: Assessment, seen: Assessment) -> Own | None:
    """Give what is followed and not wholly shown; None when all of it is."""
    return None if whole.own == seen.own else whole.own
