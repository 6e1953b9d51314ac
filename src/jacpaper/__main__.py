"""`python -m jacpaper` does what the command `jacpaper` does."""

from jacpaper.cli.run import run

if __name__ == "__main__":
    run()
