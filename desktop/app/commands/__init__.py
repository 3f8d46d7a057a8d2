"""The commands, a file each; ``desktop/app/cli.py`` lists them."""
