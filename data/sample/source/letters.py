"""A monoline alphabet drawn with strokes, so that the film needs no font."""
# SPDX-FileCopyrightText: Vostok contributors
# SPDX-License-Identifier: CC-BY-NC-SA-4.0
import math

# Each glyph: width, strokes. A stroke is a list of points (x, y) and arcs
# ('a', cx, cy, rx, ry, from°, to°) on a body of height 10, y downwards.
_BOWL = ('a', 4.2, 5, 4.2, 5, 0, 360)
GLYPHS = {
    ' ': (3.4, []),
    'A': (7.4, [[(0, 10), (3.7, 0), (7.4, 10)], [(1.35, 6.6), (6.05, 6.6)]]),
    'B': (6.4, [[(3.4, 4.7), (0, 4.7)],
                [(0, 10), (0, 0), (3.4, 0), ('a', 3.4, 2.35, 2.35, 2.35, -90, 90), (3.7, 4.7),
                 ('a', 3.7, 7.35, 2.65, 2.65, -90, 90), (0, 10)]]),
    'C': (7.6, [[('a', 4.4, 5, 4.4, 5, -45, -315)]]),
    'D': (7.4, [[(0, 0), (0, 10), (2.6, 10), ('a', 2.6, 5, 4.8, 5, 90, -90), (0, 0)]]),
    'E': (5.6, [[(5.6, 0), (0, 0), (0, 10), (5.6, 10)], [(0, 4.8), (4.8, 4.8)]]),
    'F': (5.4, [[(5.4, 0), (0, 0), (0, 10)], [(0, 4.9), (4.6, 4.9)]]),
    'G': (8.2, [[('a', 4.4, 5, 4.4, 5, -45, -360), (5, 5)]]),
    'H': (7, [[(0, 0), (0, 10)], [(7, 0), (7, 10)], [(0, 4.8), (7, 4.8)]]),
    'I': (0.2, [[(0.1, 0), (0.1, 10)]]),
    'J': (4.6, [[(4.6, 0), (4.6, 7.6), ('a', 2.3, 7.6, 2.3, 2.4, 0, 170)]]),
    'K': (6.2, [[(0, 0), (0, 10)], [(6, 0), (0, 6)], [(2.3, 3.9), (6.3, 10)]]),
    'L': (5.2, [[(0, 0), (0, 10), (5.2, 10)]]),
    'M': (8.4, [[(0, 10), (0.3, 0), (4.2, 7), (8.1, 0), (8.4, 10)]]),
    'N': (7.2, [[(0, 10), (0, 0), (7.2, 10), (7.2, 0)]]),
    'O': (8.4, [[_BOWL]]),
    'P': (6.2, [[(0, 10), (0, 0), (3.5, 0), ('a', 3.5, 2.7, 2.7, 2.7, -90, 90), (0, 5.4)]]),
    'Q': (8.4, [[_BOWL], [(5.4, 7), (8.4, 10.4)]]),
    'R': (6.4, [[(0, 10), (0, 0), (3.5, 0), ('a', 3.5, 2.7, 2.7, 2.7, -90, 90), (0, 5.4)],
                [(3.2, 5.4), (6.4, 10)]]),
    'S': (6, [[('a', 3, 2.5, 2.7, 2.5, -30, -270), ('a', 3, 7.5, 3, 2.5, -90, 150)]]),
    'T': (6.8, [[(0, 0), (6.8, 0)], [(3.4, 0), (3.4, 10)]]),
    'U': (7, [[(0, 0), (0, 6.5), ('a', 3.5, 6.5, 3.5, 3.5, 180, 0), (7, 0)]]),
    'V': (7, [[(0, 0), (3.5, 10), (7, 0)]]),
    'W': (10, [[(0, 0), (2.6, 10), (5, 2), (7.4, 10), (10, 0)]]),
    'X': (6.6, [[(0, 0), (6.6, 10)], [(6.6, 0), (0, 10)]]),
    'Y': (6.8, [[(0, 0), (3.4, 5), (6.8, 0)], [(3.4, 5), (3.4, 10)]]),
    'Z': (6.4, [[(0, 0), (6.4, 0), (0, 10), (6.4, 10)]]),
    '0': (6.4, [[('a', 3.2, 5, 3.2, 5, 0, 360)]]),
    '1': (2.6, [[(0, 2.2), (2.6, 0), (2.6, 10)]]),
    '4': (6.4, [[(4.6, 10), (4.6, 0), (0, 7), (6.4, 7)]]),
    '7': (5.8, [[(0, 0), (5.8, 0), (2, 10)]]),
    '.': (0.4, [[(0.2, 9.8), (0.2, 10)]]),
    ',': (0.6, [[(0.6, 9.6), (0, 11.6)]]),
    '-': (3.4, [[(0, 5.4), (3.4, 5.4)]]),
    '\u00b7': (0.6, [[(0.3, 4.9), (0.3, 5.1)]]),
}
ACCENTS = {'Á': 'A', 'É': 'E', 'Í': 'I', 'Ó': 'O', 'Ú': 'U'}


def width(text, size, tracking=2.6):
    """Width of a line whose capitals are `size` high."""
    units = sum(GLYPHS[ACCENTS.get(c, c)][0] + tracking for c in text) - tracking
    return units * size / 10


def _stroke(ctx, stroke):
    ctx.new_sub_path()
    for item in stroke:
        if item[0] != 'a':
            ctx.line_to(*item)
            continue
        _, cx, cy, rx, ry, a0, a1 = item
        steps = max(6, int(abs(a1 - a0) / 6))
        for i in range(steps + 1):
            a = math.radians(a0 + (a1 - a0) * i / steps)
            ctx.line_to(cx + rx * math.cos(a), cy + ry * math.sin(a))


def glyph(ctx, char, weight):
    """Strokes one letter at the origin, at body height 10."""
    for stroke in GLYPHS[ACCENTS.get(char, char)][1]:
        _stroke(ctx, stroke)
    if char in ACCENTS:
        middle = GLYPHS[ACCENTS[char]][0] / 2
        _stroke(ctx, [(middle - 0.4, -1.7), (middle + 1.4, -3.6)])
    ctx.set_line_width(weight)
    ctx.set_line_cap(1)
    ctx.set_line_join(1)
    ctx.stroke()


def text(ctx, x, y, line, size, rgba, weight=1.0, tracking=2.6, centre=True, shown=None):
    """Draws a line; `shown(i)` gives (alpha, shift) of the i-th letter for animated titles."""
    if centre:
        x -= width(line, size, tracking) / 2
    for i, char in enumerate(line):
        alpha, shift = shown(i) if shown else (1, 0)
        if alpha > 0:
            ctx.save()
            ctx.translate(x, y + shift)
            ctx.scale(size / 10, size / 10)
            ctx.set_source_rgba(*rgba[:3], rgba[3] * alpha)
            glyph(ctx, char, weight)
            ctx.restore()
        x += (GLYPHS[ACCENTS.get(char, char)][0] + tracking) * size / 10
