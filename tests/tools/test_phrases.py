"""The text to be read aloud holds what pages say: the examples, synthetic places, the audiences."""

from __future__ import annotations

import pytest

from tools import phrases


def test_every_place_and_every_audience_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrases, "SYNTHETIC", 2)
    phrases.main()
    printed = capsys.readouterr().out
    heads = [line for line in printed.splitlines() if line.startswith("# ")]
    # Six audiences for the examples, six for the synthetic places, two of which were asked for.
    assert heads.count("# Vous menez une recherche") == 2
    assert len(heads) > 6 + 6 + 2
    assert "  La direction tranche." in printed
    assert "- Premier financeur public : " in printed.replace("\u00a0", " ")
