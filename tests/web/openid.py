"""A real OpenID provider as a process, and a person at its pages (npm's oidc-provider)."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from hjemover.supervisor import free_port

HERE = Path(__file__).parent / "provider"
CLIENT, REDIRECT = "hjemover", "https://hjemover.example/logg-inn/svar"
SCOPES = "openid helseid://scopes/identity/pid_pseudonym helseid://scopes/identity/security_level"

HPR_SCOPE = "helseid://scopes/hpr/hpr_number"


def installed() -> Path:
    """The folder with the provider in it, fetched with npm the first time."""
    told = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    version = told["dependencies"]["oidc-provider"]
    folder = Path(sys.prefix) / f".oidc-provider-{version}"
    if not folder.is_dir():
        _install(folder)
    return folder


def _install(folder: Path) -> None:
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.fail("No Node on this machine. Install it: apt install nodejs npm", pytrace=False)
    # In a folder of its own until it is whole: another process may be at the same.
    draft = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.copytree(HERE, draft)
    done = subprocess.run(
        ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"],
        cwd=draft, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.fail(f"npm could not fetch oidc-provider: {done.stderr[-400:]}", pytrace=False)
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft)  # somebody else was first


class OpenId:
    """The provider that runs, and the keys it was told of."""

    def __init__(self, issuer: str, key: RSAKey, theirs: RSAKey, told_at: int) -> None:
        self.issuer = issuer
        self.key = key
        self.theirs = theirs
        self.told_at = told_at
        """The port of ours where it tells that somebody has signed out."""

    @property
    def private_key(self) -> str:
        return json.dumps(self.key.as_dict(private=True))

    def browser(self) -> httpx.Client:
        """A browser at the provider; to be closed."""
        return httpx.Client(follow_redirects=False, base_url=self.issuer, timeout=20)

    def sign_in(self, url: str, person: str, browser: httpx.Client | None = None) -> httpx.URL:
        """Go to *url* as a browser would, and sign in there as *person*. Gives where it leads."""
        if browser is None:
            with self.browser() as own:
                return self.sign_in(url, person, own)
        answer = browser.get(url)
        for _ in range(12):
            target = answer.headers.get("location")
            if target and target.startswith(REDIRECT):
                return httpx.URL(target)
            if target:
                answer = browser.get(target)
                continue
            action, fields = _form(answer.text)
            if "login" in fields:
                fields |= {"login": person, "password": "hva som helst"}
            answer = browser.post(action, data=fields)
        raise AssertionError(f"the provider did not send the browser back: {answer.text[:300]}")

    def sign_out(self, browser: httpx.Client, url: str = "/session/end") -> httpx.Response:
        """Sign out there, as a person who presses yes. Gives the provider's last answer."""
        action, fields = _form(browser.get(url).text)
        return browser.post(action, data={**fields, "logout": "yes"})


def _form(html: str) -> tuple[str, dict[str, str]]:
    """The one form of a page of the provider's."""
    action = re.search(r'<form[^>]* action="([^"]+)"', html)
    assert action, html[:500]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            fields[name[1]] = value[1] if value else ""
    return action[1], fields


@contextmanager
def running() -> Iterator[OpenId]:
    """The provider for as long as the block lasts."""
    folder = installed()
    key = RSAKey.generate_key(2048, parameters={"use": "sig", "alg": "PS256"}, auto_kid=True)
    theirs = RSAKey.generate_key(2048, parameters={"use": "sig", "alg": "PS256"}, auto_kid=True)
    issuer, told_at = f"http://127.0.0.1:{free_port(0)}", free_port(0)
    told: dict[str, Any] = {
        "issuer": issuer,
        "client_id": CLIENT,
        "redirect_uri": REDIRECT,
        "post_logout_redirect_uris": ["https://hjemover.example/logg-inn"],
        "backchannel_logout_uri": f"http://127.0.0.1:{told_at}/logg-ut/leverandor",
        "scope": f"{SCOPES} {HPR_SCOPE}",
        "public_key": key.as_dict(private=False),
        "provider_key": theirs.as_dict(private=True),
    }
    # Its own source beside what it needs: node looks for packages upwards from the file.
    shutil.copy(HERE / "provider.mjs", folder / "provider.mjs")
    process = subprocess.Popen(
        ["node", "provider.mjs"], cwd=folder, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    errors: list[str] = []
    listening = threading.Thread(target=errors.extend, args=(process.stderr,), daemon=True)
    listening.start()
    try:
        process.stdin.write(json.dumps(told))
        process.stdin.close()
        if not any(line.strip() == "ready" for line in iter(process.stdout.readline, "")):
            process.wait(10)
            pytest.fail(f"The provider did not start: {''.join(errors)[-600:]}", pytrace=False)
        yield OpenId(issuer, key, theirs, told_at)
    finally:
        process.terminate()
        process.wait(10)
        listening.join(10)
        process.stdout.close()
        process.stderr.close()
