"""The PDF, laid out by WeasyPrint with our own tags: PDF/UA-1 and PDF/A-2a.

In: a `Document`, its style sheets and fonts. Out: the bytes of a .pdf, and warnings.
"""
