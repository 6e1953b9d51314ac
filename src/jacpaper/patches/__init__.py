"""Changes to other libraries that make them faster.

In: libraries as they are installed. Out: the same libraries, which do the same in less time.
Each change recognises what it changes, and leaves it alone where it looks otherwise.
"""
