"""Compare two builds of the site file by file, to prove that work inside changed nothing outside.

`python -m tools.constructions avant/ apres/` says which files appeared, went away or changed, and exits
with 1 when there are any. Three things may differ without anything having changed:

- provenance: the revision of the program or of a file, and the date of its commit;
- the program's own archive and its address, which hold the code itself: what is inside that is not
  code (data, libraries) is compared, under a name without the address;
- style sheets, whose rules are compared sorted: their order follows the names of files. Only where two
  rules of equal weight speak of the same property does order count: a change of order is therefore
  told apart, as a note.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

# The address of the engine holds a digest of the code.
_ENGINE = re.compile(rb"moteur/(\d[\w.]*)-[0-9a-f]{12}/")
_REVISION = re.compile(rb"\b[0-9a-f]{40}\b|(?<=commit/)[0-9a-f]{7,10}\b|\b[0-9a-f]{10}\b(?=</)")
_RULE = re.compile(rb"[^{}]+\{(?:[^{}]|\{[^{}]*\})*\}")
_OWN = "cm_build/"


def contents(site: Path) -> Iterator[tuple[str, bytes]]:
    """Give each file of a build by name, the archive of the program opened, addresses made neutral."""
    for path in sorted(site.rglob("*")):
        if not path.is_file():
            continue
        name = _ENGINE.sub(rb"moteur/\1/", path.relative_to(site).as_posix().encode()).decode()
        content = path.read_bytes()
        if name.endswith("/programme.zip"):
            yield from _opened(name, content)
        elif path.suffix in {"", ".html", ".js", ".json", ".css", ".xml", ".csv", ".txt", ".svg"}:
            yield name, _REVISION.sub(b"", _ENGINE.sub(rb"moteur/\1/", content))
        else:
            yield name, content


def _opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for inside in sorted(archive.namelist()):
            if not inside.startswith(_OWN):
                yield f"{name}!{inside}", archive.read(inside)


def rules(sheet: bytes) -> list[bytes]:
    """Cut a style sheet into its rules, sorted; spaces between them do not count."""
    plain = re.sub(rb"/\*.*?\*/", b"", sheet, flags=re.DOTALL)
    return sorted(re.sub(rb"\s+", b" ", rule).strip() for rule in _RULE.findall(plain))


def compared(before: Path, after: Path) -> Iterator[tuple[str, str]]:
    """Tell what differs between two builds: `(what, name)`."""
    # One build at a time stands in memory; of the other, digests and style sheets.
    known = {
        name: (hashlib.sha256(content).digest(), content if name.endswith(".css") else b"")
        for name, content in contents(before)
    }
    for name, content in contents(after):
        digest, sheet = known.pop(name, (None, b""))
        if digest is None:
            yield "apparu", name
        elif digest != hashlib.sha256(content).digest():
            same = bool(sheet) and rules(sheet) == rules(content)
            yield ("ordre" if same else "changé"), name
    for name in known:
        yield "disparu", name


def main(words: list[str] | None = None) -> int:
    """Say what differs; 0 when nothing does but the order of rules."""
    parser = argparse.ArgumentParser(prog="python -m tools.constructions", description=__doc__)
    parser.add_argument("avant", type=Path)
    parser.add_argument("apres", type=Path)
    options = parser.parse_args(words)
    differences = sorted(compared(options.avant, options.apres))
    for what, name in differences:
        print(f"{what:8} {name}")
    changed = [name for what, name in differences if what != "ordre"]
    print(f"{len(changed)} fichier(s) différent(s), provenance et programme à part.")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
