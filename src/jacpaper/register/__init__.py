"""The register: every recommendation and AFI as an item, and what they add up to.

Nothing is imported here: most forces keep no register in inputs/.
"""
