"""The words that a paper prints and that stand neither in its template nor in its inputs.

In: numbers, dates and keys. Out: words of one language. `english` is one; a second is a module
with the same names, listed in `interface.Language`, and `template.compose.compose` is given it.
Messages to whoever makes the paper are not printed in it, and stay where they are raised.
"""
