"""What a person mistyped is named: the sign, its line, and what to do with it."""

from __future__ import annotations

import pytest

from cm_build.reading.source import read_source

HEAD = "questionnaire: 1\nidentite:\n"
TAIL = '\n  commune: "22278"\n'


def told(line: str) -> list[tuple[str, int, int, str]]:
    source = read_source((HEAD + line + TAIL).encode(), "f.yaml")
    return [
        (problem.code, problem.line, problem.column, problem.message) for problem in source.problems
    ]


@pytest.mark.parametrize(
    ("line", "code", "column", "named"),
    [
        ("  nom: 'Chez l'Ancienne'", "CM-131", 15, "« Ancienne' »"),
        ('  nom: "La "Ruche" verte"', "CM-131", 12, '« Ruche" verte" »'),
        ('  nom: "La Ruche" verte', "CM-131", 17, "« verte »"),
        ('  - nom: "La "Ruche" verte"', "CM-131", 14, '« Ruche" verte" »'),
        ("  nom: 'La Ruche", "CM-121", 8, ""),
        ('  nom: "La Ruche', "CM-121", 8, ""),
        ("  nom: - La Ruche", "CM-127", 8, "« - »"),
        ("  nom: & Compagnie", "CM-127", 8, "« & »"),
        ("  nom: * étoile", "CM-127", 8, "« * »"),
        ("  nom: | barre", "CM-127", 8, "« | »"),
        ("  nom: > plus grand", "CM-127", 8, "« > »"),
        ("  nom: ? qui", "CM-127", 8, "« ? »"),
        ("  nom: %alcool", "CM-127", 8, "« % »"),
        ("  nom: @ruche", "CM-127", 8, "« @ »"),
        ("  nom: `ruche`", "CM-127", 8, "« ` »"),
        ("  nom: , virgule", "CM-127", 8, "« , »"),
        ("  nom: ] crochet", "CM-127", 8, "« ] »"),
        ("  nom: &ruche verte", "CM-106", 8, "« &ruche »"),
        ("  nom: !ruche verte", "CM-107", 8, "« !ruche »"),
        ("  nom:La Ruche", "CM-125", 6, "« nom:La Ruche »"),
        ('  nom:"La Ruche"', "CM-125", 6, '« nom:"La Ruche" »'),
        ("  nom La Ruche", "CM-125", 1, "« nom La Ruche »"),
        ("  nom\u00a0: La Ruche", "CM-130", 3, "« nom »"),
        ("  nom\u202f: La Ruche", "CM-130", 3, "« nom »"),
        ("  nom:\u00a0La Ruche", "CM-130", 7, "« nom: La Ruche »"),
        ("\u00a0\u00a0nom: La Ruche", "CM-130", 1, "« nom »"),
        ("\tnom: La Ruche", "CM-120", 1, ""),
        ("  nom: “La Ruche: verte”", "CM-132", 8, "« “ »"),
        ("  nom: « La Ruche: verte »", "CM-132", 8, "« « »"),
        ("  nom: La Ruche: verte", "CM-122", 16, ""),
    ],
)
def test_the_sign_that_is_wrong_is_named(line: str, code: str, column: int, named: str) -> None:
    found, *others = told(line)
    assert {other[0] for other in others} <= {code}
    assert found[:3] == (code, 3, column)
    assert named in found[3]


def test_a_quote_left_open_is_told_where_it_opens() -> None:
    text = 'a:\n  b: "un texte\n  c: "un autre"\n  d: 1\n'
    (problem,) = read_source(text.encode(), "f").problems
    assert (problem.code, problem.line, problem.column) == ("CM-121", 2, 6)


@pytest.mark.parametrize(
    "text",
    [
        'a: "un texte\n  sur deux lignes"\nb: c: d\n',
        "a: 'l''été'\nb: c: d\n",
        'a: "un \\"mot\\""\nb: c: d\n',
        'a: "un"   # un commentaire "cité\nb: c: d\n',
        'a: |\n  dit: "jamais fermé\nb: c: d\n',
        '# dit: "jamais fermé\nb: c: d\n',
        "a: l'été\nb: c: d\n",
    ],
)
def test_honest_quotes_are_not_blamed_for_another_fault(text: str) -> None:
    (problem,) = read_source(text.encode(), "f").problems
    assert problem.code == "CM-122"
    assert problem.line == text.count("\n")


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("nom: Atelier #9", "#9"),
        ("nom: Atelier # voir plus bas", "# voir plus bas"),
        ("nom: #9 rue du Port", "#9 rue du Port"),
        ("nom: Atelier#9", ""),
        ('nom: "Atelier" # commentaire', ""),
        ("nom: # le nom du lieu", ""),
        ("nom:", ""),
    ],
)
def test_what_a_sign_of_comment_hides_is_kept_apart(line: str, unread: str) -> None:
    root = read_source(f"{line}\nautre: 1\n".encode(), "f").root
    assert root
    assert getattr(root.entries["nom"].node, "unread", None) == unread
