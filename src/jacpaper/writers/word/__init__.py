"""The Word file, based on the house style, which people edit in Word.

In: a `Document` and house-style.docx. Out: the bytes of a .docx.
"""
