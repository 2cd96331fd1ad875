"""Story 4 of the interface: a fan remixes by the words and releases; a mix that may not be shared is refused."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import shutil
import subprocess

import gui
from gui import App, Atspi, Failure, ROOT, key, type_text, wait_for

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


def count_verified(app):
    return len({node.get_name() + str(app.box(node)) for node in app.walk()
                if (node.get_name() or "").startswith("✓ Verified")})


def switch_on(app, target):
    switch = wait_for(target, lambda: app.find(starts=target, role="check box")
                      or app.find(starts=target, role="switch") or app.find(starts=target, role="toggle button"))
    app.press(switch)
    wait_for("the switch to be on", lambda: app.has(switch, Atspi.StateType.CHECKED)
             or app.has(switch, Atspi.StateType.PRESSED))


def publish(app, target):
    key("ctrl+4")
    switch_on(app, target)
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

    # WebM and the subtitle files have files of the same name: no harm in one run. What was there before is asked for.
    switch_on(app, "Subtitle files")
    publish(app, "Online, open formats")
    wait_for("three releases", lambda: count_verified(app) == 3, patience=240)
    publish(app, "Subtitle files")
    app.wait(name="Replace the earlier release?")
    key("alt+r")
    wait_for("the subtitles again", lambda: count_verified(app) == 3)
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


def make_music(path):
    words = {"title": "Valse", "artist": "Eva", "license": "https://creativecommons.org/licenses/by-sa/4.0/"}
    tags = [word for name, value in words.items() for word in ("-metadata", f"{name}={value}")]
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=440:duration=40", *tags, str(path)], check=True)


def test_music(program, folder):
    """music goes under the picture, its licence is in the way, and what it is too long is said"""
    shutil.copy(SAMPLE / "media" / "orbita.webm", folder / "film.webm")
    shutil.copy(SAMPLE / "orbita.es.srt", folder / "film.es.srt")
    make_music(folder / "music.flac")
    app = App(program, folder / "film.webm", folder / "music.flac", home=folder / "home")
    app.wait(role="text", name="Subtitle text")
    key("ctrl+3")
    app.wait(name="Search what is said")
    key("ctrl+f")
    type_text("archivo")
    app.wait(name="2 found")
    key("Tab", "Tab", "Down", "ctrl+a")
    wait_for("a selection", lambda: app.find(starts="2 lines"))
    key("ctrl+Return")
    app.wait(starts="Remix · 0:06")
    app.wait(name="Licence: BY-NC-SA 4.0")
    key("bracketleft")
    app.click(app.wait(name="Work", role="combo box"))
    app.wait(name="Valse")
    key("Home", "Down", "Return")
    app.wait(starts="All of it")
    key("ctrl+Return")
    app.wait(starts="Remix · 0:40")
    app.wait(starts="The sound is 34.0 s longer than the picture")
    app.wait(name="Licence: Cannot be shared")
    key("ctrl+4")
    app.wait(name="Publish “Órbita”")
    app.wait(starts="The last 34.0 s are black")
    key("ctrl+z")
    wait_for("what there was", lambda: app.find(starts="The last 34.0 s are black") is None)
    app.wait(name="Licence: BY-NC-SA 4.0")
    app.close()


def clips_of(project):
    lanes = json.loads(project.read_text(encoding="utf-8"))["lanes"]
    return {lane["name"]: lane["clips"] for lane in lanes}


def click_clip(app, x, y):
    """On the timeline, measured from its corner; the rows and the scale are those of the sample at 1280 pixels."""
    left, top, _, _ = app.box(app.wait(name="Timeline of the remix"))
    gui.xdotool("mousemove", left + x, top + y)
    gui.xdotool("click", 1)


def save(project):
    before = project.stat().st_mtime_ns
    key("ctrl+s")
    wait_for("the project on disk", lambda: project.stat().st_mtime_ns != before)
    return clips_of(project)


def check_mp4(path):
    tags = output_of("exiftool", "-a", "-G", path)
    if "by-nc-sa/4.0" not in tags or "Taller Golondrina" not in tags or "Ana Ríos" not in tags:
        raise Failure("exiftool does not see licence and authors:\n" + tags)
    packet = subprocess.run(["exiftool", "-b", "-XMP", str(path)], check=True, capture_output=True).stdout
    subprocess.run(["xmllint", "--noout", "-"], input=packet, check=True)
    streams = json.loads(output_of("ffprobe", "-v", "error", "-show_streams", "-of", "json", path))["streams"]
    if {"h264", "aac"} - {stream["codec_name"] for stream in streams}:
        raise Failure(f"not H.264 and AAC: {streams}")


def test_edits(program, folder):
    """a fan splits, trims, reorders, removes, adds a title, undoes, saves the project and releases it as MP4"""
    project = copy_sample(folder)
    before = clips_of(project)
    home = folder / "home"
    app = App(program, project, home=home)
    app.wait(starts="Spanish → French")
    key("ctrl+3")
    app.wait(starts="Remix · 0:29")
    timeline = app.wait(name="Timeline of the remix")
    wait_for("the timeline to have its place", lambda: app.box(timeline)[3] > 150)

    click_clip(app, 395, 120)
    key("shift+Right", "s")
    after = save(project)
    if len(after["Video 1"]) != len(before["Video 1"]) + 1 or len(after["Sound 1"]) != len(before["Sound 1"]) + 1:
        raise Failure("the split did not make two of picture and sound")
    key("ctrl+z")
    if save(project) != before:
        raise Failure("undo did not bring the old timeline back")

    click_clip(app, 395, 120)
    key("shift+Right", "w")
    trimmed = save(project)["Video 1"]
    if trimmed[2]["out"] >= before["Video 1"][2]["out"]:
        raise Failure("the end was not trimmed")
    key("ctrl+z")

    click_clip(app, 395, 120)
    key("ctrl+Right")
    order = [clip["in"] for clip in save(project)["Video 1"]]
    old = [clip["in"] for clip in before["Video 1"]]
    if order[2:4] != [old[3], old[2]]:
        raise Failure(f"not reordered: {order}")
    key("ctrl+z")

    click_clip(app, 395, 120)
    key("shift+Delete")
    app.wait(starts="Remix · 0:2")
    if len(save(project)["Video 1"]) != len(before["Video 1"]) - 1:
        raise Failure("the clip was not removed")

    key("t")
    type_text("Fin")
    titles = save(project)["Titles"]
    if len(titles) != len(before["Titles"]) + 1 or "Fin" not in [clip.get("title") for clip in titles]:
        raise Failure(f"no title: {titles}")
    key("ctrl+4")
    Atspi.EditableText.set_text_contents(app.wait(name="Remixed by", role="text"), "Ana Ríos")
    wait_for("the name on the card", lambda: app.find(starts="un remix de Ana Ríos"))
    publish(app, "Online and devices")
    app.wait(starts="✓ Verified", patience=240)
    released = list(home.rglob("*.mp4"))
    if len(released) != 1:
        raise Failure(f"expected one release, found {released}")
    check_mp4(released[0])
    app.close()


gui.run([test_remix, test_music, test_edits, test_refused])
