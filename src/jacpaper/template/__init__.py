"""The template filled in with the facts of a paper.

In: `PaperFacts` and the template's folder. Out: a `Document`, or every mistake in the template.
"""
