"""``python -m hjemover``."""

from hjemover.cli import main

main()
