"""Writing the form: what depends on no place is taken up again from one build to the next."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from cm_build.contributing.form.page import Front, form_pages, preview_files
from cm_build.contributing.tracking.page import tracking_pages
from cm_build.emitting.kept import Kept
from cm_build.pages.writing import Folder, write_outputs
from cm_build.referential.assembly import Referential


def write_form(referential: Referential, front: Front, site: Path, kept: Kept) -> list[str]:
    """Write the form and its preview; give the addresses to be found."""
    tools, common = referential.tools, referential.common
    engine = front.engine.engine if front.engine else None
    recipe = f"formulaire {common.hex()} {engine}" if common else ""
    folder = Folder(site, tools.settings, kept)
    addresses = folder.write(
        recipe, lambda: chain(form_pages(tools, front), tracking_pages(engine))
    )
    return [*addresses, *write_outputs(preview_files(referential, front), tools.settings, site)]
