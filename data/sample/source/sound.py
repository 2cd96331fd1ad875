"""Voices, music and ambience, all computed here: nothing is sampled from anywhere."""
# SPDX-FileCopyrightText: Vostok contributors
# SPDX-License-Identifier: CC-BY-NC-SA-4.0
import math
import random
import subprocess
import wave

import numpy as np

RATE = 48000


def seconds(n):
    return int(round(n * RATE))


def note(name):
    """Frequency of "A3"."""
    tones = {'C': -9, 'D': -7, 'E': -5, 'F': -4, 'G': -2, 'A': 0, 'B': 2}
    return 440.0 * 2 ** ((tones[name[0]] + ('#' in name)) / 12 + int(name[-1]) - 4)


def silence(length):
    return np.zeros((seconds(length), 2))


def add(mix, sound, at, gain=1.0):
    """Lays a mono or stereo sound over the mix."""
    start = seconds(at)
    sound = sound[:max(0, len(mix) - start)]
    if sound.ndim == 1:
        sound = np.stack([sound, sound], axis=1)
    mix[start:start + len(sound)] += gain * sound


def band(sound, low, high, soft=.25):
    """Keeps the frequencies between low and high, with gentle slopes."""
    spectrum = np.fft.rfft(sound, axis=0)
    f = np.fft.rfftfreq(len(sound), 1 / RATE)
    with np.errstate(divide='ignore', over='ignore'):
        keep = 1 / (1 + (low / np.maximum(f, 1e-6)) ** (1 / soft)) / (1 + (f / high) ** (1 / soft))
    return np.fft.irfft(spectrum * (keep if sound.ndim == 1 else keep[:, None]), len(sound), axis=0)


def noise(length, seed, low, high):
    return band(np.random.RandomState(seed).standard_normal((seconds(length), 2)), low, high)


def shape(length, attack, release):
    """An envelope that swells and dies away."""
    n = seconds(length)
    up = np.clip(np.arange(n) / max(1, seconds(attack)), 0, 1)
    down = np.clip((n - np.arange(n)) / max(1, seconds(release)), 0, 1)
    return np.sin(up * math.pi / 2) ** 2 * np.sin(down * math.pi / 2) ** 2


def reverb(dry, length, seed):
    """The room: a decaying noise, convolved."""
    n = seconds(length)
    t = np.arange(n) / RATE
    tail = np.random.RandomState(seed).standard_normal((n, 2)) * np.exp(-t * 6.2 / length)[:, None]
    tail = band(tail, 120, 5200)
    size = 1 << int(math.ceil(math.log2(len(dry) + n)))
    wet = np.fft.irfft(np.fft.rfft(dry, size, axis=0) * np.fft.rfft(tail, size, axis=0), size, axis=0)
    return wet[:len(dry)] / math.sqrt(n)


def pad(chord, length, bright=.3):
    t = np.arange(seconds(length)) / RATE
    out = np.zeros((len(t), 2))
    for k, name in enumerate(chord):
        f = note(name)
        for side in (0, 1):
            for detune in (-.7, 0, .8):
                phase = k * 1.7 + side * 2.1 + detune * 3
                wave_ = np.sin(math.tau * (f + detune * f / 400) * t + phase)
                wave_ += bright * np.sin(2 * math.tau * (f + detune * f / 500) * t + phase * 2)
                swell = 1 + .25 * np.sin(t * (.7 + .13 * k) + phase)
                out[:, side] += wave_ * swell / (len(chord) * 3)
    return out * shape(length, length * .36, length * .4)[:, None]


def bell(name, length=2.6, strength=1.0, pan=.5):
    t = np.arange(seconds(length)) / RATE
    f = note(name)
    body = np.sin(math.tau * f * t + 1.4 * strength * np.exp(-t * 7) * np.sin(math.tau * 3.01 * f * t))
    body = (body + .3 * np.sin(math.tau * 2 * f * t) * np.exp(-t * 3)) * np.exp(-t * 2.3) * np.clip(t * 400, 0, 1)
    return np.stack([body * math.cos(pan * math.pi / 2), body * math.sin(pan * math.pi / 2)], axis=1) * strength


def beep(f, length):
    t = np.arange(seconds(length)) / RATE
    return np.sin(math.tau * f * t) * shape(length, .012, .02)


def click(seed, low, high, length=.09):
    t = np.arange(seconds(length)) / RATE
    sound = band(np.random.RandomState(seed).standard_normal(len(t)), low, high)
    return sound * np.exp(-t * 70)


def speak(text, voice, pitch, speed, path):
    """The line as spoken by espeak-ng, without the silence around it."""
    subprocess.run(['espeak-ng', '-v', voice, '-p', str(pitch), '-s', str(speed), '-w', path, text], check=True)
    with wave.open(path) as f:
        rate = f.getframerate()
        raw = np.frombuffer(f.readframes(f.getnframes()), dtype='<i2').astype(float) / 32768
    loud = np.flatnonzero(np.abs(raw) > .012)
    raw = raw[loud[0]:loud[-1] + 1]
    n = int(len(raw) * RATE / rate)
    sound = np.interp(np.arange(n) * rate / RATE, np.arange(len(raw)), raw)
    fade = seconds(.006)
    sound[:fade] *= np.linspace(0, 1, fade)
    sound[-fade:] *= np.linspace(1, 0, fade)
    return sound / np.max(np.abs(sound))


def over_radio(sound, seed):
    """A narrow band, a little too loud, on a bed of hiss."""
    crushed = np.tanh(band(sound, 420, 2700) * 3.2) * .8
    hiss = noise(len(sound) / RATE, seed, 600, 3200)[:len(sound), 0]
    return band(crushed + hiss * .035, 330, 3000)


def in_helmet(sound):
    n = len(sound) + seconds(.5)
    dry = np.zeros((n, 2))
    dry[:len(sound)] = band(sound, 110, 6200)[:, None]
    return dry * .92 + reverb(dry, .45, 71) * 1.1


def loudness(sound, fps):
    """How loud each picture is, 0 to 1: for mouths and needles."""
    step = RATE // fps
    n = -(-len(sound) // step)
    padded = np.zeros(n * step)
    padded[:len(sound)] = sound
    rms = np.sqrt((padded.reshape(n, step) ** 2).mean(axis=1))
    return [float(x) for x in np.clip(rms / (rms.max() or 1), 0, 1)]


def duck(mix, spans, depth, edge=.35):
    """Makes room for the voices."""
    gain = np.ones(len(mix))
    for start, end in spans:
        ramp = np.ones(len(mix))
        a, b, e = seconds(start), min(len(mix), seconds(end)), seconds(edge)
        ramp[max(0, a - e):a] = np.linspace(1, depth, a - max(0, a - e))
        ramp[a:b] = depth
        tail = ramp[b:b + 2 * e]
        tail[:] = np.linspace(depth, 1, len(tail))
        gain = np.minimum(gain, ramp)
    return mix * gain[:, None]


def write(mix, path, peak=.82):
    mix = np.tanh(mix / max(1e-9, np.max(np.abs(mix))) * 1.25) / math.tanh(1.25) * peak
    with wave.open(path, 'wb') as f:
        f.setnchannels(2)
        f.setsampwidth(2)
        f.setframerate(RATE)
        f.writeframes(np.round(mix * 32767).astype('<i2').tobytes())


# --- Órbita -------------------------------------------------------------------------------------

SLOW = [('A2', 'E3', 'B3', 'C4'), ('F2', 'C3', 'A3', 'E4'), ('C3', 'G3', 'D4', 'E4'), ('G2', 'D3', 'B3', 'D4'),
        ('A2', 'E3', 'G3', 'C4'), ('F2', 'C3', 'G3', 'A3'), ('D3', 'A3', 'C4', 'E4'), ('E2', 'B2', 'G3', 'B3'),
        ('A2', 'E3', 'B3', 'C4'), ('F2', 'C3', 'A3', 'C4')]
OPEN = [('C3', 'G3', 'C4', 'E4'), ('G2', 'D3', 'B3', 'G4'), ('A2', 'E3', 'C4', 'G4'), ('F2', 'C3', 'A3', 'E4'),
        ('C3', 'G3', 'E4', 'G4'), ('G2', 'D3', 'B3', 'D4'), ('F2', 'C3', 'A3', 'C4'), ('C3', 'G3', 'C4', 'E4')]


def orbita_music(length, lift):
    """Slow fifths; from `lift` on, when she opens the channel, the harmony opens too."""
    mix, bells = silence(length), silence(length)
    bar = lift / len(SLOW)
    for i, chord in enumerate(SLOW):
        add(mix, pad(chord, bar * 1.75, .18), i * bar, .55)
    wide = (length - lift) / len(OPEN)
    for i, chord in enumerate(OPEN):
        add(mix, pad(chord, wide * 1.7, .34), lift + i * wide, .72)
    rng = random.Random(12)
    scale = ['E5', 'G5', 'A5', 'B5', 'C5', 'D5', 'E6']
    beat = 0.0
    while beat < length - 3:
        dense = .34 if beat < lift else .72
        if beat > 1 and rng.random() < dense:
            add(bells, bell(rng.choice(scale), 2.6, rng.uniform(.35, .8), rng.random()), beat, .1)
        beat += bar / 6 if beat < lift else wide / 8
    for i, name in enumerate(('C5', 'G5', 'E5', 'C6')):
        add(bells, bell(name, 3, .9, .3 + .12 * i), lift + i * wide / 8, .16)
    return mix * .5 + reverb(mix, 3.0, 5) * .35 + bells + reverb(bells, 3.4, 6) * 1.2


def orbita_ambience(length, starts):
    mix = silence(length)

    def bed(sound, shot, following, gain):
        span = starts[following] - starts[shot]
        add(mix, sound(span) * shape(span, .08, .08)[:, None], starts[shot], gain)
    hum = noise(length, 1, 40, 140)
    add(mix, hum, 0, .03)
    for shot, following in (('porthole', 'helmet'), ('helmet', 'panel'), ('panel', 'steppe'), ('switch', 'chorus')):
        bed(lambda span: noise(span, 2, 90, 420), shot, following, .05)
    bed(lambda span: noise(span, 3, 250, 900), 'steppe', 'northern', .045)
    bed(lambda span: noise(span, 4, 200, 1200), 'rooftop', 'morning', .022)
    for k in range(26):  # the tape runs
        add(mix, click(40 + k % 3, 500, 2500, .03), starts['panel'] + .1 + k * .24, .05)
    for k in range(20):  # crickets on the steppe and above the town
        for shot in ('steppe', 'rooftop'):
            at = .2 + k * .26
            if at < 5.2:
                add(mix, beep(4300, .05) * .5, starts[shot] + at, .016)
                add(mix, beep(4300, .05) * .5, starts[shot] + at + .07, .016)
    add(mix, click(9, 300, 3000, .12), starts['switch'] + 1.95, .35)
    add(mix, click(8, 180, 2200, .16), starts['switch'] + 2.66, .8)
    for k, name in enumerate(('E5', 'B5')):
        add(mix, beep(note(name), .3) * .5, starts['switch'] + 2.76 + k * .13, .2)
    return mix


def orbita(length, starts, lines, path):
    music = orbita_music(length, starts['switch'] + 2.7)
    music = duck(music, [(x['start'], x['end']) for x in lines], .5)
    music *= shape(length, 1.5, 2.5)[:, None]
    mix = music * 1.15 + orbita_ambience(length, starts)
    for i, spoken in enumerate(lines):
        if spoken['radio']:
            add(mix, beep(1240, .07), spoken['start'] - .16, .1)
            add(mix, over_radio(spoken['sound'], 100 + i), spoken['start'], .52)
            add(mix, beep(990, .06), spoken['end'] + .04, .08)
        else:
            add(mix, in_helmet(spoken['sound']), spoken['start'], .5)
    write(mix, path)


# --- Aurora -------------------------------------------------------------------------------------

def aurora(length, path):
    """A slow swell in D, with glass."""
    mix, bells = silence(length), silence(length)
    chords = [('D3', 'A3', 'E4', 'F#4'), ('B2', 'F#3', 'D4', 'A4'), ('G2', 'D3', 'B3', 'F#4'), ('D3', 'A3', 'D4', 'E4')]
    bar = length / len(chords)
    for i, chord in enumerate(chords):
        add(mix, pad(chord, bar * 1.8, .3), i * bar, .6)
    rng = random.Random(4)
    for k in range(int(length * 2)):
        if rng.random() < .55:
            add(bells, bell(rng.choice(['D5', 'F#5', 'A5', 'E5', 'B5', 'D6']), 2.8, rng.uniform(.3, .8), rng.random()),
                k * .5 + .4, .12)
    out = mix * .6 + reverb(mix, 3.2, 15) * .4 + bells + reverb(bells, 3.6, 16) * 1.3
    out += noise(length, 17, 200, 700) * .01
    write(out * shape(length, 1.2, 2.2)[:, None], path, .6)
