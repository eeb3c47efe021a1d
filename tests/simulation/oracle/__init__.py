"""What must hold, written from the rules alone.

Premise: an oracle that shares code with the planner shares its mistakes. So it reads the
simulator's saved state, the rosters' CSV and the manifests' YAML by small readers of its own, and
imports nothing of the product.

Rule: every invariant has a name, and is judged at the moment of each write. A write that was right
in the end can be wrong when it was sent: somebody was without a licence in between.
"""
