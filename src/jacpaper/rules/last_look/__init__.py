"""The last look at a public paper: are words in it that only exempt items have?

In: the register, the composed paper. Out: where it would print such words.
"""
