"""What can be wrong with the rows to learn from; every message is one sentence that names the line or the column."""


class RowsUnusable(Exception):
    """The file is no table of outcomes, or there is too little in it to learn from and to judge.

    Only the command line reads such files, so no client is ever told.
    """
