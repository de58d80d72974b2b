"""Mutation testing: changes the program one place at a time, to see whether a test notices.

    python -m tests.mutation record [-- -n 2]   run the tests once; note which lines each of them runs
    python -m tests.mutation [PACKAGE …]        change lines, and run the tests that run them

What follows `--` is for pytest. Record again when lines have moved.

Unlike `tests.mutants`, which corrupts content to see what `kbgen check` catches, and `tests.kill`, which
ends builds at random moments, this one changes kbgen itself.
"""
