"""Another network's repository, read with git and never trusted: files are objects, nothing is checked out.

No hook, no filter, no submodule, no link, no helper program: only plain files of a bounded size,
at paths that are asked for, ever leave the temporary repository they were fetched into.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cm_build.places.federation import SCHEMES
from cm_build.reading.tree import CONTRIBUTED, TRUSTED

PATIENCE = 300
MOST_FILES, MOST_BYTES = 100_000, 256 * 1024 * 1024
SILENT = "son dépôt ne répond plus, ou pas à temps"
_PLAIN = frozenset({"100644", "100755"})
_HARDENED = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.logAllRefUpdates=false"),
    *("-c", "credential.helper="),
    *("-c", "fetch.recurseSubmodules=false"),
    *("-c", "submodule.recurse=false"),
    *("-c", "transfer.fsckObjects=true"),
    *("-c", "gc.auto=0"),
)
_NOT_A_PATH = re.compile(r"[^/]*:")


class UnreachableError(Exception):
    """Why a repository gave nothing, in French and on one line."""


class TreeFile(NamedTuple):
    """A plain file of a commit."""

    path: str
    name: str


class Remote:
    """A repository of our own, empty at first, into which commits of another one are fetched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._git("init", "--quiet", "--bare", "--template=", ".")

    def fetched(self, depot: str, wanted: str, why: str) -> str:
        """Fetch one commit without its history, and give its number.

        Raises:
            UnreachableError: there is none; `why` tells it.
        """
        address = str(Path(depot).resolve()) if not _NOT_A_PATH.match(depot) else depot
        # Named, because git leaves large files aside only for a source that has a name.
        self._git("config", "remote.reseau.url", address)
        try:
            self._git(
                *("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules"),
                *(f"--filter=blob:limit={TRUSTED.size + 1}", "reseau", f"+{wanted}:refs/heads/lu"),
            )
            return self._git("rev-parse", "refs/heads/lu^{commit}").decode().strip()
        except UnreachableError as error:
            raise UnreachableError(why) from error
        finally:
            # What is not here stays where it is: git would go and fetch it as it is looked at.
            for section in ("remote.reseau", "extensions"):
                self._git("config", "--remove-section", section, check=False)

    def day(self, commit: str) -> str:
        """Give the day a commit was made."""
        return self._git("show", "--no-patch", "--format=%cs", commit).decode().strip()

    def files(self, commit: str, *paths: str) -> list[TreeFile]:
        """List the plain files of a commit under some paths, by path; links and the like are not listed."""
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths)
        found = []
        for line in filter(None, listed.decode("utf-8", "replace").split("\0")):
            head, _, path = line.partition("\t")
            mode, kind, name = head.split(" ")
            if kind == "blob" and mode in _PLAIN:
                found.append(TreeFile(path, name))
        if len(found) > MOST_FILES:
            raise UnreachableError(f"il y a plus de {MOST_FILES} fichiers là où sont ses lieux")
        return sorted(found)

    def contents(
        self, files: Iterable[TreeFile], most: int = CONTRIBUTED.size
    ) -> Mapping[str, bytes | None]:
        """Give what files hold, by path; None for one that is larger than what is ever read."""
        wanted = list(files)
        names = "".join(f"{one.name}\n" for one in wanted).encode()
        sizes = self._git("cat-file", "--batch-check=%(objectsize)", given=names).split(b"\n")
        fit = {
            one.path: one.name
            for one, size in zip(wanted, sizes, strict=False)
            if size.isdigit() and int(size) <= most
        }
        if sum(int(size) for size in sizes if size.isdigit() and int(size) <= most) > MOST_BYTES:
            raise UnreachableError("les fichiers de ses lieux pèsent trop lourd")
        held = self._held("".join(f"{name}\n" for name in fit.values()).encode())
        read: dict[str, bytes | None] = dict.fromkeys(one.path for one in wanted)
        return read | dict(zip(fit, held, strict=True))

    def _held(self, names: bytes) -> Iterator[bytes]:
        output = self._git("cat-file", "--batch=%(objectsize)", given=names) if names else b""
        at = 0
        while at < len(output):
            end = output.index(b"\n", at)
            size = int(output[at:end])
            yield output[end + 1 : end + 1 + size]
            at = end + size + 2

    def _git(self, *words: str, given: bytes = b"", check: bool = True) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and the address was checked
                ["git", *_HARDENED, *words],  # noqa: S607
                cwd=self.folder,
                env=_environment(),
                input=given,
                capture_output=True,
                timeout=PATIENCE,
                check=check,
            )
        except subprocess.SubprocessError as error:
            raise UnreachableError(SILENT) from error
        return done.stdout


@contextmanager
def remote() -> Iterator[Remote]:
    """Open a repository that disappears with everything fetched into it, hidden answers included."""
    with tempfile.TemporaryDirectory(prefix="commune-mesure-federation-") as folder:
        yield Remote(Path(folder))


def _environment() -> dict[str, str]:
    """Keep of ours what reaches a repository, and nothing that tells git what to do."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | {
        "GIT_ALLOW_PROTOCOL": ":".join(SCHEMES),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
