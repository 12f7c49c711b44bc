"""What was measured on, and with what."""

import os
import platform
import re
import subprocess

from places import PEERS, PYTHON, RHO, ROOT


def _said(*command):
    try:
        result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (result.stdout or result.stderr).strip()


def _matched(pattern, text):
    found = re.search(pattern, text, re.MULTILINE)
    return found.group(1).strip() if found else ""


def _read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def _processor():
    if platform.system() == "Darwin":
        return _said("sysctl", "-n", "machdep.cpu.brand_string")
    text = _read("/proc/cpuinfo")
    flags = _matched(r"^flags\s*:(.*)$", text).split()
    wide = [name for name in ("avx2", "fma", "avx512f") if name in flags]
    name = _matched(r"^model name\s*:(.*)$", text)
    return f"{name} ({', '.join(wide)})"


def _peers():
    modules = ["matplotlib", "celluloid", "numpy", "Pillow", "vl-convert-python", "skia-python", "pycairo",
               "jax", "torch", "robust_loss_pytorch"]
    code = ("import importlib.metadata as m\n"
            f"for n in {modules!r}:\n"
            "  try: print(n, m.version(n))\n"
            "  except m.PackageNotFoundError: print(n, '(missing)')")
    found = _said(PYTHON, "-c", code).splitlines() if os.path.exists(PYTHON) else []
    pinned = _pinned()
    named = [line.split(" ", 1) for line in found]
    return ", ".join(
        f"{name} {version}" + (f" (**not {pinned[name]}, which `make bench-peers` installs**)"
                               if version.split("+")[0] != pinned.get(name, version).split("+")[0] else "")
        for name, version in named) or "none"


def _pinned():
    """The versions that `make bench-peers` installs: an environment that has others is not what it says."""
    text = _read(os.path.join(PEERS, "requirements.txt")) + _read(os.path.join(ROOT, "Makefile"))
    return dict(re.findall(r"^(?:TORCH := )?([\w-]+)==(\S+)$", text, re.MULTILINE))


def describe():
    """Names and values, for the head of the table."""
    memory = _matched(r"^MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    change = " with changes" if _said("git", "status", "--porcelain", "Sources", "Package.swift") else ""
    system = _matched(r'PRETTY_NAME="(.*)"', _read("/etc/os-release"))
    swift = _matched(r"(Swift version [\d.]+)", _said("swift", "--version"))
    python = _matched(r"([\d.]+)", _said(PYTHON, "--version")) or "–"
    programs = [_said("gnuplot", "--version"), _matched(r"^(ffmpeg version \S+)", _said("ffmpeg", "-version"))]
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "Memory": f"{int(memory) / 2**20:.0f} GiB" if memory else "unknown",
        "System": f"{system or platform.system()}, {platform.release()}",
        "Load before the run": f"{os.getloadavg()[0]:.2f}",
        "Rho": f"{_said(RHO, '--version')}, commit {_said('git', 'rev-parse', '--short', 'HEAD')}{change}, {swift}",
        "Peers": f"Python {python}: {_peers()}",
        "Programs": ", ".join(filter(None, programs)),
    }
