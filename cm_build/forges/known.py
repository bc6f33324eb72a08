"""The forges the program knows: one module and one line each."""

from __future__ import annotations

from cm_build.forges.github import GITHUB

FORGES = {forge.id: forge for forge in (GITHUB,)}
