"""``python -m alliancekg`` is the command line."""

from alliancekg.cli import main

if __name__ == "__main__":
    main(prog_name="alliancekg")
