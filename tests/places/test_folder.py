"""The folder of places: names, files, links, photos, years."""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.places.folder import read_places, slug_problem
from tests.pictures import photo
from tests.support import minimal, write_place


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("la-halle", None), ("le-6b", None), ("ab", "CM-501"), ("La-Halle", "CM-501"), ("la_halle", "CM-501"),
        ("la--halle", "CM-501"), ("-la", "CM-501"), ("halle\n", "CM-501"), ("..", "CM-501"), ("a/b", "CM-501"),
        ("é-cole", "CM-501"), ("x" * 61, "CM-501"), ("x" * 60, None), ("con", "CM-502"), ("com1", "CM-502"),
        ("index", "CM-502"), ("page", "CM-502"), ("lieux", "CM-502"), (".git", "CM-501"), ("c:\\x", "CM-501"), ("halle.", "CM-501"),
    ],
)  # fmt: skip
def test_slugs(slug: str, code: str | None) -> None:
    found = slug_problem(slug, "x")
    assert (found.code if found else None) == code


def codes(root: Path, tools) -> list[str]:
    return sorted(p.code for p in read_places(root, tools.reader, root).problems)


def test_one_wrong_file_hides_no_other(tmp_path: Path, tools) -> None:
    write_place(tmp_path, "bon-lieu", minimal())
    write_place(tmp_path, "faux-lieu", "nom: [")
    read = read_places(tmp_path, tools.reader, tmp_path)
    assert [place.slug for place in read.places] == ["bon-lieu"]
    assert [(p.file, p.code) for p in read.problems] == [("faux-lieu/2025.yaml", "CM-123")]


def test_what_has_no_business_there(tmp_path: Path, tools) -> None:
    write_place(tmp_path, "bon-lieu", minimal())
    (tmp_path / "bon-lieu" / "notes.txt").write_text("x")
    (tmp_path / "bon-lieu" / "autre").mkdir()
    (tmp_path / "bon-lieu" / ".cache").write_text("x")
    write_place(tmp_path, "autre-lieu", minimal()).rename(tmp_path / "autre-lieu" / "mars.yaml")
    (tmp_path / "vide").mkdir()
    (tmp_path / "fichier").write_text("x")
    assert codes(tmp_path, tools) == ["CM-503", "CM-503", "CM-503", "CM-503", "CM-505", "CM-508"]


def test_links_are_refused(tmp_path: Path, tools) -> None:
    write_place(tmp_path, "bon-lieu", minimal())
    (tmp_path / "bon-lieu" / "2024.yaml").symlink_to("/etc/passwd")
    (tmp_path / "lien-lieu").symlink_to(tmp_path / "bon-lieu")
    assert codes(tmp_path, tools) == ["CM-504", "CM-504"]


def test_unreadable_file_is_a_problem(tmp_path: Path, tools, monkeypatch) -> None:
    write_place(tmp_path, "bon-lieu", minimal())

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert codes(tmp_path, tools) == ["CM-509"]


def test_a_named_photo_must_be_there(tmp_path: Path, tools) -> None:
    named = 'histoire:\n  photos: [{fichier: "salle.jpg", texte: "La salle"}]\n'
    write_place(tmp_path, "bon-lieu", minimal(extra=named))
    assert codes(tmp_path, tools) == ["CM-507"]
    assert [p.line for p in read_places(tmp_path, tools.reader, tmp_path).problems] == [8]
    (tmp_path / "bon-lieu" / "photos").mkdir()
    (tmp_path / "bon-lieu" / "photos" / "salle.jpg").write_bytes(photo(60, 40))
    assert codes(tmp_path, tools) == []


def test_a_photo_is_never_a_link(tmp_path: Path, tools) -> None:
    named = 'histoire:\n  photos: [{fichier: "salle.jpg", texte: "La salle"}]\n'
    write_place(tmp_path / "lieux", "bon-lieu", minimal(extra=named))
    folder = tmp_path / "lieux" / "bon-lieu" / "photos"
    folder.mkdir()
    outside = tmp_path / "dehors.jpg"
    outside.write_bytes(b"x")
    (folder / "salle.jpg").symlink_to(outside)
    assert codes(tmp_path / "lieux", tools) == ["CM-504"]


def test_a_figure_that_triples_is_a_warning(tmp_path: Path, tools) -> None:
    for year, surface in ((2023, 100), (2024, 299), (2025, 900)):
        write_place(
            tmp_path, "bon-lieu", minimal(extra=f"espace:\n  surface_interieure: {surface}\n"), year
        )
    read = read_places(tmp_path, tools.reader, tmp_path)
    assert [(p.file, p.code) for p in read.problems] == [("bon-lieu/2025.yaml", "CM-402")]
    # Under the answer itself, not at the top of the file.
    assert [(p.line, p.column) for p in read.problems] == [(8, 3)]
    assert {a.visible(tools.names).marks == {} for p in read.places for a in p.assessments} == {
        True
    }


@pytest.mark.parametrize(
    ("header", "quoted"),
    [
        ("", True),
        ("sections_masquees: [espace]\n", False),
        ("reponses_masquees: [surface_interieure]\n", False),
        ("publication: non_publiee\n", False),
    ],
)
def test_a_warning_never_quotes_what_the_year_before_does_not_show(
    tmp_path: Path, tools, *, header: str, quoted: bool
) -> None:
    before = minimal(extra="espace:\n  surface_interieure: 731\n") + header
    if "publication" in header:
        before = before.replace("publication: publique\n", "", 1)
    write_place(tmp_path, "bon-lieu", before, 2024)
    write_place(tmp_path, "bon-lieu", minimal(extra="espace:\n  surface_interieure: 8200\n"))
    found = read_places(tmp_path, tools.reader, tmp_path).problems
    # Three times more than what nobody sees would tell how much that is.
    told = [one.message for one in found if one.code == "CM-402"]
    assert bool(told) is quoted
    assert ("731" in str(found)) is quoted


def test_what_one_year_keeps_and_another_shows_is_told(tmp_path: Path, tools) -> None:
    rooms = minimal(extra="espace:\n  surfaces: {cafe: 83, bureaux: 171, complet: oui}\n")
    for year, header in ((2023, ""), (2024, "reponses_masquees: [surfaces.bureaux]\n")):
        write_place(tmp_path, "bon-lieu", rooms + header, year)
    hiding = rooms + "reponses_masquees: [surfaces.cafe, surfaces.bureaux]\n"
    write_place(tmp_path, "bon-lieu", hiding)
    found = read_places(tmp_path, tools.reader, tmp_path).problems
    told = [one for one in found if one.code == "CM-421"]
    assert [one.file[-9:] for one in told] == ["2024.yaml", "2025.yaml", "2025.yaml"]
    assert "2023 et 2024" in told[1].message or "2023 et 2024" in told[2].message
    assert "83" not in str(found)
    assert "171" not in str(found)


def test_a_section_kept_one_year_and_shown_another_is_told(tmp_path: Path, tools) -> None:
    rooms = minimal(extra="espace:\n  surfaces: {cafe: 83, bureaux: 171}\n")
    effect = "effets_sociaux: {criteres: {solidarite: {presence: reguliere, exemple: Un repas.}}}\n"
    write_place(tmp_path, "bon-lieu", rooms, 2023)
    write_place(tmp_path, "bon-lieu", rooms + effect, 2024)
    hiding = "sections_masquees: [espace, solidarite, equipe]\n"
    write_place(tmp_path, "bon-lieu", rooms + effect + hiding)
    found = [
        problem
        for problem in read_places(tmp_path, tools.reader, tmp_path).problems
        if problem.code == "CM-421"
    ]
    assert [(one.file, one.line) for one in found] == [
        ("bon-lieu/2025.yaml", 8),
        ("bon-lieu/2025.yaml", 9),
    ]
    assert f"« {tools.names.sections['espace'].titre} »" in found[0].message
    assert "2023 et 2024" in found[0].message
    assert "2024" in found[1].message
    assert "2023" not in found[1].message
    assert "171" not in str(found)


def test_an_unbalanced_budget_is_a_warning(tmp_path: Path, tools) -> None:
    budget = "moyens:\n  ressources: {{locations: {a}, complet: oui}}\n  depenses: {{loyer: {b}, complet: oui}}\n"
    write_place(tmp_path, "bon-lieu", minimal(extra=budget.format(a=100, b=70)))
    assert codes(tmp_path, tools) == []
    write_place(tmp_path, "bon-lieu", minimal(extra=budget.format(a=100, b=69)))
    assert codes(tmp_path, tools) == ["CM-404"]
    assert [p.line for p in read_places(tmp_path, tools.reader, tmp_path).problems] == [9]


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "desktop.ini", "._2025.yaml", "._photo.jpg", "thumbs.db"]
)
def test_what_systems_leave_everywhere_is_passed_over(tmp_path: Path, tools, name: str) -> None:
    write_place(tmp_path, "la-halle", minimal())
    (tmp_path / "la-halle" / "photos").mkdir()
    for folder in ("", "la-halle", "la-halle/photos"):
        (tmp_path / folder / name).write_bytes(b"\x00\x05\x16\x07")
    assert codes(tmp_path, tools) == []


@pytest.mark.parametrize("name", ["2024.yml", "2024.YAML", "2024.Yml", "2024.yaml.txt", "2024.txt"])
def test_another_ending_is_told_with_the_right_name(tmp_path: Path, tools, name: str) -> None:
    (tmp_path / "la-halle").mkdir()
    (tmp_path / "la-halle" / name).write_text(minimal(), encoding="utf-8")
    (told,) = read_places(tmp_path, tools.reader, tmp_path).problems
    assert (told.code, told.file) == ("CM-523", f"la-halle/{name}")
    assert told.hint == "Renommez-le en « 2024.yaml »."


def test_a_folder_that_the_system_will_not_list_hides_no_other(
    tmp_path: Path, tools, monkeypatch
) -> None:
    write_place(tmp_path, "la-halle", minimal())
    write_place(tmp_path, "le-ferme", minimal())
    real = Path.iterdir

    def refused(self: Path):
        if self.name == "le-ferme":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    monkeypatch.setattr(Path, "iterdir", refused)
    read = read_places(tmp_path, tools.reader, tmp_path)
    assert [(problem.code, problem.file) for problem in read.problems] == [("CM-509", "le-ferme")]
    assert [place.slug for place in read.places] == ["la-halle"]
