"""Keys: every action's can be changed, and is heard at once."""
# SPDX-License-Identifier: GPL-3.0-or-later
import shutil

import gui
from gui import App, ROOT, key, type_text, wait_for

SAMPLE = ROOT / "data" / "sample"


def test_change(program, folder):
    """a new key for “next untranslated cue” is taken, works, and is away from the action that had it"""
    shutil.copytree(SAMPLE, folder / "sample", ignore=shutil.ignore_patterns("source", "render", "make-project"))
    app = App(program, folder / "sample" / "orbita.vostok", home=folder / "home")
    app.wait(name="cue 1 of 18")
    key("ctrl+comma")
    app.wait(name="Keys")
    type_text("next untr")
    wait_for("that row alone", lambda: app.find(starts="Find and replace") is None)
    row = wait_for("the action's row", lambda: app.find(starts="Next untranslated cue", role="list item")
                   or app.find(starts="Next untranslated cue"))
    app.click(row)
    key("F10")
    app.wait(name="Taken from “Set the end, start the next cue”")
    key("Escape")
    wait_for("the window behind it", lambda: app.find(name="Keys") is None)
    key("F10")
    app.wait(name="cue 10 of 18")
    app.close()


gui.run([test_change])
