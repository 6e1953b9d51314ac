"""WeasyPrint as our papers need it: imported with the patches, and with our tags.

Our tags are made from objects inside WeasyPrint. With the versions that the tests run with
they are known to be right; with any other, `tag_check.py` compares them with the paper.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

from jacpaper.patches import (
    pydyf_streams,
    weasyprint_backgrounds,
    weasyprint_declarations,
    weasyprint_elements,
    weasyprint_fonttools,
    weasyprint_letters,
    weasyprint_lines,
    weasyprint_pages,
)
from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from jacpaper.tree.elements import Element
    from jacpaper.writers.pdf.metadata import Claim

# The versions that the tests run with, the newest last.
TESTED = {"weasyprint": ("69.0", "70.0"), "pydyf": ("0.12.1", "0.13.0")}
INSTALL = (
    "install Pango, then try again:\n"
    "    sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    "    (on macOS: brew install pango)"
)


def load() -> Any:
    """Return WeasyPrint, imported as late as possible, with our tags.

    Raises:
        MachineError: Pango is missing, or the tags cannot be made with this WeasyPrint.
    """
    if "weasyprint" not in sys.modules:
        _import()
    import weasyprint  # noqa: PLC0415 - imported by now

    add_tags(weasyprint)
    weasyprint_lines.apply()
    weasyprint_letters.apply()
    weasyprint_pages.apply()
    weasyprint_backgrounds.apply()
    pydyf_streams.apply()
    return weasyprint


def _import() -> None:
    """Import WeasyPrint with the patches; where that fails, without them.

    Raises:
        MachineError: Pango is missing, or WeasyPrint cannot be imported at all.
    """
    with contextlib.suppress(Exception):
        with (
            contextlib.redirect_stdout(None),
            weasyprint_elements.replaced_sheet(),
            weasyprint_fonttools.imported_when_called(),
            weasyprint_declarations.kept(),
        ):
            import weasyprint.text.fonts  # noqa: PLC0415
        return
    _forget()
    try:
        # It prints what to do about a missing library; the message below says it.
        with contextlib.redirect_stdout(None):
            import weasyprint.text.fonts  # noqa: F401, PLC0415
    except OSError as error:
        _forget()
        library = str(error).partition("'")[2].partition("'")[0]
        missing = f" ({library})" if library else ""
        fault = f"no PDF can be made: a library is missing{missing}"
        raise MachineError(fault, INSTALL) from None
    except ImportError as error:
        fault = f"no PDF can be made: WeasyPrint cannot be imported ({error})"
        raise MachineError(fault, _tested()) from error


def _forget() -> None:
    """Undo a half of an import: it could not be imported again, and so not say why."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        del sys.modules[name]


def add_tags(weasyprint: Any) -> None:
    """Put our tags in place of WeasyPrint's own, and make our variants known to it.

    Raises:
        MachineError: this WeasyPrint has no place for them that we know.
    """
    try:
        from jacpaper.writers.pdf import claims, tags  # noqa: PLC0415 - they import WeasyPrint

        theirs = weasyprint.pdf.tags.add_tags.__code__
        fits = theirs.co_varnames[: theirs.co_argcount] == tags.ARGUMENTS
        fits &= "add_tags" in weasyprint.pdf.generate_pdf.__code__.co_names
        fits &= claims.fit()
    except (AttributeError, ImportError, KeyError, TypeError, ValueError):
        fits = False
    if not fits:
        raise unsuited("its tags are made in another way")
    weasyprint.pdf.add_tags = tags.add_tags
    claims.register()


def check(pdf: Any, body: Element, claim: Claim) -> None:
    """Compare the tags of a PDF that is about to be written with the paper, unless they are known.

    Raises:
        MachineError: this WeasyPrint or pydyf does not make them as the paper asks.
    """
    if is_tested():
        return
    from jacpaper.writers.pdf import tag_check  # noqa: PLC0415 - hardly ever needed

    if fault := tag_check.fault(pdf, body, claim):
        raise unsuited(fault)


def is_tested() -> bool:
    """Tell whether the tests run with the installed versions of WeasyPrint and pydyf."""
    return all(_version(name) in known for name, known in TESTED.items())


def unsuited(reason: str) -> MachineError:
    """Return the error that names the installed versions, what is wrong, and versions that work."""
    installed = " and ".join(f"{name} {_version(name)}" for name in TESTED)
    return MachineError(
        f"no PDF can be made: jacpaper was not tested with {installed}, and with these {reason}",
        _tested(),
    )


def _tested() -> str:
    """Return how to install versions that work."""
    known = "; ".join(f"{name} {' or '.join(numbers)}" for name, numbers in TESTED.items())
    newest = " ".join(f"{name}=={numbers[-1]}" for name, numbers in TESTED.items())
    return f"install versions that it was tested with ({known}):\n    pip install {newest}"


def _version(name: str) -> str:
    return str(getattr(sys.modules.get(name), "__version__", "of an unknown version"))
