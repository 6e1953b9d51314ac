"""What a register's items add up to on a day, and between two.

In: items and days. Out: counts by report year, tables, lists, and items that explain a difference.
"""
