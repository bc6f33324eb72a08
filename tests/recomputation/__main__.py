"""`python -m tests.recomputation site/`: print each figure that cannot be found again."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.recomputation.differences import differences
from tests.recomputation.published import Published

found = list(differences(Published(Path(sys.argv[1]))))
for difference in found:
    print(*difference, sep=" | ")  # noqa: T201 - what it is for
sys.exit(bool(found))
