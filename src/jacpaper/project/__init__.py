"""The layout of a project's folder, and what its files are called.

In: the folder. Out: its meetings, the template's folder, the folder of each meeting's outputs.
"""
