"""The server process: HTTP, sockets, SQL, latency figures, pages: everything that does I/O."""
