"""jacpaper: the HMICFRS update for a police Joint Audit Committee."""

__version__ = "0.2.0"
