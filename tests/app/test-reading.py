"""Subtitle files that are not as they should be: garbled letters, another encoding, another version of the film."""
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import shutil

import gui
from gui import App, Atspi, Failure, ROOT, key, wait_for

SAMPLE = ROOT / "data" / "sample"


def prepare(folder):
    shutil.copy(SAMPLE / "media" / "orbita.webm", folder / "film.webm")
    return folder / "film.webm"


def test_garbled(program, folder):
    """letters that were saved wrongly are noticed and repaired"""
    film = prepare(folder)
    text = (SAMPLE / "orbita.es.srt").read_text(encoding="utf-8")
    (folder / "film.es.srt").write_text(text.encode("utf-8").decode("latin-1"), encoding="utf-8")
    app = App(program, film, home=folder / "home")
    app.wait(name="Some letters of these subtitles are garbled")
    app.press(app.wait(starts="Repair…", role="push button"))
    app.wait(name="How the File Was Read")
    app.press(app.wait(name="Repair", role="push button"))
    wait_for("the right letters", lambda: app.find(starts="Base a Golondrina. ¿Me"))
    key("ctrl+s")
    saved = folder / "film.es.srt"
    wait_for("the saved file", lambda: "¿Me recibe?" in saved.read_text(encoding="utf-8"))
    app.close()


def test_problems(program, folder):
    """an old encoding is told, and a problem leads to its cue"""
    film = prepare(folder)
    text = (SAMPLE / "orbita.es.srt").read_text(encoding="utf-8").replace("00:00:22,050 -->", "00:00:22;050 ->", 1)
    (folder / "film.es.srt").write_bytes(text.replace("\n\n6\n", "\n\nsix\n").encode("cp1252"))
    app = App(program, film, home=folder / "home")
    app.press(app.wait(starts="Details…", role="push button"))
    app.wait(name="How the File Was Read")
    app.wait(name="Preview")
    row = wait_for("a problem with its line", lambda: [node for node in app.walk()
                                                       if re.match(r"Line \d+", node.get_name())])
    number = int(re.match(r"Line (\d+)", row[0].get_name()).group(1))
    if not 15 < number < 35:
        raise Failure(f"line {number} is not where the mistake is")
    app.click(row[0])
    wait_for("the window behind it", lambda: app.find(name="How the File Was Read") is None)
    place = wait_for("a cue near it", lambda: app.find(starts="cue ")).get_name()
    if not re.fullmatch("cue [456] of 1[78]", place):
        raise Failure(f"line {number} led to {place}")
    app.close()


def test_other_version(program, folder):
    """subtitles of a version at another speed are noticed, synchronised and paired"""
    film = prepare(folder)
    shutil.copy(SAMPLE / "orbita.es.srt", folder / "film.es.srt")

    def slower(match):
        hours, minutes, seconds, ms = map(int, match.groups())
        total = round(((hours * 60 + minutes) * 60 + seconds + ms / 1000) * 25 / 23.976 * 1000) + 4000
        return f"{total // 3600000:02}:{total // 60000 % 60:02}:{total // 1000 % 60:02},{total % 1000:03}"

    other = folder / "other.en.srt"
    other.write_text(re.sub(r"(\d\d):(\d\d):(\d\d),(\d\d\d)", slower,
                            (SAMPLE / "orbita.en.srt").read_text(encoding="utf-8")), encoding="utf-8")
    app = App(program, film, other, home=folder / "home")
    app.wait(name="These subtitles seem to fit another version of the film")
    app.press(app.wait(starts="Synchronise…", role="push button"))
    app.wait(name="Subtitles that fit")
    app.press(app.wait(name="Apply", role="push button"))
    app.wait(starts="Spanish → English")
    key("ctrl+z")
    wait_for("what it was", lambda: app.find(starts="Spanish → English") is None)
    app.close()


def test_heard(program, folder):
    """subtitles that come too late are put where somebody speaks"""
    film = prepare(folder)
    late = re.sub(r"00:(\d\d):(\d\d),(\d\d\d)", lambda m: "00:%02d:%02d,%s" % (
        (int(m[1]) * 60 + int(m[2]) + 7) // 60, (int(m[1]) * 60 + int(m[2]) + 7) % 60, m[3]),
        (SAMPLE / "orbita.es.srt").read_text(encoding="utf-8"))
    (folder / "film.es.srt").write_text(late, encoding="utf-8")
    app = App(program, film, home=folder / "home")
    start = app.wait(name="Start", role="text")
    wait_for("the late start", lambda: app.text_of(start) == "00:00:13.600")
    key("ctrl+shift+y")
    app.wait(name="How")
    # The list of ways has the focus: it opens, and the third is taken.
    key("space", "Down", "Down", "Return")
    app.wait(starts="Listens to the whole film")
    app.press(app.wait(name="Apply", role="push button"))
    wait_for("the start where it is heard", lambda: app.text_of(start).startswith("00:00:06."))
    key("ctrl+z")
    wait_for("the late start", lambda: app.text_of(start) == "00:00:13.600")
    app.close()


def test_new_letters(program, folder):
    """a letter that the file's encoding lacks is told when saving, and UTF-8 takes it; nothing is lost before"""
    film = prepare(folder)
    saved = folder / "film.es.srt"
    before = (SAMPLE / "orbita.es.srt").read_text(encoding="utf-8").encode("cp1252")
    saved.write_bytes(before)
    app = App(program, film, home=folder / "home")
    text = app.wait(role="text", name="Subtitle text")
    wait_for("the cue", lambda: app.text_of(text))
    Atspi.EditableText.set_text_contents(text, "Łódź")
    wait_for("the letters", lambda: app.text_of(text) == "Łódź")
    key("ctrl+s")
    app.wait(name="The subtitles were not saved")
    if saved.read_bytes() != before:
        raise Failure("the file was touched")
    key("alt+s")
    wait_for("the saved file", lambda: saved.read_bytes() != before)
    if "Łódź" not in saved.read_text(encoding="utf-8"):
        raise Failure("the letters are not in the file")
    app.close()


def test_languages(program, folder):
    """a file with several languages keeps their order, whichever is spoken in the film"""
    film = prepare(folder)
    both = folder / "film.msrt"
    both.write_text("1\n00:00:06,600 --> 00:00:09,003\n[eng] Base to Swallow.\n[spa] Base a Golondrina.\n\n"
                    "2\n00:00:09,200 --> 00:00:13,689\n[eng] I hear you.\n[spa] Le recibo.\n", encoding="utf-8")
    app = App(program, film, home=folder / "home")
    app.wait(starts="English → Spanish")
    text = app.wait(role="text", name="Subtitle text")
    wait_for("the cue", lambda: app.text_of(text) == "Base a Golondrina.")
    Atspi.EditableText.set_text_contents(text, "Base a todos.")
    key("ctrl+s")
    wait_for("the saved file", lambda: "[spa] Base a todos." in both.read_text(encoding="utf-8"))
    lines = both.read_text(encoding="utf-8").splitlines()
    if lines[2:4] != ["[eng] Base to Swallow.", "[spa] Base a todos."] or "[eng] I hear you." not in lines:
        raise Failure(f"not the file that it was: {lines}")
    app.close()


gui.run([test_languages, test_heard, test_new_letters, test_garbled, test_problems, test_other_version])
