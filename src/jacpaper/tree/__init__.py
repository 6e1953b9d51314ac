"""The paper as one numbered tree of a few HTML elements: all that a writer sees.

In: the HTML that a template made. Out: a `Document`, whose tree holds no surprise for a writer.
"""
