"""Story 4 of the interface: a fan remixes by the words and releases; a mix that may not be shared is refused."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import shutil
import subprocess
import time

import gui
from gui import App, Failure, ROOT, key, type_text, wait_for

SAMPLE = ROOT / "data" / "sample"


def copy_sample(folder):
    shutil.copytree(SAMPLE, folder / "sample", ignore=shutil.ignore_patterns("source", "render", "make-project"))
    return folder / "sample" / "orbita.vostok"


def output_of(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def check_release(path):
    probe = json.loads(output_of("ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", path))
    kinds = [stream["codec_type"] for stream in probe["streams"]]
    for kind in ("video", "audio", "subtitle"):
        if kind not in kinds:
            raise Failure(f"no {kind} in the release: {kinds}")
    tags = {name.upper(): value for name, value in probe["format"]["tags"].items()}
    if "CC-BY-NC-SA-4.0" not in tags.get("LICENSE", "") and "by-nc-sa/4.0" not in json.dumps(tags):
        raise Failure(f"no licence in the tags: {tags}")
    if shutil.which("mkvinfo") and "ATTRIBUTION.txt" not in output_of("mkvinfo", "--all", path):
        raise Failure("mkvinfo does not see the attribution")
    beside = path.with_name(path.name + ".ATTRIBUTION.txt").read_text(encoding="utf-8")
    if "CC BY-NC-SA 4.0" not in beside:
        raise Failure("the text beside it does not name the licence")
    subprocess.run(["ffmpeg", "-v", "error", "-xerror", "-i", str(path), "-f", "null", "-"], check=True)


def publish(app, target):
    key("ctrl+4")
    switch = wait_for(target, lambda: app.find(starts=target, role="check box")
                      or app.find(starts=target, role="switch") or app.find(starts=target, role="toggle button"))
    app.press(switch)
    time.sleep(0.5)
    key("ctrl+Return")


def test_remix(program, folder):
    """a fan selects lines, adds them to the remix, undoes, redoes and releases it as Matroska"""
    shutil.copy(SAMPLE / "media" / "orbita.webm", folder / "film.webm")
    shutil.copy(SAMPLE / "orbita.es.srt", folder / "film.es.srt")
    home = folder / "home"
    app = App(program, folder / "film.webm", home=home)
    app.wait(role="text", name="Subtitle text")
    key("ctrl+3")
    app.wait(name="Search what is said")
    key("ctrl+f")
    time.sleep(0.5)
    type_text("archivo")
    app.wait(name="2 found")
    key("Tab", "Tab", "Down", "ctrl+a")
    wait_for("a selection", lambda: app.find(starts="2 lines"))
    key("ctrl+Return")
    app.wait(starts="Remix · 0:0")
    key("ctrl+z")
    wait_for("an empty remix", lambda: app.find(starts="Remix · 0:0") is None)
    key("ctrl+shift+z")
    app.wait(starts="Remix · 0:0")
    publish(app, "Archive, all languages")
    app.wait(starts="✓ Verified", patience=240)
    released = list(home.rglob("*.mkv"))
    if len(released) != 1:
        raise Failure(f"expected one release, found {released}")
    check_release(released[0])
    app.close()


def test_refused(program, folder):
    """a mix of BY-SA and BY-NC-SA is explained and not published"""
    project = copy_sample(folder)
    text = project.read_text(encoding="utf-8")
    if '"CC-BY-4.0"' not in text:
        raise Failure("the sample project changed: no CC-BY-4.0 in it")
    project.write_text(text.replace('"CC-BY-4.0"', '"CC-BY-SA-4.0"'), encoding="utf-8")
    home = folder / "home"
    app = App(program, project, home=home)
    app.wait(starts="Licence: Cannot be shared")
    publish(app, "Archive, all languages")
    app.wait(name="This cannot be published yet")
    if list(home.rglob("*.mkv*")):
        raise Failure("something was written")
    app.close()


gui.run([test_remix, test_refused])
