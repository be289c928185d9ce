"""What people were told, or asked to do elsewhere."""

from hjemover.engine.events.event import Event


class NoticeGiven(Event, frozen=True, kw_only=True, tag="notice-given"):
    """Units were told. *message* names the step or event that told them."""

    message: str
    to: tuple[tuple[str, str], ...]
    in_house: bool = False  # shown in the product only


class NoticeWithheld(Event, frozen=True, kw_only=True, tag="notice-withheld"):
    step: str
    party: str
    purpose: str


class CodeToRegister(Event, frozen=True, kw_only=True, tag="code-to-register"):
    """Somebody must register a code elsewhere; we cannot do it for them."""

    step: str
    unit: str
    code_set: str
    code: str


NoticeEvent = NoticeGiven | NoticeWithheld | CodeToRegister
