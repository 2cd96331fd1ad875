"""The twelve shots of Órbita. Each is a function of its own time; `voice` holds who speaks how loud."""
# SPDX-FileCopyrightText: Vostok contributors
# SPDX-License-Identifier: CC-BY-NC-SA-4.0
import math
import random

import letters
import world
from canvas import (AMBER, CORAL, CREAM, DUSK, H, MINT, NIGHT, SKY, STEEL, VIOLET, W, backdrop, box, circle,
                    clamp, ease, ease_out, ellipse, fill, glow, lerp, line, linear, mix, paint, polygon, pulse,
                    radial, ramp, rgb, stars, vignette)


def _sunrise(ctx, x, y, r, power):
    """The sun behind the limb: a wide warm haze, then the disc."""
    glow(ctx, x, y, r * 9, rgb('#ff9d5c'), .5 * power)
    glow(ctx, x, y, r * 3.4, rgb('#ffd08a'), .75 * power)
    circle(ctx, x, y, r)
    fill(ctx, rgb('#fff6df', power))


def _limb(ctx, cy, r, sun_x, power, rot):
    """A night planet with the thin line of dawn upon its edge."""
    world.earth(ctx, W / 2, cy, r, rot=rot, tilt=-.5, sun=(.35, 1.25), depth=.94, air=.4, lights=1)
    for width, colour in ((16, rgb('#2f7dff', .16)), (7, rgb('#59b4ff', .4)), (2.4, rgb('#e9f6ff', .95))):
        stops = []
        for k in range(13):  # brightest where the sun is about to rise
            near = clamp(1 - abs(k / 12 * W - sun_x) / 520) ** 1.6
            warm = mix(colour, rgb('#ffd9a0'), near * .5 * power)
            stops.append((k / 12, warm[:3] + (colour[3] * (.12 + .88 * near * power),)))
        ctx.new_sub_path()
        ctx.arc(W / 2, cy, r, -2.2, -.9)
        ctx.set_source(linear(0, 0, W, 0, stops))
        ctx.set_line_width(width)
        ctx.stroke()


def dawn(ctx, t, length, voice):
    rise = ease_out(t / length)
    backdrop(ctx, rgb('#060918'), rgb('#0d1433'), rgb('#1d2b66'))
    stars(ctx, t, seed=3, count=190, drift=(-5, 0))
    sun_x = 640
    cy, r = 1158 - 26 * rise, 800
    top = cy - math.sqrt(r * r - (sun_x - W / 2) ** 2)
    _sunrise(ctx, sun_x, top + 22 - 34 * rise, 17, .35 + .65 * rise)
    _limb(ctx, cy, r, sun_x, .3 + .7 * rise, -14 + t * .9)
    glow(ctx, sun_x, top - 4, 240, rgb('#ffc890'), .42 * rise)
    out = 1 - ramp(t, length - .7, length - .1)

    def shown(i):
        k = ramp(t, .7 + i * .16, 1.7 + i * .16)
        return k * out, 16 * (1 - k)
    letters.text(ctx, W / 2, 150, 'ÓRBITA', 62, CREAM, weight=.62, tracking=lerp(6.5, 7.6, t / length), shown=shown)
    a = pulse(t, 2.6, length - .2, .8)
    letters.text(ctx, W / 2, 246, 'UN CORTOMETRAJE LIBRE', 11, CREAM[:3] + (.8 * a,), weight=1.1, tracking=6)
    vignette(ctx)


def drift(ctx, t, length, voice):
    backdrop(ctx, rgb('#070b22'), rgb('#121a47'), rgb('#27377f'))
    stars(ctx, t, seed=8, count=170, drift=(-16, 2))
    world.earth(ctx, 210 - t * 4, 700, 470, rot=-2 + t * 2.2, tilt=-.28, sun=(-.25, -.85), depth=.9, lights=.5)
    x = lerp(470, 590, ease(t / length) * .6 + t / length * .4)
    y = 170 + 9 * math.sin(t * .8)
    world.capsule(ctx, x, y, 62, -.16 + .05 * math.sin(t * .5), sun=(-.55, .5),
                  flame=.75 * pulse(t, 3.1, 4.0, .25) + .55 * pulse(t, 6.0, 6.6, .2), mirror=True)
    if voice['Base'] > .05:  # the radio reaches her
        for k in range(3):
            phase = (t * .9 + k / 3) % 1
            ctx.arc(x + 28, y - 116, 10 + 46 * phase, math.pi * 1.35, math.pi * 2.05)
            line(ctx, MINT[:3] + (.7 * (1 - phase) * min(1, voice['Base'] * 3),), 2)
    vignette(ctx)


def _cabin(ctx, t):
    backdrop(ctx, rgb('#20265c'), rgb('#171b47'), rgb('#0d1030'))
    for k in range(9):  # padded ribs, converging on the porthole
        a = -math.pi / 2 + (k - 4) * .42
        x, y = 500 + 900 * math.cos(a), 215 + 900 * math.sin(a)
        ctx.move_to(500, 215)
        ctx.line_to(x, y)
        line(ctx, rgb('#0c1033', .8), 5)
        ctx.move_to(503, 215)
        ctx.line_to(x + 7, y)
        line(ctx, rgb('#39418a', .55), 1.6)


def _bolts(ctx, x, y, r, n):
    for k in range(n):
        a = k * math.tau / n + .13
        circle(ctx, x + r * math.cos(a), y + r * math.sin(a), 4.2)
        fill(ctx, rgb('#232a66'))
        circle(ctx, x + r * math.cos(a) - 1, y + r * math.sin(a) - 1, 2.1)
        fill(ctx, rgb('#9aa3d8'))


def porthole(ctx, t, length, voice):
    _cabin(ctx, t)
    px, py, r = 500, 215, 150
    circle(ctx, px, py, r + 38)
    paint(ctx, linear(px, py - r, px, py + r, [(0, rgb('#767fc2')), (.5, rgb('#4b549c')), (1, rgb('#2b316e'))]))
    circle(ctx, px, py, r + 12)
    fill(ctx, rgb('#1a1f50'))
    _bolts(ctx, px, py, r + 25, 16)
    ctx.save()
    circle(ctx, px, py, r)
    ctx.clip()
    backdrop(ctx, rgb('#050818'), rgb('#0d1538'))
    stars(ctx, t, seed=21, count=120, drift=(-9, 0), bottom=330)
    world.earth(ctx, px - 20, py + 290 - t * 5, 300, rot=70 + t * 3.2, tilt=-.25, sun=(-.35, -.9), depth=.75, lights=.3)
    ctx.restore()
    circle(ctx, px, py, r)
    paint(ctx, linear(px - r, py - r, px + r * .2, py + r * .4,
                      [(0, rgb('#ffffff', .17)), (.42, rgb('#ffffff', .05)), (.43, rgb('#ffffff', 0))]))
    glow(ctx, px, py + 40, 330, SKY, .16)
    _from_behind(ctx, 205 + 3 * math.sin(t * .6), 268 + 4 * math.sin(t * .9), 1.0)
    sway = .28 * math.sin(t * 1.25)
    ctx.move_to(706, -4)
    ctx.curve_to(706 + 16 * sway, 50, 706 + 50 * sway, 80, 706 + 74 * sway, 116)
    line(ctx, CREAM[:3] + (.8,), 1.6)
    world.swallow(ctx, 706 + 80 * sway, 132, 21, CORAL, angle=-sway * .9)
    for k in range(4):
        on = .25 + .75 * (math.sin(t * (1.1 + k * .37) + k * 2) > .1)
        box(ctx, 742 + k * 25, 348, 13, 13, 3)
        fill(ctx, (MINT, AMBER, CORAL, SKY)[k][:3] + (on,))
    vignette(ctx, .6)


def _from_behind(ctx, x, y, s):
    """Her helmet and shoulders against the light of the window."""
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(s, s)
    ctx.move_to(-205, 240)
    ctx.curve_to(-200, 120, -120, 92, -70, 84)
    ctx.line_to(70, 84)
    ctx.curve_to(125, 92, 190, 118, 205, 240)
    ctx.close_path()
    paint(ctx, linear(-160, 0, 200, 0, [(0, rgb('#7c2f3f')), (.6, rgb('#c24d4d')), (1, rgb('#ff8668'))]))
    box(ctx, -82, 62, 164, 34, 16)
    paint(ctx, linear(-82, 0, 82, 0, [(0, rgb('#4a5296')), (1, rgb('#c6cdf2'))]))
    circle(ctx, 0, -18, 100)
    paint(ctx, linear(-100, 0, 100, 0, [(0, rgb('#5a5f9c')), (.55, rgb('#b9bedf')), (1, rgb('#fdf3e0'))]))
    ctx.arc(0, -18, 100, -1.15, 1.15)
    line(ctx, rgb('#ffffff', .9), 4)
    box(ctx, -14, -118, 28, 190, 12)
    fill(ctx, CORAL[:3] + (.9,))
    ctx.restore()


def helmet(ctx, t, length, voice):
    backdrop(ctx, rgb('#2b2f74'), rgb('#1a1e52'), rgb('#0e1236'))
    for k in range(6):
        box(ctx, 60 + k * 150 - t * 3, 40 + (k % 3) * 66, 92, 9, 4)
        fill(ctx, rgb('#4b55a8', .25))
    glow(ctx, 120, 160, 420, SKY, .28)
    y = 236 + 3 * math.sin(t * 1.1)
    s = 1 + .05 * ease(t / length)
    ctx.save()
    ctx.translate(W / 2, y)
    ctx.scale(s, s)
    _suit(ctx)
    circle(ctx, 0, 0, 168)
    paint(ctx, linear(-168, -80, 168, 80, [(0, rgb('#ffffff')), (.5, rgb('#e4e2ee')), (1, rgb('#8c8fbd'))]))
    ellipse(ctx, 0, 8, 128, 130)
    fill(ctx, rgb('#20265c'))
    ctx.save()
    ellipse(ctx, 0, 8, 121, 123)
    ctx.clip()
    ctx.rectangle(-130, -130, 260, 280)
    paint(ctx, linear(0, -120, 0, 130, [(0, rgb('#343c8c')), (1, rgb('#171b4a'))]))
    ctx.save()
    ctx.translate(2, 34)
    ctx.scale(98, 98)
    blink = max(pulse(t, .5, .72, .08), pulse(t, 3.6, 3.8, .08))
    world.face(ctx, clamp(voice['Golondrina'] * 1.5), lerp(-1, .3, ramp(t, 3.0, 3.6)), blink)
    ctx.restore()
    _reflection(ctx, t)
    ctx.restore()
    ellipse(ctx, 0, 8, 124.5, 126.5)
    line(ctx, CORAL, 7)
    world.swallow(ctx, 0, -143, 11, CORAL)
    ctx.restore()
    vignette(ctx, .55)


def _suit(ctx):
    ctx.move_to(-330, 300)
    ctx.curve_to(-300, 170, -180, 140, -110, 130)
    ctx.line_to(110, 130)
    ctx.curve_to(180, 140, 300, 170, 330, 300)
    ctx.close_path()
    paint(ctx, linear(-300, 0, 300, 0, [(0, rgb('#ff8a6a')), (.5, rgb('#e85f55')), (1, rgb('#993a4e'))]))
    box(ctx, -128, 122, 256, 42, 20)
    paint(ctx, linear(-128, 0, 128, 0, [(0, rgb('#eef0fb')), (1, rgb('#7d84ba'))]))


def _reflection(ctx, t):
    """Earth slides over the visor."""
    ctx.save()
    ctx.translate(-150 + t * 9, 16)
    ctx.push_group()
    world.earth(ctx, 0, 0, 92, rot=-60 + t * 4, tilt=.4, sun=(-.5, -.5), depth=.6, lights=0)
    ctx.pop_group_to_source()
    ctx.paint_with_alpha(.5)
    ctx.restore()
    polygon(ctx, [(34, -130), (78, -130), (-12, 150), (-56, 150)])
    fill(ctx, rgb('#ffffff', .07))
    polygon(ctx, [(92, -130), (104, -130), (14, 150), (2, 150)])
    fill(ctx, rgb('#ffffff', .07))


def _dial(ctx, x, y, r, value, colour):
    circle(ctx, x, y, r + 7)
    fill(ctx, rgb('#2a2f5e'))
    circle(ctx, x, y, r)
    fill(ctx, CREAM)
    for k in range(11):
        a = math.radians(135 + k * 27)
        ctx.move_to(x + r * .78 * math.cos(a), y + r * .78 * math.sin(a))
        ctx.line_to(x + r * .9 * math.cos(a), y + r * .9 * math.sin(a))
        line(ctx, rgb('#2a2f5e'), 3 if k % 5 == 0 else 1.5)
    ctx.arc(x, y, r * .62, math.radians(324), math.radians(405))
    line(ctx, CORAL, 5)
    a = math.radians(135 + 270 * clamp(value))
    ctx.move_to(x - r * .18 * math.cos(a), y - r * .18 * math.sin(a))
    ctx.line_to(x + r * .7 * math.cos(a), y + r * .7 * math.sin(a))
    line(ctx, colour, 4)
    circle(ctx, x, y, r * .12)
    fill(ctx, rgb('#2a2f5e'))


def _reel(ctx, x, y, r, angle, tape):
    circle(ctx, x, y, r)
    fill(ctx, rgb('#b9bedf'))
    circle(ctx, x, y, tape)
    fill(ctx, rgb('#5a3140'))
    circle(ctx, x, y, r * .36)
    fill(ctx, rgb('#e8e9f6'))
    for k in range(3):
        a = angle + k * math.tau / 3
        circle(ctx, x + r * .68 * math.cos(a), y + r * .68 * math.sin(a), r * .17)
        fill(ctx, rgb('#1b2050', .55))
        ctx.move_to(x, y)
        ctx.line_to(x + r * .3 * math.cos(a), y + r * .3 * math.sin(a))
        line(ctx, rgb('#3a417f'), 4)
    circle(ctx, x, y, 5)
    fill(ctx, CORAL)


def _scope(ctx, t, x, y, w, h, level, colour):
    box(ctx, x - 9, y - 9, w + 18, h + 18, 14)
    fill(ctx, rgb('#2a2f5e'))
    box(ctx, x, y, w, h, 9)
    fill(ctx, rgb('#0c1a2e'))
    for k in range(1, 6):
        ctx.move_to(x + k * w / 6, y + 6)
        ctx.line_to(x + k * w / 6, y + h - 6)
        line(ctx, MINT[:3] + (.12,), 1)
    ctx.new_path()
    for k in range(int(w / 3)):
        u = k * 3 / w
        bell = math.sin(math.pi * u) ** 2
        wave = math.sin(u * 34 + t * 13) * .6 + math.sin(u * 71 - t * 19) * .4
        ctx.line_to(x + u * w, y + h / 2 + wave * bell * h * .42 * min(1, .05 + level * 1.4))
    path = ctx.copy_path()
    line(ctx, colour[:3] + (.25,), 7)
    ctx.append_path(path)
    line(ctx, colour, 2.4)


def panel(ctx, t, length, voice):
    backdrop(ctx, rgb('#3d8f94'), rgb('#2c6f7d'), rgb('#1f4f66'))
    ctx.save()
    push = 1.04 - .04 * ease(t / length)
    ctx.translate(W / 2, H / 2)
    ctx.scale(push, push)
    ctx.translate(-W / 2, -H / 2)
    box(ctx, 36, 34, 782, 420, 26)
    paint(ctx, linear(0, 34, 0, 454, [(0, rgb('#f2e6cc')), (1, rgb('#d3c3a4'))]))
    box(ctx, 36, 34, 782, 420, 26)
    line(ctx, rgb('#ffffff', .5), 3)
    _globe(ctx, t, 168, 162)
    _dial(ctx, 120, 350, 46, .62 + .05 * math.sin(t * 1.7), rgb('#2a2f5e'))
    _dial(ctx, 236, 350, 46, .2 + .5 * max(voice.values()), CORAL)
    speaking = MINT if voice['Golondrina'] > voice['Base'] else AMBER
    _scope(ctx, t, 306, 72, 222, 118, max(voice.values()), speaking)
    box(ctx, 300, 222, 482, 206, 18)
    fill(ctx, rgb('#343b78'))
    box(ctx, 300, 222, 482, 206, 18)
    line(ctx, rgb('#20265a'), 4)
    spin = -t * 2.1
    _reel(ctx, 412, 318, 80, spin, 70 - t * 1.1)
    _reel(ctx, 668, 318, 80, spin * 1.1, 50 + t * 1.1)
    ctx.move_to(362, 372)
    ctx.line_to(508, 412)
    ctx.line_to(574, 412)
    ctx.line_to(716, 366)
    line(ctx, rgb('#5a3140'), 4)
    box(ctx, 500, 392, 82, 28, 6)
    fill(ctx, rgb('#c9cde8'))
    _lamp(ctx, 566, 116, CORAL, .55 + .45 * math.sin(t * 5))
    letters.text(ctx, 566, 152, 'REC', 11, rgb('#2a2f5e'), weight=1.6)
    for k in range(9):
        on = random.Random(k * 31 + int(t * 2.5)).random() > .4
        box(ctx, 622 + (k % 3) * 54, 74 + (k // 3) * 40, 38, 25, 6)
        fill(ctx, mix(rgb('#8d8670'), (SKY, MINT, AMBER)[k % 3], 1 if on else .12))
    ctx.restore()
    vignette(ctx, .28)


def _globe(ctx, t, x, y):
    """The little mechanical globe that tells where she is."""
    circle(ctx, x, y, 96)
    fill(ctx, rgb('#2a2f5e'))
    circle(ctx, x, y, 86)
    fill(ctx, rgb('#11163c'))
    world.earth(ctx, x, y, 76, rot=10 + t * 9, tilt=.35, sun=(-.45, -.5), depth=.5, air=.3, lights=0)
    ctx.move_to(x - 76, y)
    ctx.line_to(x + 76, y)
    ctx.move_to(x, y - 76)
    ctx.line_to(x, y + 76)
    line(ctx, CORAL[:3] + (.85,), 1.8)
    circle(ctx, x, y, 11)
    line(ctx, CORAL, 2.4)


def _lamp(ctx, x, y, colour, power):
    circle(ctx, x, y, 17)
    fill(ctx, rgb('#2a2f5e'))
    circle(ctx, x, y, 12)
    fill(ctx, mix(rgb('#5a2a35'), colour, clamp(power)))
    glow(ctx, x, y, 46, colour, .5 * clamp(power))


def _ridge(ctx, base, seed, height, colour, shift=0.0):
    ctx.move_to(-10, H)
    for x in range(-10, W + 20, 12):
        u = (x + shift) / 190 + seed
        ctx.line_to(x, base - height * (.5 + .3 * math.sin(u) + .2 * math.sin(2.7 * u + seed)))
    ctx.line_to(W + 20, H)
    ctx.close_path()
    fill(ctx, colour)


def steppe(ctx, t, length, voice):
    backdrop(ctx, rgb('#11153f'), rgb('#2a2a6b'), rgb('#6b4b8f'), rgb('#e0847a'))
    stars(ctx, t, seed=14, count=150, bottom=330, dim=.9)
    sx, sy = 150 + t * 62, 128 - t * 9  # she passes overhead
    ctx.move_to(sx - 130, sy + 19)
    ctx.line_to(sx, sy)
    ctx.set_source(linear(sx - 130, sy + 19, sx, sy, [(0, CREAM[:3] + (0,)), (1, CREAM[:3] + (.6,))]))
    ctx.set_line_width(1.6)
    ctx.stroke()
    glow(ctx, sx, sy, 22, CREAM, .9)
    circle(ctx, sx, sy, 2.4)
    fill(ctx, CREAM)
    _ridge(ctx, 372, 2.1, 70, rgb('#54407f'), t * 3)
    _ridge(ctx, 404, 5.4, 52, rgb('#382d68'), t * 7)
    world.dish(ctx, 610 - t * 5, 262, 80, lerp(-.55, -.28, ease(t / length)), rgb('#1a1b4a'), rgb('#9b7bb8'))
    _ridge(ctx, 440, 8.2, 34, rgb('#1d1c4a'), t * 13)
    _hut(ctx, 210 - t * 9, 352, t, voice['Base'])
    if math.sin(t * 4) > 0:
        glow(ctx, 610 - t * 5 - 26, 176, 26, CORAL, .8)
    _ridge(ctx, 486, 1.3, 30, rgb('#100f30'), t * 24)
    vignette(ctx)


def _hut(ctx, x, y, t, level):
    polygon(ctx, [(x, y + 78), (x, y + 16), (x + 20, y), (x + 190, y), (x + 210, y + 16), (x + 210, y + 78)])
    fill(ctx, rgb('#15143c'))
    ctx.move_to(x + 170, y)
    ctx.line_to(x + 170, y - 70)
    line(ctx, rgb('#15143c'), 4)
    for k in range(3):
        ctx.move_to(x + 156 + k * 2, y - 30 - k * 16)
        ctx.line_to(x + 184 - k * 2, y - 30 - k * 16)
        line(ctx, rgb('#15143c'), 3)
    for k in range(3):
        glow(ctx, x + 47 + k * 56, y + 40, 60, AMBER, .22 + .12 * level)
    for k in range(3):
        box(ctx, x + 28 + k * 56, y + 26, 38, 26, 3)
        fill(ctx, mix(rgb('#ffc36b'), CREAM, .3 + .5 * level))
    circle(ctx, x + 104, y + 38, 6)  # the operator, bent over the microphone
    box(ctx, x + 95, y + 44, 19, 8, 4)
    fill(ctx, rgb('#2a1f4a'))


def northern(ctx, t, length, voice):
    backdrop(ctx, rgb('#040718'), rgb('#081132'), rgb('#0f2a55'))
    stars(ctx, t, seed=33, count=190, drift=(-7, 0))
    cx, cy, r = W / 2, 1330, 980

    def limb(x):
        return cy - math.sqrt(r * r - (x - cx) ** 2) + 4
    world.aurora(ctx, t, limb, (rgb('#a45cff'), rgb('#3fe8ff'), rgb('#4dffb0')), height=185, strength=1.2, seed=2.2)
    world.earth(ctx, cx, cy, r, rot=62 + t * 1.2, tilt=-.42, sun=(.0, 1.25), depth=.9, air=.6, lights=1)
    world.aurora(ctx, t * 1.2 + 4, lambda x: limb(x) + 46, (rgb('#4dffb0'),), height=70, strength=.7, seed=7)
    x = lerp(190, 360, t / length)
    world.capsule(ctx, x, 150 + 6 * math.sin(t * .7), 34, -.12 + t * .012, sun=(.2, .75), window=1, mirror=True)
    glow(ctx, x + 12, 144, 46, AMBER, .3)
    vignette(ctx, .4)


def switch(ctx, t, length, voice):
    backdrop(ctx, rgb('#f2e6cc'), rgb('#e2d2b1'), rgb('#c9b592'))
    move = ramp(t, 1.9, 2.7)
    _plate(ctx, t)
    box(ctx, 142, 186, 570, 136, 68)
    fill(ctx, rgb('#a8977a'))
    box(ctx, 150, 194, 554, 120, 60)
    paint(ctx, linear(0, 194, 0, 314, [(0, rgb('#20265a')), (1, mix(rgb('#5a2a4a'), rgb('#1d6a6b'), move))]))
    for k in range(9):  # the way that the knob goes
        circle(ctx, 316 + k * 28, 254, 4)
        fill(ctx, mix(rgb('#4a4f8c'), MINT, ramp(move, k / 10, k / 10 + .2)))
    letters.text(ctx, 236, 118, 'ARCHIVO', 25, mix(rgb('#b8404a'), rgb('#9c8f73'), move), weight=1.5, tracking=3.4)
    letters.text(ctx, 618, 118, 'ABIERTO', 25, mix(rgb('#9c8f73'), rgb('#16786a'), move), weight=1.5, tracking=3.4)
    _lamp(ctx, 236, 78, CORAL, 1 - move)
    _lamp(ctx, 618, 78, MINT, move)
    glow(ctx, 618, 78, 150, MINT, .6 * ramp(t, 2.5, 2.8) * (1 - ramp(t, 2.8, 4.3) * .55))
    x = lerp(230, 624, move)
    circle(ctx, x, 260, 70)
    fill(ctx, rgb('#00000c', .25))
    circle(ctx, x, 254, 68)
    paint(ctx, linear(0, 186, 0, 322, [(0, rgb('#ffffff')), (1, rgb('#9ba0cb'))]))
    circle(ctx, x, 254, 48)
    paint(ctx, linear(0, 206, 0, 302, [(0, rgb('#aab0d8')), (1, rgb('#eef0fb'))]))
    _padlock(ctx, x, 254, move)
    reach = ramp(t, .4, 1.6) - ramp(t, 3.1, 4.2)
    _glove(ctx, x + lerp(260, 62, reach), lerp(640, 306, reach))
    vignette(ctx, .22)


def _plate(ctx, t):
    """The panel around the switch: seams, screws, a row of little keys."""
    box(ctx, 28, 26, 798, 428, 24)
    line(ctx, rgb('#a8977a', .8), 3)
    for x in (56, 798):
        for y in (54, 426):
            circle(ctx, x, y, 9)
            fill(ctx, rgb('#a8977a'))
            ctx.move_to(x - 5, y - 4)
            ctx.line_to(x + 5, y + 4)
            line(ctx, rgb('#6f6149'), 2.5)
    for k in range(7):
        box(ctx, 96 + k * 58, 376, 36, 40, 8)
        fill(ctx, rgb('#8f7f62'))
        box(ctx, 99 + k * 58, 373 + 4 * (k == 4), 30, 36, 7)
        fill(ctx, (rgb('#fff8e6'), rgb('#ff8a6a'), rgb('#fff8e6'), rgb('#7fd8c8'))[k % 4])


def _padlock(ctx, x, y, opened):
    ctx.save()
    ctx.translate(x, y)
    lift = 7 * opened
    ctx.move_to(-9, 2)
    ctx.line_to(-9, -9 - lift)
    ctx.arc(0, -9 - lift, 9, math.pi, 0)
    ctx.line_to(9, -1 - lift if opened > .1 else 2)
    line(ctx, rgb('#2a2f5e'), 4.5)
    box(ctx, -15, -1, 30, 23, 5)
    fill(ctx, mix(rgb('#b8404a'), rgb('#16786a'), opened))
    ctx.restore()


def _glove(ctx, x, y):
    """A gloved right hand with a pointing finger, coming from below."""
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(-.42)
    box(ctx, -44, 120, 128, 330, 30)
    paint(ctx, linear(-44, 0, 84, 0, [(0, rgb('#ff8a6a')), (.6, rgb('#e85f55')), (1, rgb('#a43d50'))]))
    box(ctx, -52, 104, 144, 36, 16)
    paint(ctx, linear(-52, 0, 92, 0, [(0, rgb('#f4f5fd')), (1, rgb('#858bbf'))]))
    for k, (fx, fy, length) in enumerate(((0, 8, 70), (26, 18, 52), (48, 30, 40))):
        box(ctx, fx - 2, fy, 28, length + 40, 14)
        paint(ctx, linear(fx, 0, fx + 28, 0, [(0, rgb('#6470b0')), (1, rgb('#3b447f'))]))
    box(ctx, -30, -34, 34, 130, 17)  # the pointing finger
    paint(ctx, linear(-30, 0, 4, 0, [(0, rgb('#98a4e0')), (1, rgb('#566199'))]))
    box(ctx, -34, 40, 112, 78, 26)
    paint(ctx, linear(-34, 0, 78, 0, [(0, rgb('#7d88c8')), (1, rgb('#3b447f'))]))
    ctx.move_to(-14, 100)
    ctx.curve_to(-44, 92, -58, 74, -52, 48)
    line(ctx, rgb('#8a95d4'), 30)
    ctx.restore()


def chorus(ctx, t, length, voice):
    backdrop(ctx, rgb('#0a0e2c'), rgb('#1a2058'), rgb('#37317d'))
    stars(ctx, t, seed=44, count=160, drift=(4, 0))
    zoom = lerp(1.0, 1.08, ease(t / length))
    cx, cy, r = W / 2, 250, 150 * zoom
    a = -2.35 + t * .16
    sx, sy = cx + 262 * math.cos(a), cy - 12 + 186 * math.sin(a)
    world.earth(ctx, cx, cy, r, rot=-15 + t * 3, tilt=.35, sun=(.9, .55), depth=1.0, lights=.25)
    reach = t * 74

    def chosen(i, x, y):
        d = math.hypot(cx + x * r - sx, cy + y * r - sy)
        wave = clamp(1 - abs(d - reach + 40) / 46)
        return clamp(ramp(reach - d, 0, 70)) * .95 + wave
    ctx.save()
    ctx.translate(cx, cy)
    ctx.scale(r, r)
    world.towns(ctx, r * .72, -15 + t * 3, .35, (.9, .55), chosen=chosen)
    ctx.restore()
    for k in range(9):
        radius = reach - k * 62
        if 18 < radius < 560:
            circle(ctx, sx, sy, radius)
            line(ctx, mix(MINT, SKY, radius / 560)[:3] + (.75 * (1 - radius / 560) ** 1.4,), 2.2)
    world.capsule(ctx, sx, sy, 21, a + 1.2, sun=(.8, .4), window=1)
    glow(ctx, sx - 6, sy, 40, MINT, .45)
    vignette(ctx, .45)


def _house(ctx, x, y, w, h, colour, windows, t, seed):
    ctx.rectangle(x, y, w, h)
    fill(ctx, colour)
    rng = random.Random(seed)
    for row in range(windows[1]):
        for col in range(windows[0]):
            when, on = rng.uniform(.2, 5), rng.random() < .62
            if not on:
                continue
            wx = x + (col + .5) * w / windows[0] - 7
            wy = y + 20 + row * 38
            box(ctx, wx, wy, 14, 19, 2)
            fill(ctx, mix(mix(colour, rgb('#000010'), .3), rgb('#ffd084'), ramp(t, when, when + .25)))


def rooftop(ctx, t, length, voice):
    backdrop(ctx, rgb('#1b1f5c'), rgb('#5b3f92'), rgb('#d96a86'), rgb('#ffbf86'))
    stars(ctx, t, seed=55, count=110, bottom=260, dim=.8)
    sx, sy = 250 + t * 66, 112 - 12 * math.sin(t * .5)
    glow(ctx, sx, sy, 34, CREAM, .9)
    circle(ctx, sx, sy, 3)
    fill(ctx, CREAM)
    for k in range(3):
        phase = (t * .7 + k / 3) % 1
        circle(ctx, sx, sy, 8 + 40 * phase)
        line(ctx, CREAM[:3] + (.5 * (1 - phase),), 1.5)
    back, mid, near = rgb('#7b4a8c'), rgb('#4f3579'), rgb('#2a2158')
    for k in range(8):
        _house(ctx, k * 118 - 30 - t * 2, 300 - (k * 37 % 70), 96, 220, back, (4, 3), t, k)
    for k in range(6):
        _house(ctx, k * 168 - 60 - t * 5, 352 - (k * 53 % 64), 136, 220, mid, (4, 3), t, 20 + k)
    shift = -t * 9
    ctx.rectangle(0, 424, W, 80)
    fill(ctx, near)
    ctx.rectangle(0, 418, W, 9)
    fill(ctx, rgb('#43327a'))
    _aerial(ctx, 190 + shift, 420, rgb('#201a48'))
    _child(ctx, 540 + shift, 420, t, voice['Niña'])
    vignette(ctx, .35)


def _aerial(ctx, x, y, colour):
    ctx.move_to(x, y)
    ctx.line_to(x, y - 150)
    line(ctx, colour, 5)
    for k in range(5):
        half = 46 - k * 7
        ctx.move_to(x - half, y - 148 + k * 17)
        ctx.line_to(x + half, y - 148 + k * 17)
        line(ctx, colour, 3.5)
    for k in (-1, 1):
        ctx.move_to(x, y - 60)
        ctx.line_to(x + k * 44, y)
        line(ctx, colour, 2)


def _child(ctx, x, y, t, level):
    """A girl with plaits beside her wireless set, pointing up at the star."""
    dark, rim = rgb('#1c1744'), rgb('#ff9d7e')
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(1.55, 1.55)
    point = ramp(t, 1.5, 2.1)
    polygon(ctx, [(-30, 0), (-17, -74), (17, -74), (32, 0)])
    fill(ctx, rgb('#d8495f'))
    polygon(ctx, [(6, 0), (8, -74), (17, -74), (32, 0)])
    fill(ctx, rgb('#a83457'))
    ctx.move_to(-13, -66)
    ctx.line_to(lerp(-34, -58, point), lerp(-32, -112, point))
    line(ctx, rgb('#c98368'), 9)
    ctx.move_to(14, -64)
    ctx.line_to(32, -38)
    line(ctx, rgb('#c98368'), 9)
    for side in (-1, 1):
        ctx.move_to(side * 17, -98)
        ctx.curve_to(side * 34, -92, side * 30, -72, side * (33 + 3 * math.sin(t * 3)), -60)
        line(ctx, dark, 9)
        circle(ctx, side * 33, -62, 5)
        fill(ctx, AMBER)
    circle(ctx, 0, -100, 24)
    fill(ctx, rgb('#e2a27e'))
    ctx.arc(2, -104, 25, math.pi * 1.02, math.pi * 2.1)
    ctx.curve_to(10, -112, -8, -116, -23, -104)
    fill(ctx, dark)
    circle(ctx, -11, -101, 2.6)
    circle(ctx, 3, -102, 2.6)
    fill(ctx, dark)
    ellipse(ctx, -6, -89, 4.5, 1.4 + 4.5 * clamp(level * 1.5))
    fill(ctx, rgb('#7c2f3e'))
    box(ctx, 58, -52, 92, 52, 9)  # the wireless
    fill(ctx, rgb('#2fa58c'))
    circle(ctx, 84, -26, 16)
    fill(ctx, rgb('#155a5c'))
    box(ctx, 108, -42, 32, 12, 3)
    fill(ctx, mix(AMBER, CREAM, .4))
    for k in range(3):
        circle(ctx, 112 + k * 12, -16, 4)
    fill(ctx, CREAM)
    ctx.move_to(140, -52)
    ctx.line_to(172, -128)
    line(ctx, CREAM, 2)
    glow(ctx, 124, -36, 44, AMBER, .4)
    for k in range(2):
        phase = (t * 1.3 + k / 2) % 1
        ctx.arc(84, -26, 18 + 26 * phase, -2.5, -.7)
        line(ctx, CREAM[:3] + (.6 * (1 - phase),), 2)
    ctx.restore()


def morning(ctx, t, length, voice):
    k = t / length
    warm = ease(k)
    backdrop(ctx, mix(rgb('#10164a'), rgb('#2c4aa8'), warm), mix(rgb('#38409a'), rgb('#7f9be0'), warm),
             mix(rgb('#e07f7a'), rgb('#ffd9a0'), warm))
    stars(ctx, t, seed=66, count=130, drift=(-6, 0), dim=1 - .7 * warm, bottom=300)
    cy, r = 1120, 800
    sun_x, sun_y = 520, 322 - 110 * warm
    _sunrise(ctx, sun_x, sun_y, 46, .6 + .4 * warm)
    world.earth(ctx, W / 2, cy, r, rot=48 + t * 1.2, tilt=-.45, sun=(.12, -1.0), depth=.45, air=1, lights=.2)
    glow(ctx, sun_x, 322, 320, rgb('#ffc890'), .45)
    x = lerp(150, 600, .15 * ease(k) + .85 * k)
    world.capsule(ctx, x, 196 - 34 * k, 46, -.3 + .12 * k, sun=(.75, -.1), window=1, mirror=True)
    for n in range(5):  # her birds fly along, out of the radio and into the morning
        u = t - 1.8 - n * .35
        if u > 0:
            bx = x - 60 - 34 * n - 26 * ease_out(u / 2)
            by = 250 + (n * 47 % 60) - 30 * k - 12 * math.sin(u * 1.3 + n)
            world.swallow(ctx, bx, by, 13 + n % 2 * 3, CREAM[:3] + (ramp(u, 0, .8),), flap=math.sin(t * 8 + n), angle=.9)
    vignette(ctx, .3)


def credits(ctx, t, length, voice):
    backdrop(ctx, rgb('#080c24'), rgb('#121945'), rgb('#232c6e'))
    stars(ctx, t, seed=77, count=160, drift=(-4, 0))
    world.earth(ctx, 700, 660, 300, rot=-5 + t * 2, tilt=-.2, sun=(-.5, -.8), depth=.9, lights=.6)

    def line_at(at, y, text, size, colour, weight):
        a = ramp(t, at, at + .7)
        letters.text(ctx, 70, y + 8 * (1 - a), text, size, colour[:3] + (a,), weight, 3.6, centre=False)
    line_at(.3, 96, 'ÓRBITA', 40, CREAM, .8)
    line_at(.7, 182, 'DIBUJO, GUION Y SONIDO', 11, SKY, 1.3)
    line_at(.8, 206, 'TALLER GOLONDRINA', 16, CREAM, 1.2)
    line_at(1.1, 266, 'CC BY-NC-SA 4.0', 16, MINT, 1.2)
    line_at(1.4, 302, 'VERLA, TRADUCIRLA, REMEZCLARLA,', 11, CREAM, 1.3)
    line_at(1.5, 326, 'COMPARTIRLA IGUAL.', 11, CREAM, 1.3)
    world.swallow(ctx, 640 + t * 8, 170 - t * 7, 26, CORAL, flap=math.sin(t * 6) * .7, angle=.9)
    out = ramp(t, length - .7, length - .05)
    ctx.rectangle(0, 0, W, H)
    fill(ctx, (0, 0, 0, out))


SHOTS = {f.__name__: f for f in (dawn, drift, porthole, helmet, panel, steppe, northern, switch, chorus,
                                 rooftop, morning, credits)}
