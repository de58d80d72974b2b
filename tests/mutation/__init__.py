"""Mutation testing: changes the program one place at a time, to see whether a test notices.

    python -m tests.mutation record          run the tests once; note which lines each of them runs
    python -m tests.mutation [PACKAGE …]     change lines, and run the tests that run them

Unlike `tests.mutants`, which corrupts content to see what `kbgen check` catches, and `tests.kill`, which
ends builds at random moments, this one changes kbgen itself.
"""
