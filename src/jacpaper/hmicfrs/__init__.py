"""The HMICFRS update: all that is special to this kind of paper, and no other kind has.

In: a meeting's folder. Out: the paper's facts, its document, and what its rules find. Rooms that
make papers of every kind reach it through `kinds` alone.
"""
