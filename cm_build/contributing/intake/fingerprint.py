"""A short fingerprint of a file, that two people can read to each other on the phone."""

from __future__ import annotations

import hashlib

SHOWN, GROUP = 12, 4


def normalised(content: bytes) -> bytes:
    """Give a file the ends of lines every system can agree on.

    Mail and forms change line breaks and the blank lines at the end: the answers are the same, and
    so must be the fingerprint.
    """
    unix = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return unix.rstrip(b" \t\n") + b"\n"


def fingerprint(content: bytes) -> str:
    """Give the first 12 hexadecimal digits of the SHA-256, as `3F2A-91BC-07DE`."""
    digits = hashlib.sha256(normalised(content)).hexdigest()[:SHOWN].upper()
    return "-".join(digits[start : start + GROUP] for start in range(0, SHOWN, GROUP))
