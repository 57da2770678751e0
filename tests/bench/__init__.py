"""`make bench`: what the service costs. Nothing here asserts a time; it prints what was measured on this machine."""
