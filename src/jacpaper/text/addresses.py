"""Web addresses, as people copy them and as browsers read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jacpaper.text.characters import unprintable

if TYPE_CHECKING:
    from urllib.parse import SplitResult

# Mail programs put these in place of a link: it leads past them, and may name who got the mail.
_OF_MAIL = (
    r"(?:.*\.)?(?:safelinks\.protection\.outlook\.com|urldefense\.(?:com|us|proofpoint\.com)"
    r"|statics\.teams\.cdn\.office\.net|linkprotect\.cudasvc\.com|protect(?:-[a-z]+)?\.mimecast\.com|mimecastprotect\.com)"
)
_FAULT_OF_MAIL = (
    "{} is where a mail program sends its links, and may name who got the mail; open the link, and"
    " copy the address from the browser"
)
# Letters, figures, dots and hyphens: whatever else a host has, programs read it in several ways.
_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"


def fault(address: str) -> str:
    r"""Return why an address is none, or may lead elsewhere than it seems to; empty: it is good.

    Browsers take `\` for `/`, leave out control characters, and go to what follows an @.
    """
    shown = f"{address!r}"
    if address[:1] == "<" and address[-1:] == ">":
        return f"{shown} is not a web address; delete the marks < and > around it"
    try:
        parts = urlsplit(address)
        _ = parts.port  # it may be none
    except ValueError:
        return f"{shown} is not a web address; copy it whole, starting with https://"
    if parts.scheme not in ("https", "http") or not parts.hostname or address.split() != [address]:
        return f"{shown} is not a web address; copy it whole, starting with https://"
    if "\\" in address or unprintable(address):
        return f"{shown} has a character that browsers read otherwise; copy it again"
    return _of_site(shown, parts)


def of_mail(text: str) -> str:
    """Return what is wrong with a text in which a mail program's link stands; empty: none does."""
    if "://" not in text:
        return ""
    hosts = re.findall(r"(?i)\bhttps?://([\w.-]+)", text)
    found = next((host for host in hosts if re.fullmatch(_OF_MAIL, host.lower())), "")
    return _FAULT_OF_MAIL.format(found) if found else ""


def _of_site(shown: str, parts: SplitResult) -> str:
    """Return what is wrong with the site's name, and what stands beside it."""
    host, port = parts.hostname or "", parts.port
    if "@" in parts.netloc:
        after = parts.netloc.rpartition("@")[2]
        return f"{shown} leads to {after}, whatever stands before the @; copy it again"
    if not re.fullmatch(_HOST, host):
        return f"{host} is not the name of a site in plain letters; copy the address again"
    if re.fullmatch(_OF_MAIL, host):
        return _FAULT_OF_MAIL.format(host)
    if port not in (None, {"https": 443, "http": 80}[parts.scheme]):
        return f"{shown} has a port, {port}; delete :{port}"
    return ""
