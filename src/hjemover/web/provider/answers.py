"""What the provider answers, read with care."""

from typing import Any
from urllib.parse import urlsplit

import httpx

from hjemover.vocabulary import is_hpr_number


class ProviderFailed(Exception):
    """The provider did not answer as it should. *why* is for our log: no token, no person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def secure(url: str) -> bool:
    """https; or this very machine, as in tests."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in ("127.0.0.1", "localhost")


def level_of(value: object) -> int:
    """The security level, whether it is told as 4 or as "4"; 0 when it is not told."""
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else 0


def hpr_number_of(value: object) -> str | None:
    """The number as a text of digits, whether it is told as a number or as a text."""
    told = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return told if is_hpr_number(told) else None


def json_of(answer: httpx.Response, status: int) -> dict[str, Any]:
    if answer.status_code != status:
        raise ProviderFailed(f"it answered {answer.status_code} {error_of(answer)}")
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderFailed("its answer is not JSON")
    return found


def error_of(answer: httpx.Response) -> str:
    """The provider's code for what is wrong; its description may tell too much for a log."""
    try:
        found = answer.json().get("error", "")
    except (ValueError, AttributeError):
        return ""
    return found if isinstance(found, str) and found.replace("_", "").isalpha() else ""
