"""Files: several given at once, each opened once; what is known of the film."""
# SPDX-License-Identifier: GPL-3.0-or-later
import shutil
import subprocess

import gui
from gui import App, Atspi, ROOT, key, type_text, wait_for

SAMPLE = ROOT / "data" / "sample"


def test_several(program, folder):
    """films and subtitles given together are all opened, the film first and nothing twice"""
    for name, source in (("film.webm", "media/orbita.webm"), ("aurora.webm", "media/aurora.webm"),
                         ("film.es.srt", "orbita.es.srt"), ("other.en.srt", "orbita.en.srt")):
        shutil.copy(SAMPLE / source, folder / name)
    app = App(program, *(folder / name for name in ("film.es.srt", "film.webm", "other.en.srt", "aurora.webm")),
              home=folder / "home")
    # A page that is not shown is not in the tree of a newer GTK.
    app.wait(starts="Spanish")
    key("ctrl+1")
    works = app.wait(name="Works", role="list")
    wait_for("two works", lambda: works.get_child_count() == 2)
    key("ctrl+2")
    # Paired by time with the film's own, which are there once.
    app.wait(starts="Spanish → English")
    key("ctrl+1")
    row = app.wait(name="Spoken language")
    wait_for("what the film says itself", lambda: app.find(name="Spanish"))
    app.press(app.wait(name="Choose what is spoken"))
    languages = app.wait(name="Languages", role="list")
    type_text("fren")
    wait_for("that language", lambda: [node for node in app.walk(languages) if node.get_name() == "French"
                                       and app.has(node, Atspi.StateType.SELECTED)])
    key("Return")
    wait_for("what was chosen", lambda: app.find(name="French"))
    wait_for("the row to stay", lambda: app.find(name=row.get_name()))
    key("ctrl+z")
    wait_for("what it was", lambda: app.find(name="Spanish") and app.find(name="French") is None)
    app.close()


def test_embedded(program, folder):
    """subtitles inside a film are offered where there are none yet, and imported in the order of the file"""
    inputs = [word for name in ("media/orbita.webm", "orbita.es.srt", "orbita.fr.srt")
              for word in ("-i", str(SAMPLE / name))]
    subprocess.run(["ffmpeg", "-v", "error", *inputs, "-map", "0:v", "-map", "0:a", "-map", "1", "-map", "2",
                    "-c", "copy", "-metadata:s:s:0", "language=spa", "-metadata:s:s:1", "language=fra",
                    str(folder / "both.mkv")], check=True)
    app = App(program, folder / "both.mkv", home=folder / "home")
    app.wait(starts="This film holds 2 subtitle tracks")
    app.press(app.wait(name="Import Subtitles"))
    app.wait(starts="Spanish → French")
    app.wait(name="cue 1 of 18")
    key("ctrl+z", "ctrl+z")
    app.wait(starts="This film holds 2 subtitle tracks")
    app.close()


gui.run([test_several, test_embedded])
