"""News outlets: the proper name of one by its address or by how a page words it, and who owns it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, get_args
from urllib.parse import urlsplit

from onrecord.model import OnRecordError
from onrecord.page import _lexicon

OutletKind: TypeAlias = Literal["newspaper", "magazine", "broadcaster", "agency", "online", "state media"]

_FILE = "outlets.toml"
_KEYS = frozenset({"hosts", "kind", "country", "owner", "forms", "words"})
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_COUNTRY = re.compile("[A-Z]{2}")
# What sites put behind their name in a title or in `og:site_name`.
_AFTER_NAME = re.compile(r"\s(?:online|digital|website|news|e-paper|epaper)$|\.(?:com|co\.uk|de|fr|net|org)$")
# Longer "names" are slogans.
_NAME_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet; `forms` are the ways in which pages write its name, `words` those that are words as well."""

    name: str
    hosts: tuple[str, ...]
    kind: OutletKind
    country: str
    owner: str | None
    forms: tuple[str, ...]
    words: tuple[str, ...]


def outlet(name: str, entry: object) -> Outlet:
    """One entry of the outlets' file. Raises OnRecordError naming file and entry where it is not what it should be."""
    if not isinstance(entry, dict) or (wrong := set(entry) - _KEYS) or "hosts" not in entry:
        said = f"has no field {min(wrong)}" if isinstance(entry, dict) and wrong else "must be a table with hosts"
        raise OnRecordError(f"page/lexicon/{_FILE}: {name} {said}")
    hosts = _lexicon.strings(_FILE, f"{name}.hosts", entry["hosts"])
    if bad := [host for host in hosts if not _HOST.fullmatch(host) or host.startswith("www.")]:
        raise OnRecordError(f"page/lexicon/{_FILE}: {name}.hosts holds {bad[0]!r}, which is no host without www.")
    country, owner = entry.get("country"), entry.get("owner")
    kind: OutletKind | None = next((kind for kind in get_args(OutletKind) if kind == entry.get("kind")), None)
    if kind is None:
        raise OnRecordError(
            f"page/lexicon/{_FILE}: {name}.kind is {entry.get('kind')!r}, not one of {get_args(OutletKind)}"
        )
    if not isinstance(country, str) or not _COUNTRY.fullmatch(country):
        raise OnRecordError(f"page/lexicon/{_FILE}: {name}.country is {country!r}, not two capital letters")
    if owner is not None and not (isinstance(owner, str) and owner.strip()):
        raise OnRecordError(f"page/lexicon/{_FILE}: {name}.owner is {owner!r}; leave it out where it is not known")
    forms, words = (
        _lexicon.strings(_FILE, f"{name}.{key}", entry[key]) if key in entry else () for key in ("forms", "words")
    )
    return Outlet(name, hosts, kind, country, owner, forms, words)


@cache
def outlets() -> dict[str, Outlet]:
    """All outlets by name. Raises OnRecordError naming the entry where two have one host or one form."""
    found = {name: outlet(name, entry) for name, entry in _lexicon.parsed(_FILE).items()}
    for field in ("hosts", "forms"):
        owners: dict[str, str] = {}
        for entry in found.values():
            for value in getattr(entry, field):
                if owners.setdefault(value, entry.name) != entry.name:
                    raise OnRecordError(f"page/lexicon/{_FILE}: {entry.name} and {owners[value]} both have {value}")
    return found


def outlet_at(address: str | None) -> Outlet | None:
    """The outlet that publishes at a URL or host; None where no entry has the host or one above it."""
    hosts = _by_host()
    labels = host_of(address).split(".")
    # A host below a listed one is the same outlet's; "co.uk" and the like are listed by nobody.
    return next((hosts[name] for at in range(len(labels) - 1) if (name := ".".join(labels[at:])) in hosts), None)


def host_of(address: str | None) -> str:
    """The host of a URL, or the host that the words are, in lower case without "www."; empty where there is none."""
    plain = (address or "").strip()
    try:
        host = urlsplit(plain if "//" in plain else f"//{plain}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if _HOST.fullmatch(host) else ""


def outlet_called(name: str) -> Outlet | None:
    """The outlet of that name, however a site writes it: in any case, with or without "The", "Online" or ".com"."""
    plain = _plain(name)
    if not plain or len(plain) > _NAME_CHARACTERS:
        return None
    names = _by_name()
    return names.get(plain) or names.get(_AFTER_NAME.sub("", plain)) or outlet_at(name)


@cache
def _by_host() -> dict[str, Outlet]:
    return {host: entry for entry in outlets().values() for host in entry.hosts}


@cache
def _by_name() -> dict[str, Outlet]:
    names: dict[str, Outlet] = {}
    for entry in outlets().values():
        for form in (entry.name, *entry.forms, *entry.words):
            names.setdefault(_plain(form), entry)
    return names


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split()).removeprefix("the ").strip(" .,:")
