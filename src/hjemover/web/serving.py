"""The web on its address: uvicorn, with what it must know of the way there."""

import socket
import sys
from contextlib import suppress
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI

from hjemover.application.house import House
from hjemover.settings import Settings
from hjemover.supervisor import Child, environment_of, free_port
from hjemover.web.app import create_app

_NOT_STARTED = 3
"""How uvicorn's own command ends when its address was taken."""
_OWN = ("127.0.0.1", "localhost")


def serve(house: House, settings: Settings) -> None:
    """Answer until told to end (Ctrl-C, SIGTERM)."""
    config = uvicorn.Config(
        create_app(house, settings),
        host=settings.web_host,
        port=settings.web_port,
        # Addresses tell of patients' ways, so none is logged; errors are, by us.
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.web_proxies,
        timeout_graceful_shutdown=5,
    )
    server = Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(_NOT_STARTED)


class Server(uvicorn.Server):
    """Lets go of those who listen for news first: it waits for every answer to end."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app = self.config.app
        assert isinstance(app, FastAPI)
        await app.state.site.listeners.stop()
        await super().shutdown(sockets)


def web_child(settings: Settings) -> Child:
    """The web as a child of ``hjemover up``."""
    return Child(
        name="the web",
        command=(sys.executable, "-m", "hjemover", "web"),
        environment=environment_of(settings),
    )


def with_free_port(settings: Settings) -> Settings:
    """*settings* with another port where somebody has theirs, on a machine of one's own only."""
    public = urlsplit(settings.public_url)
    if public.hostname not in _OWN:
        return settings
    port = free_port(settings.web_port)
    if port == settings.web_port:
        return settings
    return settings.model_copy(
        update={"web_port": port, "public_url": f"{public.scheme}://{public.hostname}:{port}"}
    )


def address_of(settings: Settings) -> str:
    """What a person on this machine writes to get there."""
    public = urlsplit(settings.public_url)
    if public.hostname not in _OWN:
        return settings.public_url
    return f"{public.scheme}://{public.hostname}:{settings.web_port}"
