"""What a provider told is believed where this server signed it, for its own name, and not long."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from decision.errors import DecisionError
from decision.serving import sign_in

ORIGIN, SECRET = "https://pacs.example", "s" * 40
GOOD: dict[str, Any] = {
    "origin": ORIGIN,
    "is_logged_in": True,
    "iss": "https://id.example",
    "sub": "4711",
    "email": "ann@trust.example",
}
FILE = f"""[auth]
redirect_uri = "{ORIGIN}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "pacs"
client_secret = "x"
server_metadata_url = "https://id.example/.well-known/openid-configuration"
"""


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: SECRET)


def cookies(secret: str = SECRET, **parts: Any) -> dict[str, str]:
    whole = {"iat": time.time()} | GOOD | parts
    said = json.dumps({name: value for name, value in whole.items() if value is not None})
    return {USER_COOKIE_NAME: create_signed_value(secret, USER_COOKIE_NAME, said).decode()}


def test_what_is_signed_here_tells_who_it_is() -> None:
    found = sign_in.told(cookies(), ORIGIN)
    assert found is not None
    assert (found.identity, found.name) == ("https://id.example 4711", "ann@trust.example")
    assert 0 < found.until - time.time() <= sign_in.LASTS
    for unchecked in ({"email_verified": False}, {"email": None}, {"email": 5}):
        shown = sign_in.told(cookies(**unchecked), ORIGIN)
        assert shown is not None
        assert shown.name == "4711"


@pytest.mark.parametrize(
    "parts",
    [
        {"secret": "t" * 40},
        {"origin": "https://other.example"},
        {"is_logged_in": False},
        {"iss": ""},
        {"sub": None},
        {"sub": 5},
        {"iat": None},
        {"iat": "now"},
        {"iat": time.time() - sign_in.LASTS - 1},
        {"iat": time.time() + 3600},
    ],
)
def test_anything_else_tells_nothing(parts: dict[str, Any]) -> None:
    assert sign_in.told(cookies(**parts), ORIGIN) is None
    for wrong in ("", "x", "2|1:0|", cookies()[USER_COOKIE_NAME][:-3]):
        assert sign_in.told({USER_COOKIE_NAME: wrong}, ORIGIN) is None
    assert sign_in.told({}, ORIGIN) is None


@pytest.mark.parametrize(
    ("was", "put", "says"),
    [
        ("[auth]", "[other]", "has no redirect_uri"),
        ("[auth]", "[auth", "can't be read"),
        ('client_id = "pacs"', "client_id = 5", "has no client_id"),
        (SECRET, "short", "cookie_secret is shorter"),
        ("/oauth2callback", "/else", "write https://pacs.example/oauth2callback"),
        ("pacs.example/o", "evil.example/o", "write https://pacs.example/oauth2callback"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_write(
    tmp_path: Path, was: str, put: str, says: str
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(FILE.replace(was, put))
    with pytest.raises(DecisionError, match=says):
        sign_in.read(file, "pacs.example")


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(FILE)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(DecisionError, match="Authlib"):
        sign_in.read(file, "pacs.example")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: True)
    assert sign_in.read(file, "pacs.example").origin == ORIGIN
