"""The words that a paper prints and that are neither in its template nor in its inputs.

In: numbers, dates and keys. Out: words of one language. `english` is one; a second is a module
with the same names, listed in `interface.Language`, and whoever composes a paper is given it.
Messages to whoever makes the paper are not printed in it, and stay where they are raised.
"""
