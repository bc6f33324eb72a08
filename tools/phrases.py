"""Every headline and sentence of the examples and of sixty synthetic places, to be read as French.

    python -m tools.phrases > build/phrases.txt

Read each one aloud beside its answers: would the place sign it? A stumble is mended in the rule that
made the sentence, never in the sentence, and gets its case in `tests/entailment/cas/`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cm_build.demonstration.places import synthetic_places
from cm_build.exporting.census import Census
from cm_build.importing.document import written
from cm_build.pages.audiences.view import answer
from cm_build.pages.portrait.view import draw
from cm_build.referential.assembly import assemble
from cm_build.referential.declared import read_audiences
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders, load_tools

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.portrait.block import Block
    from cm_build.pages.portrait.view import Datapanorama
    from cm_build.referential.assembly import Referential
    from cm_build.referential.toolbox import DataFolders

DATA = Path(__file__).resolve().parent.parent / "data"
SYNTHETIC, SEED = 60, 7


def main() -> None:
    """Print them, place after place, then what all say together."""
    examples = data_folders(DATA, DATA)
    with tempfile.TemporaryDirectory() as folder:
        _write_synthetic(Path(folder), examples)
        for folders in (examples, data_folders(Path(folder), DATA)):
            referential = assemble(folders, Records()).referential
            if referential is None:
                raise SystemExit("Les fiches ont des erreurs : lancez d’abord « cm check ».")
            for line in lines_of(referential, folders):
                print(line)


def _write_synthetic(folder: Path, folders: DataFolders) -> None:
    """Write synthetic places, the same at each run."""
    tools, problems = load_tools(folders)
    if tools is None:
        raise SystemExit("\n".join(problem.message for problem in problems))
    for place in synthetic_places(SYNTHETIC, SEED, tools):
        path = folder / place.slug / f"{place.year}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(written(place.document, "Lieu de synthèse."), encoding="utf-8")


def lines_of(referential: Referential, folders: DataFolders) -> Iterator[str]:
    """Give the sentences of each place, then those of the audiences."""
    for summary in referential.summaries:
        record = referential.record(summary)
        view = draw(referential.contexts(record, summary)[-1])
        yield f"\n# {view.name}" + (f" ({view.state})" if view.state != "ouvert" else "")
        yield from sentences_of(view)
    names = referential.tools.names
    audiences = read_audiences(folders, names, None).model
    with tempfile.TemporaryDirectory() as folder:
        shown = Census(referential, Path(folder)).populations.shown
        for audience in audiences.publics if audiences else ():
            yield f"\n# {audience.titre}"
            for question in audience.questions:
                said = answer(question, shown, {})
                yield f"- {question.question}"
                yield f"  {''.join(run.text for run in said.runs)}"
                if said.places:
                    yield f"  {said.places.number} lieux {said.places.label}."


def sentences_of(view: Datapanorama) -> Iterator[str]:
    """Give the headlines and sentences of one place, in the order of its page."""
    for section in view.sections:
        yield f"\n## {section.title}"
        for block in section.blocks:
            headline = "".join(run.text for run in block.title)
            if headline:
                yield f"- {headline}"
            yield from _inside(block)


def _inside(block: Block) -> Iterator[str]:
    if isinstance(block.data, str):
        yield f"  {block.data}"
        return
    every = getattr(block.data, "every", block.data)
    items = every if isinstance(every, tuple) else (every,)
    for item in items:
        for name in ("sentence", "change", "told", "label"):
            text = getattr(item, name, "")
            if isinstance(text, str) and text:
                value = getattr(item, "value", "") or getattr(item, "amount", "")
                unit = getattr(item, "unit", "")
                for line in text.split("\n"):
                    yield "  " + " ".join(filter(None, (value, unit, line)))


if __name__ == "__main__":
    main()
