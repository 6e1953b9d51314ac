"""Working days, and how charts are drawn: pure functions.

In: figures and days. Out: days; pictures with the words that say the same.
"""
