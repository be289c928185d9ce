"""Copies of a handoff, to those who are told and have no say in it."""

from hjemover.engine.events.event import Event


class CopyDelivered(Event, frozen=True, kw_only=True, tag="copy-delivered"):
    obligation: str
    party: str


class CopyUndelivered(Event, frozen=True, kw_only=True, tag="copy-undelivered"):
    obligation: str
    party: str
    reason: str


class CopyAcknowledged(Event, frozen=True, kw_only=True, tag="copy-acknowledged"):
    obligation: str
    party: str


class CopyWithheld(Event, frozen=True, kw_only=True, tag="copy-withheld"):
    obligation: str
    party: str
    purpose: str


CopyEvent = CopyDelivered | CopyUndelivered | CopyAcknowledged | CopyWithheld
