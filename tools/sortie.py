"""Write the hand-written pages as a plain MkDocs project, which the successors of MkDocs build too.

`python -m tools.sortie <dossier>`: placeholders are filled, each page carries its head, header and
footer, and no plugin is left. Then, in that folder: `zensical build`, or `properdocs build`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import yaml

from cm_build.pages.documentation.handwritten import fill
from cm_build.pages.shell import maps
from cm_build.pages.shell.environment import FONT, joined, stylesheet
from cm_build.pages.shell.page import Page, Template, render, shell
from cm_build.pages.site import DOCUMENTATION, missing_page
from cm_build.places.settings import Settings
from cm_build.referential.toolbox import data_folders, load_tools

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = "mkdocs.yml"


class _Loader(yaml.SafeLoader):
    """Reads the configuration without MkDocs, whose tags only serve the plugin that is taken away."""


_Loader.add_multi_constructor("!", lambda *_: None)


def derive(project: Path, target: Path) -> None:
    """Write the derived project in an empty folder."""
    folders = data_folders(project / "data", project / "data")
    tools, problems = load_tools(folders)
    if tools is None:
        raise SystemExit("\n".join(problem.message for problem in problems))
    settings = tools.settings
    configuration = yaml.load((project / CONFIGURATION).read_text("utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    del configuration["plugins"]
    configuration["site_name"] = settings.nom
    if settings.url:
        configuration["site_url"] = settings.url
    written = yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False)
    (target / CONFIGURATION).write_text(written, encoding="utf-8")
    shutil.copytree(project / "overrides", target / "overrides")
    lost = render(missing_page(settings), settings)
    (target / "overrides" / "404.html").write_text(f"{{% raw %}}{lost}{{% endraw %}}", "utf-8")
    shutil.copytree(project / "docs", target / "docs")
    for path in sorted((target / "docs").rglob("*.md")):
        page = path.relative_to(target / "docs").with_suffix("").as_posix()
        path.write_text(filled(path.read_text("utf-8"), page, settings), encoding="utf-8")
    assets = target / "docs" / "assets"
    assets.mkdir()
    (assets / "cm.css").write_text(stylesheet(), encoding="utf-8")
    (assets / "documentation.css").write_text(joined(*DOCUMENTATION), encoding="utf-8")
    (assets / "documentation.js").write_text(
        joined("pages/documentation/documentation.js"), encoding="utf-8"
    )
    (assets / "icone.svg").write_text(maps.IconTemplate().written(), encoding="utf-8")
    font = project / "node_modules" / FONT
    if font.is_file():
        shutil.copyfile(font, assets / "bricolage.woff2")


def filled(text: str, page: str, settings: Settings) -> str:
    """Fill a page, and give it in its own front matter what the plugin gives it when the site is built."""
    _, front, markdown = text.split("---\n", 2)
    metadata = yaml.safe_load(front)
    url = page.removesuffix("index") if page.endswith("index") else f"{page}/"
    shown = Page(url, metadata["title"], metadata["description"], Template(), url.split("/")[0])
    surrounding = shell(shown, settings)._asdict()
    metadata["shell"] = {name: str(piece) for name, piece in surrounding.items()}
    written = yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False)
    return f"---\n{written}---\n{fill(markdown, settings)}"


def main() -> None:
    """Derive this project into the folder that is named."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True)
    derive(ROOT, target)
    print(f"Projet écrit dans « {target} ». Là, « zensical build » ou « properdocs build ».")


if __name__ == "__main__":
    main()
