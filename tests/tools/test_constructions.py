"""Two builds compared: what changed is named, what only moved is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tools.constructions import compared, main


def archive(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def site(folder: Path, digest: str, **files: bytes | str) -> Path:
    given = {
        "index.html": f'<a href="assets/moteur/314.0.7-{digest}/programme.zip">',
        "assets/cm.css": "a{color:red}\n@media print{b{top:0}}\n",
        f"assets/moteur/314.0.7-{digest}/programme.zip": archive(
            cm_build__view=digest, data__geo="1"
        ),
        **files,
    }
    for name, content in given.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_code_that_moved_changes_nothing(tmp_path: Path, capsys) -> None:
    before = site(tmp_path / "a", "0" * 12)
    after = site(
        tmp_path / "b", "f" * 12, **{"assets/cm.css": "@media print{b{top:0}}\na{color:red}\n"}
    )
    assert list(compared(before, after)) == [("ordre", "assets/cm.css")]
    assert main([str(before), str(after)]) == 0
    assert "0 fichier(s)" in capsys.readouterr().out


def test_each_difference_is_named(tmp_path: Path) -> None:
    before = site(tmp_path / "a", "0" * 12, **{"old.json": "{}", "p.html": "un"})
    after = site(tmp_path / "b", "0" * 12, **{"new.json": "{}", "p.html": "deux"})
    assert sorted(compared(before, after)) == [
        ("apparu", "new.json"),
        ("changé", "p.html"),
        ("disparu", "old.json"),
    ]
    assert main([str(before), str(after)]) == 1


def test_what_is_packed_beside_the_code_counts(tmp_path: Path) -> None:
    before = site(tmp_path / "a", "0" * 12)
    packed = {"assets/moteur/314.0.7-" + "1" * 12 + "/programme.zip": archive(data__geo="2")}
    after = site(tmp_path / "b", "1" * 12, **packed)
    assert list(compared(before, after)) == [
        ("changé", "assets/moteur/314.0.7/programme.zip!data/geo")
    ]


def test_a_rule_that_changed_is_a_change(tmp_path: Path) -> None:
    before = site(tmp_path / "a", "0" * 12)
    after = site(tmp_path / "b", "0" * 12, **{"assets/cm.css": "a{color:red}b{top:0}"})
    assert list(compared(before, after)) == [("changé", "assets/cm.css")]
