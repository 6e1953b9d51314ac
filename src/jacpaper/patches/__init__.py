"""Other libraries made quicker: each change to the inside of one, and nothing else.

In: libraries as they are installed. Out: the same libraries, which do the same in less time.
Each change recognises what it changes, and leaves it alone where it looks otherwise.
"""
