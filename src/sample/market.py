"""The film of how a market finds a price, 20 seconds: its frames and its sound."""

import math

import tone
from paper import (
    CLAY,
    INDIGO,
    INK,
    OCHRE,
    PALE_INDIGO,
    PAPER,
    SAGE,
    SAND,
    SNOW,
    circle,
    fill,
    mix,
    patchwork,
    polygon,
    ramp,
    stroke,
    surface,
)

WIDTH, HEIGHT = 640, 360


def basket(pen, x, y, full):
    for n in range(full):
        circle(pen, x - 9 + 9 * (n % 3), y - 12 - 7 * (n // 3), 5.2, SNOW)
        pen.move_to(x - 9 + 9 * (n % 3), y - 16 - 7 * (n // 3))
        pen.line_to(x - 6 + 9 * (n % 3), y - 23 - 7 * (n // 3))
        stroke(pen, SAGE, 2.6)
    polygon(
        pen, [(x - 19, y - 12), (x + 19, y - 12), (x + 14, y + 6), (x - 14, y + 6)], mix(OCHRE, CLAY, 0.3)
    )
    for line in (-6, 0):
        pen.move_to(x - 17, y + line)
        pen.line_to(x + 17, y + line)
        stroke(pen, PAPER, 1)


def buyer(pen, x, y, colour, alpha):
    """A cloth with a knot: somebody, not anybody."""
    polygon(pen, [(x - 9, y), (x - 6, y - 21), (x + 6, y - 21), (x + 9, y)], colour, alpha)
    circle(pen, x, y - 27, 5.6, mix(colour, INK, 0.35), alpha)


def market_frame(t, _tree=None, picture_width=WIDTH):
    """Too dear 2-7 s, too cheap 7-12 s, the price that clears 12-17 s, then fewer radishes 17-20 s."""
    image, pen = surface(picture_width, picture_width * HEIGHT // WIDTH)
    pen.scale(picture_width / WIDTH, picture_width / WIDTH)
    left, top, right, bottom = 60, 40, 330, 290
    pen.rectangle(left, top, right - left, bottom - top)
    fill(pen, mix(PAPER, SNOW, 0.6))
    for n in range(1, 6):
        y = bottom - n * (bottom - top) / 6
        pen.move_to(left, y)
        pen.line_to(right, y)
        stroke(pen, SAND, 1)
    pen.move_to(left, top - 10)
    pen.line_to(left, bottom)
    pen.line_to(right + 10, bottom)
    stroke(pen, INK, 2.4)
    for points in (
        [(left - 6, top - 8), (left, top - 20), (left + 6, top - 8)],
        [(right + 8, bottom - 6), (right + 20, bottom), (right + 8, bottom + 6)],
    ):
        polygon(pen, points, INK)
    # Pictograms for the axes: a coin, a radish.
    circle(pen, left - 26, top + 4, 11, OCHRE)
    pen.rectangle(left - 29, top + 1, 6, 6)
    fill(pen, PAPER)
    circle(pen, right + 4, bottom + 24, 8, SNOW)
    pen.arc(right + 4, bottom + 24, 8, 0, 2 * math.pi)
    stroke(pen, INK, 1.2)
    pen.move_to(right + 4, bottom + 16)
    pen.line_to(right + 9, bottom + 7)
    stroke(pen, SAGE, 3)

    shift = 46 * ramp(t, 16.8, 18.2)
    drawn = ramp(t, 0.2, 2.0)

    def demand(q):
        return top + 22 + q * 200

    def supply(q):
        return bottom - 22 - q * 200 - shift

    for curve, colour in ((demand, INDIGO), (supply, CLAY)):
        pen.new_path()
        for n in range(int(40 * drawn) + 1):
            q = n / 40
            y = curve(q)
            if top < y < bottom:
                pen.line_to(left + 16 + q * 238, y)
        stroke(pen, colour, 4)
    balance = (demand(0.5) + supply(0.5)) / 2
    level = 92
    level += (238 - 92) * ramp(t, 6.2, 7.6)
    level += (165 - 238) * ramp(t, 11.2, 12.8)
    level += (balance - 165) * ramp(t, 16.8, 18.2)
    seen = ramp(t, 1.6, 2.4)
    pen.set_dash([6, 6])
    pen.move_to(left, level)
    pen.line_to(right, level)
    stroke(pen, INK, 1.8, seen)
    pen.set_dash([])
    wanted = max(0.0, min(1.0, (level - top - 22) / 200))
    offered = max(0.0, min(1.0, (bottom - 22 - shift - level) / 200))
    circle(pen, left + 16 + wanted * 238, level, 7, INDIGO, seen)
    circle(pen, left + 16 + offered * 238, level, 7, CLAY, seen)
    circle(pen, left, level, 10, OCHRE, seen)
    if abs(wanted - offered) < 0.03:
        pen.arc(left + 16 + wanted * 238, level, 13 + 2 * math.sin(t * 4), 0, 2 * math.pi)
        stroke(pen, INDIGO, 2.2)
    # On the right, the same in baskets and people.
    offer, want = int(offered * 8 + 0.5), int(wanted * 8 + 0.5)
    pen.rectangle(380, 226, 226, 6)
    fill(pen, mix(CLAY, INK, 0.35))
    for n in range(8):
        x, y = 400 + (n % 4) * 62, 218 - (n // 4) * 62
        if n // 4:
            pen.rectangle(380, y + 8, 226, 4)
            fill(pen, mix(CLAY, INK, 0.35), 1.0 if n == 4 else 0)
        if n < offer:
            basket(pen, x, y, 5)
    for n in range(8):
        glad = n < offer
        buyer(pen, 394 + n * 29, 300, INDIGO if glad else PALE_INDIGO, (1.0 if n < want else 0.0) * seen)
    polygon(pen, [(370, 118), (388, 88), (600, 88), (618, 118)], INDIGO)
    for n in range(0, 8, 2):
        polygon(
            pen,
            [
                (370 + n * 31, 118),
                (388 + n * 26.5, 88),
                (388 + (n + 1) * 26.5, 88),
                (370 + (n + 1) * 31, 118),
            ],
            SNOW,
        )
    for x in (378, 610):
        pen.move_to(x, 118)
        pen.line_to(x, 302)
        stroke(pen, INK, 3)
    patchwork(pen, 0, HEIGHT - 14, WIDTH, 14, 31, depth=6)
    dark = max(1 - ramp(t, 0, 0.5), ramp(t, 19.5, 20))
    if dark > 0:
        pen.set_source_rgba(*PAPER, dark)
        pen.paint()
    return image


def market_sound(path):
    track = tone.Track(20)
    for at_second, note in [
        (0.6, 60),
        (1.4, 64),
        (2.4, 72),
        (3.6, 71),
        (4.8, 71),
        (6.6, 67),
        (7.6, 55),
        (8.8, 57),
        (10, 57),
        (11.4, 60),
        (12.8, 64),
        (13.6, 67),
        (14.4, 72),
        (15.4, 67),
        (17.2, 65),
        (18.2, 69),
        (18.8, 72),
    ]:
        track.add(at_second, tone.pluck(tone.hertz(note), 2.4, 0.5, seed=note), 0.5)
    track.room()
    track.write(path)
