"""From a register's file to its items: CSV, Excel or YAML.

In: the file, and inputs/register.yaml, which says how to read it. Out: a `Register`, or every
cell that is wrong.
"""
