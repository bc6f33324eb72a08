"""The MkDocs adapter: the only module that knows MkDocs.

MkDocs turns `docs/*.md` into pages; everything else is written by the core, beside the site and before
MkDocs empties it: read and computed in `on_config`, counted and drawn in `on_pre_build`. An error in
either leaves the site standing; what was drawn is then moved into it, once MkDocs is done.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort, BuildError, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File
from mkdocs.structure.nav import Link

from cm_build.cli.report import text_report
from cm_build.contributing.form.page import Front
from cm_build.contributing.form.writing import write_form
from cm_build.contributing.preview.engine import pack
from cm_build.emitting.destination import Guarded, claim, mark, refusal
from cm_build.emitting.failure import our_own_fault, refused_by_the_system
from cm_build.emitting.kept import Kept
from cm_build.emitting.worksite import Worksite, worksite
from cm_build.pages.documentation.handwritten import fill, flat
from cm_build.pages.documentation.local import LOCAL, added_pages, local_files, navigation
from cm_build.pages.documentation.page import SearchEntry, WrittenPage, search_output
from cm_build.pages.lab.page import library_outputs
from cm_build.pages.portrait.images import Images
from cm_build.pages.portrait.share_image import load_typeface
from cm_build.pages.shell.bundle import NoBundlerError, ready
from cm_build.pages.shell.environment import FONT
from cm_build.pages.shell.page import Page, Template, shell
from cm_build.pages.shell.typography import spaced_html
from cm_build.pages.site import site_map
from cm_build.pages.writing import write_outputs, write_site
from cm_build.places.settings import is_site_address
from cm_build.reading.home import browser_packages, installed, packages
from cm_build.reading.problem import Severity
from cm_build.referential.assembly import Referential, assemble
from cm_build.referential.checkout import with_checkout
from cm_build.referential.provenance import Provenance, read_provenance, tracked
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from cm_build.wording.french import spaced

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from cm_build.referential.toolbox import DataFolders

log = logging.getLogger("mkdocs.plugins.commune-mesure")
# What must be read even from a quiet build, and is no reason for a strict one to fail.
notices = logging.getLogger("commune-mesure")
SAID_ALOUD = frozenset({"CM-701", "CM-702", "CM-703", "CM-704", "CM-705", "CM-706", "CM-707"})

# What our pages use of the theme’s files: its script, its style sheet.
_THEME = re.compile(r"assets/(?:javascripts/bundle|stylesheets/main)\.[0-9a-f]+\.min\.(?:js|css)")
# Plugins that would evaluate or include what a contributor wrote.
UNSAFE = ("macros", "mkdocs-macros", "markdownextradata")


class CommuneMesureConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin: the rest is data."""

    data_dir = config_options.Type(str, default="data")
    """Folder of the data; it may hold only places."""
    default_data_dir = config_options.Type(str, default="data")
    """Folder of what `data_dir` does not hold."""
    address = config_options.Type(str, default="")
    """Public address of the site, as the forge that publishes it says: a network need not write it."""
    cache_dir = config_options.Type(str, default=".cache/construction")
    """Folder of what is kept from one build to the next; it may be erased at any time."""
    reprise = config_options.Type(bool, default=True)
    """Whether places already read and drawn are taken up again when nothing of theirs has changed."""
    share_images = config_options.Type(bool, default=True)
    """Whether to draw the image of each place for social networks: most of a first build's time."""


class CommuneMesurePlugin(BasePlugin[CommuneMesureConfig]):  # type: ignore[no-untyped-call]
    """Validates and computes first, then adds the référentiel's pages and files to the site."""

    referential: Referential
    taken: Kept
    """What earlier builds read and drew."""
    provenance: Provenance
    images: Images
    front: Front
    site: Worksite
    addresses: list[str]
    """The addresses of the core's pages that are to be found, for the site map."""
    written: list[WrittenPage]
    """The hand-written pages, as they are read."""
    order: dict[str, int]
    """Rank of each in the navigation."""
    named: list[SearchEntry]
    """The core's pages that the navigation names."""

    def __init__(self) -> None:
        self.held = ExitStack()

    def on_config(self, config: MkDocsConfig) -> None:
        """Assemble the référentiel, or stop before anything is emptied."""
        for name in UNSAFE:
            if name in config.plugins:
                raise PluginError(f"Le module « {name} » évaluerait des textes reçus : retirez-le.")
        try:
            ready()
        except NoBundlerError as missing:
            raise PluginError(str(missing)) from missing
        root = Path(config.config_file_path or ".").parent
        if self.config.address.strip() and not is_site_address(self.config.address.strip()):
            raise PluginError(f"« {self.config.address} » n’est pas l’adresse d’un site.")
        folders = with_checkout(
            data_folders(root / self.config.data_dir, root / self.config.default_data_dir),
            self.config.address,
        )
        self.guard(config, root, folders)
        held = tempfile.TemporaryDirectory(prefix="commune-mesure-")
        scratch = Path(self.held.enter_context(held))
        (scratch / "lieux").mkdir()
        kept = Kept(root / self.config.cache_dir)
        # What was read and drawn is taken up again unless told not to; pictures always are.
        self.taken = kept if self.config.reprise else Kept()
        assembled = assemble(folders, Records(scratch / "lieux"), self.taken)
        if assembled.referential is None:
            raise PluginError("\n" + text_report(assembled.problems))
        for problem in assembled.problems:
            if problem.severity is not Severity.ERROR:
                speak = notices.warning if problem.code in SAID_ALOUD else log.info
                speak("%s:%d %s", problem.file, problem.line, problem.message)
        self.referential = assembled.referential
        modules = packages()
        typeface = load_typeface(modules, scratch) if self.config.share_images else None
        engine = pack(modules / "pyodide", browser_packages(), folders, kept)
        if engine is None:
            log.info("Aperçu du formulaire absent : ses paquets ne sont pas installés.")
        self.front = Front(modules, engine, illustrated=typeface is not None)
        self.images = Images(folders, kept, typeface)
        settings = self.referential.tools.settings
        config.site_name = settings.nom
        config.site_url = settings.url or config.site_url
        self.provenance = read_provenance(folders, settings)
        if self.provenance.shallow:
            notices.warning(
                "Histoire de Git incomplète : date et révision des fiches ne sont pas montrées. "
                "« git fetch --unshallow » la complète."
            )
        forge = settings.depot.addresses
        config.repo_url = settings.depot.url or None
        config.edit_uri = f"{forge.edit}/{LOCAL.parent.name}/" if forge else None
        if config.nav:
            added = added_pages(root / LOCAL, Path(config.docs_dir))
            config.nav = navigation(config.nav, added)
        # The core writes both: it knows all the pages, and where a lost address starts from.
        config.theme.static_templates -= {"404.html", "sitemap.xml"}

    def guard(self, config: MkDocsConfig, root: Path, folders: DataFolders) -> None:
        """Refuse to build where MkDocs would empty a folder that this program did not write."""
        guarded = (
            Guarded(Path(), "le dossier où vous êtes"),
            Guarded(root, "ce projet"),
            Guarded(folders.places, "les données des lieux"),
            Guarded(folders.settings, "les données du référentiel"),
            Guarded(Path(config.docs_dir), "les pages écrites à la main"),
        )
        refused = refusal(Path(config.site_dir), guarded) or tracked(root / self.config.cache_dir)
        if refused:
            raise PluginError(refused)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Hold the folder alone, draw beside it, and claim it: MkDocs is about to empty it."""
        site = Path(config.site_dir).resolve()
        words = "Une autre construction écrit dans « %s » : celle-ci commencera après elle."
        self.site = self.held.enter_context(worksite(site, lambda: log.info(words, site.name)))
        fresh, settings = self.site.fresh, self.referential.tools.settings
        self.addresses = [
            *write_site(self.referential, self.provenance, fresh, self.images, self.taken),
            *write_form(self.referential, self.front, fresh, self.taken),
        ]
        write_outputs(library_outputs(self.front.packages), settings, fresh)
        font = self.front.packages / FONT
        if font.is_file():
            shutil.copyfile(font, fresh / "assets" / "bricolage.woff2")
        else:
            log.info("Police d’affichage absente : le site emploie celles du lecteur.")
        claim(site)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> None:
        """Have the data watched too: MkDocs knows its own files alone."""
        server.watch(str(Path(config.config_file_path).parent / self.config.data_dir))

    def on_build_error(self, *, error: Exception) -> None:
        """Give the folder back, and tell in French what MkDocs would tell as a traceback."""
        self.held.close()
        if isinstance(error, OSError):
            raise PluginError(refused_by_the_system(error)) from error
        if not isinstance(error, BuildError | Abort):
            log.debug("La construction s’est arrêtée.", exc_info=error)
            raise PluginError(our_own_fault(error)) from error

    def on_page_markdown(self, markdown: str, **_: object) -> str:
        """Fill the values that hand-written pages take from the configuration."""
        return fill(markdown, self.referential.tools.settings)

    def on_files(self, files: Files, *, config: MkDocsConfig, **_: object) -> None:
        """Leave behind what the theme brings for features our pages do not have; add a network's pages."""
        for file in list(files):
            if file.src_uri.startswith("assets/") and not _THEME.fullmatch(file.src_uri):
                files.remove(file)
            elif installed():
                # This repository does not hold the project's pages: they are not to be edited here.
                file.edit_uri = None
        local = Path(config.config_file_path).parent / LOCAL
        for name in local_files(local):
            replaced = files.get_file_from_path(name)
            if replaced:
                files.remove(replaced)
            file = File(name, str(local), config.site_dir, config.use_directory_urls)
            file.edit_uri = f"{LOCAL.name}/{name}"
            files.append(file)
        self.written = []

    def on_nav(self, nav: Navigation, **_: object) -> None:
        """Keep what the navigation says to the search: the order of pages, those of the core."""
        self.order = {page.url: rank for rank, page in enumerate(nav.pages)}
        links = [item for item in flat(nav.items) if isinstance(item, Link)]
        self.named = [SearchEntry(link.title, "", link.url) for link in links]

    def on_page_content(self, html: str, *, page: MkDocsPage, **_: object) -> str:
        """Put French spaces in a hand-written page, and in its table of contents."""
        glossary = bool(page.meta.get("glossaire"))
        self.written.append(WrittenPage(page.url, title_of(page), html, glossary))
        for item in flat(page.toc):
            item.title = spaced(item.title)
        return spaced_html(html)

    def on_page_context(self, _: TemplateContext, *, page: MkDocsPage, **__: object) -> None:
        """Give hand-written pages the same head, header and footer as the others."""
        title = title_of(page)
        description = str(page.meta.get("description") or title)
        shown = Page(page.url, title, description, Template(), page.url.split("/")[0])
        page.meta["shell"] = shell(shown, self.referential.tools.settings)._asdict()

    def on_post_build(self, **_: object) -> None:
        """Add what was drawn, once MkDocs has written its own pages."""
        self.site.add()
        site, tools = self.site.out, self.referential.tools
        rank = dict.fromkeys((page.address for page in self.written), len(self.order)) | self.order
        pages = sorted(self.written, key=lambda page: (rank[page.address], page.address))
        known = [*(page.address for page in pages), *self.addresses]
        searched = search_output(tools.names, pages, self.named)
        write_outputs([site_map(known, tools.settings), searched], tools.settings, site)
        mark(site)
        self.taken.prune()
        self.held.close()


def title_of(page: MkDocsPage) -> str:
    """Give the title a page has everywhere but in the navigation, which may say it shorter."""
    return str(page.meta.get("title") or page.title or "")
