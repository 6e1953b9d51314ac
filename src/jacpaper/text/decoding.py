"""The bytes of a file that a person typed, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1_000_000


def decoded(path: Path, shown: str) -> str:
    """Return a file as text; `shown` is the name its problems carry.

    Raises:
        Problems: it is missing, too large, not UTF-8, or empty.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise Problems([Problem(Place(shown), "this is not a file")])
        if path.stat().st_size > MAX_BYTES:
            raise Problems(
                [
                    Problem(
                        Place(shown),
                        f"the file is larger than {MAX_BYTES // 1_000_000} MB",
                        "these files hold a few pages of text; is it the right one?",
                    )
                ]
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Problems([Problem(Place(shown), "the file is missing")]) from None
    except OSError as error:
        raise Problems(
            [Problem(Place(shown), f"the file cannot be read: {error.strerror}")]
        ) from None
    return text_of(raw, shown)


def text_of(raw: bytes, shown: str) -> str:
    """Return the bytes of a file as text; `shown` is the name its problems carry.

    Raises:
        Problems: they are not UTF-8, or empty.
    """
    if raw and not raw.strip(b"\0"):  # as after a power cut
        message = (
            "nothing but zeros is left of this file, as when a computer stops while it is saved"
        )
        hint = "put it back from a copy, such as a backup"
        raise Problems([Problem(Place(shown, 1, 1), message, hint)])
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:4]:
        message = "the file is saved as UTF-16, which Windows calls Unicode"
        hint = "in the editor, choose Save with encoding, then UTF-8"
        raise Problems([Problem(Place(shown, 1, 1), message, hint)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = raw.splitlines()[before.count(b"\n")].decode("cp1252", "replace")
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise Problems(
            [
                Problem(
                    Place(shown, before.count(b"\n") + 1, column, line),
                    "the file is not saved as UTF-8",
                    "in the editor, choose Save with encoding, then UTF-8",
                )
            ]
        ) from None
    if not text.strip():
        raise Problems([Problem(Place(shown, 1, 1), "the file is empty")])
    return text
