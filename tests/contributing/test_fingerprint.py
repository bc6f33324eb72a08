"""The fingerprint two people read to each other."""

from __future__ import annotations

import pytest

from cm_build.contributing.intake.attachment import fingerprint, normalised


def test_a_known_fingerprint() -> None:
    # printf 'abc\n' | sha256sum → edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb
    assert fingerprint(b"abc") == "EDEA-AFF3-F177"


@pytest.mark.parametrize("content", [b"a\r\nb\r\n", b"a\nb", b"a\rb\r", b"a\nb\n\n \t\n"])
def test_line_ends_do_not_count(content: bytes) -> None:
    assert normalised(content) == b"a\nb\n"


def test_what_is_written_counts() -> None:
    assert fingerprint(b"a: 1") != fingerprint(b"a: 2")
    assert fingerprint(b"a:\n  b") != fingerprint(b"a:\n b")
