"""The ten kinds of ledger, one declaration a file; ``all.py`` holds them in one tuple."""
