"""The template filled in with the facts of a paper.

In: facts, the names that a template may use, and its folder. Out: a `Document`, or every mistake
in the template.
"""
