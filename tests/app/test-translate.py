"""Story 1 of the interface: a volunteer translates; and nothing is lost when the program is killed."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import shutil
import subprocess
import time

import gui
from gui import App, Atspi, Failure, ROOT, key, type_text, wait_for, xdotool

SAMPLE = ROOT / "data" / "sample"


def prepare(folder):
    shutil.copy(SAMPLE / "media" / "orbita.webm", folder / "film.webm")
    shutil.copy(SAMPLE / "orbita.es.srt", folder / "film.es.srt")
    return folder / "film.webm"


def start_translation(program, film, home=None):
    app = App(program, film, home=home)
    app.wait(role="text", name="Subtitle text")
    key("ctrl+shift+n")
    languages = app.wait(name="Languages", role="list")
    type_text("fren")
    wait_for("that language", lambda: [node for node in app.walk(languages) if node.get_name() == "French"
                                       and app.has(node, Atspi.StateType.SELECTED)])
    key("Return")
    app.wait(starts="Spanish → French")
    return app


def translated_text(app):
    return app.text_of(app.wait(role="text", name="Subtitle text"))


def cues_of(path):
    out = subprocess.run(["ffprobe", "-v", "error", "-show_packets", "-of", "json", str(path)], check=True,
                         capture_output=True, text=True).stdout
    return json.loads(out)["packets"]


def drag_edge(app):
    """Drags the end of the first cue on the waveform a little later."""
    strip = app.wait(name="Waveform with cues")
    x, y, width, height = app.box(strip)
    end = app.wait(name="End", role="text")
    before = app.text_of(end)
    seconds = sum(float(part) * unit for part, unit in zip(before.split(":"), (3600, 60, 1)))
    left = 0.0
    px = x + (seconds - left) * 110 - 1
    xdotool("mousemove", int(px), int(y + height / 2))
    xdotool("mousedown", 1)
    for step in range(1, 6):
        xdotool("mousemove", int(px + step * 8), int(y + height / 2))
    wait_for("a later end", lambda: app.text_of(end) != before)
    xdotool("mouseup", 1)
    readings = []
    wait_for("the end to stay", lambda: readings.append(app.text_of(end)) or
             (len(readings) > 5 and len(set(readings[-5:])) == 1))
    return before, readings[-1]


def test_translate(program, folder):
    """a volunteer translates, retimes on the waveform and saves; the licence goes along"""
    film = prepare(folder)
    app = start_translation(program, film, folder / "home")
    key("ctrl+z")
    wait_for("no translation", lambda: app.find(starts="Spanish → French") is None)
    key("ctrl+shift+z")
    app.wait(starts="Spanish → French")
    type_text("Premiere ligne.")
    wait_for("the text in the document", lambda: app.find(name="Premiere ligne."))
    before, after = drag_edge(app)
    key("ctrl+z")
    wait_for("the old end", lambda: app.text_of(app.find(name="End", role="text")) == before)
    key("ctrl+shift+z")
    wait_for("the new end", lambda: app.text_of(app.find(name="End", role="text")) == after)
    # The waveform has the focus: back to the text, to its end, and on to the next cue.
    text = app.wait(role="text", name="Subtitle text")
    app.click(text)
    key("Return")
    app.wait(starts="cue 2 of")
    type_text("Deuxieme ligne.")
    wait_for("the second text", lambda: app.find(name="Deuxieme ligne."))
    key("ctrl+s")
    saved = folder / "film.fr.srt"
    wait_for("the saved file", saved.exists)
    packets = wait_for("two cues", lambda: len(cues_of(saved)) == 2 and cues_of(saved))
    if "Premiere ligne." not in saved.read_text(encoding="utf-8"):
        raise Failure("the first line is not in the file")
    source = cues_of(folder / "film.es.srt")
    if packets[1]["pts_time"] != source[1]["pts_time"]:
        raise Failure("the second cue lost its time")
    licence = (folder / "film.fr.srt.license").read_text(encoding="utf-8")
    if "CC-BY-NC-SA-4.0" not in licence:
        raise Failure("the licence did not go along: " + licence)
    app.close()


def test_survives_kill(program, folder):
    """what was typed a second before the program was killed is there again"""
    film = prepare(folder)
    home = folder / "home"
    app = start_translation(program, film, home)
    type_text("Presque perdue.")
    wait_for("the text in the document", lambda: app.find(name="Presque perdue."))
    time.sleep(1.0)  # what the journal promises
    app.kill()
    app = App(program, film, home=home)
    app.wait(starts="Spanish → French")
    wait_for("the restored line", lambda: app.find(name="Presque perdue."))
    key("ctrl+z")
    wait_for("undo across the crash", lambda: app.find(name="Presque perdue.") is None)
    app.close()


def test_order(program, folder):
    """a cue that is put after the next one goes there, in the list and in the file; one undo brings both back"""
    film = prepare(folder)
    app = App(program, film, home=folder / "home")
    app.wait(starts="cue 1 of")
    before = [cue["pts_time"] for cue in cues_of(folder / "film.es.srt")]
    for _ in range(12):
        key("shift+Right")
    app.wait(name="00:00:12.000")
    key("bracketleft")
    app.wait(starts="cue 2 of")
    key("ctrl+s")
    after = wait_for("the new times on disk", lambda: (now := [c["pts_time"] for c in cues_of(folder / "film.es.srt")])
                     != before and now)
    if after != sorted(after, key=float) or "12.000000" not in after:
        raise Failure(f"not in order: {after}")
    key("ctrl+z")
    app.wait(starts="cue 1 of")
    app.close()


def test_end_and_next(program, folder):
    """one key ends the cue and starts the next one two frames later; one undo takes both back"""
    film = prepare(folder)
    app = App(program, film, home=folder / "home")
    app.wait(starts="cue 1 of")
    before = [(cue["pts_time"], cue["duration_time"]) for cue in cues_of(folder / "film.es.srt")]
    for _ in range(8):
        key("shift+Right")
    app.wait(name="00:00:08.000")
    key("F10")
    app.wait(starts="cue 2 of")
    wait_for("the next start", lambda: app.text_of(app.find(name="Start", role="text")) == "00:00:08.083")
    key("ctrl+Left")
    wait_for("the end", lambda: app.text_of(app.find(name="End", role="text")) == "00:00:08.000")
    key("ctrl+z", "ctrl+s")
    app.close()
    if [(cue["pts_time"], cue["duration_time"]) for cue in cues_of(folder / "film.es.srt")] != before:
        raise Failure("one undo was not enough")


def test_export(program, folder):
    """subtitles are written in another format, after what that cannot hold was told"""
    film = prepare(folder)
    app = App(program, film, home=folder / "home")
    app.wait(starts="cue 1 of")
    key("ctrl+shift+e")
    app.wait(name="This format holds everything that is in them.")
    # The list of formats is in alphabetical order, and its first row has the keys.
    key("space")
    app.wait(name="MPL2")
    key("Home", *["Down"] * 6, "Return")
    app.wait(starts="The times are rounded.")
    key("alt+e")
    app.wait(name="Name:")
    key("ctrl+a")
    type_text(str(folder / "other.mpl"))
    key("Return")
    written = folder / "other.mpl"
    wait_for("the exported file", written.exists)
    lines = written.read_text(encoding="utf-8").splitlines()
    if not lines[0].startswith("[66][90]Base a Golondrina"):
        raise Failure(f"not MPL2: {lines[:2]}")
    if (folder / "film.es.srt").read_bytes() != (SAMPLE / "orbita.es.srt").read_bytes():
        raise Failure("the file that was opened changed")
    app.close()


def test_start_and_on(program, folder):
    """one key puts the start where the film stands and goes on to the next cue; the end stays"""
    film = prepare(folder)
    app = App(program, film, home=folder / "home")
    app.wait(starts="cue 1 of")
    end = app.text_of(app.find(name="End", role="text"))
    for _ in range(7):
        key("shift+Right")
    app.wait(name="00:00:07.000")
    key("F9")
    app.wait(starts="cue 2 of")
    key("ctrl+Left")
    wait_for("the start", lambda: app.text_of(app.find(name="Start", role="text")) == "00:00:07.000")
    if app.text_of(app.find(name="End", role="text")) != end:
        raise Failure("the end moved")
    app.close()


def test_from_nothing(program, folder):
    """subtitles from nothing: a key is held while someone speaks, words are typed, a file is there"""
    shutil.copy(SAMPLE / "media" / "orbita.webm", folder / "film.webm")
    app = App(program, folder / "film.webm", home=folder / "home")
    app.press(app.wait(starts="Write Subtitles"))
    app.wait(name="Languages", role="list")
    type_text("Spanish")
    key("Return")
    app.wait(starts="Play the film and hold F8 as long as somebody speaks")
    key("ctrl+space")
    app.wait(name="Pause")
    xdotool("keydown", "F8")
    time.sleep(1.5)  # as long as somebody speaks
    xdotool("keyup", "F8")
    app.wait(name="cue 1 of 1")
    type_text("Aqui base.")
    key("Return")
    app.wait(name="cue 2 of 2")
    type_text("Le escucho.")
    key("ctrl+s")
    path = folder / "film.es.srt"
    wait_for("the file", path.exists)
    cues = cues_of(path)
    if len(cues) != 2 or not 0.3 < float(cues[0]["duration_time"]) < 5:
        raise Failure(f"not what was held: {cues}")
    words = path.read_text(encoding="utf-8")
    if "Aqui base." not in words or "Le escucho." not in words:
        raise Failure(f"not what was typed: {words}")
    app.close()


def test_synchronise(program, folder):
    """two points move all cues between and around them, in one step"""
    film = prepare(folder)
    app = App(program, film, home=folder / "home")
    app.wait(starts="cue 1 of")
    start = app.find(name="Start", role="text")
    before = app.text_of(start)
    key("ctrl+shift+y")
    times = wait_for("two times", lambda: [node for node in app.walk() if node.get_name() == "When it shall begin"
                                           and node.get_role_name() == "text"])
    seconds = sum(float(part) * unit for part, unit in zip(before.split(":"), (3600, 60, 1)))
    later = f"0:00:{seconds + 2:06.3f}"
    Atspi.EditableText.set_text_contents(times[0], later)
    last = app.text_of(times[1])
    key("alt+a")
    wait_for("the first cue to begin later", lambda: app.text_of(start).lstrip("0:") == later.lstrip("0:"))
    key("ctrl+s")
    saved = wait_for("the new times on disk", lambda: (now := cues_of(folder / "film.es.srt"))[0]["pts_time"]
                     == f"{seconds + 2:.6f}" and now)
    minutes, rest = last.split(":")[1:]
    if abs(float(saved[-1]["pts_time"]) - int(minutes) * 60 - float(rest)) > 0.001:
        raise Failure("the last cue moved, though its point did not")
    key("ctrl+z")
    wait_for("the old times", lambda: app.text_of(start) == before)
    app.close()


def test_shift(program, folder):
    """the shift starts at nothing, and all cues go where it says"""
    app = App(program, prepare(folder), home=folder / "home")
    app.wait(starts="cue 1 of")
    start = app.find(name="Start", role="text")
    before = app.text_of(start)
    seconds = sum(float(part) * unit for part, unit in zip(before.split(":"), (3600, 60, 1)))
    key("ctrl+shift+t")
    app.wait(name="Shift Cues")
    key("Up", "alt+s")
    wait_for("a tenth of a second more", lambda: app.text_of(start) == f"00:00:{seconds + 0.1:06.3f}")
    key("ctrl+z")
    wait_for("the old start", lambda: app.text_of(start) == before)
    app.close()


gui.run([test_shift, test_synchronise, test_export, test_from_nothing, test_end_and_next, test_start_and_on,
         test_translate, test_survives_kill, test_order])
