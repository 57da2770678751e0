"""Reads pictures: lengths beside a printed marker sheet, and the colours of a printed card."""
