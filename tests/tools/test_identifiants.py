"""The comparison of two lists of tests: what went is told, and fails."""

from __future__ import annotations

from pathlib import Path

from tools.identifiants import main


def listing(path: Path, *names: str) -> str:
    path.write_text("\n".join([*names, "", f"{len(names)} tests collected in 1.00s"]), "utf-8")
    return str(path)


def test_what_went_is_told_and_fails(tmp_path: Path, capsys) -> None:
    before = listing(tmp_path / "avant.txt", "tests/a.py::test_a", "tests/a.py::test_b[x y]")
    after = listing(tmp_path / "apres.txt", "tests/a.py::test_a", "tests/a.py::test_c")
    assert main([before, after]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "absent : tests/a.py::test_b[x y]",
        "nouveau : tests/a.py::test_c",
        "2 avant, 2 après, 1 absents.",
    ]
    assert main([before, before]) == 0
