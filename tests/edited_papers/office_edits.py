"""Edits made by LibreOffice itself: it opens a Word file, records changes, and saves it again."""

from __future__ import annotations

import random
import re
import subprocess
from typing import TYPE_CHECKING

import accepted
import vocabulary
from random_edits import Edit

from conftest import tool

if TYPE_CHECKING:
    from pathlib import Path

AUTHOR = "Unknown Author"  # what LibreOffice calls who has given no name
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Editing"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Editing"
 script:language="StarBasic">
Sub Edit(order As String)
  Dim number As Integer, told As String, parts As Variant, loaded As Object, found As Object
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  Dim search As Object, cursor As Object
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  number = FreeFile
  Open order For Input As #number
  Do While Not Eof(number)
    Line Input #number, told
    parts = Split(told, Chr(9))
    Select Case parts(0)
    Case "open"
      loaded = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, hidden())
    Case "track"
      loaded.RecordChanges = (parts(1) = "yes")
    Case "replace"
      search = loaded.createSearchDescriptor()
      search.SearchString = parts(1)
      search.SearchCaseSensitive = True
      found = loaded.findFirst(search)
      If Not IsNull(found) Then
        cursor = found.Text.createTextCursorByRange(found.Start)
        cursor.goRight(Val(parts(3)), False)
        cursor.goRight(Len(parts(4)), True)
        cursor.String = parts(5)
      End If
    Case "paragraph"
      search = loaded.createSearchDescriptor()
      search.SearchString = parts(1)
      search.SearchCaseSensitive = True
      found = loaded.findFirst(search)
      If Not IsNull(found) Then
        cursor = found.Text.createTextCursorByRange(found.End)
        cursor.gotoEndOfParagraph(False)
        found.Text.insertControlCharacter(cursor, 0, False)
        found.Text.insertString(cursor, parts(2), False)
      End If
    Case "save"
      loaded.storeToURL(parts(1), word())
      loaded.close(True)
    End Select
  Loop
  Close #number
End Sub
</script:module>
"""


class Office:
    """A LibreOffice with a profile of its own and our macro in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.command = [
            tool("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        ]  # fmt: skip
        # It makes a library for macros of its own when it first starts.
        subprocess.run(
            [*self.command, "--terminate_after_init"], capture_output=True, check=True, timeout=120
        )
        library = folder / "profile" / "user" / "basic" / "Standard"
        (library / "Editing.xba").write_text(_MODULE, encoding="utf-8")
        (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")

    def run(self, lines: list[str]) -> None:
        order = self.folder / "order.txt"
        order.write_text("\n".join(lines), encoding="utf-8")
        macro = f"macro:///Standard.Editing.Edit({order})"
        subprocess.run([*self.command, macro], capture_output=True, check=True, timeout=180)


def orders(path: Path, seed: int, target: Path) -> tuple[list[str], list[Edit]]:
    """Return what LibreOffice is to do with a file, and the edits that these are."""
    luck = random.Random(f"office {seed}")  # noqa: S311
    said = accepted.blocks(path)
    # What stands once in the paper, in plain letters, so that it is found without a doubt.
    texts = [
        block.text
        for block in said
        if block.kind == "paragraph"
        and re.fullmatch(r"[ -~]{40,}", block.text)
        and block.marked == block.text
        and not re.search(r"\b(?:Table|Figure|Appendix|paragraph)\b", block.text)  # fields
        and sum(other.text.count(block.text[:60]) for other in said) == 1
    ]
    luck.shuffle(texts)
    lines, done = [f"open\t{path.as_uri()}"], []
    for text in texts[: luck.randint(1, 4)]:
        tracked = luck.random() < 0.6
        author = AUTHOR if tracked else ""
        lines.append(f"track\t{'yes' if tracked else 'no'}")
        key = text[:60]
        if luck.random() < 0.3:
            new = re.sub(r"[^ -~]", "", vocabulary.sentence(luck))
            lines.append(f"paragraph\t{key}\t{new}")
            done.append(
                Edit("paragraph added", "paragraph", author, "", new, text, f"{text}\n{new}")
            )
            continue
        match = luck.choice(list(re.finditer(r"\b[a-z]{3,}\b", key[:-8])))
        new = vocabulary.instead_of(match[0], luck)
        lines.append(f"replace\t{key}\t\t{match.start()}\t{match[0]}\t{new}")
        after = text[: match.start()] + new + text[match.end() :]
        done.append(Edit("word replaced", "word", author, match[0], new, text, after))
    return [*lines, f"save\t{target.as_uri()}"], done
