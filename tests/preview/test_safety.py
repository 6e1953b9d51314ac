"""Nobody but this machine's own pages reads the preview, and nobody can hold it up."""

from __future__ import annotations

import contextlib
import http.client
import re
import resource
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, lay_out
from jacpaper.preview.editor import Editor
from jacpaper.problems import Place
from previewing import Preview, preview

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = ("/", "/paper", "/view", "/events", "/pages", "/lines/1/0", "/assets/preview.js")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    project = lay_out(tmp_path_factory.mktemp("safe"))
    (project.folder / "secret.txt").write_text("secret", encoding="utf-8")
    with preview(project.folder, port=8900) as started:
        yield started


def ask(
    running: Preview, path: str, method: str = "GET", host: str | None = None, **headers: str
) -> tuple[int, dict[str, str], str]:
    """Ask as no browser would: paths and headers go as they are."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host or f"127.0.0.1:{running.port}")
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = "" if path == "/events" else answer.read().decode("latin-1")
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize("path", PATHS)
class TestEveryPath:
    def test_answers_to_its_own_names(self, running: Preview, path: str) -> None:
        for host in (f"127.0.0.1:{running.port}", f"localhost:{running.port}"):
            assert ask(running, path, host=host)[0] == 200
            assert ask(running, path, host=host, Origin=f"http://{host}")[0] == 200

    @pytest.mark.parametrize(
        "host", ["evil.example", "evil.example:8900", "127.0.0.1", "127.0.0.1:1", "[::1]:8900", " "]
    )
    def test_answers_to_no_other(self, running: Preview, path: str, host: str) -> None:
        status, _, body = ask(running, path, host=host)
        assert status in (400, 421)
        assert "HMICFRS" not in body

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:1"},
            {"Sec_Fetch_Site": "cross-site"},
            {"Sec_Fetch_Site": "same-site"},
        ],
    )
    def test_answers_no_other_page(
        self, running: Preview, path: str, headers: dict[str, str]
    ) -> None:
        status, _, body = ask(running, path, **headers)
        assert status == 403
        assert "HMICFRS" not in body

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
    def test_can_only_be_read(self, running: Preview, path: str, method: str) -> None:
        assert ask(running, path, method)[0] == 405

    def test_loads_nothing_from_elsewhere(self, running: Preview, path: str) -> None:
        _, headers, _ = ask(running, path)
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'self'" in policy
        assert path == "/pages" or policy.startswith("default-src 'none'")
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_no_script_may_run_in_the_paper(running: Preview) -> None:
    assert "script-src" not in ask(running, "/paper")[1]["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/inputs/2025-12-11/paper.yaml", "/../secret.txt", "/files/../secret.txt", "/secret.txt",
        "/files/..%2fsecret.txt", "/files/%2e%2e%2f%2e%2e%2fsecret.txt", "/files/secret.txt",
        "/assets/..%2f..%2fserver.py", "/assets/../page.py", "/assets//etc/passwd", "//etc/passwd",
        "/assets/%2fetc%2fpasswd", "/files/agenda-item-05-hmicfrs-update.yaml", "/lines/1/9999",
        "/lines/999/0", "/lines/-1/0", "/lines/1/..%2f..%2fsecret.txt", "/files/%00", "/build/",
        "/files/agenda-item-05-hmicfrs-update.docx/../../secret.txt",
        f"/lines/{'9' * 5000}/0", f"/lines/1/{'9' * 5000}", f"/lines/1/-{'9' * 5000}", "/lines/1/",
        "/lines/%D9%A1/0", "/lines/1/%EF%BC%91", "/lines/+1/0", "/lines/1_0/0", "/lines/%2e/0",
        "/lines/1.0/0", "/lines/1e0/0", "/lines/ 1/0".replace(" ", "%20"), "/lines/%00/0",
        "/%2e%2e/secret.txt", "/%ff%fe", f"/{'x' * 15000}", f"/assets/{'..%2f' * 2000}",
        f"/files/{'%F0%9F%98%80' * 1000}", "/lines/1/0/", "/view/", "/%2f%2fview", "/;/view",
    ],
)  # fmt: skip
def test_there_is_nothing_but_the_paper(running: Preview, path: str) -> None:
    status, _, body = ask(running, path)
    assert status == 404
    assert "secret" not in body


def test_lines_do_not_follow_a_link_out_of_the_project(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    project = lay_out(tmp_path_factory.mktemp("link"))
    path = project.input("committee.yaml")
    outside = project.folder.parent / "outside.yaml"
    lines = path.read_text(encoding="utf-8").replace(
        "name: Joint Audit Committee", "name: Joint Audit Committee\n      # secret"
    )
    outside.write_text(lines, encoding="utf-8")
    path.unlink()
    path.symlink_to(outside)
    with preview(project.folder, port=8900) as started:
        body = ask(started, "/lines/1/1")[2]
    assert "Joint Audit Committee" in body
    assert "secret" not in body


def test_it_listens_on_this_machine_only(running: Preview) -> None:
    own = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None)}
    for address in own - {"127.0.0.1", "127.0.1.1", "::1"}:
        with pytest.raises(OSError, match=r"refused|unreachable"):
            socket.create_connection((str(address), running.port), timeout=2)
    tables = (ROOT / "/proc/net/tcp").read_text(encoding="utf-8")
    listening = [line.split()[1] for line in tables.splitlines()[1:] if line.split()[3] == "0A"]
    assert [one for one in listening if one.endswith(f":{running.port:04X}")] == [
        f"0100007F:{running.port:04X}"
    ]


def test_a_huge_request_is_refused(running: Preview) -> None:
    before = memory(running)
    # The address, a header, and a body.
    for path, headers in (("/" + "x" * 1_000_000, {}), ("/", {"X-Much": "x" * 1_000_000})):
        try:
            status = ask(running, path, **headers)[0]
        except OSError:  # refused before all of it was sent
            status = 400
        assert status in (400, 404, 414, 431)
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as client:
        host = f"127.0.0.1:{running.port}"
        head = f"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 500000000\r\n\r\n"
        client.sendall(head.encode())
        sent = 0
        try:
            for _ in range(400):
                client.sendall(b"x" * 500_000)
                sent += 500_000
        except OSError:
            pass
    assert sent < 100_000_000
    assert memory(running) - before < 30
    assert ask(running, "/")[0] == 200


def test_slow_clients_hold_nobody_up(running: Preview) -> None:
    slow = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(80)]
    try:
        for number, client in enumerate(slow):
            # Some never finish asking; some ask for events and never read.
            end = "" if number % 2 else f"Host: 127.0.0.1:{running.port}\r\n\r\n"
            client.sendall(f"GET /events HTTP/1.1\r\n{end}".encode())
        start = time.monotonic()
        assert ask(running, "/view")[0] == 200
        assert time.monotonic() - start < 4
    finally:
        for client in slow:
            client.close()


def opened(running: Preview, number: int, start: bytes = b"") -> list[socket.socket]:
    clients = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(number)]
    for client in clients:
        client.sendall(start)
    return clients


def ended(client: socket.socket) -> bool:
    """Say whether the other side has closed the connection by now."""
    client.settimeout(0)
    try:
        while client.recv(65536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


@pytest.mark.parametrize(
    "start",
    [b"", b"GET / HTTP/1.1\r\nHost: 127", b"GET /events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"],
    ids=["idle", "half a header", "events that nobody reads"],
)
def test_more_connections_than_a_browser_opens_leave_room(running: Preview, start: bytes) -> None:
    clients = opened(running, 300, start % running.port if b"%d" in start else start)
    try:
        for path in ("/", "/view", "/paper"):
            began = time.monotonic()
            assert ask(running, path)[0] == 200
            assert time.monotonic() - began < 3
        until = time.monotonic() + 3
        while sum(map(ended, clients)) < 190:
            assert time.monotonic() < until, "the oldest must make room"
            time.sleep(0.05)
    finally:
        for client in clients:
            client.close()
    assert ask(running, "/view")[0] == 200


def test_who_brings_no_request_is_let_go(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Slow headers, slow bodies, and nothing at all: each byte that comes changes nothing."""
    patience = 3
    code = f"from jacpaper.preview import connections; connections.PATIENCE = {patience}"
    code += "; from jacpaper.cli.main import main; main()"
    folder = lay_out(tmp_path_factory.mktemp("impatient")).folder
    with preview(folder, port=8900, program=(sys.executable, "-P", "-c", code)) as running:
        host = f"Host: 127.0.0.1:{running.port}".encode()
        (token,) = re.findall('data-token="([^"]+)"', ask(running, "/")[2])
        starts = {
            "idle": b"",
            "header": b"GET /view HTTP/1.1\r\n" + host + b"\r\nX: ",
            "body": b"GET /view HTTP/1.1\r\n" + host + b"\r\nContent-Length: 99999\r\n\r\n",
            "file": b"POST /returned HTTP/1.1\r\n" + host + b"\r\nOrigin: http://" + host[6:]
            + f"\r\nX-Jacpaper-Token: {token}\r\nContent-Length: 99999\r\n\r\n".encode(),
            "events": b"GET /events HTTP/1.1\r\n" + host + b"\r\n\r\n",
        }  # fmt: skip
        clients = {name: opened(running, 1, start)[0] for name, start in starts.items()}
        waiting = [client for name, client in clients.items() if name != "events"]
        started = time.monotonic()
        while not all(map(ended, waiting)):
            assert time.monotonic() < started + patience + 3
            for name in ("header", "body", "file"):
                with contextlib.suppress(OSError):
                    clients[name].sendall(b"x")
            time.sleep(0.1)
        assert time.monotonic() > started + patience - 1, "a slow client is given time"
        time.sleep(max(0, started + patience + 1 - time.monotonic()))
        assert not ended(clients["events"])
        for client in clients.values():
            client.close()


def test_it_said_nothing_of_all_this(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No traceback on the terminal, whatever is asked."""
    project = lay_out(tmp_path_factory.mktemp("quiet"))
    with preview(project.folder, port=8900) as started:
        for path in (f"/lines/{'9' * 5000}/0", "/%ff", "/lines/1/x"):
            assert ask(started, path)[0] == 404
        for client in opened(started, 150, b"GET / HTTP/1.1\r\n\xff\x00: \r\n\r\n"):
            client.close()
        code, said = started.end()
    assert code == 0
    assert "Traceback" not in said
    assert "Error" not in said


@pytest.mark.parametrize(
    ("address", "opened_at"),
    [
        ("vscode://file/{path}:{line}:{column}", "vscode://file/p/inputs/a.yaml:3:1"),
        ("idea://open?file={path}&line={line}", "idea://open?file=/p/inputs/a.yaml&line=3"),
        ("idea://open?file={path}", "idea://open?file=/p/inputs/a.yaml"),
        ("subl://open?url=file://{path}", "subl://open?url=file:///p/inputs/a.yaml"),
        ("txmt://open?url=file:///{path}", "txmt://open?url=file:///p/inputs/a.yaml"),
        ("emacs://{path}", "emacs:///p/inputs/a.yaml"),
        ("editor:{path}", "editor:/p/inputs/a.yaml"),
    ],
)
def test_an_editors_address_keeps_its_slashes(address: str, opened_at: str) -> None:
    assert Editor(Path("/p"), address).link(Place("inputs/a.yaml", 3)) == opened_at


def test_what_is_no_http_is_harmless(running: Preview) -> None:
    for raw in (b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"\x00" * 4096, b"PRI * HTTP/2.0\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", running.port), timeout=5) as client:
            client.sendall(raw)
            client.shutdown(socket.SHUT_WR)
            assert b"HMICFRS" not in client.recv(65536)
    assert ask(running, "/")[0] == 200


def memory(running: Preview) -> float:
    """Return the MiB that the preview holds."""
    with open(f"/proc/{running.process.pid}/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
