"""Which lines of the inputs each block of a paper came from; used by the preview and by review.

In: facts, and the template while it is filled in. Out: places in the inputs, block by block.
"""
