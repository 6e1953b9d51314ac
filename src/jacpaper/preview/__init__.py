"""The paper in the browser while its files are edited.

In: every save. Out: a page on this machine that shows the paper, what is wrong and what changed.
"""
