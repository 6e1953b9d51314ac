"""From a meeting's folder to its facts.

In: the project's folder and the meeting. Out: `PaperFacts`, or every mistake in every file.
"""
