"""python -m kbgen"""

from kbgen.cli import main

main(prog_name="kbgen")
