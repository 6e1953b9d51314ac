"""An address is refused where a browser would go elsewhere than its reader expects."""

from __future__ import annotations

import pytest

from jacpaper.text import light_markdown
from jacpaper.text.addresses import fault

HOST = "hmicfrs.justiceinspectorates.gov.uk"


@pytest.mark.parametrize(
    "address",
    [
        f"https://evil.example\\@{HOST}/x", f"https://evil.example\\.{HOST}/x",
        f"https://{HOST}@evil.example/x", f"https://{HOST}:x@evil.example/x",
        f"https://evil.example%2f.{HOST}/x", f"https://evil.example%00.{HOST}/",
        f"https://evil.example／.{HOST}/", f"https://evil.example。{HOST}/",  # noqa: RUF001
        "https://hmicfrs.justiceinspectorates.g\u043ev.uk/x", f"https://{HOST}\u200b/x",
        f"https://{HOST}/\x07x", f"https:\\\\{HOST}/x", f"https://{HOST}:8443/x",
        f"https://{HOST}:0443x/", f"https:{HOST}/x", "https:///x", f"//{HOST}/x", "javascript:x",
        "https://[::1/x", "https://x y.gov.uk/", "https://.gov.uk/", "https://gov..uk/",
        f"https://{HOST}./", "https://localhost/x", f" https://{HOST}/", f"https://{HOST}/\n",
        f"https://-x.{HOST}/",
    ],
)  # fmt: skip
def test_what_browsers_read_otherwise_is_refused(address: str) -> None:
    assert fault(address)


@pytest.mark.parametrize(
    "address",
    [
        f"https://{HOST}/publications/x/", f"http://{HOST}", f"https://{HOST}:443/x?a=b&c=@d#e",
        "https://www.gov.uk/a@b", f"https://{HOST.upper()}/x", f"https://{HOST}/caf%C3%A9-é",
        "https://xn--caf-dma.example/x",
    ],
)  # fmt: skip
def test_usual_addresses_are_taken(address: str) -> None:
    assert fault(address) == ""


def test_links_in_texts_are_looked_at_too() -> None:
    with pytest.raises(ValueError, match=r"leads to evil\.example"):
        light_markdown.check(f"See [the report](https://{HOST}@evil.example/x).")
    light_markdown.check(f"See [the report](https://{HOST}/x), or [us](mailto:jac@x.police.uk).")


@pytest.mark.parametrize(
    "host",
    [
        "eur01.safelinks.protection.outlook.com", "urldefense.com", "urldefense.proofpoint.com",
        "protect-eu.mimecast.com", "url.uk.m.mimecastprotect.com", "linkprotect.cudasvc.com",
    ],
)  # fmt: skip
def test_links_that_a_mail_program_has_put_in_place_of_others_are_refused(host: str) -> None:
    told = fault(f"https://{host}/?url=https%3A%2F%2F{HOST}&data=05%7Cofficer%40force.police.uk")
    assert told.startswith(f"{host} is where a mail program sends its links")
    assert not fault("https://www.outlook.com/") + fault(f"https://{HOST}/urldefense.com/")


def test_the_marks_around_an_address_are_named() -> None:
    assert fault(f"<https://{HOST}/x>").endswith("delete the marks < and > around it")
