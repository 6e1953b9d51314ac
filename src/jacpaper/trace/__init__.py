"""Which lines of the inputs each block of a paper came from; used only by the preview.

In: facts, and the template while it is filled in. Out: places in the inputs, block by block.
"""
