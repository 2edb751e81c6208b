"""Processes on a core of their own, and the processor time that they took."""

import asyncio
import contextlib
import os
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cores() -> tuple[int, int]:
    """The core of what is measured, and the core of everything else; the same where there is only one."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


@contextlib.asynccontextmanager
async def process(
    command: Sequence[str], core: int, environment: dict[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command on one core until the block ends; what it says goes where this process speaks."""
    made = await asyncio.create_subprocess_exec(
        *command,
        env=environment,
        cwd=Path(__file__).parents[3],
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    try:
        yield made
    finally:
        if made.returncode is None:
            made.terminate()
            try:
                await asyncio.wait_for(made.wait(), 10)
            except TimeoutError:
                made.kill()
                await made.wait()


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [pid, *(one for child in children for one in family(int(child)))]


def processor_seconds(pid: int) -> float:
    """User and system time of a process with its children, in seconds."""
    total = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory(pid: int, name: str = "VmRSS") -> int:
    """A figure of /proc/…/status in bytes: VmRSS (now), VmHWM (the most there ever was)."""
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("utf-8"), re.M)
    assert found is not None
    return int(found[1]) * 1024


def forget_peak(pid: int) -> None:
    """Let VmHWM begin again at what is used now (proc(5), clear_refs)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")
