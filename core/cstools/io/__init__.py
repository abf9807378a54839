"""Readers of plain formats: delimited text, archives, workbooks. They know nothing of returns."""
