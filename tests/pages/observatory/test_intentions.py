"""What places chose to say they want to change: counted from five on, and never as a success."""

from __future__ import annotations

from pathlib import Path

from cm_build.pages.observatory.chart import ChartView
from cm_build.pages.observatory.view import chapter_view
from tests.referentials import referential_of
from tests.support import counted_of, minimal, write_place


def chart(root: Path) -> ChartView:
    referential = referential_of(root)
    assert referential.observatory
    chapter = next(one for one in referential.observatory.chapitres if one.id == "effets")
    names = referential.tools.names
    view = chapter_view(chapter, referential.observatory, counted_of(referential), names)
    return next(one for one in view.charts if one.id == "intentions")


def wanting(*criteria: str, follow: str = "", chosen: bool = True) -> str:
    """Write intentions of some criteria, and what became of that of the first."""
    told = "effets_sociaux:\n  criteres:\n"
    names = []
    for rank, criterion in enumerate(criteria):
        past = f', intention_passee: "Ouvrir.", suite: {follow}' if follow and not rank else ""
        told += f'    {criterion}: {{intention: "Ouvrir encore."{past}}}\n'
        names += [f"{criterion}.intention"]
        names += [f"{criterion}.intention_passee", f"{criterion}.suite"] if past else []
    return told + (f"reponses_publiees: [{', '.join(names)}]\n" if chosen else "")


def test_intentions_are_counted_by_criterion_and_no_issue_is(tmp_path: Path) -> None:
    places = (
        wanting("lien_social", follow="faite"),
        wanting("lien_social", follow="abandonnee"),
        wanting("lien_social", "solidarite"),
        wanting("solidarite"),
        wanting("cadre_de_vie", follow="changee"),
        # Kept at home: neither counted nor among the five.
        wanting("lien_social", follow="faite", chosen=False),
    )
    for rank, extra in enumerate(places):
        write_place(tmp_path, f"lieu-{rank}", minimal(f"Lieu {rank}", extra=extra))
    shown = chart(tmp_path)
    lines = {line.label: [value.text for value in line.values] for line in shown.lines}
    assert lines == {
        "Lien social": ["3", "2"],
        "Solidarité": ["2", "0"],
        "Cadre de vie et attractivité": ["1", "1"],
    }
    assert shown.told == "5 lieux ont choisi d’en publier au moins une"
    assert shown.absent == ""
    # What became of them is told, and no issue is counted apart.
    assert shown.columns == ("Intentions", "Suites racontées")


def test_four_places_are_too_few(tmp_path: Path) -> None:
    for rank in range(4):
        write_place(tmp_path, f"lieu-{rank}", minimal(f"Lieu {rank}", extra=wanting("solidarite")))
    # A fifth answers, and keeps it.
    extra = wanting("solidarite", chosen=False)
    write_place(tmp_path, "lieu-4", minimal("Lieu 4", extra=extra))
    shown = chart(tmp_path)
    assert shown.lines == ()
    assert shown.told == ""
    assert "Il faut 5 lieux" in shown.absent
