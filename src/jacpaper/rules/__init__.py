"""The rules that the figures and words of a paper obey.

In: the facts, and the document made of them. Out: problems, each at its line, with how to
answer it.
"""
