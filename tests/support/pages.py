"""The pages of all nodes of a run, which are made of the same files: making them takes half a second."""

from functools import cache

from server.pages import Pages


@cache
def made_pages() -> Pages:
    """The pages as they were when they were first asked for."""
    return Pages()
