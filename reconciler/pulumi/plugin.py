"""`pulumi-resource-reconciler`: the provider's process, started by the engine for one operation."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from reconciler import __version__
from reconciler.model.collector import collect_seldom
from reconciler.pulumi.provider import EngineLog, SchoolProvider
from reconciler.pulumi.serve import serve


def main() -> None:
    """Serves until the engine ends the process. Argument: the engine's address."""
    collect_seldom()
    engine = EngineLog(next(word for word in sys.argv[1:] if not word.startswith("-")))
    provider = SchoolProvider(engine, Path.cwd(), dict(os.environ))
    try:
        asyncio.run(serve(provider, __version__))
    except KeyboardInterrupt:
        sys.exit(0)
    finally:
        provider.close()  # the engine ends an operation by an interrupt, and waits some seconds
