"""A distribution that was begun is asked about; one that is known to be whole is not."""

from __future__ import annotations

import pytest

from cm_build.places.plausibility import partial_notices
from cm_build.reading.problem import Severity
from tests.support import minimal

ASKED = {
    "deux lignes": ("acteurs:\n  structures: {associations: 3, artisans: 2}\n", "2 lignes sur 8"),
    "une ligne": ("acteurs:\n  structures: {associations: 3}\n", "1 ligne sur 8"),
    "sous le total": (
        "espace:\n  surface_interieure: 100\n  surfaces: {cafe: 40}\n", "1 ligne sur",
    ),
}  # fmt: skip
KNOWN = {
    "dite entière": "acteurs:\n  structures: {associations: 3, complet: oui}\n",
    "au total": "espace:\n  surface_interieure: 100\n  surfaces: {cafe: 40, bureaux: 60}\n",
    "toutes les lignes": "acteurs:\n  structures: {entreprises: 1, cooperatives: 1, associations: 1,"
    " artistes: 1, artisans: 1, independants: 1, collectivites: 1, autres: 1}\n",
    "sans réponse": "acteurs:\n  structures: ne_sait_pas\n",
}


@pytest.mark.parametrize("name", ASKED)
def test_what_was_begun_is_asked_about(read, tools, name: str) -> None:
    extra, told = ASKED[name]
    (notice,) = partial_notices(read.assessment(minimal(extra=extra)), tools.names)
    assert notice.code == "CM-336"
    assert notice.severity is Severity.NOTICE
    assert "est-ce tout ?" in notice.message
    assert told in notice.message
    assert notice.line == 6 + extra.count("\n")


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_whole_or_unknown_is_not(read, tools, name: str) -> None:
    assert list(partial_notices(read.assessment(minimal(extra=KNOWN[name])), tools.names)) == []
