"""Driving a real WebKit, the engine of Safari, by its own WebDriver: nothing to install but Debian's packages."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

PACKAGES = "webkit2gtk-driver xvfb xauth"
CONTROL = "\ue009"
STARTING = 30
_ANSWER = 90
_BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))


def is_installed() -> bool:
    """Tell whether this machine has a WebKit to drive, and a screen that is not one."""
    return bool(_BROWSERS and shutil.which("WebKitWebDriver") and shutil.which("xvfb-run"))


class WebKit:
    """One window."""

    def __init__(self, address: str) -> None:
        self.address = address
        options = {"binary": str(_BROWSERS[-1]), "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        told = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{told['sessionId']}"

    def _send(self, method: str, path: str, body: object = None) -> Any:
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.address + path, data, method=method)  # noqa: S310
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=_ANSWER) as answer:  # noqa: S310
                return json.load(answer)["value"]
        except HTTPError as refused:
            raise AssertionError(refused.read().decode()) from None

    def open(self, url: str) -> None:
        """Go to an address."""
        self._send("POST", f"{self.session}/url", {"url": url})

    def back(self) -> None:
        """Press Back."""
        self._send("POST", f"{self.session}/back")

    def run(self, code: str, *given: object) -> Any:
        """Run a function's body in the page; give what it returns."""
        return self._send("POST", f"{self.session}/execute/sync", {"script": code, "args": given})

    def until(self, code: str, seconds: float = STARTING) -> Any:
        """Wait until an expression is true; give its value."""
        for _ in range(int(seconds * 10)):
            if value := self.run(f"return {code}"):
                return value
            time.sleep(0.1)
        raise AssertionError(f"rien de tel n’arrive : {code}")

    def _element(self, selector: str) -> str:
        sought = {"using": "css selector", "value": selector}
        (found,) = self._send("POST", f"{self.session}/element", sought).values()
        return f"{self.session}/element/{found}"

    def click(self, selector: str) -> None:
        """Click something, scrolled into view as a finger would."""
        self._send("POST", f"{self._element(selector)}/click")

    def type(self, selector: str, text: str) -> None:
        """Type in a field, or give a file to it."""
        self._send("POST", f"{self._element(selector)}/value", {"text": text})

    def screen(self, path: Path) -> None:
        """Keep an image of the window."""
        path.write_bytes(b64decode(self._send("GET", f"{self.session}/screenshot")))

    def resize(self, width: int, height: int) -> None:
        """Give the window the size of a phone."""
        self._send(
            "POST", f"{self.session}/window/rect", {"width": width, "height": height, "x": 0, "y": 0}
        )  # fmt: skip

    def close(self) -> None:
        """Close the window."""
        self._send("DELETE", self.session)


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Open a WebKit on a screen of its own, and close all that was opened."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver = subprocess.Popen(
        ["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(STARTING * 10):
            try:
                urllib.request.urlopen(f"{address}/status", timeout=5).close()  # noqa: S310
                break
            except URLError:
                time.sleep(0.1)
        opened = WebKit(address)
        yield opened
        opened.close()
    finally:
        os.killpg(driver.pid, signal.SIGTERM)
        driver.wait()
