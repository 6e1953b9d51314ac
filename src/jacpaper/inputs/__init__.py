"""From the files of a meeting's folder to facts.

In: the project's folder and the meeting. Out: `ItemFacts`, or every mistake in every file.
"""
