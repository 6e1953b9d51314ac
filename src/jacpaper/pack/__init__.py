"""The pack: many PDFs, ours and other people's, become one that keeps its tags.

In: `Part`s in the order of the agenda, and what the pack is called. Out: a `Pack`: the bytes of
one PDF, the page on which each part begins, and what must be said of other people's files.
"""
