"""Aurora: sixteen seconds of northern lights over a lake, to be mixed into other films."""
# SPDX-FileCopyrightText: Vostok contributors
# SPDX-License-Identifier: CC-BY-4.0
import math

import cairo

import world
from canvas import FPS, H, W, backdrop, ease, fill, glow, linear, paint, rgb, stars, vignette

LENGTH = 16.0
SHORE = 318


def _mountains(ctx, base, tall, seed, colour, shift):
    ctx.move_to(-20, base)
    for k in range(40):
        x = -20 + k * 24
        u = (x + shift) / 100 + seed
        peak = abs(math.sin(u)) ** .8 * .55 + abs(math.sin(2.3 * u + seed)) * .3 + .12
        ctx.line_to(x, base - tall * peak)
    ctx.line_to(W + 30, base)
    ctx.close_path()
    fill(ctx, colour)


def _sky(ctx, t):
    backdrop(ctx, rgb('#050a22'), rgb('#0b2148'), rgb('#175a6b'), rgb('#1f7a74'))
    stars(ctx, t, seed=91, count=170, bottom=SHORE, drift=(-3, 0))
    slow = t * .8
    world.aurora(ctx, slow, lambda x: 268 + 22 * math.sin(x / 170 + t * .2), (rgb('#b26bff'), rgb('#46d8ff')),
                 height=250, strength=.8, seed=1.0)
    world.aurora(ctx, slow + 3, lambda x: 250 + 26 * math.sin(x / 210 - t * .15), (rgb('#55ffb4'),),
                 height=230, strength=1.2, seed=4.2)
    glow(ctx, W * .58, SHORE, 380, rgb('#5affc0'), .2 + .06 * math.sin(t * .6))
    _mountains(ctx, SHORE, 96, .7, rgb('#123a55'), t * 1.5)
    _mountains(ctx, SHORE + 1, 58, 3.1, rgb('#0a2340'), t * 3)


def _lake(ctx, sky, t):
    """The sky upside down, broken by slow ripples, under a sheet of dark water."""
    ctx.save()
    for row in range(SHORE, H, 3):
        depth = (row - SHORE) / (H - SHORE)
        source = SHORE - (row - SHORE) * 1.7
        sway = (1 + 9 * depth) * math.sin(row * .55 / (1 + 2.2 * depth) - t * 2.2)
        ctx.rectangle(0, row, W, 3)
        ctx.save()
        ctx.clip()
        ctx.set_source_surface(sky, sway, row - source)
        ctx.get_source().set_extend(cairo.EXTEND_PAD)
        ctx.paint()
        ctx.restore()
    ctx.restore()
    ctx.rectangle(0, SHORE, W, H - SHORE)
    paint(ctx, linear(0, SHORE, 0, H, [(0, rgb('#04122e', .25)), (1, rgb('#030a20', .85))]))
    ctx.rectangle(0, SHORE - 1, W, 2)
    fill(ctx, rgb('#9affd8', .22))


def _pines(ctx, t):
    ctx.save()
    ctx.translate(-t * 4, 0)
    for k, (x, tall) in enumerate(((-10, 150), (38, 205), (92, 128), (790, 170), (850, 236), (905, 150), (948, 190))):
        for tier in range(5):
            w = (tall * .26) * (1 - tier * .16)
            y = H + 14 - tall * (tier * .19)
            ctx.move_to(x - w, y)
            ctx.line_to(x, y - tall * .34)
            ctx.line_to(x + w, y)
            ctx.close_path()
        fill(ctx, rgb('#030817'))
    ctx.restore()


def picture(surface, sky, t):
    above = cairo.Context(sky)
    _sky(above, t)
    sky.flush()
    ctx = cairo.Context(surface)
    ctx.set_source_surface(sky)
    ctx.paint()
    _lake(ctx, sky, t)
    _pines(ctx, t)
    vignette(ctx, .4)
    dark = max(1 - ease(t / .8), ease((t - LENGTH + .9) / .8))
    ctx.rectangle(0, 0, W, H)
    fill(ctx, (0, 0, 0, dark))


def frames():
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, W, H)
    sky = cairo.ImageSurface(cairo.FORMAT_RGB24, W, H)
    for n in range(round(LENGTH * FPS)):
        picture(surface, sky, n / FPS)
        surface.flush()
        yield bytes(surface.get_data())
