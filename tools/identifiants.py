"""Compare the tests of two commits by name, so that none goes without being told.

`pytest --collect-only -q > avant.txt`, the same after, then `python -m tools.identifiants avant.txt apres.txt`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path


def named(listing: Path) -> Counter[str]:
    """Read the names pytest lists: a line each, whatever comes before and after them."""
    lines = listing.read_text(encoding="utf-8").splitlines()
    return Counter(line for line in lines if ".py::" in line)


def main(arguments: list[str]) -> int:
    """Print what is no longer there, then what is new; fail when something went."""
    before, after = (named(Path(argument)) for argument in arguments)
    gone, new = before - after, after - before
    for title, tests in (("absent", gone), ("nouveau", new)):
        for name in sorted(tests.elements()):
            print(f"{title} : {name}")
    print(f"{before.total()} avant, {after.total()} après, {gone.total()} absents.")
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
