"""Live preview: the paper in the browser, refreshed at each save.

In: saved files. Out: a page on localhost that shows the paper, its problems and what changed.
"""
