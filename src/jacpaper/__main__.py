"""`python -m jacpaper` does what the command `jacpaper` does."""

from jacpaper.cli.main import main

main(prog_name="jacpaper")
