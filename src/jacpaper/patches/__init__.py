"""Changes to the inside of other libraries: each saves time that can be measured.

In: libraries as they are installed. Out: the same libraries, which do the same in less time.
Each module changes one library in one way. It knows the sources that it changes by their
digests (`sources.py`) and leaves a library with other sources as it is.
"""
