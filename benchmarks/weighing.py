"""What the fullest datapanorama weighs, and its EcoIndex."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import html5lib

from benchmarks.running import ROOT, Row, build

ASSETS = ("cm.css", "france.svg", "icone.svg", "pictos.svg")
# Quantiles published with the EcoIndex calculator: elements, requests, kilobytes.
ELEMENTS = (0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801,
            2479, 594601)  # fmt: skip
REQUESTS = (
    0,
    2,
    15,
    25,
    34,
    42,
    49,
    56,
    63,
    70,
    78,
    86,
    95,
    105,
    117,
    130,
    147,
    170,
    205,
    281,
    3920,
)
KILOBYTES = (0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08,
             2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26)  # fmt: skip


def measure(work: Path) -> list[Row]:
    """Weigh the fullest page of the shipped examples."""
    site = work / "exemples"
    build(ROOT / "data", site)
    pages = (site / "lieux").glob("*/index.html")
    page = max(pages, key=lambda path: _elements(path.read_bytes()))
    content = page.read_bytes()
    loaded = [content, *[(site / "assets" / name).read_bytes() for name in ASSETS]]
    bare = sum(len(gzip.compress(file)) for file in loaded) / 1024
    font = site / "assets" / "bricolage.woff2"
    full = bare + (font.stat().st_size / 1024 if font.is_file() else 0)
    # The page and what it names; the pictograms are named by the style sheet.
    named = set(re.findall(r'(?:src|href)="([^"#]*assets/[^"#]+)', content.decode()))
    requests = len(named) + 2
    elements = _elements(content)
    score = ecoindex(elements, requests, full)
    name = page.parent.name
    return [
        Row(f"page la plus remplie ({name}), sans police", bare, "Ko", "≤ 110 Ko", bare <= 110),
        Row("  avec la police", full, "Ko", "≤ 150 Ko", full <= 150),
        Row("  requêtes", requests, "", "≤ 9", requests <= 9),
        Row("  éléments hors SVG", elements, "", "environ 390", elements <= 395),
        Row("  EcoIndex", score, "", "A : > 80", score > 80),
    ]


def ecoindex(elements: int, requests: int, kilobytes: float) -> float:
    """Score a page from 0 to 100: three parts for elements, two for requests, one for weight."""
    ranks = _rank(ELEMENTS, elements), _rank(REQUESTS, requests), _rank(KILOBYTES, kilobytes)
    return 100 - 5 * (3 * ranks[0] + 2 * ranks[1] + ranks[2]) / 6


def _elements(content: bytes) -> int:
    tree = html5lib.parse(content, namespaceHTMLElements=False)
    inside = sum(sum(1 for _ in svg.iter()) - 1 for svg in tree.iter("svg"))
    inside += sum(
        sum(1 for _ in svg.iter()) - 1 for svg in tree.iter("{http://www.w3.org/2000/svg}svg")
    )
    return sum(1 for _ in tree.iter("*")) - inside


def _rank(quantiles: tuple[float, ...], value: float) -> float:
    for index in range(1, len(quantiles)):
        if value < quantiles[index]:
            return (
                index
                - 1
                + (value - quantiles[index - 1]) / (quantiles[index] - quantiles[index - 1])
            )
    return len(quantiles) - 1
