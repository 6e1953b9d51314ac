"""A Word paper that came back: what it says now, what was changed in it, and by whom.

In: the bytes of a .docx, saved by whatever program. Out: a `ReturnedPaper`, as two trees of the
same few elements that a paper is made of, and revisions and comments at their places in them.
"""
