"""What a copy of the repository already says of itself: nobody has to write it again."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

# Where a forge answers SSH on the port of the web: another name for the same repository.
_ALSO = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}
_SCP = re.compile(r"(?:[^@/\s]+@)?(?P<host>[A-Za-z0-9.-]+):(?P<path>[^\\\s]+)")
_WEB = ("http", "https")
_SCHEMES = (*_WEB, "ssh", "git", "git+ssh")


class Deduced(NamedTuple):
    """Where the repository is, by git's `origin`, and where the site will be, by the forge.

    Each is empty when nothing tells it.
    """

    repository: str = ""
    branch: str = ""
    address: str = ""


NOTHING = Deduced()


def repository_of(remote: str) -> str:
    """Give the web address of the repository that a git remote names; nothing for a folder.

    A name and a password that stand in the remote are left out: the address is published.
    """
    text = remote.strip()
    if "://" not in text:
        match = _SCP.fullmatch(text)
        return _address("https", match["host"], match["path"]) if match else ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES:
        return ""
    web = parts.scheme in _WEB
    # The port of another protocol says nothing of the web's.
    return _address(
        parts.scheme if web else "https", f"{host}:{port}" if web and port else host, parts.path
    )


def same_repository(one: str, other: str) -> bool:
    """Tell whether two addresses are those of one repository, however each was written."""
    mine, theirs = repository_of(one), repository_of(other)
    return bool(mine) and _bare(mine) == _bare(theirs)


def _address(scheme: str, host: str, path: str) -> str:
    host = _ALSO.get(host.lower(), host.lower())
    path = path.strip("/").removesuffix(".git").strip("/")
    # Without a dot, it is a name that this machine alone gives to a host.
    return f"{scheme}://{host}/{path}" if "." in host and path else ""


def _bare(address: str) -> str:
    """Forges take a name in capitals for the same."""
    return address.partition("://")[2].lower()
