"""Each published pathway as a deployment, so that Prefect shows it and can run it on a pool.

``flows.published.<pathway id>`` is the pathway's flow: the entrypoint that Prefect loads.
"""

from typing import TYPE_CHECKING

from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from flows.pathway import pathway_flow
from flows.worksite import here
from hjemover.application.peeking import version_in_force
from hjemover.definition.models import PathwayDefinition

if TYPE_CHECKING:
    from flows.pathway import PathwayFlow

DEPLOYMENT = "wake-ups"


def __getattr__(name: str) -> "PathwayFlow":
    definition = None if name.startswith("__") else version_in_force(here().house, name)
    if definition is None:
        raise AttributeError(f"There is no published pathway {name!r}.")
    return pathway_flow(definition)


def deployment(definition: PathwayDefinition) -> RunnerDeployment:
    """How a pathway stands in Prefect: its name, version, description and tags. No schedule."""
    made = RunnerDeployment.from_flow(
        pathway_flow(definition),
        name=DEPLOYMENT,
        # Said outright: in a checkout Prefect would rather show the commit.
        version=str(definition.version),
        tags=list(definition.tags),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    made.entrypoint = f"{__name__}.{definition.id}"
    return made
