#!/usr/bin/python3
"""The window: start to first frame, keystroke to overlay, memory; prints, judges nothing.

Usage: bench-window.py VOSTOK FILM (in a display and a D-Bus session, as tests/bench/run starts it)
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
# Each run has a home of its own, but GStreamer's list of plug-ins is there already, as on any second start.
REGISTRY = tempfile.mkdtemp(prefix="vostok-bench-") + "/registry.bin"
LETTERS = "the quick brown fox jumps over the lazy dog"


class Window:
    def __init__(self, program, film):
        home = tempfile.mkdtemp(prefix="vostok-bench-")
        self.log = open(Path(home) / "log", "w+", encoding="utf-8")
        env = dict(os.environ, GTK_A11Y="none", GSETTINGS_BACKEND="memory", VOSTOK_SOUND="none", LC_ALL="C.UTF-8",
                   G_MESSAGES_DEBUG="vostok-times", XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home,
                   GST_REGISTRY=REGISTRY)
        self.started = time.time()
        self.process = subprocess.Popen([program, film], env=env, stdout=self.log, stderr=self.log)

    def read(self, pattern):
        with open(self.log.name, encoding="utf-8") as text:
            return [int(found) for found in re.findall(pattern, text.read())]

    def wait(self, pattern, count=1, patience=30):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found = self.read(pattern)
            if len(found) >= count:
                return found
            time.sleep(0.02)
        raise SystemExit(f"waited in vain for: {pattern}")

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def close(self):
        self.process.terminate()
        self.process.wait()


def key(*words):
    subprocess.run(["xdotool", *words], check=True)


def main():
    program, film = sys.argv[1:3]
    starts = []
    for _ in range(RUNS + 1):
        window = Window(program, film)
        starts.append(window.wait(r"first frame at (\d+) us")[0] / 1e6 - window.started)
        window.close()
    starts = starts[1:]
    print(f"start to first frame      median {statistics.median(starts) * 1000:6.0f} ms of {RUNS} runs")

    window = Window(program, film)
    window.wait(r"first frame at (\d+) us")
    time.sleep(2)
    opened = window.memory()
    # A new cue at the first frame, then a letter at a time.
    key("key", "ctrl+n")
    time.sleep(1)
    before = len(window.read(r"overlay after (\d+) us"))
    for letter in LETTERS:
        key("key", "space" if letter == " " else letter)
        time.sleep(0.15)
    times = window.read(r"overlay after (\d+) us")[before:]
    print(f"keystroke to overlay      median {statistics.median(times) / 1000:6.1f} ms, "
          f"longest {max(times) / 1000:.1f} ms of {len(times)}")
    key("key", "ctrl+space")
    time.sleep(10)
    print(f"memory (resident)         {opened:6.0f} MB with the film open, {window.memory():.0f} MB after 10 s of playing")
    window.close()


if __name__ == "__main__":
    main()
