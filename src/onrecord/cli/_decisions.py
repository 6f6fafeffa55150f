"""`onrecord decide`, `undo` and `decisions`: what persons of the team decide about the record, and why."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from onrecord import pipeline
from onrecord.brief import as_object
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import AsJson, AsOf, LedgerAt, a_day
from onrecord.cli._record import address_of, print_json
from onrecord.model import Decision, OnRecordError, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger import Ledger
    from onrecord.model import Change, Claim, Decided, DecisionKind, Evidence, Reviewed, Ruling

# The Admiralty grades, in the words of the U.S. Army's FM 2-22.3; STANAG 2511 has the same letters and digits.
_SOURCES = ("completely reliable", "usually reliable", "fairly reliable", "not usually reliable", "unreliable")
_CLAIMS = ("confirmed by other sources", "probably true", "possibly true", "doubtful", "improbable")
RELIABILITY = dict(zip("ABCDEF", (*_SOURCES, "cannot be judged"), strict=True))
CREDIBILITY = dict(zip("123456", (*_CLAIMS, "cannot be judged"), strict=True))

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(group, name="decide", help="Decide what the record cannot tell by itself; see docs/decisions.md.")

Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="The reason, kept with the decision.", show_default=False)
]
Who = Annotated[
    str,
    typer.Option(
        "--who",
        metavar="NAME",
        envvar="ONRECORD_WHO",
        help="Who decides. [default: your login name]",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; record nothing.")]
Day = Annotated[Any, typer.Argument(metavar="DATE", parser=a_day, help="When it was published.")]
ClaimId = Annotated[
    str, typer.Argument(metavar="CLAIM", help="Its id as 'onrecord claims' shows it, or its beginning.")
]


@group.command()
def merge(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM CLAIM…", help="Ids, or their beginnings.")],
    *,
    why: Why,
    who: Who = "",
    dry_run: DryRun = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """Two or more claims are one: whatever else comes to hang on them hangs on one claim.

    Example: onrecord decide merge 3f2a91bc 77d0c4e1 --why "both tell of the landing at Wonsan"
    """
    store = places.open_ledger(address_of(ledger))
    found = _several(store, claims, "this is one claim already")
    decision = _decision("merge", why, who, (c.evidence[0].evidence for c in found))
    _decide(store, decision, dry=dry_run, as_json=as_json)


@group.command()
def split(
    claim: ClaimId,
    *,
    statement: Annotated[
        list[str],
        typer.Option(metavar="ID", help="What is no part of it; its id as 'onrecord claims -e' shows it. Repeatable."),
    ],
    why: Why,
    who: Who = "",
    dry_run: DryRun = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """Statements are no part of a claim: they are never on one claim with the oldest of the others.

    Example: onrecord decide split 3f2a91bc --statement 90aa12f4 --why "that was the second ship"
    """
    store = places.open_ledger(address_of(ledger))
    found = store.claim(claim)
    out = [_statement(found, start) for start in statement]
    left = [r.evidence for r in found.evidence if r.evidence not in out]
    if not left:
        raise OnRecordError(f"claim {found.id}: nothing would be left of it; leave a statement that it keeps")
    _decide(store, _decision("split", why, who, (left[0], *out)), dry=dry_run, as_json=as_json)


@group.command()
def reconcile(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM CLAIM…", help="Ids, or their beginnings.")],
    *,
    why: Why,
    who: Who = "",
    dry_run: DryRun = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """A claim and each of the others do not contradict each other, though their words seem to.

    Example: onrecord decide reconcile 3f2a91bc 77d0c4e1 --why "the denial is of the second landing"
    """
    store = places.open_ledger(address_of(ledger))
    first, *others = _several(store, claims, "this is one claim")
    for other in others:
        if not _dispute(first, other):
            raise OnRecordError(f"claims {first.id} and {other.id} do not contradict each other in other words")
    decision = _decision("reconcile", why, who, (c.evidence[0].evidence for c in (first, *others)))
    _decide(store, decision, dry=dry_run, as_json=as_json)


def _several(store: Ledger, ids: list[str], of_one: str) -> list[Claim]:
    found = {claim.id: claim for claim in map(store.claim, ids)}
    if len(found) < 2:  # noqa: PLR2004 - two make one
        raise OnRecordError(f"{' '.join(ids)}: {of_one}; name two or more")
    return list(found.values())


def _dispute(claim: Claim, other: Claim) -> bool:
    against = {r.evidence.id for c in (claim, other) for r in c.contrary}
    return any(r.evidence.id in against for c in (claim, other) for r in c.evidence)


@group.command()
def confirm(
    claim: ClaimId,
    *,
    why: Why,
    who: Who = "",
    dry_run: DryRun = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """Vouch for a claim: it is confirmed, with your name and reason, unless somebody in the record denies it.

    Example: onrecord decide confirm 3f2a91bc --why "seen on the satellite picture of 12 May"
    """
    store = places.open_ledger(address_of(ledger))
    found = store.claim(claim)
    _decide(store, _decision("confirm", why, who, [found.evidence[0].evidence]), dry=dry_run, as_json=as_json)


@group.command()
def grade(
    of: Annotated[
        str, typer.Argument(metavar="SOURCE|CLAIM", help="A speaker's or an outlet's name, or the id of a claim.")
    ],
    given: Annotated[
        str,
        typer.Argument(
            metavar="GRADE",
            help="Of a source A (completely reliable) to F (cannot be judged); "
            "of a claim 1 (confirmed by other sources) to 6 (cannot be judged).",
        ),
    ],
    *,
    why: Why,
    who: Who = "",
    dry_run: DryRun = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """Grade a source's reliability or a claim's credibility (STANAG 2511). It is shown, and moves no status.

    Example: onrecord decide grade "Yonhap" B --why "two corrections in four years"
    """
    store = places.open_ledger(address_of(ledger))
    value = given.upper()
    if value in CREDIBILITY:
        about = [store.claim(of).evidence[0].evidence]
        decision = _decision("grade", why, who, about, value=value)
    elif value in RELIABILITY:
        decision = _decision("grade", why, who, of=of, value=value)
    else:
        raise typer.BadParameter(f"{given!r} is no grade; a source has A to F, a claim 1 to 6")
    _decide(store, decision, dry=dry_run, as_json=as_json)


@group.command()
def date(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="Its path, its address, or the id of its article.")],
    day: Day,
    *,
    why: Why,
    who: Who = "",
    dry_run: DryRun = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """Give a page on record the day that it was published on; "last Monday" in it is reckoned from that day.

    Example: onrecord decide date pages/undated.html 2024-10-16 --why "printed edition"
    """
    store = places.open_ledger(address_of(ledger))
    decision = _decision("date", why, who, of=store.page(page), value=day.isoformat())
    _decide(store, decision, dry=dry_run, as_json=as_json)


@app.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As 'onrecord decisions' shows it.")],
    *,
    why: Why,
    who: Who = "",
    dry_run: DryRun = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """Undo a decision by another one; both stay on record. An undoing can be undone too.

    Example: onrecord undo 3 --why "the pictures were of another ship"
    """
    store = places.open_ledger(address_of(ledger))
    _decide(store, _decision("undo", why, who, reverses=number), dry=dry_run, as_json=as_json)


@app.command(name="decisions")
def list_decisions(*, as_of: AsOf = None, ledger: LedgerAt = "", as_json: AsJson = False) -> None:
    """List what persons decided, oldest first: who, when, why, and whether it holds.

    Example: onrecord decisions --as-of 2024-10-17
    """
    with screen.working("Reading the ledger …"):
        found = pipeline.decisions(places.open_ledger(address_of(ledger)), as_of)
    for each in found:
        if as_json:
            print_json(as_object(each))
        else:
            for line in _told(each):
                screen.out.print(line)
    if not found:
        screen.err.print("Nothing was decided; onrecord decide --help tells what can be.")


STATES = {
    "holds": "",
    "undone": "undone by {by}",
    "waits": "waits: no reading on record has all that it is about",
    "outweighed": "outweighed by a later decision",
}


def _told(each: Reviewed) -> list[Text]:
    """What was decided, by whom and when; why; and what it is about, each with the claim that it is on."""
    number, at, decision = each.decided
    head = Text.assemble((screen.safe(f"{number}  {decision.told}"), "bold"), _meaning(decision))
    lines = [head, Text(screen.safe(f"   {at:%Y-%m-%d %H:%M:%S} UTC, {decision.who}: {decision.why}"))]
    state = STATES[each.state].format(by=each.undone_by)
    lines += [Text(f"   {state}", "yellow")] if state else []
    for statement, claim in zip(decision.statements, each.claims, strict=True):
        on = f"claim {claim[: screen.SHORT]}" if claim else "on no claim now"
        words = " ".join(statement.quote.split()).strip('“”"')
        lines.append(Text(screen.safe(f"   {on}: “{words}”"), "dim"))
    return lines


def _meaning(decision: Decision) -> str:
    if decision.kind != "grade" or decision.value is None:
        return ""
    return f" ({(RELIABILITY | CREDIBILITY).get(decision.value, decision.value)})"


def _statement(claim: Claim, start: str) -> Evidence:
    found = [r.evidence for r in claim.evidence if r.evidence.id.startswith(start)]
    if len(found) == 1:
        return found[0]
    many = "more than one statement of it begins" if found else "no statement of it begins"
    raise OnRecordError(f"claim {claim.id}: {many} with {start!r}; 'onrecord claims -e' shows ids")


def _decision(
    kind: DecisionKind,
    why: str,
    who: str,
    about: Iterable[Evidence] = (),
    **given: Any,  # noqa: ANN401 - any field of Decision
) -> Decision:
    if not why.strip():
        raise typer.BadParameter("a decision needs a reason", param_hint="--why")
    return Decision(kind=kind, who=who or _login(), why=why, statements=tuple(map(Statement.of, about)), **given)


def _login() -> str:
    try:
        return getpass.getuser()
    # As Python 3.11 says that nobody of this number is known, and as 3.13 does.
    except (KeyError, OSError):
        raise OnRecordError("nobody is logged in here by name; say who decides with --who or ONRECORD_WHO") from None


def _decide(store: Ledger, decision: Decision, *, dry: bool, as_json: bool) -> None:
    decided, ruling = pipeline.decide(decision, store, places.now, dry=dry)
    if as_json:
        changes = [as_object(change)["change"] for change in ruling.changes]
        head = {"number": decided.number, "at": decided.at.isoformat(), "dry_run": dry}
        print_json({"decided": {**head, "changes": changes}})
        return
    for line in _done(decided, ruling, dry=dry):
        screen.out.print(screen.safe(line), markup=False, soft_wrap=True)


def _done(decided: Decided, ruling: Ruling, *, dry: bool) -> list[str]:
    """What the decision did, a line each, and how the claims stand now that it moved, or that a person vouches for."""
    head = "Would be decision" if dry else "Decision"
    lines = [f"{head} {decided.number}: {decided.decision.told}, by {decided.decision.who}."]
    own, *changes = ruling.changes
    texts = {claim.id: claim.text for claim in ruling.claims}
    lines += [_change(change, texts) for change in changes]
    moved = {own.claim, *(id_ for change in changes for id_ in (change.claim, change.after))}
    shown = [claim for claim in ruling.claims if claim.id in moved]
    return lines + [f"  {claim.id[: screen.SHORT]} stands as {claim.status}: {claim.text}" for claim in shown]


def _change(change: Change, texts: dict[str, str]) -> str:
    states = [change.before, change.after or "no longer there"]
    if change.kind == "moved":
        states = [state and state[: screen.SHORT] for state in states]
    step = " → ".join(state for state in states if state)
    return f"  {change.kind}: {step}" + (f": {texts[change.claim]}" if change.claim in texts else "")
