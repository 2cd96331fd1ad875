"""Drives the real window as a person would: keys, pointer, and what a screen reader hears."""
# SPDX-License-Identifier: GPL-3.0-or-later
import faulthandler
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60


class Failure(Exception):
    pass


def wait_for(what, condition, patience=PATIENCE):
    """Polls until the condition holds: the window answers when it answers."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        for app in App.running:
            if app.process.returncode is None and app.process.poll() is not None:
                raise Failure(f"the program ended with {app.process.returncode} while waiting for: {what}")
        try:
            value = condition()
        except GLib.Error:
            value = None  # what was looked at has gone meanwhile
        if value:
            return value
        time.sleep(0.1)
    raise Failure(f"waited {patience} s for: {what}")


def xdotool(*words):
    subprocess.run(["xdotool", *map(str, words)], check=True)


def key(*names):
    for name in names:
        xdotool("key", name)


def type_text(text):
    xdotool("type", "--delay", "25", text)


class App:
    """One run of the program with a home of its own."""

    running = []

    def __init__(self, program, *args, home=None):
        self.home = home or Path(tempfile.mkdtemp(prefix="vostok-gui-"))
        self.home.mkdir(parents=True, exist_ok=True)
        env = dict(os.environ, GSK_RENDERER="cairo", GTK_A11Y="atspi", GSETTINGS_BACKEND="memory", VOSTOK_SOUND="none",
                   XDG_CONFIG_HOME=str(self.home / "config"), XDG_DATA_HOME=str(self.home / "data"),
                   XDG_CACHE_HOME=str(self.home / "cache"), LC_ALL="C.UTF-8", LANGUAGE="en", HOME=str(self.home),
                   VOSTOK_DATA_DIR=str(ROOT / "data"))
        self.log = open(self.home / "log.txt", "a+", encoding="utf-8")
        self.process = subprocess.Popen([program, *map(str, args)], env=env, stdout=self.log, stderr=self.log)
        App.running.append(self)
        self.node = wait_for("the window on the accessibility bus", self.find_app)

    def find_app(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == self.process.pid and app.get_child_count() > 0:
                return app
        if self.process.poll() is not None:
            raise Failure(f"the program ended with {self.process.returncode}")
        return None

    def walk(self, node=None):
        node = node or self.node
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is None:
                continue
            yield child
            yield from self.walk(child)

    def find(self, name=None, role=None, starts=None):
        for node in self.walk():
            if role is not None and node.get_role_name().replace("push ", "") != role.replace("push ", ""):
                continue
            if name is not None and node.get_name() != name:
                continue
            if starts is not None and not node.get_name().startswith(starts):
                continue
            return node
        return None

    def wait(self, name=None, role=None, starts=None, patience=PATIENCE):
        return wait_for(f"{role or 'something'} called {name or starts}",
                        lambda: self.find(name, role, starts=starts), patience)

    def text_of(self, node):
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def press(self, node):
        """Activates a button or switch as assistive technology does."""
        if not node.do_action(0):
            raise Failure(f"{node.get_name()} could not be pressed")

    def box(self, node):
        rect = node.get_extents(Atspi.CoordType.WINDOW)
        return rect.x, rect.y, rect.width, rect.height

    def click(self, node):
        """With the pointer, in the middle."""
        x, y, width, height = self.box(node)
        xdotool("mousemove", x + width // 2, y + height // 2)
        xdotool("click", 1)

    def has(self, node, state):
        return node.get_state_set().contains(state)

    def said(self):
        """What the program wrote on its standard output and error."""
        self.log.flush()
        self.log.seek(0)
        return self.log.read().splitlines()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
        elif self.process.returncode != 0:
            raise Failure(f"the program ended with {self.process.returncode}")
        bad = [line for line in self.said() if "CRITICAL" in line or "ERROR" in line]
        if bad:
            raise Failure("the program complained: " + bad[0])


def run(tests):
    """Prints TAP."""
    program = sys.argv[1]
    # A call to a program that hangs may never return: says where, before the time limit of meson.build ends it all.
    faulthandler.dump_traceback_later(380, exit=True)
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        folder = Path(tempfile.mkdtemp(prefix="vostok-gui-"))
        try:
            test(program, folder)
            print(f"ok {number} - {test.__doc__}", flush=True)
        except Exception:  # a test that breaks is a test that fails
            failed += 1
            said = [line for app in App.running for line in app.said()[-30:]]
            print("\n".join("# " + line for line in traceback.format_exc().splitlines() + said), file=sys.stderr, flush=True)
            shot = os.environ.get("VOSTOK_GUI_SHOTS")
            if shot:
                subprocess.run(["import", "-window", "root", f"{shot}/failed-{number}.png"], check=False)
            print(f"not ok {number} - {test.__doc__}", flush=True)
        for app in App.running:
            if app.process.poll() is None:
                app.kill()
        App.running.clear()
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.flush()
    # The accessibility library may wait for a bus that has gone when the interpreter takes it down: leave at once.
    os._exit(1 if failed else 0)
