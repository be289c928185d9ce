"""A checked pathway definition (forløpsbeskrivelse), as the engine reads it.

The file's own words are in ``grammar``; ``compiling`` turns them into these.
Nothing here is text to be parsed again: durations, references and expressions are types.
A definition that exists as these models has passed every check.
"""

from hjemover.definition.models.codes import *
from hjemover.definition.models.events import *
from hjemover.definition.models.forms import *
from hjemover.definition.models.limits import *
from hjemover.definition.models.measures import *
from hjemover.definition.models.moments import *
from hjemover.definition.models.numbers import *
from hjemover.definition.models.outcomes import *
from hjemover.definition.models.parties import *
from hjemover.definition.models.pathway import *
from hjemover.definition.models.steps import *
from hjemover.definition.models.text import *
