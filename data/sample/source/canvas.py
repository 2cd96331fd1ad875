"""Small tools that every shot uses: easing, colour, shapes, light, stars."""
# SPDX-FileCopyrightText: Vostok contributors
# SPDX-License-Identifier: CC-BY-NC-SA-4.0
import math
import random

import cairo

W, H, FPS = 854, 480, 24


def clamp(x, low=0.0, high=1.0):
    return max(low, min(high, x))


def lerp(a, b, t):
    return a + (b - a) * t


def ease(t):
    """Smooth start and stop."""
    t = clamp(t)
    return t * t * t * (t * (6 * t - 15) + 10)


def ease_out(t):
    return 1 - (1 - clamp(t)) ** 3


def ramp(t, a, b):
    """0 before a, 1 after b, eased between."""
    return ease((t - a) / (b - a))


def pulse(t, a, b, edge=0.4):
    return ramp(t, a, a + edge) * (1 - ramp(t, b - edge, b))


def rgb(code, alpha=1.0):
    return tuple(int(code[i:i + 2], 16) / 255 for i in (1, 3, 5)) + (alpha,)


def mix(a, b, t):
    return tuple(lerp(x, y, t) for x, y in zip(a, b))


NIGHT = rgb('#0a0e24')
DUSK = rgb('#1c2352')
VIOLET = rgb('#4a3f8f')
CORAL = rgb('#ff6f61')
AMBER = rgb('#ffb454')
CREAM = rgb('#fff1d6')
MINT = rgb('#4fe0c0')
SKY = rgb('#58b7ff')
STEEL = rgb('#8d93b8')


def fill(ctx, colour):
    ctx.set_source_rgba(*colour)
    ctx.fill()


def line(ctx, colour, width):
    ctx.set_source_rgba(*colour)
    ctx.set_line_width(width)
    ctx.set_line_cap(cairo.LINE_CAP_ROUND)
    ctx.set_line_join(cairo.LINE_JOIN_ROUND)
    ctx.stroke()


def circle(ctx, x, y, r):
    ctx.new_sub_path()
    ctx.arc(x, y, r, 0, 2 * math.pi)


def ellipse(ctx, x, y, rx, ry, angle=0):
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(angle)
    ctx.scale(rx, ry)
    circle(ctx, 0, 0, 1)
    ctx.restore()


def box(ctx, x, y, w, h, r=0):
    r = min(r, w / 2, h / 2)
    ctx.new_sub_path()
    ctx.arc(x + w - r, y + r, r, -math.pi / 2, 0)
    ctx.arc(x + w - r, y + h - r, r, 0, math.pi / 2)
    ctx.arc(x + r, y + h - r, r, math.pi / 2, math.pi)
    ctx.arc(x + r, y + r, r, math.pi, 1.5 * math.pi)
    ctx.close_path()


def polygon(ctx, points):
    ctx.new_sub_path()
    for p in points:
        ctx.line_to(*p)
    ctx.close_path()


def linear(x0, y0, x1, y1, stops):
    gradient = cairo.LinearGradient(x0, y0, x1, y1)
    for at, colour in stops:
        gradient.add_color_stop_rgba(at, *colour)
    return gradient


def radial(x, y, r0, r1, stops):
    gradient = cairo.RadialGradient(x, y, r0, x, y, r1)
    for at, colour in stops:
        gradient.add_color_stop_rgba(at, *colour)
    return gradient


def paint(ctx, source):
    ctx.set_source(source)
    ctx.fill()


def backdrop(ctx, *colours):
    """Fills the picture from top to bottom."""
    n = len(colours) - 1
    ctx.rectangle(-200, 0, W + 400, H)
    paint(ctx, linear(0, 0, 0, H, [(i / n, c) for i, c in enumerate(colours)]))


def glow(ctx, x, y, r, colour, strength=1.0):
    """Soft light: falls off like a lamp in haze, not like a flat disc."""
    c = colour[:3]
    stops = [(s, c + (strength * (1 - s) ** 2.2,)) for s in (0, .12, .25, .4, .6, .8, 1)]
    ctx.rectangle(x - r, y - r, 2 * r, 2 * r)
    paint(ctx, radial(x, y, 0, r, stops))


_FIELDS = {}


def _field(seed, count):
    if (seed, count) not in _FIELDS:
        rng = random.Random(seed)
        _FIELDS[seed, count] = [
            (rng.random(), rng.random(), rng.random(), rng.random()) for _ in range(count)]
    return _FIELDS[seed, count]


def stars(ctx, t, seed=1, count=150, drift=(0, 0), top=0, bottom=H, dim=1.0):
    """Three depths of stars; the nearer ones are larger and move more."""
    for x, y, size, phase in _field(seed, count):
        depth = 0.25 + size ** 3
        px = (x * (W + 40) + drift[0] * depth * t) % (W + 40) - 20
        py = top + (y * (bottom - top) + drift[1] * depth * t) % (bottom - top)
        # Only every fifth star twinkles: cheaper to encode and calmer to look at.
        twinkle = 0.75 + 0.25 * math.sin(t * 2.1 + phase * 40) if phase < .2 else 1
        alpha = dim * (0.25 + 0.75 * size) * twinkle * (1 - 0.5 * (py - top) / (bottom - top))
        colour = CREAM if phase < .6 else SKY if phase < .85 else AMBER
        circle(ctx, px, py, 0.5 + 1.25 * size ** 4)
        fill(ctx, colour[:3] + (alpha,))
        if size > .975:
            glow(ctx, px, py, 9, colour, alpha * .5)


def vignette(ctx, strength=.45):
    ctx.rectangle(0, 0, W, H)
    ctx.save()
    ctx.clip()
    ctx.translate(W / 2, H / 2)
    ctx.scale(W / H, 1)
    ctx.rectangle(-H, -H, 2 * H, 2 * H)
    paint(ctx, radial(0, 0, H * .35, H * .78, [(0, (0, 0, 0, 0)), (1, (0, 0, .03, strength))]))
    ctx.restore()
