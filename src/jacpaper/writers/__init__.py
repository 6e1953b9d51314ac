"""The document in each format: writers translate, and decide nothing.

In: a `Document` and the template's folder. Out: the bytes of a file, and warnings.
"""
