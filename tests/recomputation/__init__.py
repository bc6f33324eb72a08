"""Every figure of a site, computed again by a stranger: the method and the open files, nothing of the program.

`python -m tests.recomputation site/` reads a built site and prints what it finds different.
"""
