"""Signing in by OpenID Connect: Streamlit's own routes do it, and what they signed is read here.

The provider's answer is kept by the browser as a cookie that this server has signed. Streamlit
reads it where a page connects; here it is read on every request.
"""

from __future__ import annotations

import importlib.util
import json
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from decision.errors import DecisionError

LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
LASTS = 12 * 3600  # seconds; then the provider is asked again
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SECRET = 32  # characters of the secret that signs, at least


@dataclass(frozen=True)
class SignIn:
    """The file that names the provider, and the origin that browsers come back to."""

    file: Path
    origin: str


@dataclass(frozen=True)
class Told:
    """What a provider told of somebody: an identity, a name to show, and until when it holds."""

    identity: str
    name: str
    until: float


def read(file: Path, name: str) -> SignIn:
    """Return what a secrets file says of the provider.

    Args:
        name: the host name that browsers ask for.

    Raises:
        DecisionError: the file can't be used, or a library is missing.
    """
    try:
        auth = tomllib.loads(file.read_text("utf-8")).get("auth", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DecisionError(f"{file}: can't be read as TOML ({error})") from None
    for each in _NEEDED:
        if not isinstance(auth, dict) or not isinstance(auth.get(each), str) or not auth[each]:
            raise DecisionError(f'{file}: [auth] has no {each}; write {each} = "..." under it')
    if len(auth["cookie_secret"]) < _SECRET:
        raise DecisionError(
            f"{file}: cookie_secret is shorter than {_SECRET} characters; take one from "
            f'python -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    back = urlsplit(auth["redirect_uri"])
    if back.hostname != name or back.path != CALLBACK or back.scheme not in ("https", "http"):
        raise DecisionError(
            f"{file}: redirect_uri is {auth['redirect_uri']}; write https://{name}{CALLBACK}"
        )
    if not all(importlib.util.find_spec(each) for each in ("authlib", "httpx")):
        raise DecisionError(
            "Signing in needs Authlib and httpx. In the copy of the folder, type: "
            "pip install --require-hashes -r .ci/lock-sign-in.txt"
        )
    return SignIn(file, f"{back.scheme}://{back.netloc}")


def told(cookies: Mapping[str, str], origin: str) -> Told | None:
    """Return what the provider told of who sends these cookies; None: nothing that holds now."""
    try:
        signed = starlette_websocket._get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
        found: Any = json.loads(signed) if signed else None
    except (ValueError, TypeError, UnicodeError):
        return None
    if not isinstance(found, dict) or found.get("origin") != origin:
        return None
    issuer, subject, issued = (found.get(each) for each in ("iss", "sub", "iat"))
    if found.get("is_logged_in") is not True or not isinstance(issued, int | float):
        return None
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return None
    if not -60 <= time.time() - issued < LASTS:
        return None
    mail = found.get("email")
    # An address that its provider has not checked could be anybody's.
    if not isinstance(mail, str) or not mail or found.get("email_verified", True) is not True:
        mail = subject
    return Told(f"{issuer} {subject}", mail, issued + LASTS)


def login() -> str:
    """Return where somebody is sent to sign in; it holds for a few minutes."""
    return f"{LOGIN}?provider={encode_provider_token('default')}"
