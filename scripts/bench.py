"""Measure speed: medians of whole processes, and their peak memory.

    make bench              every row
    make bench ROWS=build   the rows whose name contains the word
    make bench ROWS=save    from a save to the refreshed preview, in Chromium: median, worst of 50

Each row is timed from outside, as a user waits for it, after one run that warms the disk
cache; `cpu` is processor time, which other work on the machine changes less. Times vary between
runs: quote medians, and compare only within one run.
"""

from __future__ import annotations

import csv
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import pikepdf
import xlsxwriter

ROOT = Path(__file__).parent.parent
MEETING = "2025-12-11"
TAGS = "the PDF, our tags (cpu)"
PACK = "pack of 400 pages"
JOINED = "the pack, joining alone (cpu)"
SAVED = "save to refreshed preview"
SAVES = 50
IN_ONE = "43 papers, one process"
JACPAPER = str(ROOT / ".venv" / "bin" / "jacpaper")


@dataclass(frozen=True)
class Row:
    """One thing to time, with its targets in seconds."""

    name: str
    command: list[str]
    folder: Path
    reach: float | None = None
    stretch: float | None = None
    runs: int = 7
    fresh: bool = False
    """True: remove what an earlier run built first."""


def main() -> None:
    """Time every row and print it."""
    wanted = os.environ.get("ROWS", "")
    with tempfile.TemporaryDirectory() as temporary:
        print(f"{'':28}{'median':>9}{'best':>9}{'cpu':>9}{'peak':>9}{'reach':>9}{'stretch':>9}")
        for row in rows(Path(temporary)):
            # An archive takes minutes, so it is timed only on request.
            if wanted in row.name and (wanted or "archive" not in row.name):
                report(row)
            if row.name == IN_ONE and wanted in row.name:
                report_cluster(row)
        if wanted in TAGS:
            report_tags(ROOT)
        if wanted in JOINED:
            report_joining(Path(temporary) / "pack")
        if wanted in SAVED:
            report_saves(project(Path(temporary) / "preview", 1))


def rows(temporary: Path) -> list[Row]:
    """Return the rows: the reference paper, also with 10 and 100 times its reports, and more."""
    one, ten, hundred = (project(temporary / str(times), times) for times in (1, 10, 100))
    make = project(temporary / "make", 1)
    many = temporary / "many"
    forces = [JACPAPER, "build", "--projects"]
    forces += [str(project(many / f"force-{number:02}", 1)) for number in range(43)]
    with_csv, with_excel = (registered(temporary / form, form) for form in ("csv", "xlsx"))
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy2(ROOT / name, make)
    for name in (".venv", "src", "scripts", "requirements"):
        (make / name).symlink_to(ROOT / name)
    return [
        Row("build, cold", [JACPAPER, "build"], one, 0.40, 0.24),
        Row("build, Word only", [JACPAPER, "build", "--only", "docx"], one),
        Row("build, web page only", [JACPAPER, "build", "--only", "html"], one),
        Row("check", [JACPAPER, "check"], one, 0.16, 0.12),
        Row("check, Midshire", [JACPAPER, "check"], ROOT / "examples" / "midshire", 0.20, 0.12),
        Row("--help", [JACPAPER, "--help"], one, 0.08, 0.04),
        Row("make paper, nothing to do", ["make", "paper"], make, 0.02, 0.005),
        Row("build, 10x the reports", [JACPAPER, "build"], ten, runs=5),
        Row("check, register as CSV", [JACPAPER, "check"], with_csv, 0.5, 0.2),
        Row("check, register as Excel", [JACPAPER, "check"], with_excel, 0.5, 0.2),
        Row("build, 100x the reports", [JACPAPER, "build"], hundred, 5.0, 3.0, runs=3),
        Row("check, 100x the reports", [JACPAPER, "check"], hundred),
        Row("build, tracker of 1,000", [JACPAPER, "build"], tracker(temporary), 4.5, runs=3),
        Row(PACK, [JACPAPER, "pack"], packed(temporary), runs=1),
        Row(IN_ONE, [*forces, "--jobs", "1"], many, runs=2, fresh=True),
        Row("43 papers, two processes", [*forces, "--jobs", "2"], many, 5.0, 2.5, 2, fresh=True),
        *archives(temporary, wanted="archive" in os.environ.get("ROWS", "")),
    ]


def archives(temporary: Path, *, wanted: bool) -> list[Row]:
    """Return the rows for archives of a hundred and of a thousand papers, if they are wanted."""
    if not wanted:
        return []
    command = [JACPAPER, "build", "--all", "--jobs"]
    folders = [archive(temporary, count) for count in (100, 1000)]
    return [
        Row("archive, 100 papers, one", [*command, "1"], folders[0], runs=0, fresh=True),
        Row("archive, 100 papers, two", [*command, "2"], folders[0], runs=0, fresh=True),
        Row("archive, 1000 papers, two", [*command, "2"], folders[1], runs=0, fresh=True),
    ]


def archive(temporary: Path, count: int) -> Path:
    """Create `count` weekly meetings of one force, each with an invented report."""
    folder = temporary / f"archive-{count}"
    (folder / "inputs").mkdir(parents=True)
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy2(ROOT / "inputs" / "committee.yaml", folder / "inputs")
    for number in range(count):
        meeting = date(2014, 1, 9) + timedelta(weeks=number)
        files = {
            "paper.yaml": 'item: "1"\ntitle: HMICFRS update\nmonitoring_phase: scan\n',
            "reports.yaml": f"""reports:
  - title: Invented report {number}
    published: {meeting - timedelta(days=6)}
    inspection_type: thematic
    url: https://hmicfrs.justiceinspectorates.gov.uk/publications/invented-{number}/
    summary: {"Much was invented, and all of it is said. " * 12}
    recommendations: {{made: 3, applicable: 1}}
""",
            "open-counts.yaml": f"as_at: {meeting - timedelta(days=5)}\nopen: {{2013: 5}}\n",
            "inspections.yaml": "since_last_meeting: none\nforthcoming: none\n",
        }
        if number % 10 == 0:
            files["paper.yaml"] += "causes_of_concern: none\n"
        if number == 0:
            files["paper.yaml"] += "last_meeting: unknown\n"
            files["open-counts.yaml"] += "previous: {as_at: unknown, open: {2013: 5}}\n"
        (folder / "inputs" / meeting.isoformat()).mkdir()
        for name, text in files.items():
            path = folder / "inputs" / meeting.isoformat() / name
            path.write_text(text, encoding="utf-8")
    return folder


def project(folder: Path, times: int) -> Path:
    """Create the reference paper with its reports repeated `times` times."""
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    reports = folder / "inputs" / MEETING / "reports.yaml"
    text = reports.read_text(encoding="utf-8")
    start = text.index("  - title:")
    reports.write_text(text[:start] + (text[start:].rstrip() + "\n\n") * times, encoding="utf-8")
    return folder


def registered(folder: Path, form: str) -> Path:
    """Create the reference paper with a register of 10,000 invented items."""
    project(folder, 1)
    headings = (
        "Reference", "Report", "Type", "Text", "Addressee", "Owner", "Made", "Target date",
        "Status", "Status date", "Closed", "Theme",
    )  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for number in range(10_000):
        made = date(2020, 1, 1) + timedelta(number * 7 % 2000)
        closed = made + timedelta(number % 400) if number % 10 else None
        rows.append(
            (
                f"R{number}", f"An invented report, the {number % 80}th", "AFI",
                f"The force should do what it does not do well enough yet, number {number}",
                "chief constables", "Head of Crime", made, made + timedelta(365),
                "closed" if closed else "open", closed or made, closed, "Custody",
            )
        )  # fmt: skip
    path = folder / "inputs" / f"register.{form}"
    # Compile the template first, as an earlier build would have done.
    subprocess.run(
        [JACPAPER, "build", "--only", "html"], cwd=folder, check=True, capture_output=True
    )
    if form == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headings, *rows])
        return folder
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Register")
    for index, row in enumerate((headings, *rows)):
        sheet.write_row(index, 0, row)
    book.close()
    return folder


def tracker(temporary: Path) -> Path:
    """Create the invented force with a thousand open items, all listed in an appendix."""
    folder = temporary / "tracker"
    shutil.copytree(
        ROOT / "examples" / "midshire" / "inputs",
        folder / "inputs",
        ignore=shutil.ignore_patterns("items", "agenda.yaml"),
    )
    shutil.copytree(ROOT / "templates", folder / "templates")
    paper = folder / "inputs" / "2026-03-26" / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    text = text[: text.index("# From ../register.csv")]
    paper.write_text(f"{text}appendices:\n  - items: open\n", encoding="utf-8")
    path = folder / "inputs" / "register.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    status = next(row for row in rows if "Workflow status" in row).index("Workflow status")
    like = [
        row for row in rows if len(row) > status and row[status] == "In progress" and not row[-1]
    ]
    more = [
        [f"MIP-X-{number:04}", *like[number % len(like)][1:4],
         f"{like[number % len(like)][4]} in case {number}", *like[number % len(like)][5:]]
        for number in range(983)
    ]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows, *more])
    return folder


def packed(temporary: Path) -> Path:
    """Create a meeting with 40 papers of nine pages, three PDFs of other people, and its agenda."""
    folder = project(temporary / "pack", 1)
    meeting = folder / "inputs" / MEETING
    (meeting / "items").mkdir()
    items = ['  - {item: "05", title: HMICFRS update}\n']
    text = "The Committee asked for this, and it is said here at some length. " * 36
    sections = "".join(f"  - heading: Matter {one}\n    text: {text}\n" for one in range(15))
    for number in range(10, 49):
        head = f'kind: report\nitem: "{number}"\ntitle: Report {number}\nsections:\n'
        (meeting / "items" / f"report-{number}.yaml").write_text(head + sections, encoding="utf-8")
        items.append(f'  - {{item: "{number}", title: Report {number}}}\n')
    for number in range(49, 52):
        write_foreign(meeting / f"letter-{number}.pdf", 13)
        items.append(f'  - {{item: "{number}", title: Letter, paper: letter-{number}.pdf}}\n')
    (meeting / "agenda.yaml").write_text("items:\n" + "".join(items), encoding="utf-8")
    return folder


def write_foreign(path: Path, pages: int) -> None:
    """Write a PDF without tags, as a printer driver makes it."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
    font.BaseFont = pikepdf.Name.Helvetica
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        words = f"BT /F 12 Tf 60 700 Td (Page {number + 1} of a letter) Tj ET"
        page.Contents = pdf.make_stream(words.encode())
    pdf.save(path)


def report(row: Row) -> None:
    """Time a row and print its line."""
    times, busy, peaks = zip(*(timed(row) for _ in range(row.runs + 1)), strict=True)
    measured, cpu = times[1:] or times, busy[1:] or busy
    targets = "".join(
        f"{target:8.3f}s" if target else f"{'':9}" for target in (row.reach, row.stretch)
    )
    print(
        f"{row.name:28}{statistics.median(measured):8.3f}s{min(measured):8.3f}s"
        f"{statistics.median(cpu):8.3f}s{max(peaks):6.0f}MiB{targets}",
        flush=True,
    )


def report_cluster(row: Row) -> None:
    """Time the same papers on a Dask cluster of two workers, started beforehand."""
    from distributed import LocalCluster  # noqa: PLC0415 - an extra

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        command = [*row.command[:-1], cluster.scheduler_address]
        command[-2] = "--scheduler"
        report(replace(row, name="43 papers, Dask cluster", command=command))


def report_tags(folder: Path) -> None:
    """Compare our tags with WeasyPrint's own: processor time for the PDF, in one process."""
    from jacpaper.build.prepare import prepare  # noqa: PLC0415
    from jacpaper.project.layout import template_folder  # noqa: PLC0415
    from jacpaper.writers.pdf import engine, writer  # noqa: PLC0415

    document, _ = prepare(folder, date.fromisoformat(MEETING))
    templates = template_folder(folder)
    writer.write(document, templates)
    import weasyprint.pdf  # noqa: PLC0415 - after writer.write, which puts our tags in place

    ways = {"theirs": weasyprint.pdf.tags.add_tags, "ours": weasyprint.pdf.add_tags}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    with mock.patch.object(engine, "add_tags"):
        for _ in range(10):
            for way, function in ways.items():
                weasyprint.pdf.add_tags = function
                start = time.process_time()
                writer.write(document, templates)
                taken[way].append(time.process_time() - start)
    ours, theirs = (statistics.median(taken[way]) for way in ("ours", "theirs"))
    print(f"{TAGS:28}{ours:8.3f}s{'':27}{theirs * 1.15:8.3f}s{'':9}   theirs: {theirs:.3f}s")


def report_joining(folder: Path) -> None:
    """Time how long it takes to join the papers of a pack that are laid out already."""
    from jacpaper.kinds.agenda import listed  # noqa: PLC0415
    from jacpaper.pack.agenda_part import AgendaPart  # noqa: PLC0415
    from jacpaper.pack.gathering import gathered  # noqa: PLC0415
    from jacpaper.pack.join import join, page_count  # noqa: PLC0415
    from jacpaper.pack.meeting import about_pack, opened  # noqa: PLC0415

    meeting = date.fromisoformat(MEETING)
    agenda, facts = opened(folder, meeting)
    papers = gathered(folder, meeting, listed(folder, meeting, facts)).public
    parts = [AgendaPart(agenda, facts, papers).made(), *papers]
    about = about_pack(facts, "papers")
    taken = []
    for _ in range(5):
        start = time.process_time()
        pack = join(parts, about)
        taken.append(time.process_time() - start)
    print(
        f"{JOINED:28}{statistics.median(taken):8.3f}s{min(taken):8.3f}s{'':18}{2:8.3f}s{'':9}"
        f"   {page_count(pack.content)} pages, {len(pack.content) / 1e6:.1f} MB"
    )


def report_saves(folder: Path) -> None:
    """Save a file repeatedly, and time how long the preview takes to show each save."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this row needs it

    path = folder / "inputs" / MEETING / "reports.yaml"
    text = path.read_text(encoding="utf-8")
    previewing = subprocess.Popen(
        [JACPAPER, "preview", "--port", "8950"], cwd=folder, stdout=subprocess.PIPE, text=True
    )
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
                args=["--no-sandbox"],
            )
            page = browser.new_page()
            address = previewing.stdout.readline().split()[-1] if previewing.stdout else ""
            page.goto(address)
            page.frame_locator("#paper").locator("[data-block]").first.wait_for()
            frame = page.frame("paper")
            took = []
            for number in range(SAVES + 1):
                said = f"WMP was number {number} of"
                # The page itself detects the change, so that no polling is included in the time.
                seen = frame.evaluate_handle(  # type: ignore[union-attr]
                    "said => ({done: new Promise(done => new MutationObserver((_, watch) => {"
                    " if (document.body.textContent.includes(said)) { watch.disconnect();"
                    " requestAnimationFrame(() => done(Date.now())); } }).observe(document.body,"
                    " {childList: true, subtree: true, characterData: true}))})",
                    said,
                )
                start = time.time()
                path.write_text(text.replace("WMP was one of", said), encoding="utf-8")
                took.append(seen.evaluate("seen => seen.done") / 1000 - start)
            browser.close()
    finally:
        previewing.send_signal(signal.SIGINT)
        previewing.communicate(timeout=20)
    measured = took[1:]
    print(
        f"{SAVED:28}{statistics.median(measured):8.3f}s{min(measured):8.3f}s"
        f"{'':18}{0.3:8.3f}s{0.12:8.3f}s   worst of {SAVES}: {max(measured):.3f}s",
        flush=True,
    )


def timed(row: Row) -> tuple[float, float, float]:
    """Return the seconds of one run, its processor seconds, and its largest process's peak in MiB.

    Processes that end after the command, as those of many papers do, are not counted.
    """
    if row.fresh:
        for built in row.folder.rglob("build"):
            shutil.rmtree(built)
    # Let Python cache its bytecode, as it does for a user.
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    null = subprocess.DEVNULL
    start = time.perf_counter()
    process = subprocess.Popen(row.command, cwd=row.folder, env=kept, stdout=null, stderr=null)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(row.command)} failed in {row.folder}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
