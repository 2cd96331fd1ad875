"""The things of the story: Earth, the capsule, aurora, dish, people."""
# SPDX-FileCopyrightText: Vostok contributors
# SPDX-License-Identifier: CC-BY-NC-SA-4.0
import math
import random

from canvas import (AMBER, CORAL, CREAM, MINT, NIGHT, SKY, STEEL, box, circle, clamp, ellipse, fill, glow,
                    lerp, line, linear, mix, paint, polygon, radial, rgb)

# Continents as overlapping blobs: longitude, latitude, radius in degrees.
LAND = [
    (20, 5, 16), (10, 18, 15), (28, 20, 13), (25, -12, 13), (24, -25, 9), (0, 14, 11), (42, 6, 7),
    (10, 48, 7), (20, 50, 9), (30, 56, 12), (-4, 40, 5), (15, 64, 6), (-2, 54, 3.5), (13, 43, 3),
    (60, 60, 17), (85, 60, 18), (110, 62, 18), (135, 64, 15), (70, 45, 14), (95, 42, 15),
    (112, 35, 12), (78, 22, 9), (103, 18, 7), (45, 32, 9), (48, 22, 8), (160, 65, 8), (138, 37, 3),
    (134, -25, 11), (122, -26, 8), (145, -25, 8), (-100, 60, 17), (-120, 62, 14), (-80, 52, 13),
    (-150, 64, 9), (-95, 42, 15), (-110, 40, 11), (-85, 38, 9), (-102, 25, 7), (-90, 16, 4),
    (-73, 64, 8), (-62, -5, 14), (-55, -12, 13), (-68, 3, 8), (-62, -22, 11), (-66, -35, 7),
    (-70, -45, 5), (-45, -10, 8), (113, 0, 5), (101, 0, 4), (140, -5, 5), (172, -42, 3), (47, -19, 3),
]
DRY = [(8, 22, 10), (22, 22, 9), (45, 26, 7), (95, 42, 8), (132, -25, 7), (-108, 36, 6), (22, -24, 4), (62, 42, 5)]
ICE = [(-40, 73, 9), (0, -88, 17), (0, 89, 9), (90, 88, 8), (-75, 76, 6)]


def _clouds():
    rng = random.Random(61)
    chains = []
    for _ in range(26):
        lon, lat, length = rng.uniform(-180, 180), rng.uniform(-62, 66), rng.randint(3, 7)
        for k in range(length):
            bulge = 1 - abs(k - (length - 1) / 2) / length
            chains.append((lon + k * 5.2, lat + math.sin(k * .9 + lon) * 1.6, 1.2 + 2.6 * bulge))
    return chains


def _cities():
    rng = random.Random(17)
    towns = []
    for lon, lat, r in LAND:
        if abs(lat) < 58:
            for _ in range(int(r * 1.3)):
                a, d = rng.uniform(0, 6.28), r * math.sqrt(rng.random())
                towns.append((lon + d * math.cos(a), lat + d * math.sin(a) * .9, rng.random()))
    return towns


CLOUDS, CITIES = _clouds(), _cities()


def project(lon, lat, rot, tilt):
    """Unit sphere seen from far away: x right, y down, z towards the viewer."""
    lo, la = math.radians(lon + rot), math.radians(lat)
    x, y, z = math.cos(la) * math.sin(lo), -math.sin(la), math.cos(la) * math.cos(lo)
    c, s = math.cos(tilt), math.sin(tilt)
    return x, y * c + z * s, -y * s + z * c


def _blob(lon, lat, r, rot, tilt, wobble, steps):
    if project(lon, lat, rot, tilt)[2] < -math.sin(math.radians(r * 1.3)):
        return None
    points = []
    for i in range(steps):
        a = i * math.tau / steps
        rr = r * (1 + wobble * (.16 * math.sin(3 * a + lon) + .1 * math.sin(5 * a + lat)))
        squeeze = max(.2, math.cos(math.radians(clamp(lat, -80, 80))))
        x, y, z = project(lon + rr * math.cos(a) / squeeze, clamp(lat + rr * math.sin(a), -89, 89), rot, tilt)
        if z < 0:  # behind the limb: slide onto it
            n = math.hypot(x, y) or 1
            x, y = x / n, y / n
        points.append((x, y))
    return points


def _blobs(ctx, blobs, rot, tilt, colour, wobble=1):
    steps = 56 if ctx.user_to_device_distance(1, 0)[0] > 250 else 28
    for lon, lat, r in blobs:
        points = _blob(lon, lat, r, rot, tilt, wobble, steps)
        if points:
            polygon(ctx, points)
    fill(ctx, colour)


def _night(ctx, sun, depth):
    x, y = sun
    night = rgb('#060a22')[:3]
    stops = [(0, night + (0,)), (.5, night + (0,)), (.66, night + (.42 * depth,)),
             (.8, night + (.8 * depth,)), (1, night + (.96 * depth,))]
    circle(ctx, 0, 0, 1.002)
    paint(ctx, radial(x * .75, y * .75, 0, 1.75, stops))


def towns(ctx, r, rot, tilt, sun, lit=1.0, chosen=None):
    """City lights on the night side; `chosen(i, x, y)` gives the strength of single ones instead."""
    for i, (lon, lat, size) in enumerate(CITIES):
        x, y, z = project(lon, lat, rot, tilt)
        if z < .12:
            continue
        dark = clamp(.25 - (x * sun[0] + y * sun[1]) * 1.3) if chosen is None else 1
        alpha = lit * dark * (.3 + .7 * size) * min(1, z * 2) if chosen is None else chosen(i, x, y)
        if alpha > .02:
            circle(ctx, x, y, (1.0 + size * .9) / r)
            fill(ctx, AMBER[:3] + (clamp(alpha),))


def earth(ctx, cx, cy, r, rot=0.0, tilt=.3, sun=(-.6, -.6), depth=1.0, air=1.0, lights=1.0):
    """The planet: flat seas and lands, drifting clouds, a soft night, a thin blue line of air."""
    blue = rgb('#63c0ff')[:3]
    reach = r + min(r * .14, 70)
    circle(ctx, cx, cy, reach)
    edge = r / reach
    paint(ctx, radial(cx + sun[0] * r * .02, cy + sun[1] * r * .02, 0, reach,
                      [(0, blue + (0,)), (edge * .985, blue + (0,)), (edge, blue + (.62 * air,)),
                       (edge + (1 - edge) * .3, blue + (.2 * air,)), (1, blue + (0,))]))
    ctx.save()
    ctx.translate(cx, cy)
    ctx.scale(r, r)
    circle(ctx, 0, 0, 1)
    ctx.clip()
    circle(ctx, 0, 0, 1)
    paint(ctx, radial(sun[0] * .55, sun[1] * .55, 0, 1.6,
                      [(0, rgb('#3f9bf0')), (.5, rgb('#2367c9')), (1, rgb('#143a8a'))]))
    _blobs(ctx, LAND, rot, tilt, rgb('#2fa58c'))
    _blobs(ctx, [(a, b, c * .62) for a, b, c in LAND if c > 6], rot, tilt, rgb('#4cbd94'))
    _blobs(ctx, DRY, rot, tilt, rgb('#e9bd77'))
    _blobs(ctx, ICE, rot, tilt, rgb('#eef6ff'))
    _blobs(ctx, CLOUDS, rot * 1.25 + 1.2, tilt, rgb('#0d2c6b', .25), 0)
    _blobs(ctx, CLOUDS, rot * 1.25, tilt - .012, rgb('#ffffff', .86), 0)
    _night(ctx, sun, depth)
    towns(ctx, r, rot, tilt, sun, lights * depth)
    circle(ctx, 0, 0, 1)
    paint(ctx, radial(0, 0, 0, 1, [(0, blue + (0,)), (1 - 40 / (r + 60), blue + (0,)), (1, blue + (.6 * air,))]))
    ctx.restore()


def _sphere(ctx, sun):
    circle(ctx, 0, 0, 1)
    fill(ctx, rgb('#ece6da'))
    ctx.save()
    circle(ctx, 0, 0, 1)
    ctx.clip()
    for shift, colour in ((.34, rgb('#c9c5d2')), (.62, rgb('#9a98b6')), (.98, rgb('#5f6192'))):
        circle(ctx, 0, 0, 1.5)
        circle(ctx, sun[0] * shift, sun[1] * shift, 1.12)
        ctx.set_fill_rule(1)
        fill(ctx, colour)
        ctx.set_fill_rule(0)
    ctx.restore()
    for k in (-.5, 0, .5):  # straps that hold the ball to its module
        ctx.save()
        circle(ctx, 0, 0, 1)
        ctx.clip()
        ellipse(ctx, 0, 0, abs(k) + .08, 1.02)
        line(ctx, rgb('#6b6a8e', .45), .022)
        ctx.restore()


def _window(ctx, x, y, r, light):
    circle(ctx, x, y, r * 1.32)
    fill(ctx, rgb('#b0603f') if light < 0 else rgb('#e06a55'))
    circle(ctx, x, y, r)
    fill(ctx, rgb('#15204d'))
    if light > 0:
        circle(ctx, x, y, r)
        fill(ctx, rgb('#ffd98a', light))
    ctx.arc(x, y, r * .66, math.pi * 1.05, math.pi * 1.5)
    line(ctx, rgb('#ffffff', .75), r * .16)


def _module(ctx):
    polygon(ctx, [(.72, -.62), (1.28, -1.02), (1.28, 1.02), (.72, .62)])
    paint(ctx, linear(0, -1, 0, 1, [(0, rgb('#7c89b8')), (.45, rgb('#566399')), (1, rgb('#2b3163'))]))
    polygon(ctx, [(1.28, -1.02), (2.02, -.46), (2.02, .46), (1.28, 1.02)])
    paint(ctx, linear(0, -1, 0, 1, [(0, rgb('#5f6ca3')), (.45, rgb('#404b82')), (1, rgb('#20264f'))]))
    box(ctx, 1.21, -1.06, .14, 2.12, .06)
    fill(ctx, CORAL)
    polygon(ctx, [(2.02, -.26), (2.3, -.4), (2.3, .4), (2.02, .26)])
    fill(ctx, rgb('#1a1e44'))
    for k in range(7):  # gas bottles around the neck
        y = -.66 + k * .22
        circle(ctx, .84, y, .115)
        fill(ctx, mix(rgb('#f0e7cf'), rgb('#6a6c98'), k / 6))


def capsule(ctx, x, y, size, angle=0.0, sun=(-.6, -.7), window=.9, flame=0.0, mirror=False):
    """The ship: a ball, straps, a double cone, whip antennas."""
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(angle)
    ctx.scale(-size if mirror else size, size)
    for x0, y0, x1, y1 in ((1.3, -1, 2.1, -2), (1.3, 1, 1.9, 1.9), (-.2, -.95, -.75, -1.75), (.3, -.9, .5, -1.9)):
        ctx.move_to(x0, y0)
        ctx.line_to(x1, y1)
        line(ctx, rgb('#cfd3ea', .85), .035)
        circle(ctx, x1, y1, .05)
        fill(ctx, CREAM)
    if flame > 0:
        ctx.save()
        ctx.scale(1, .5)
        glow(ctx, 2.5, 0, 1.3, SKY, flame)
        ctx.restore()
    _module(ctx)
    c, s = math.cos(-angle), math.sin(-angle)
    side = sun[0] * c - sun[1] * s
    _sphere(ctx, (-side if mirror else side, sun[0] * s + sun[1] * c))
    _window(ctx, -.36, -.18, .25, window)
    _window(ctx, .28, .3, .12, window * .8)
    ctx.restore()


def swallow(ctx, x, y, size, colour, flap=0.0, angle=0.0):
    """Her call sign's bird: two wings and a forked tail."""
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(angle)
    ctx.scale(size, size)
    lift = .35 * flap
    for side in (-1, 1):
        ctx.move_to(.05, 0)
        ctx.curve_to(.3 * side, -.55 - lift, .9 * side, -.5 - lift, 1.35 * side, .1 - lift * 2)
        ctx.curve_to(.85 * side, -.18 - lift, .45 * side, -.02, .05, .3)
        ctx.close_path()
    ctx.move_to(-.16, -.22)
    ctx.curve_to(-.1, -.55, .1, -.55, .16, -.22)
    ctx.line_to(.14, .4)
    ctx.line_to(.42, 1.05)
    ctx.line_to(0, .62)
    ctx.line_to(-.42, 1.05)
    ctx.line_to(-.14, .4)
    ctx.close_path()
    fill(ctx, colour)
    ctx.restore()


def aurora(ctx, t, limb, colours, height=150, strength=1.0, x0=0, x1=854, seed=0.0):
    """Curtains of light that stand on the line y = limb(x)."""
    for layer, colour in enumerate(colours):
        step = 7
        for k in range(int((x1 - x0) / step) + 2):
            x = x0 + k * step
            u = x / 130 + layer * 1.9 + seed
            wave = math.sin(u + t * .35) + .6 * math.sin(2.3 * u - t * .5 + layer) + .3 * math.sin(5.1 * u + t * .8)
            tall = height * (.45 + .25 * wave + .12 * math.sin(u * 9 + t * 1.3))
            light = strength * clamp(.34 + .3 * math.sin(u * 1.4 - t * .45) + .12 * math.sin(u * 11 + t)) * .75
            if tall < 6 or light < .01:
                continue
            base = limb(x) + 10 * math.sin(u * 2 + t * .3) - layer * 12
            c = colour[:3]
            ctx.rectangle(x, base - tall, step + .6, tall + 16)
            paint(ctx, linear(0, base + 16, 0, base - tall,
                              [(0, c + (0,)), (.16, c + (light,)), (.45, c + (light * .45,)), (1, c + (0,))]))


def dish(ctx, x, y, size, turn, dark, rim):
    """A ground antenna, seen from the side."""
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(size, size)
    polygon(ctx, [(-.5, 1.9), (-.13, .1), (.13, .1), (.5, 1.9)])
    fill(ctx, dark)
    for k in (.5, .9, 1.3):
        ctx.move_to(-.1 - k * .2, k + .1)
        ctx.line_to(.1 + k * .2, k + .45)
        line(ctx, rim, .03)
    ctx.rotate(turn)
    ctx.move_to(-1.25, -.42)
    ctx.curve_to(-.9, .45, .9, .45, 1.25, -.42)
    ctx.close_path()
    fill(ctx, dark)
    ctx.move_to(-1.25, -.42)
    ctx.curve_to(-.9, .45, .9, .45, 1.25, -.42)
    line(ctx, rim, .05)
    ellipse(ctx, 0, -.42, 1.25, .16)
    fill(ctx, mix(dark, rim, .35))
    for k in (-.8, .8):
        ctx.move_to(k, -.4)
        ctx.line_to(0, -1.25)
        line(ctx, rim, .035)
    circle(ctx, 0, -1.27, .09)
    fill(ctx, CORAL)
    ctx.restore()


def face(ctx, mouth, look, blink):
    """A calm face in flat colours around the origin; unit is half its height."""
    skin, shade, hair = rgb('#e7a985'), rgb('#c9826a'), rgb('#33203a')
    box(ctx, -.34, .6, .68, .8, .2)
    fill(ctx, shade)
    box(ctx, -.76, -.74, 1.52, 1.72, .74)
    fill(ctx, skin)
    ctx.save()
    box(ctx, -.76, -.74, 1.52, 1.72, .74)
    ctx.clip()
    ellipse(ctx, .95, .1, .62, 1.3)
    fill(ctx, shade[:3] + (.5,))
    ctx.restore()
    _hood(ctx, hair)
    for side in (-1, 1):
        _eye(ctx, side * .31 + look * .06, blink, hair)
    ctx.move_to(look * .06, .1)
    ctx.curve_to(.1 + look * .06, .24, .1 + look * .06, .32, -.02 + look * .06, .33)
    line(ctx, shade, .045)
    ellipse(ctx, -.44, .36, .14, .08)
    fill(ctx, CORAL[:3] + (.32,))
    ellipse(ctx, .46, .36, .13, .08)
    fill(ctx, CORAL[:3] + (.26,))
    if mouth > .12:
        ellipse(ctx, look * .04, .6, .16 + .03 * mouth, .03 + .11 * mouth)
        fill(ctx, rgb('#7c2f3e'))
    else:
        ctx.move_to(-.17 + look * .04, .58)
        ctx.curve_to(-.06, .67, .08, .67, .18 + look * .04, .57)
        line(ctx, rgb('#8d3f45'), .05)


def _hood(ctx, hair):
    """A leather flying hood with earphones over a dark fringe."""
    ctx.move_to(-.66, -.2)
    ctx.curve_to(-.5, -.62, -.1, -.3, .12, -.56)
    ctx.curve_to(.3, -.36, .56, -.42, .68, -.16)
    ctx.line_to(.7, -.8)
    ctx.line_to(-.7, -.8)
    ctx.close_path()
    fill(ctx, hair)
    ctx.move_to(-.98, .3)
    ctx.curve_to(-1.1, -1.5, 1.1, -1.5, .98, .3)
    ctx.line_to(.74, .3)
    ctx.curve_to(.84, -.86, -.84, -.86, -.74, .3)
    ctx.close_path()
    paint(ctx, linear(-1, 0, 1, 0, [(0, rgb('#b9774f')), (.5, rgb('#9a5c44')), (1, rgb('#5f3540'))]))
    for side in (-1, 1):
        box(ctx, side * .88 - .17, -.12, .34, .62, .17)
        fill(ctx, rgb('#6d3f3f') if side < 0 else rgb('#472838'))
        box(ctx, side * .9 - .09, 0, .18, .38, .09)
        fill(ctx, rgb('#8f5c4c') if side < 0 else rgb('#5f3a44'))
    ctx.move_to(-.8, .5)
    ctx.curve_to(-.74, .86, -.56, .9, -.34, .84)
    line(ctx, rgb('#2a2f5e'), .05)
    circle(ctx, -.32, .83, .07)
    fill(ctx, rgb('#2a2f5e'))


def _eye(ctx, x, blink, hair):
    if blink > .5:
        ctx.arc(x, .02, .11, .3, math.pi - .3)
        line(ctx, hair, .045)
    else:
        ellipse(ctx, x, .04, .085, .11)
        fill(ctx, rgb('#2a1a33'))
        circle(ctx, x - .035, 0, .03)
        fill(ctx, CREAM)
    ctx.move_to(x - .16, -.17)
    ctx.curve_to(x - .06, -.25, x + .06, -.25, x + .16, -.17)
    line(ctx, hair, .05)
