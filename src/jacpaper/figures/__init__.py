"""The arithmetic of a paper, and the charts of it: pure functions.

In: facts. Out: counts, comparisons and days; pictures with the words that say the same.
"""
