"""The collective evaluation of a year, as JSON: what is counted, and what is told in words."""

from __future__ import annotations

from cm_build.places.workshop import Workshop
from cm_build.places.workshop_writing import ballot_tree, counted_tree


def workshop_document(workshop: Workshop | None) -> dict[str, object] | None:
    """Give what is counted, as a file writes it: a published year is taken up again from here."""
    return counted_tree(workshop) if workshop else None


def ballot_words(workshop: Workshop | None) -> dict[str, object]:
    """Give the colleges told in words, by criterion: how far they agree, and on what."""
    return {
        criterion: {college: ballot_tree(words) for college, words in ballots.items()}
        for criterion, ballots in (workshop.words if workshop else {}).items()
    }
