"""A seeded world: rosters of invented people, and tenants that differ from them as life does."""

from reconciler.simulator.world.anomalies import Anomaly
from reconciler.simulator.world.generate import generate, grow, next_year
from reconciler.simulator.world.options import WorldError, WorldOptions, WorldSummary

__all__ = ["Anomaly", "WorldError", "WorldOptions", "WorldSummary", "generate", "grow", "next_year"]
