"""Validators of other makers, where they are installed: what each finds in an output.

In: the paths of outputs. Out: findings, a sentence each. No paper needs any of them.
"""
