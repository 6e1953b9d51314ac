"""The letters that the fonts of a template's folder have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder


def letters(folder: TemplateFolder) -> frozenset[str]:
    """Return every letter that one of the fonts has; nothing if no font can be read."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - for unusual letters only

    known: set[int] = set()
    for path in (folder.path / "fonts").glob("*.ttf"):
        try:
            known |= TTFont(path).getBestCmap().keys()
        except (OSError, TTLibError):
            continue  # whoever sets text in it says so
    return frozenset(map(chr, known))
