"""A Word paper that came back: what was changed in it, where that belongs, and taking it over.

In: the returned paper, and the inputs it was made from. Out: changes with their homes in the
inputs, and, for those that are taken, the inputs so edited that the paper says the same.
"""
