"""A Word file as LibreOffice shows it, a PDF and its text, and as LibreOffice saves it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pdfplumber

from conftest import tool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def libreoffice_pdf(path: Path, folder: Path) -> Path:
    return _converted("pdf", [path], folder)[0]


def saved_again(paths: list[Path], folder: Path) -> list[Path]:
    """Let LibreOffice open Word files and save each of them in the folder."""
    return _converted("docx", paths, folder)


def _converted(form: str, paths: list[Path], folder: Path) -> list[Path]:
    subprocess.run(
        [
            tool("soffice"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            folder,
            *paths,
        ],
        capture_output=True,
        check=True,
    )
    return [folder / f"{path.stem}.{form}" for path in paths]


def plain_text(path: Path) -> str:
    """Return the text of a PDF that has no tags, line by line."""
    with pdfplumber.open(path) as pdf:
        return "\n".join(sheet.extract_text() for sheet in pdf.pages)


_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Settling"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settling"
 script:language="StarBasic">
Sub Settle(order As String)
  Dim number As Integer, told As String, parts As Variant, loaded As Object, helper As Object
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  number = FreeFile
  Open order For Input As #number
  Do While Not Eof(number)
    Line Input #number, told
    parts = Split(told, Chr(9))
    loaded = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, hidden())
    helper.executeDispatch(loaded.CurrentController.Frame, parts(0), "", 0, Array())
    loaded.storeToURL(parts(2), word())
    loaded.close(True)
  Loop
  Close #number
End Sub
</script:module>
"""
_ALL = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def settle(wanted: Iterable[tuple[str, Path, Path]], folder: Path) -> None:
    """Accept or reject all tracked changes of Word files, and write the results as Word files.

    `wanted` is how ("accept" or "reject"), the file, and the one to write, of each.
    """
    command = [tool("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    # It makes a library for macros of its own when it first starts.
    subprocess.run(
        [*command, "--headless", "--terminate_after_init"], capture_output=True, check=True
    )
    library = folder / "profile" / "user" / "basic" / "Standard"
    (library / "Settling.xba").write_text(_MODULE, encoding="utf-8")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    order = folder / "order.txt"
    rows = [f"{_ALL[how]}\t{one.as_uri()}\t{other.as_uri()}" for how, one, other in wanted]
    order.write_text("\n".join(rows), encoding="ascii")
    macro = f"macro:///Standard.Settling.Settle({order})"
    subprocess.run([*command, "--headless", macro], capture_output=True, check=True, timeout=120)
