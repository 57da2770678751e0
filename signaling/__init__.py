"""What a consultation is and who is paired with whom.

Knows the wire messages and Redis; knows nothing of HTTP, SQL or media.
"""
