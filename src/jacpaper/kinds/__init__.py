"""The kinds of paper: what each reads, which names its template gets, and what checks it.

In: a meeting and the name of one of its items. Out: the kind that makes its paper.
"""
