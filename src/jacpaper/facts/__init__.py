"""The facts of a paper: typed, frozen and valid.

In: plain data from YAML and the register. Out: one class for each file, and what every paper has.
The files of the HMICFRS update are in `hmicfrs`.
"""
