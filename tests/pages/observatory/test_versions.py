"""A chart that puts together answers to two versions of the questionnaire says how many of each."""

from __future__ import annotations

from pathlib import Path

from cm_build.pages.observatory.view import chapter_view
from tests.referentials import referential_of
from tests.support import counted_of, minimal, write_place

EFFECT = (
    "effets_sociaux:\n  criteres:\n    lien_social: {effet_non_voulu: oui, sans_le_lieu: non}\n"
)


def told(root: Path) -> dict[str, str]:
    referential = referential_of(root)
    assert referential.observatory
    chapter = next(one for one in referential.observatory.chapitres if one.id == "effets")
    names = referential.tools.names
    view = chapter_view(chapter, referential.observatory, counted_of(referential), names)
    return {chart.id: chart.told for chart in view.charts}


def test_each_version_is_counted_where_both_answer(tmp_path: Path) -> None:
    for rank, version in enumerate((1, 2, 2)):
        text = minimal(f"Lieu {rank}", extra=EFFECT)
        text = text.replace("questionnaire: 2", f"questionnaire: {version}")
        write_place(tmp_path, f"lieu-{rank}", text)
    said = "Ont répondu 1 lieu à la version 1 et 2 lieux à la version 2 du questionnaire"
    shown = told(tmp_path)
    assert (shown["non_voulus"], shown["sans_le_lieu"], shown["appuis"]) == (said, said, "")


def test_one_version_alone_says_nothing(tmp_path: Path) -> None:
    write_place(tmp_path, "lieu", minimal(extra=EFFECT))
    assert told(tmp_path)["non_voulus"] == ""
