"""The register: every recommendation and AFI as an item, and what they add up to.

`reading` turns a CSV, Excel or YAML file into items; `counting` turns items into figures.
Nothing is imported here: most forces keep no register in inputs/.
"""
