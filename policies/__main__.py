"""The pack that Pulumi runs: this folder's rules, as `reconciler check` has them."""

from pathlib import Path

from reconciler.pulumi.policy import serve

serve(Path(__file__).resolve().parent)
