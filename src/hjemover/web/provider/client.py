"""The client's side of OpenID Connect: what is sent to the provider, and what is taken of it.

Code with PKCE (S256), pushed request (PAR), private_key_jwt, DPoP with the server's nonce, and the
issuer checked on the way back. Tokens never reach a browser, and none is kept.
"""

import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwk, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeySet
from joserfc.jwt import JWTClaimsRegistry
from msgspec import Struct

ASSERTION_SECONDS: Final = 10
_LEEWAY: Final = 10
_METADATA_SECONDS: Final = 24 * 3600
_KEYS_AGAIN_SECONDS: Final = 60
_SIGNED_WITH: Final = ["PS256", "PS384", "RS256", "ES256", "ES384"]
_PROOF_ALGORITHM: Final = "ES256"
_KEY_ALGORITHMS: Final = {"RSA": "PS256", "EC": "ES256", "P-384": "ES384"}


class ProviderFailed(Exception):
    """The provider did not answer as it should. *why* is for our log: no token, no person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Provider(Struct, frozen=True, kw_only=True):
    """Where and as whom we sign people in.

    Args:
        key: Our private key, which the provider knows the public half of.
        subject_claim: What tells people apart: a pseudonym, never the birth number.
    """

    issuer: str
    client_id: str
    key: Key
    scopes: str
    redirect_uri: str
    subject_claim: str
    level_claim: str


class Started(Struct, frozen=True, kw_only=True):
    """What must be remembered until the browser is back. Holds secrets."""

    state: str
    nonce: str
    verifier: str
    proof_key: dict[str, Any]

    def __repr__(self) -> str:
        return "Started(…)"


class SignedIn(Struct, frozen=True, kw_only=True):
    """Who came back: the provider's own word for them, and how sure it is."""

    subject: str
    level: int


class Client:
    """Talks with one provider. Safe to share between threads.

    Args:
        now: Seconds since 1970. The machine's clock, whatever clock the house goes by: tokens live
            for seconds, and the provider has a clock of its own.
    """

    def __init__(
        self,
        provider: Provider,
        *,
        http: httpx.Client | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.provider = provider
        # Sign-ins are rare: no connection is kept open between them.
        self._http = http or httpx.Client(
            timeout=10.0,
            follow_redirects=False,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self._now = now
        self._metadata: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def start(self) -> tuple[str, Started]:
        """Push a request. Gives where to send the browser, and what to remember.

        Raises:
            ProviderFailed: It could not be reached, or would not have it.
        """
        proof_key = ECKey.generate_key("P-256", auto_kid=False)
        started = Started(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            proof_key=dict(proof_key.as_dict(private=True)),
        )
        challenge = urlsafe_b64encode(sha256(started.verifier.encode()).digest()).rstrip(b"=")
        answer = self._post(
            self._endpoint("pushed_authorization_request_endpoint"),
            {
                "response_type": "code",
                "client_id": self.provider.client_id,
                "redirect_uri": self.provider.redirect_uri,
                "scope": self.provider.scopes,
                "state": started.state,
                "nonce": started.nonce,
                "code_challenge": challenge.decode(),
                "code_challenge_method": "S256",
                "dpop_jkt": proof_key.thumbprint(),
                "prompt": "login",
            },
        )
        request_uri = _json(answer, 201).get("request_uri")
        if not isinstance(request_uri, str):
            raise ProviderFailed("the pushed request was not taken")
        query = urlencode({"client_id": self.provider.client_id, "request_uri": request_uri})
        return f"{self._endpoint('authorization_endpoint')}?{query}", started

    def finish(self, started: Started, query: Mapping[str, str]) -> SignedIn:
        """Whom the provider has sent back with *query*.

        Raises:
            ProviderFailed: Anything in it is not as it must be.
        """
        if query.get("iss") != self.provider.issuer:
            raise ProviderFailed("the answer names another issuer")
        if not secrets.compare_digest(query.get("state", "").encode(), started.state.encode()):
            raise ProviderFailed("the answer is to another request")
        code = query.get("code")
        if not code:
            raise ProviderFailed("the answer has no code")
        claims = self._claims(self._id_token(started, code), started.nonce)
        subject = claims.get(self.provider.subject_claim)
        if not isinstance(subject, str) or not subject:
            raise ProviderFailed(f"the token has no {self.provider.subject_claim}")
        return SignedIn(
            subject=f"{self.provider.issuer}|{subject}",
            level=_level(claims.get(self.provider.level_claim)),
        )

    # --- the pieces -----------------------------------------------------------------------------

    def _id_token(self, started: Started, code: str) -> str:
        endpoint = self._endpoint("token_endpoint")
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.provider.redirect_uri,
            "client_id": self.provider.client_id,
            "code_verifier": started.verifier,
        }
        proof_key = ECKey.import_key(started.proof_key)
        answer = self._post(endpoint, fields, self._proof(proof_key, endpoint))
        nonce = answer.headers.get("DPoP-Nonce")
        if answer.status_code == 400 and nonce and _error(answer) == "use_dpop_nonce":
            # The server's own nonce is new each time: the first try only fetches it.
            answer = self._post(endpoint, fields, self._proof(proof_key, endpoint, nonce))
        given = _json(answer, 200)
        if str(given.get("token_type", "")).lower() != "dpop":
            raise ProviderFailed("the token is not bound to our key")
        token = given.get("id_token")
        if not isinstance(token, str):
            raise ProviderFailed("there is no id_token")
        return token

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        try:
            try:
                read = jwt.decode(token, self._key_set(), algorithms=_SIGNED_WITH)
            except (JoseError, ValueError):
                # Perhaps with a key that is newer than ours of theirs.
                read = jwt.decode(token, self._key_set(again=True), algorithms=_SIGNED_WITH)
            JWTClaimsRegistry(
                now=int(self._now()),
                leeway=_LEEWAY,
                iss={"essential": True, "value": self.provider.issuer},
                aud={"essential": True, "value": self.provider.client_id},
                exp={"essential": True},
                iat={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(read.claims)
        except (JoseError, ValueError) as wrong:
            raise ProviderFailed(f"the id_token does not hold: {type(wrong).__name__}") from None
        azp = read.claims.get("azp", self.provider.client_id)
        if azp != self.provider.client_id:
            raise ProviderFailed("the id_token is for another client")
        return dict(read.claims)

    def _post(self, url: str, fields: dict[str, str], proof: str | None = None) -> httpx.Response:
        signed = {
            **fields,
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": self._assertion(),
        }
        try:
            return self._http.post(url, data=signed, headers={"DPoP": proof} if proof else {})
        except httpx.HTTPError as wrong:
            raise ProviderFailed(f"it could not be reached: {type(wrong).__name__}") from None

    def _assertion(self) -> str:
        """That it is us who asks; good for ten seconds, at this issuer alone."""
        now = int(self._now())
        key = self.provider.key
        header = {"typ": "client-authentication+jwt", "alg": algorithm_of(key)}
        if key.kid:
            header["kid"] = key.kid
        claims = {
            "iss": self.provider.client_id,
            "sub": self.provider.client_id,
            "aud": self.provider.issuer,
            "jti": secrets.token_urlsafe(24),
            "iat": now,
            "nbf": now,
            "exp": now + ASSERTION_SECONDS,
        }
        return jwt.encode(header, claims, key, algorithms=_SIGNED_WITH)

    def _proof(self, key: ECKey, url: str, nonce: str | None = None) -> str:
        claims: dict[str, Any] = {
            "htm": "POST",
            "htu": url,
            "jti": secrets.token_urlsafe(24),
            "iat": int(self._now()),
        }
        if nonce is not None:
            claims["nonce"] = nonce
        header = {"typ": "dpop+jwt", "alg": _PROOF_ALGORITHM, "jwk": key.as_dict(private=False)}
        return jwt.encode(header, claims, key, algorithms=[_PROOF_ALGORITHM])

    def _endpoint(self, name: str) -> str:
        found = self._discovered().get(name)
        if not isinstance(found, str) or not _secure(found):
            raise ProviderFailed(f"its metadata has no {name} that is safe to use")
        return found

    @property
    def sign_out_url(self) -> str | None:
        """Where one signs out at the provider too; None when it has no such page."""
        try:
            return self._endpoint("end_session_endpoint")
        except ProviderFailed:
            return None

    def _discovered(self) -> dict[str, Any]:
        known = self._metadata
        if known is not None and self._now() - known[0] < _METADATA_SECONDS:
            return known[1]
        issuer = self.provider.issuer
        if not _secure(issuer):
            raise ProviderFailed("the issuer is not https")
        url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            metadata = _json(self._http.get(url), 200)
        except httpx.HTTPError as wrong:
            raise ProviderFailed(f"it could not be reached: {type(wrong).__name__}") from None
        if metadata.get("issuer") != issuer:
            raise ProviderFailed("its metadata names another issuer")
        self._metadata = (self._now(), metadata)
        return metadata

    def _key_set(self, *, again: bool = False) -> KeySet:
        known = self._keys
        fresh = _KEYS_AGAIN_SECONDS if again else _METADATA_SECONDS
        if known is not None and self._now() - known[0] < fresh:
            return known[1]
        try:
            keys = KeySet.import_key_set(
                _json(self._http.get(self._endpoint("jwks_uri")), 200)  # type: ignore[arg-type]
            )
        except httpx.HTTPError as wrong:
            raise ProviderFailed(f"it could not be reached: {type(wrong).__name__}") from None
        self._keys = (self._now(), keys)
        return keys


def read_key(text: str) -> Key:
    """Our private key, a JWK.

    Raises:
        ValueError: It is none, or it is a public one. Does not show it.
    """
    try:
        found = json.loads(text)
        key = jwk.import_key(found)
    except (JoseError, ValueError, TypeError, KeyError):
        raise ValueError("it is no key in JWK form") from None
    if not key.is_private or found.get("kty") not in ("RSA", "EC"):
        raise ValueError("it is no private RSA or EC key")
    return key


def algorithm_of(key: Key) -> str:
    """What we sign with: what the key says, or else the strongest that is usual for its kind."""
    told = key.get("alg") if hasattr(key, "get") else None
    if told in _SIGNED_WITH:
        return str(told)
    public = key.as_dict(private=False)
    return _KEY_ALGORITHMS.get(str(public.get("crv")), _KEY_ALGORITHMS[key.key_type])


def _secure(url: str) -> bool:
    """https; or this very machine, as in tests."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in ("127.0.0.1", "localhost")


def _level(value: object) -> int:
    """The security level, whether it is told as 4 or as "4"; 0 when it is not told."""
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else 0


def _json(answer: httpx.Response, status: int) -> dict[str, Any]:
    if answer.status_code != status:
        raise ProviderFailed(f"it answered {answer.status_code} {_error(answer)}")
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderFailed("its answer is not JSON")
    return found


def _error(answer: httpx.Response) -> str:
    """The provider's code for what is wrong; its description may tell too much for a log."""
    try:
        found = answer.json().get("error", "")
    except (ValueError, AttributeError):
        return ""
    return found if isinstance(found, str) and found.replace("_", "").isalpha() else ""
