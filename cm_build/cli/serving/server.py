"""Shows a folder on this machine alone, and tells each open page when its own file has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import parse_qs, urlsplit

from cm_build.emitting.failure import StoppedError
from cm_build.pages.shell.page import Template

HERE = "127.0.0.1"
CHANGED, SCRIPT = "/.changement", "/.relire.js"
# How long a page waits for news before it asks again.
PATIENCE_SECONDS = 20
_SCRIPT = Path(__file__).with_name("reload.js")
_NOT_BUILT = "Le site n’est pas encore construit : le terminal dit pourquoi.\n"


@dataclass(frozen=True)
class ReloadTemplate(Template, path="cli/serving/reload.html"):
    """What reads a page again, and which page it was."""

    script: str
    digest: str


class Server(ThreadingHTTPServer):
    """Serves a site; `news` wakes the pages that wait.

    Raises:
        StoppedError: the port is taken.
    """

    daemon_threads = True

    def __init__(self, site: Path, port: int) -> None:
        self.site = site
        self.news = Condition()
        try:
            super().__init__((HERE, port), _Handler)
        except OSError as error:
            words = f"Le port {port} ne peut pas être employé : « --port » en choisit un autre."
            raise StoppedError(words) from error

    @property
    def address(self) -> str:
        """Where to look."""
        return f"http://{HERE}:{self.server_port}/"

    def tell(self) -> None:
        """Wake the pages: each looks whether its own file has changed."""
        with self.news:
            self.news.notify_all()


class _Handler(SimpleHTTPRequestHandler):
    server: Server

    def translate_path(self, path: str) -> str:
        """Find a file: the folder may be another one since, under the same name."""
        self.directory = str(self.server.site)
        return super().translate_path(path)

    def do_GET(self) -> None:
        """Give a file; a page takes along what will read it again."""
        asked = urlsplit(self.path)
        if asked.path == CHANGED:
            self._wait(parse_qs(asked.query))
        elif asked.path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", _SCRIPT.read_bytes())
        elif (page := self._page(self.path)) is not None and self.path.endswith(("/", ".html")):
            self._send(HTTPStatus.OK, "text/html; charset=utf-8", _followed(page))
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page where there is nothing."""
        missing = self.server.site / "404.html"
        if code == HTTPStatus.NOT_FOUND and missing.is_file():
            self._send(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", missing.read_bytes())
        elif code == HTTPStatus.NOT_FOUND and not self.server.site.is_dir():
            words = _NOT_BUILT.encode()
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", words)
        else:
            super().send_error(code, message, explain)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the terminal tells of what is saved."""

    def _page(self, path: str) -> bytes | None:
        file = Path(self.translate_path(path))
        try:
            return (file / "index.html" if file.is_dir() else file).read_bytes()
        except OSError:
            return None

    def _wait(self, query: dict[str, list[str]]) -> None:
        page, seen = query.get("page", [""])[0], query.get("empreinte", [""])[0]

        def changed() -> bool:
            content = self._page(page)
            return content is not None and _digest(content) != seen

        with self.server.news:
            moved = self.server.news.wait_for(changed, PATIENCE_SECONDS)
        self._send(HTTPStatus.RESET_CONTENT if moved else HTTPStatus.NO_CONTENT, "", b"")

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _followed(page: bytes) -> bytes:
    """Put after a page the script that follows it: what is on the disk never has it."""
    return page + ReloadTemplate(SCRIPT, _digest(page)).written().encode()


@contextmanager
def served(site: Path, port: int) -> Iterator[Server]:
    """Serve a folder until the end."""
    with Server(site, port) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
