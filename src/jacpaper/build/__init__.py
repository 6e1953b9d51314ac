"""From a meeting's folder to its files, for one paper or many.

In: the project's folder and the meeting. Out: files put in place together, with a manifest.
"""
