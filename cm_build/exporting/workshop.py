"""The collective evaluation of a year, as JSON: what is counted, and what is told in words."""

from __future__ import annotations

from cm_build.places.workshop import Workshop


def workshop_document(workshop: Workshop | None) -> dict[str, object] | None:
    """Give what is counted, as a file writes it: a published year is taken up again from here."""
    if workshop is None:
        return None
    document: dict[str, object] = {"participants": workshop.participants, "votes": workshop.votes}
    return ({"date": workshop.date.isoformat()} if workshop.date else {}) | document


def ballot_words(workshop: Workshop | None) -> dict[str, object]:
    """Give the colleges told in words, by criterion: how far they agree, and on what."""
    return {
        criterion: {
            college: {"accord": str(words.agreement), "reponses": words.options}
            for college, words in ballots.items()
        }
        for criterion, ballots in (workshop.words if workshop else {}).items()
    }
