"""The ledger: which target dates were moved, how late items are, and how long they stay open.

In: items of the register with their accounts. Out: figures, rows and texts for the template.
Nothing of it is imported unless a paper asks for it, or the register accounts for dates.
"""
