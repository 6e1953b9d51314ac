"""New folders: the next meeting's, and the first one of another force.

In: the last paper's facts, or nothing. Out: files that can be built as they are.
"""
