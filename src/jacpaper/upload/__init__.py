"""The folder that is uploaded to a committee system: all that the public may have of a meeting.

In: a meeting's agenda and papers. Out: a folder with the pack or its parts, each paper as PDF and
web page, an index page and a list of hashes. Nothing is sent anywhere.
"""
