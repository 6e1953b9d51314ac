"""The rules that the words of any paper obey.

In: the facts, and the document made of them. Out: problems, each at its line, with how to
answer it.

Those about the HMICFRS update alone are in `hmicfrs.rules`.

One module a rule, named by its id: what the rule says, why, an example, and the function that
finds what breaks it. Adding a rule is adding its module here, which `table` finds by itself,
and its cases in tests/rules/cases/. `rule` and `texts` hold what several rules share.
"""
