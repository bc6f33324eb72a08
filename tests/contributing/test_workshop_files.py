"""Facilitators' files: read strictly, met before masking, and handed over without a vote in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cm_build.cli.main import main
from cm_build.contributing.workshop.meeting import Side, meet
from cm_build.contributing.workshop.sheet import EMPTY, read_sheet, sheet_bytes
from tests.support import minimal
from tests.test_twins import cases


@pytest.mark.parametrize("case", cases("atelier")["reunions"], ids=lambda case: case["cas"])
def test_two_facilitators_meet_as_in_the_page(case: dict[str, Any]) -> None:
    choices = {key: Side(side) for key, side in case.get("choix", {}).items()}
    first, second = ({**EMPTY, **case[side]} for side in ("a", "b"))
    met = meet(first, second, choices, others=case.get("autres", False))
    assert met.tree == {**EMPTY, **case["fiche"]}
    assert sorted(one.key for one in met.conflicts) == sorted(case["conflits"])
    told = (len(met.equal), met.added, len(met.already))
    assert told == (case["egaux"], case["ajouts"], case["deja"])


OWN = {"id": "fierte", "titre": "Être fier", "observer": ["Ce que l’on montre"]}
AGREED, KEPT = ({"texte": "Pas depuis la mairie.", "accord": "oui"}, {"texte": "Jamais.", "accord": "non"})  # fmt: skip
FIRST = {
    **EMPTY,
    "fiches": ["aaaa"],
    "lieu": "La Halle",
    "date": "2025-11-08",
    "format": "soiree",
    "participants": {"equipe": "4", "usagers": "4", "collectivite": "1"},
    "criteres": ["lien_social", "fierte"],
    "criteres_du_lieu": [OWN],
    "votes": {
        "lien_social": {
            "equipe": {"durable": "4"},
            "usagers": {"ponctuelle": "1", "durable": "3"},
            "collectivite": {"aucune": "1"},
        },
        "fierte": {"usagers": {"reguliere": "2", "durable": "2"}},
    },
    "reserves": {"lien_social": [AGREED, KEPT]},
}
SECOND = {
    **FIRST,
    "fiches": ["bbbb"],
    "participants": {"equipe": "4", "usagers": "4", "proprietaire": "2"},
    "votes": {
        "lien_social": {
            "equipe": {"durable": "4"},
            "usagers": {"ponctuelle": "2", "durable": "2"},
            "proprietaire": {"durable": "2"},
        }
    },
}


def written(folder: Path, **sheets: Any) -> list[str]:
    paths = []
    for name, tree in sheets.items():
        path = folder / f"{name}.json"
        path.write_bytes(sheet_bytes(tree))
        paths.append(str(path))
    return paths


def test_what_differs_is_shown_where_it_stands_and_nothing_is_written(
    tmp_path: Path, capsys
) -> None:
    paths = written(tmp_path, un=FIRST, autre=SECOND)
    out = tmp_path / "ensemble.json"
    assert main(["merge-votes", *paths, "--out", str(out)]) == 1
    said = capsys.readouterr().out
    named = "Présence, Lien social, Personnes qui fréquentent le lieu"
    assert f"{named} (votes.lien_social.usagers)" in said
    assert "--choisir votes.lien_social.usagers=A ou =B ou =les-deux" in said
    lines = Path(paths[0]).read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if '"usagers": {' in text)
    assert f"{paths[0]}:{line} : Une fois ou deux (présence ponctuelle) : 1" in said
    assert not out.exists()


def test_what_is_chosen_is_written_whole_then_masked(tmp_path: Path, capsys, read) -> None:
    paths = written(tmp_path, un=FIRST, autre=SECOND)
    out, answers = tmp_path / "ensemble.json", tmp_path / "reponses.yml"
    chosen = ["--choisir", "votes.lien_social.usagers=B"]
    command = ["merge-votes", *paths, "--out", str(out), "--reponses", str(answers), *chosen]
    assert main(command) == 0
    # Nobody closed those votes: whoever merges is told.
    assert (
        "Un vote n’est pas clos, ses voix y sont telles quelles : Lien social"
        in capsys.readouterr().out
    )
    merged = json.loads(out.read_text("utf-8"))
    # Raw counts are all there: colleges of one and two too.
    assert merged["votes"]["lien_social"]["collectivite"] == {"aucune": "1"}
    assert merged["votes"]["lien_social"]["proprietaire"] == {"durable": "2"}
    text = answers.read_text("utf-8")
    assessment = read.assessment(minimal(extra=text[text.index("evaluation_collective") :]))
    workshop = assessment.workshop
    assert [one.title for one in assessment.own.criteria] == ["Être fier"]
    assert workshop.votes["fierte"] == {"usagers": {"reguliere": 2, "durable": 2}}
    # Three people alone in their colleges were merged, after the files were.
    assert workshop.votes["lien_social"]["autres"] == {"aucune": 1, "durable": 2}
    assert workshop.participants == {"autres": 3, "usagers": 4}
    assert workshop.words["lien_social"]["equipe"].options == ("durable",)
    assert workshop.reservations == {"lien_social": ("Pas depuis la mairie.",)}
    for kept in ("collectivite", "proprietaire", "Jamais", "equipe: 4"):
        assert kept not in text


def test_other_people_are_added_once(tmp_path: Path, capsys) -> None:
    paths = written(tmp_path, un=FIRST, autre=SECOND)
    out = tmp_path / "ensemble.json"
    assert main(["merge-votes", *paths, "--autres-personnes", "--out", str(out)]) == 0
    merged = json.loads(out.read_text("utf-8"))
    assert merged["votes"]["lien_social"]["equipe"] == {"durable": "8"}
    capsys.readouterr()
    # The same sheet a second time: its people are already there.
    again = ["merge-votes", str(out), paths[1], "--autres-personnes", "--out", str(out)]
    assert main(again) == 1
    said = capsys.readouterr().out
    assert "partent d’un même comptage" in said
    assert "--choisir votes.lien_social.equipe=A ou =B\n" in said
    assert json.loads(out.read_text("utf-8")) == merged


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"participants": {"equipe": "trois"}}, "CM-303"),
        ({"votes": {"amour": {"equipe": {"durable": "3"}}}}, "CM-201"),
        ({"votes": {"fierte": {"equipe": {"souvent": "3"}}}}, "CM-201"),
        ({"atelier": "9"}, "CM-311"),
        ({"criteres": ["amour"]}, "CM-311"),
        # Counts stay counts: what a file says in words has lost them.
        (
            {"votes": {"fierte": {"usagers": {"accord": "partage"}}}},
            "CM-201",
        ),
        ({"criteres_du_lieu": [{"id": "fierte", "titre": "Être fier"}]}, "CM-202"),
        ({"reserves": {"lien_social": [{"texte": "Jamais."}]}}, "CM-202"),
        ({"reserves": {"lien_social": [{"accord": "oui"}]}}, "CM-202"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(change, code: str, tools) -> None:
    read = read_sheet(sheet_bytes({**FIRST, **change}), "un.json", tools)
    assert read.sheet is None
    assert [(one.code, one.line > 1) for one in read.problems] == [(code, True)]


def test_numbers_are_read_as_people_type_them(tools) -> None:
    counts = {"equipe": "1 000", "usagers": "4.0"}
    votes = {"lien_social": {"usagers": {"durable": "4.0"}}}
    read = read_sheet(
        sheet_bytes({**FIRST, "participants": counts, "votes": votes}), "un.json", tools
    )
    assert read.sheet
    assert read.sheet.tree["participants"] == {"equipe": "1000", "usagers": "4"}
    assert read.sheet.tree["votes"] == {"lien_social": {"usagers": {"durable": "4"}}}


def test_what_a_table_counted_is_never_replaced(tmp_path: Path, capsys) -> None:
    paths = written(tmp_path, un=FIRST, autre=SECOND)
    before = [Path(path).read_bytes() for path in paths]
    command = ["merge-votes", *paths, "--autres-personnes", "--out"]
    assert main([*command, paths[1]]) == 1
    assert main([*command, paths[0]]) == 1
    assert "ne vient pas de ces deux fichiers" in capsys.readouterr().err
    out = str(tmp_path / "ensemble.json")
    assert main([*command, out, "--reponses", out]) == 1
    assert "le même fichier" in capsys.readouterr().err
    sheet = tmp_path / "fiche.yaml"
    sheet.write_text(minimal(extra="evaluation_collective: {format: soiree}\n"))
    assert main([*command, out, "--reponses", str(sheet)]) == 1
    assert "format: soiree" in sheet.read_text()
    assert [Path(path).read_bytes() for path in paths] == before
    assert not Path(out).exists()
    # Made once, the same two files make it again.
    assert main([*command, out]) == main([*command, out]) == 0


def test_what_is_no_sheet_is_refused(tmp_path: Path, capsys) -> None:
    (tmp_path / "un.json").write_text("[1, 2]")
    (good,) = written(tmp_path, autre=FIRST)
    out = tmp_path / "ensemble.json"
    assert main(["merge-votes", str(tmp_path / "un.json"), good, "--out", str(out)]) == 1
    assert main(["merge-votes", good, good, "--out", str(out), "--choisir", "votes=C"]) == 1
    assert main(["merge-votes", good, good, "--out", str(out), "--choisir", "votes.x=A"]) == 1
    out.write_text("mes notes")
    assert main(["merge-votes", good, good, "--out", str(out)]) == 1
    assert out.read_text() == "mes notes"
    assert "existe déjà" in capsys.readouterr().err
