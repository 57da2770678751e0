"""What can be wrong with the rows to learn from; every message is one sentence that names the line or the column."""

from server.errors import InvalidRequest


class RowsUnusable(InvalidRequest):
    """The file is no table of outcomes, or there is too little in it to learn from and to judge."""

    code = "rows-unusable"
