"""What every page of the overview starts from."""

from collections.abc import Collection, Mapping
from datetime import datetime

from starlette.requests import Request

from hjemover.application import figures, rebasing
from hjemover.application.figures import Slice
from hjemover.application.house import House
from hjemover.calendar import local_day
from hjemover.store.rebases import KeptRebase
from hjemover.web.leading.naming import Names, sorted_by_name
from hjemover.web.overview.asked import Asked, Wanted, read_asked, understand
from hjemover.web.pages import NotFound
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


class Here:
    """Who asks for what, in which words."""

    def __init__(
        self, request: Request, visitor: Visitor, form: Mapping[str, str] | None = None
    ) -> None:
        self.house: House = site(request).house
        self.actor = visitor.actor
        self.names = Names.read(self.house, words_of(request, visitor))
        with self.house.database.reading() as tx:
            own = figures.own_organisations(self.house, tx, self.actor)
        labels = [(one, self.names.organisation(one)) for one in own]
        self.own = [one for one, _ in sorted_by_name(labels)]
        if not self.own:
            raise NotFound
        self.asked: Asked = read_asked(request.query_params if form is None else form)
        self.now: datetime = self.house.clock.now()
        self.wanted: Wanted = understand(self.asked, self.own, self.names, local_day(self.now))
        self._rebases: dict[str, list[KeptRebase]] = {}

    @property
    def slice(self) -> Slice:
        return self.wanted.slice

    def rebases(self, chart: str) -> list[KeptRebase]:
        """From which days the organisation reckons the limits of *chart* anew; read once."""
        if chart not in self._rebases:
            self._rebases[chart] = rebasing.kept(self.house, self.slice.organisation, chart)
        return self._rebases[chart]

    def about(self, refs: Collection[str]) -> Names:
        """What everything is called, to tell the visitor about each of the pathways."""
        return self.names.shielding(self.house, self.actor, refs)
