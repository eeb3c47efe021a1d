"""`python -m reconciler.cli`: the same as the command `reconciler`."""

from reconciler.cli.main import main

main()
