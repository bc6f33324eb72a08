"""The MkDocs adapter: the only module that knows MkDocs.

MkDocs turns `docs/*.md` into pages; everything else is written by the core. Whatever could fail is
done in `on_config`: MkDocs empties the site right after, so an error there leaves it standing.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort, BuildError, PluginError
from mkdocs.plugins import BasePlugin

from cm_build.cli.report import text_report
from cm_build.contributing.form.page import PAPER, ROOT, Front, form_outputs
from cm_build.contributing.preview.engine import pack
from cm_build.emitting.destination import Guarded, claim, mark, refusal
from cm_build.emitting.failure import our_own_fault, refused_by_the_system
from cm_build.emitting.worksite import worksite
from cm_build.pages.lab.page import library_outputs
from cm_build.pages.portrait.images import Images
from cm_build.pages.portrait.share_image import load_typeface
from cm_build.pages.shell.bundle import NoBundlerError, bundler
from cm_build.pages.shell.environment import FONT
from cm_build.pages.shell.kept import Kept
from cm_build.pages.shell.page import Page, render
from cm_build.pages.shell.typography import spaced_html
from cm_build.pages.site import addresses
from cm_build.pages.writing import write_outputs, write_site
from cm_build.reading.problem import Severity
from cm_build.referential.assembly import Referential, assemble
from cm_build.referential.provenance import Provenance, read_provenance
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from cm_build.wording.french import initial_folded

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as MkDocsPage

    from cm_build.referential.toolbox import DataFolders

log = logging.getLogger("mkdocs.plugins.commune-mesure")
# What must be read even from a quiet build, and is no reason for a strict one to fail.
notices = logging.getLogger("commune-mesure")
SAID_ALOUD = frozenset({"CM-701", "CM-702", "CM-703"})

_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_LINK_SIGNS = re.compile(r"[()\[\]*_`\\<>\"']")
# Plugins that would evaluate or include what a contributor wrote.
UNSAFE = ("macros", "mkdocs-macros", "markdownextradata")


class CommuneMesureConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin: the rest is data."""

    data_dir = config_options.Type(str, default="data")
    """Folder of the data; it may hold only places."""
    default_data_dir = config_options.Type(str, default="data")
    """Folder of what `data_dir` does not hold."""
    cache_dir = config_options.Type(str, default=".cache/images")
    """Folder of the pictures kept from one build to the next; it may be erased at any time."""
    share_images = config_options.Type(bool, default=True)
    """Whether to draw the image of each place for social networks: most of a first build's time."""


class CommuneMesurePlugin(BasePlugin[CommuneMesureConfig]):  # type: ignore[no-untyped-call]
    """Validates and computes first, then adds the référentiel's pages and files to the site."""

    referential: Referential
    provenance: Provenance
    images: Images
    front: Front
    scratch: tempfile.TemporaryDirectory[str]

    def __init__(self) -> None:
        self.held = ExitStack()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Assemble the référentiel, or stop before anything is emptied."""
        for name in UNSAFE:
            if name in config.plugins:
                raise PluginError(f"Le module « {name} » évaluerait des textes reçus : retirez-le.")
        try:
            bundler()
        except NoBundlerError as missing:
            raise PluginError(str(missing)) from missing
        root = Path(config.config_file_path or ".").parent
        default = root / self.config.default_data_dir
        folders = data_folders(root / self.config.data_dir, default)
        self.guard(config, root, folders)
        self.scratch = tempfile.TemporaryDirectory(prefix="commune-mesure-")
        scratch = Path(self.scratch.name)
        (scratch / "lieux").mkdir()
        assembled = assemble(folders, Records(scratch / "lieux"))
        if assembled.referential is None:
            self.scratch.cleanup()
            raise PluginError("\n" + text_report(assembled.problems))
        for problem in assembled.problems:
            if problem.severity is not Severity.ERROR:
                speak = notices.warning if problem.code in SAID_ALOUD else log.info
                speak("%s:%d %s", problem.file, problem.line, problem.message)
        self.referential = assembled.referential
        typeface = None
        if self.config.share_images:
            typeface = load_typeface(root / "node_modules", scratch)
        kept = Kept(root / self.config.cache_dir)
        packages = root / "node_modules"
        core = Path(sys.prefix) / "navigateur"
        engine = pack(packages / "pyodide", core, folders, kept)
        if engine is None:
            log.info("Aperçu du formulaire absent : ses paquets ne sont pas installés.")
        self.front = Front(packages, engine, illustrated=typeface is not None)
        self.images = Images(folders.places, kept, typeface)
        settings = self.referential.tools.settings
        config.site_name = settings.nom
        config.site_url = settings.url or config.site_url
        self.provenance = read_provenance(folders, settings)
        if self.provenance.shallow:
            notices.warning(
                "Histoire de Git incomplète : date et révision des fiches ne sont pas montrées. "
                "« git fetch --unshallow » la complète."
            )
        config.extra["adresses"] = [*addresses(self.referential), ROOT, PAPER]
        return config

    def guard(self, config: MkDocsConfig, root: Path, folders: DataFolders) -> None:
        """Refuse to build where MkDocs would empty a folder that this program did not write."""
        guarded = (
            Guarded(Path(), "le dossier où vous êtes"),
            Guarded(root, "ce projet"),
            Guarded(folders.places, "les données des lieux"),
            Guarded(folders.settings, "les données du référentiel"),
            Guarded(Path(config.docs_dir), "les pages écrites à la main"),
        )
        refused = refusal(Path(config.site_dir), guarded)
        if refused:
            raise PluginError(refused)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Hold the folder alone, and claim it before MkDocs empties it: a cut leaves it ours."""
        site = Path(config.site_dir).resolve()
        words = "Une autre construction écrit dans « %s » : celle-ci commencera après elle."
        self.held.enter_context(worksite(site, lambda: log.info(words, site.name)))
        claim(site)

    def on_build_error(self, *, error: Exception) -> None:
        """Give the folder back, and tell in French what MkDocs would tell as a traceback."""
        self.held.close()
        if hasattr(self, "scratch"):
            self.scratch.cleanup()
        if isinstance(error, OSError):
            raise PluginError(refused_by_the_system(error)) from error
        if not isinstance(error, BuildError | Abort):
            log.debug("La construction s’est arrêtée.", exc_info=error)
            raise PluginError(our_own_fault(error)) from error

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Fill the few values that hand-written pages take from the configuration."""
        del page, config, files
        return fill(markdown, self.referential)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Give hand-written pages the same shell as the others."""
        del config
        url = page.url
        title = str(page.meta.get("title") or page.title or "")
        description = str(page.meta.get("description") or title)
        # Our own Markdown, converted by MkDocs: no contributor's text ever goes through it.
        body = Markup(spaced_html(output))  # noqa: S704
        shell = Page(
            url, "pages/shell/text.html", title, description, {"corps": body}, url.split("/")[0]
        )
        return render(shell, self.referential.tools.settings)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the core adds, once MkDocs has written its own pages."""
        site = Path(config.site_dir)
        write_site(self.referential, self.provenance, site, self.images)
        write_outputs(form_outputs(self.referential, self.front), site)
        write_outputs(library_outputs(self.front.packages), site)
        self.scratch.cleanup()
        font = Path(config.config_file_path or ".").parent / "node_modules" / FONT
        if font.is_file():
            (site / "assets").mkdir(exist_ok=True)
            shutil.copyfile(font, site / "assets" / "bricolage.woff2")
        else:
            log.info("Police d’affichage absente : le site emploie celles du lecteur.")
        mark(site)
        self.held.close()


def fill(markdown: str, referential: Referential) -> str:
    """Replace `[[nom]]`, `[[contact]]`… in a hand-written page by the configuration's values."""
    settings = referential.tools.settings
    contact = settings.contact
    link = contact.page or (f"mailto:{contact.adresse}" if contact.adresse else "")
    name = initial_folded(contact.nom) if contact.nom else settings.nom
    values = {
        "nom": escaped(settings.nom),
        "contact": linked(name, link) if link else escaped(name),
        "licence": linked(settings.licence.nom, settings.licence.url),
        "depot": escaped(settings.depot.url or "le dépôt du référentiel"),
    }
    for key, value in values.items():
        markdown = markdown.replace(f"[[{key}]]", value)
    return markdown


def escaped(text: str) -> str:
    """Give a text that neither Markdown nor HTML reads: each sign they know becomes its number."""
    return _SIGNS.sub(lambda found: f"&#{ord(found.group())};", text)


def linked(text: str, link: str) -> str:
    """Write a link; signs that Markdown would take for its end, or its own, are spelled as in addresses."""
    spelled = _LINK_SIGNS.sub(lambda found: f"%{ord(found.group()):02X}", link)
    return f"[{escaped(text)}]({spelled})"
