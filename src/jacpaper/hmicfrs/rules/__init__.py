"""The rules that are about the HMICFRS update alone.

One module a rule, as in `jacpaper.rules`; `table` finds them and adds those for any paper.
"""
