"""WeasyPrint, ready for our papers: imported quickly, with our tags in the place of its own."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

from jacpaper.patches import weasyprint_pace
from jacpaper.patches.weasyprint_import import quick_import
from jacpaper.problems import MachineError

KNOWN_VERSION = "70.0"
INSTALL = (
    "install Pango, then try again:\n"
    "    sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    "    (on macOS: brew install pango)"
)


def load() -> Any:
    """Return WeasyPrint, imported as late as possible.

    Raises:
        MachineError: Pango is missing, or WeasyPrint is not the one we know.
    """
    if "weasyprint" not in sys.modules:
        try:
            # It prints what to do about it; we say so ourselves.
            with quick_import(), contextlib.redirect_stdout(None):
                import weasyprint.text.fonts  # noqa: PLC0415
        except OSError as error:
            # Half imported, it could not be imported again, and so not say why.
            for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
                del sys.modules[name]
            library = str(error).partition("'")[2].partition("'")[0]
            missing = f" ({library})" if library else ""
            fault = f"no PDF can be made: a library is missing{missing}"
            raise MachineError(fault, INSTALL) from None
    import weasyprint  # noqa: PLC0415

    patch(weasyprint)
    return weasyprint


def patch(weasyprint: Any) -> None:
    """Put our tags in the place of WeasyPrint's own, make our variant known, and speed it up.

    Raises:
        MachineError: it is a WeasyPrint whose inside we do not know.
    """
    if weasyprint.VERSION != KNOWN_VERSION:
        raise MachineError(
            f"no PDF can be made: WeasyPrint {weasyprint.VERSION} is installed,"
            f" and jacpaper knows the tags of {KNOWN_VERSION} only",
            f"install it with: pip install weasyprint=={KNOWN_VERSION}",
        )
    from jacpaper.writers.pdf import claims, tags  # noqa: PLC0415 - for this version

    weasyprint.pdf.add_tags = tags.add_tags
    claims.register()
    weasyprint_pace.quicken()
