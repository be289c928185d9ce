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
from urllib.parse import urlencode

import httpx
from joserfc import jwk, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeySet
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry, Token
from msgspec import Struct

from hjemover.application.sessions import AtProvider
from hjemover.web.provider.answers import (
    ProviderFailed,
    error_of,
    hpr_number_of,
    json_of,
    level_of,
    secure,
)

ASSERTION_SECONDS: Final = 10
_LEEWAY: Final = 10
_MOST_AGE: Final = 600
_METADATA_SECONDS: Final = 24 * 3600
_KEYS_AGAIN_SECONDS: Final = 60
_SIGNED_WITH: Final = ["PS256", "PS384", "RS256", "ES256", "ES384"]
_PROOF_ALGORITHM: Final = "ES256"
_LONGEST_LOGOUT: Final = 24 * 3600
_LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
_LOGOUT_TYPES: Final = ("jwt", "logout+jwt", "application/logout+jwt")
_KEY_ALGORITHMS: Final = {"RSA": "PS256", "EC": "ES256", "P-384": "ES384"}


class Provider(Struct, frozen=True, kw_only=True):
    """Where and as whom we sign people in.

    Args:
        key: Our private key, which the provider knows the public half of.
        subject_claim: What tells people apart: a pseudonym, never the birth number.
        hpr_claim: What tells their number in the register of health personnel, where asked for.
    """

    issuer: str
    client_id: str
    key: Key
    scopes: str
    redirect_uri: str
    subject_claim: str
    level_claim: str
    hpr_claim: str


class Started(Struct, frozen=True, kw_only=True):
    """What must be remembered until the browser is back. Holds secrets.

    Args:
        asked: When they were sent there; 0 when it is no matter how long ago they signed in.
    """

    state: str
    nonce: str
    verifier: str
    proof_key: dict[str, Any]
    asked: int = 0

    def __repr__(self) -> str:
        return "Started(…)"


class SignedIn(Struct, frozen=True, kw_only=True):
    """Who came back: the provider's own word for them, and how sure it is.

    Args:
        ago: Seconds since they signed in there; None when it does not tell.
        at_provider: How it calls the session there, for the day it ends.
        hpr_number: Theirs in the register of health personnel; None when it does not tell.
    """

    subject: str
    level: int
    hpr_number: str | None = None
    ago: int | None = None
    at_provider: AtProvider = AtProvider()


class SignedOut(Struct, frozen=True, kw_only=True):
    """The provider's word that somebody has signed out there.

    Args:
        token: What it calls the word, which is good once.
        until: When it is good no longer, in seconds since 1970.
    """

    at_provider: AtProvider
    token: str
    until: int


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

    def start(self, *, anew: bool = False) -> tuple[str, Started]:
        """Push a request. Gives where to send the browser, and what to remember.

        Args:
            anew: Whoever comes back must have signed in after this, as the provider tells.

        Raises:
            ProviderFailed: It could not be reached, or would not have it.
        """
        proof_key = ECKey.generate_key("P-256", auto_kid=False)
        started = Started(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            proof_key=dict(proof_key.as_dict(private=True)),
            asked=int(self._now()) if anew else 0,
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
                # Not 0, which lets some providers ask without end. It has them tell auth_time.
                "max_age": str(_MOST_AGE),
            },
        )
        request_uri = json_of(answer, 201).get("request_uri")
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
        ago = self._ago(claims.get("auth_time"))
        if started.asked and (ago is None or ago > self._now() - started.asked + _LEEWAY):
            raise ProviderFailed("they did not sign in anew")
        return SignedIn(
            subject=f"{self.provider.issuer}|{subject}",
            level=level_of(claims.get(self.provider.level_claim)),
            hpr_number=hpr_number_of(claims.get(self.provider.hpr_claim)),
            ago=ago,
            at_provider=self._at_provider(claims),
        )

    def signed_out(self, token: str) -> SignedOut:
        """What the provider tells by a logout token (OpenID Connect Back-Channel Logout 1.0).

        Raises:
            ProviderFailed: It is not such a token, not the provider's, not for us, or too old.
        """
        read = self._read(token, {"jti": {"essential": True}})
        # Else a token that was made for something else could end somebody's session.
        if str(read.header.get("typ", "JWT")).lower() not in _LOGOUT_TYPES:
            raise ProviderFailed("the token is of another type")
        claims = read.claims
        events = claims.get("events")
        if not isinstance(events, dict) or not isinstance(events.get(_LOGOUT_EVENT), dict):
            raise ProviderFailed("the token tells of no logout")
        if "nonce" in claims:
            raise ProviderFailed("the token has a nonce, as if it were for signing in")
        who = self._at_provider(claims)
        if who == AtProvider():
            raise ProviderFailed("the token names neither a session nor a person")
        until = int(claims["exp"])
        if until > self._now() + _LONGEST_LOGOUT:
            # It is remembered as used for as long as it is good.
            raise ProviderFailed("the token is good for too long")
        return SignedOut(at_provider=who, token=str(claims["jti"]), until=until)

    def _ago(self, signed_in_at: object) -> int | None:
        if isinstance(signed_in_at, bool) or not isinstance(signed_in_at, int):
            return None
        return max(int(self._now()) - signed_in_at, 0)

    def _at_provider(self, claims: Mapping[str, Any]) -> AtProvider:
        told = (claims.get(name) for name in ("sid", "sub"))
        sid, sub = (one if isinstance(one, str) and one else None for one in told)
        return AtProvider.of(self.provider.issuer, sid, sub)

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
        if answer.status_code == 400 and nonce and error_of(answer) == "use_dpop_nonce":
            # The server's own nonce is new each time: the first try only fetches it.
            answer = self._post(endpoint, fields, self._proof(proof_key, endpoint, nonce))
        given = json_of(answer, 200)
        if str(given.get("token_type", "")).lower() != "dpop":
            raise ProviderFailed("the token is not bound to our key")
        token = given.get("id_token")
        if not isinstance(token, str):
            raise ProviderFailed("there is no id_token")
        return token

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        claims = self._read(
            token,
            {"sub": {"essential": True}, "nonce": {"essential": True, "value": nonce}},
        ).claims
        azp = claims.get("azp", self.provider.client_id)
        if azp != self.provider.client_id:
            raise ProviderFailed("the id_token is for another client")
        return dict(claims)

    def _read(self, token: str, demanded: Mapping[str, ClaimsOption]) -> Token:
        """A token that the provider has signed, for us, and that is not too old."""
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
                **demanded,
            ).validate(read.claims)
        except (JoseError, ValueError) as wrong:
            raise ProviderFailed(f"the token does not hold: {type(wrong).__name__}") from None
        return read

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
        if not isinstance(found, str) or not secure(found):
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
        if not secure(issuer):
            raise ProviderFailed("the issuer is not https")
        url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            metadata = json_of(self._http.get(url), 200)
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
                json_of(self._http.get(self._endpoint("jwks_uri")), 200)  # type: ignore[arg-type]
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
