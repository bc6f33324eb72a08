"""Every headline and sentence the examples produce, in one text, to be read as French.

    python -m tools.phrases > build/phrases.txt

A stumble is mended in the rule that made the sentence, never in the sentence.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cm_build.pages.portrait.view import draw
from cm_build.referential.assembly import assemble
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.portrait.block import Block
    from cm_build.pages.portrait.view import Datapanorama

DATA = Path(__file__).resolve().parent.parent / "data"


def main() -> None:
    """Print them, place after place."""
    referential = assemble(data_folders(DATA, DATA), Records()).referential
    if referential is None:
        raise SystemExit("Les exemples ont des erreurs : lancez d’abord « cm check ».")
    for summary in referential.summaries:
        record = referential.record(summary)
        view = draw(referential.contexts(record, summary)[-1])
        print(f"\n# {view.name}")
        print("\n".join(sentences_of(view)))


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
                yield f"  {value} {text}".rstrip()


if __name__ == "__main__":
    main()
