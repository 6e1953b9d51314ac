"""What a writer and a reader of Word files both know of how a paper looks."""

# Background colours of ratings: pale, so that the words are easy to read.
FILLS = {
    "red": "F6D7D2",
    "amber": "FFE2B8",
    "green": "CCE2D8",
    "blue": "D2E2F1",
    "grey": "E5E6E7",
}
