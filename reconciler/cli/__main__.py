"""`python -m reconciler.cli`."""

from reconciler.cli.entry import main

main()
