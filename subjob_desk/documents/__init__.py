"""Sheets in and out: CSV, XLSX and pasted rows, their headings, and what Excel did to codes."""
