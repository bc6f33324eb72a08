"""Web addresses: those that are accepted, what a person meant by another, and those that may deceive."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

URL_LENGTH = 2000
_BAD_URL = re.compile(r"[\s\\\x00-\x20\x7f<>\"'`{}|^]")
_HOST = re.compile(r"(?!-)(?:[a-z0-9-]+\.)+(?:[a-z][a-z0-9-]*[a-z0-9]|xn--[a-z0-9-]+)")
_PUNYCODE = "xn--"
_OUR_LETTERS = "œæßøłđ"
_USUAL_PORTS = (None, 80, 443)
# Services that hide where an address leads: who reviews a file cannot tell what it will show.
_SHORTENERS = frozenset(
    {
        "bit.ly", "buff.ly", "cutt.ly", "dub.sh", "frama.link", "goo.gl", "huit.re", "is.gd", "lc.cx", "lnkd.in",
        "lstu.fr", "ow.ly", "rb.gy", "rebrand.ly", "s.id", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com",
        "urlr.me", "urlz.fr", "v.gd", "vu.fr", "xfru.it",
    }
)  # fmt: skip


def is_web_address(text: str) -> bool:
    """Accept only ordinary web addresses: browsers and Python must agree on where they lead."""
    if len(text) > URL_LENGTH or _BAD_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.netloc else ""
        port = parts.port
    except (ValueError, UnicodeError):
        return False
    plain = "@" not in parts.netloc and text.lower().startswith((f"{parts.scheme}://",))
    return parts.scheme in {"http", "https"} and plain and port != 0 and bool(_HOST.fullmatch(host))


def completed(text: str) -> str:
    """Give the address that a person meant by « www.exemple.fr » ; nothing when it is no address."""
    whole = f"https://{text.removeprefix('//')}"
    named = "." in text.partition("/")[0].removeprefix("www.") and ":" not in text
    return whole if named and is_web_address(whole) else ""


def doubt_about(address: str) -> str:
    """Say why an accepted address may not lead where it seems to; nothing for an ordinary one."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    if host in _SHORTENERS:
        return "c’est une adresse raccourcie, qui ne dit pas où elle mène"
    if parts.port not in _USUAL_PORTS:
        return f"elle passe par le port {parts.port}, ce qu’un site ordinaire ne fait pas"
    shown = _in_letters(host)
    if any(_is_foreign(sign) for sign in shown):
        return f"des lettres de « {shown} » ne sont pas de notre alphabet"
    return ""


def _in_letters(host: str) -> str:
    """Read the letters that a host writes in code."""
    try:
        return host.encode("ascii").decode("idna") if _PUNYCODE in host else host
    except (UnicodeError, ValueError):
        return host


def _is_foreign(sign: str) -> bool:
    """Tell a letter that is none of ours, accents apart: some look exactly like them."""
    bare = unicodedata.normalize("NFD", sign)[0]
    return sign.isalpha() and not bare.isascii() and bare not in _OUR_LETTERS
