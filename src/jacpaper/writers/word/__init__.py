"""The Word file, on top of the house style that its keeper edits in Word.

In: a `Document` and house-style.docx. Out: the bytes of a .docx.
"""
