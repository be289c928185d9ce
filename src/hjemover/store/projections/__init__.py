"""What screens ask, kept in step with the journal and rebuilt from it at will (lesetabeller)."""

from hjemover.store.chain import BrokenLink, verify
from hjemover.store.projections.projecting import project
from hjemover.store.projections.rebuilding import Rebuilt, rebuild
from hjemover.store.projections.rules import ProjectionRules

__all__ = ["BrokenLink", "ProjectionRules", "Rebuilt", "project", "rebuild", "verify"]
