"""Reads typed text, and edits it: YAML with places, dates, light Markdown, odd characters.

In: bytes of a file, or a text. Out: plain data with a place for every value, dates, HTML.
"""
