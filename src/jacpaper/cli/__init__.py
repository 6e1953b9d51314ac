"""The command line: parse, call, print, exit.

In: arguments. Out: text on the terminal, and an exit code.
"""
