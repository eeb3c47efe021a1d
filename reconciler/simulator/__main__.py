"""`python -m reconciler.simulator`: serves with the options given as flags."""

from __future__ import annotations

import argparse
from pathlib import Path

from reconciler.simulator.entry import ScenarioError, ServeOptions, serve


def main() -> None:
    """Reads the flags and serves until a signal."""
    parser = argparse.ArgumentParser(prog="python -m reconciler.simulator")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--traffic", type=Path)
    parser.add_argument("--ready", type=Path)
    parser.add_argument("--scenario", type=Path)
    parser.add_argument("--behave", action="append", default=[], metavar="TENANT.NAME=VALUE")
    parser.add_argument("--behaviour", action="append", default=[], metavar="NAME")
    parser.add_argument("--tls-port", type=int)
    parser.add_argument("--proxy-port", type=int)
    parser.add_argument("--ca", type=Path)
    given = vars(parser.parse_args())
    try:
        repeated = {name: tuple(given[name]) for name in ("behave", "behaviour")}
        serve(ServeOptions(**given | repeated))
    except ScenarioError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
