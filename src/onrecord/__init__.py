"""onrecord keeps the record of who said what."""
