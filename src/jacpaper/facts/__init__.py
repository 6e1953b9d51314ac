"""The facts of a paper: typed, frozen and valid.

In: plain data from YAML and the register. Out: one class for each file, and `PaperFacts`, which
has all that one paper says.
"""
