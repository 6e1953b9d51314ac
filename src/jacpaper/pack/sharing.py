"""What all our papers have, kept once: the profile of their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.papers import Paper


def keep_profiles_once(papers: Sequence[Paper]) -> None:
    """Let the colours of our pages whose profiles are the same have one."""
    kept: dict[bytes, Any] = {}
    for paper in papers:
        for page in paper.pages if paper.part.own else ():
            for space in page.Resources.get("/ColorSpace", Dictionary()).as_dict().values():
                if space[0] == "/ICCBased":
                    space[1] = kept.setdefault(space[1].read_raw_bytes(), space[1])
