"""The echo at the other end of a buyer's line test: the way that media would take, tried before the consultation."""

from server.echo.peers import EchoPeers

__all__ = ["EchoPeers"]
