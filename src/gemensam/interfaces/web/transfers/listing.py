"""Sheets, pictures and menus of transfers."""

from collections import Counter
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gemensam.domains.transfers.inputs.transfer_file import TransferFile
from gemensam.domains.transfers.queries.arrivals import ArrivalView
from gemensam.domains.transfers.queries.outgoing import TransferView
from gemensam.domains.transfers.queries.statements import StatementLine
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.reason_words import subject_name
from gemensam.interfaces.web.transfers.words import ANSWERS, ARRIVAL_STATES, STATES


def tabs(current: str) -> list[dict[str, object]]:
    """The four pages beside one another."""
    pages = [
        ("transfers", _("Till andra kanslier")),
        ("arrivals", _("Från andra kanslier")),
        ("transfer_statements", _("Yttranden")),
        ("other_offices", _("Kanslier")),
    ]
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in pages]


def state_chart(lines: Sequence[TransferView]) -> Chart | None:
    """How many applicants are in each state, office by office; nothing to draw without several offices."""
    if len(lines) < 2:
        return None
    return Chart(
        ChartKind.RANKED,
        _("Sökande per kansli"),
        _("Hur många sökande som finns i överföringen till varje kansli."),
        [one.other for one in lines],
        [Series(_("Sökande"), [one.applicants for one in lines])],
        category_name=_("Kansli"),
    )


def figures(lines: Sequence[TransferView]) -> list[dict[str, object]]:
    """What is sent, acknowledged and late."""
    states = Counter(one.state for one in lines)
    return [
        {"label": _("Kanslier"), "value": str(len(lines))},
        {"label": _("Kvitterade"), "value": str(states["acknowledged"])},
        {"label": _("Väntar"), "value": str(states["prepared"] + states["sent"])},
        {"label": _("Inte kvitterade i tid"), "value": str(states["alarmed"])},
    ]


def _columns(titles: Sequence[tuple[str, ColumnKind, int]]) -> list[OutColumn]:
    return [OutColumn(title, kind, width) for title, kind, width in titles]


def transfers_sheet(lines: Sequence[TransferView]) -> OutSheet:
    """The list without any person."""
    text, number, moment = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DATETIME
    columns = _columns([
        (_("Kansli"), text, 32), (_("Version"), number, 9), (_("Läge"), text, 22), (_("Sökande"), number, 10),
        (_("Val"), number, 8), (_("Betyg"), number, 8), (_("Yttranden"), number, 11), (_("För hand"), number, 10),
        (_("Gjord"), moment, 18), (_("Skickad"), moment, 18), (_("Kvittens senast"), moment, 18),
        (_("Kvitterad"), moment, 18), (_("Av"), text, 30), (_("Kontrollsumma"), text, 66),
    ])  # fmt: skip
    rows = [
        (
            one.other, one.version, str(STATES[one.state][0]), one.applicants, one.wishes, one.grades, one.statements,
            one.withheld, timezone.localtime(one.prepared_at), _local(one.sent_at), timezone.localtime(one.due),
            _local(one.acknowledged_at), one.acknowledged_by, one.digest,
        )
        for one in lines
    ]  # fmt: skip
    return OutSheet(_("Till andra kanslier"), columns, rows)


def arrivals_sheet(lines: Sequence[ArrivalView]) -> OutSheet:
    """What has come, without any person."""
    text, number, moment = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DATETIME
    columns = _columns([
        (_("Kansli"), text, 32), (_("Version"), number, 9), (_("Läge"), text, 22), (_("Sökande"), number, 10),
        (_("Val"), number, 8), (_("Val hos oss"), number, 12), (_("Betyg"), number, 8), (_("Kom"), moment, 18),
        (_("Inläst"), moment, 18), (_("Av"), text, 30),
    ])  # fmt: skip
    rows = [
        (
            one.other, one.version, str(ARRIVAL_STATES[one.state][0]), one.applicants, one.wishes, one.taken_wishes,
            one.grades, timezone.localtime(one.received_at), _local(one.imported_at), one.imported_by,
        )
        for one in lines
    ]  # fmt: skip
    return OutSheet(_("Från andra kanslier"), columns, rows)


def statements_sheet(lines: Sequence[StatementLine]) -> OutSheet:
    """Wishes and statements, without names and without protected applicants."""
    titles = (_("Kommun"), _("Skola"), _("Program"), _("Ansökan"), _("Kansli"), _("Yttrande"))
    rows = [
        (*reversed(one.words), one.reference, one.office, str(ANSWERS[one.answer]) if one.answer else "")
        for one in lines
        if not one.is_protected
    ]  # fmt: skip
    return OutSheet(_("Yttranden"), [OutColumn(title, ColumnKind.TEXT, 26) for title in titles], rows)


def file_sheets(file: TransferFile) -> list[OutSheet]:
    """A transfer for an office without Gemensam: what it is, then wishes and grades, one row each."""
    text, number, moment = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DATETIME
    counts = file.counts
    about = [
        (_("Från"), file.sender), (_("Till"), file.receiver), (_("Antagning"), str(file.year)),
        (_("Version"), str(file.version)), (_("Sökande"), str(counts.applicants)), (_("Val"), str(counts.wishes)),
        (_("Betyg"), str(counts.grades)), (_("Yttranden"), str(counts.statements)),
        (_("Sökande som hanteras för hand"), str(counts.withheld)), (_("Kvittera här"), file.acknowledge_at),
        (_("Nummer"), str(file.id)), (_("Kontrollsumma"), file.digest),
    ]  # fmt: skip
    wishes = [
        (
            one.reference, one.civic_no, one.family_name, one.given_name, one.home_municipality, one.email, one.phone,
            one.school.name, one.school.class_name, wish.rank, wish.programme, wish.school, wish.municipality,
            str(ANSWERS[wish.statement.answer]) if wish.statement else "",
        )
        for one in file.applicants
        for wish in one.wishes
    ]  # fmt: skip
    titles = (
        _("Ansökan"), _("Personnummer"), _("Efternamn"), _("Förnamn"), _("Hemkommun"), _("E-post"), _("Telefon"),
        _("Avlämnande skola"), _("Klass"), _("Val"), _("Program"), _("Skola"), _("Kommun"), _("Yttrande"),
    )  # fmt: skip
    kinds = [number if title == _("Val") else text for title in titles]
    grades = [
        (
            one.reference, one.civic_no, grade.subject, str(subject_name(grade.subject)), grade.language, grade.grade,
            grade.role, timezone.localtime(timezone.datetime.fromisoformat(grade.registered_at)),
        )
        for one in file.applicants
        for grade in one.grades
    ]  # fmt: skip
    grade_columns = _columns([
        (_("Ansökan"), text, 18), (_("Personnummer"), text, 16), (_("Ämneskod"), text, 10), (_("Ämne"), text, 26),
        (_("Språk"), text, 10), (_("Betyg"), text, 8), (_("Roll"), text, 16), (_("Registrerat"), moment, 18),
    ])  # fmt: skip
    return [
        OutSheet(_("Överföring"), _columns([(_("Uppgift"), text, 32), (_("Värde"), text, 70)]), about),
        OutSheet(
            _("Val"), [OutColumn(title, kind, 18) for title, kind in zip(titles, kinds, strict=True)], wishes
        ),
        OutSheet(_("Betyg"), grade_columns, grades),
    ]


def _local(moment: object) -> object:
    return timezone.localtime(moment) if moment else None  # type: ignore[arg-type]  # a moment
