"""The film of one apricot tree through four seasons, 48 seconds: its frames and its sound."""

import math
import random

import tone
from paper import (
    BLOSSOM,
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
    hills,
    mix,
    patchwork,
    polygon,
    ramp,
    stroke,
    surface,
)

WIDTH, HEIGHT = 640, 360


class Tree:
    """Grown once from a seed; the wind moves it, seasons dress it."""

    def __init__(self, seed=11):
        self.random = random.Random(seed)
        self.limbs = []
        self.grow(0, 76.0, -math.pi / 2 + 0.05, 13.0, None)
        tips = [i for i, limb in enumerate(self.limbs) if limb[4] >= 4]
        r = random.Random(5)
        self.blossoms = [
            (r.choice(tips), r.random(), r.uniform(-7, 7), r.uniform(-7, 7), r.uniform(3.4, 5.6), r.random())
            for _ in range(330)
        ]
        self.leaves = [
            (
                r.choice(tips),
                r.random(),
                r.uniform(-10, 10),
                r.uniform(-9, 9),
                r.uniform(5.5, 9),
                r.uniform(0, math.pi),
                r.random(),
            )
            for _ in range(330)
        ]
        self.fruits = [
            (r.choice(tips), r.random(), r.uniform(-6, 6), r.uniform(4, 11), r.random()) for _ in range(34)
        ]

    def grow(self, depth, length, angle, width, parent):
        self.limbs.append((parent, length, angle, width, depth))
        here = len(self.limbs) - 1
        if depth == 6:
            return
        forks = 2 if depth else 3
        for fork in range(forks):
            spread = (fork - (forks - 1) / 2) * (0.95 if depth else 0.72)
            turn = spread + self.random.uniform(-0.24, 0.24)
            self.grow(
                depth + 1,
                length * self.random.uniform(0.68, 0.84),
                (angle + turn) * 0.96 - 0.04 * math.pi / 2,
                width * 0.66,
                here,
            )

    def place(self, x, y, t, wind):
        ends = []
        for parent, length, angle, width, depth in self.limbs:
            sx, sy = (x, y) if parent is None else ends[parent][2:4]
            a = angle + wind * 0.006 * depth * math.sin(t * 1.7 + depth * 0.6 + angle)
            ends.append((sx, sy, sx + length * math.cos(a), sy + length * math.sin(a), width))
        return ends


def at(limb, share, dx, dy):
    sx, sy, ex, ey, _ = limb
    return sx + (ex - sx) * share + dx, sy + (ey - sy) * share + dy


def leaf(pen, x, y, size, angle, colour):
    pen.save()
    pen.translate(x, y)
    pen.rotate(angle)
    pen.new_path()
    pen.move_to(-size, 0)
    pen.curve_to(-size * 0.3, -size * 0.62, size * 0.5, -size * 0.5, size, 0)
    pen.curve_to(size * 0.5, size * 0.5, -size * 0.3, size * 0.62, -size, 0)
    fill(pen, colour)
    pen.restore()


def apricot_frame(t, tree, picture_width=WIDTH):
    """One frame of the year: spring 0-12 s, summer 12-24, autumn 24-36, winter 36-48."""
    image, pen = surface(picture_width, picture_width * HEIGHT // WIDTH)
    pen.scale(picture_width / WIDTH, picture_width / WIDTH)
    snowed = max(1 - ramp(t, 0.5, 4), ramp(t, 38.5, 44) * 1.0)
    bloom = ramp(t, 2.5, 6) * (1 - ramp(t, 9, 12))
    green = ramp(t, 8.5, 13)
    ripe = ramp(t, 15.5, 19.5)
    gold = ramp(t, 24.5, 29)
    sky = mix(PAPER, (0.93, 0.925, 0.895), ramp(t, 36, 40))
    sky = mix(sky, (0.965, 0.935, 0.872), ramp(t, 12, 15) * (1 - ramp(t, 33, 38)))
    pen.set_source_rgb(*sky)
    pen.paint()
    # The sun crosses once a season.
    phase = (t % 12) / 12
    sun = mix(OCHRE, (0.86, 0.84, 0.80), ramp(t, 35, 38))
    circle(pen, 60 + 520 * phase, 120 - 66 * math.sin(math.pi * phase), 21, sun, 0.85)
    # Hills, field.
    far = mix(mix(PALE_INDIGO, SAND, 0.45), (0.86, 0.86, 0.86), snowed * 0.7)
    hills(pen, WIDTH, 250, 46, 1.3, far, HEIGHT)
    near = mix(mix(mix(SAGE, SAND, 0.55), mix(SAGE, SAND, 0.15), green), mix(OCHRE, SAND, 0.5), gold)
    hills(pen, WIDTH, 286, 30, 0.8, mix(near, SNOW, snowed * 0.85), HEIGHT)
    field = mix(mix(SAND, mix(SAGE, SAND, 0.45), green), mix(SAND, OCHRE, 0.35), gold)
    pen.rectangle(0, 286, WIDTH, HEIGHT - 286)
    fill(pen, mix(field, SNOW, snowed))
    # A house with an indigo roof, no one to be seen.
    polygon(pen, [(66, 268), (66, 240), (152, 240), (152, 268)], SNOW)
    polygon(pen, [(52, 242), (76, 214), (142, 214), (166, 242)], INDIGO)
    if snowed > 0.02:
        polygon(
            pen, [(52 + 6, 235), (76, 213), (142, 213), (166 - 6, 235), (142, 222), (76, 222)], SNOW, snowed
        )
    pen.rectangle(98, 248, 20, 20)
    fill(pen, mix(SAND, OCHRE, 0.4))
    # The rope and the patchwork cloth on it, from the tree to a post.
    post = (236, 238)
    pen.move_to(post[0], 296)
    pen.line_to(*post)
    stroke(pen, INK, 3)
    wind = 1.0 + 0.8 * math.sin(t * 0.37)
    trunk = (420, 306)
    pen.move_to(*post)
    pen.curve_to(290, 254, 350, 256, trunk[0], 240)
    stroke(pen, INK, 1.1)
    cloth = 1 - ramp(t, 36, 38)
    if cloth > 0.01:

        def blow(x, y):
            down = (y - 250) / 46
            return (
                x + down * 3.4 * wind * math.sin(t * 2.1 + x * 0.05),
                250 + (y - 250) * cloth + 1.4 * down * math.sin(t * 2.6 + x * 0.09),
            )

        patchwork(pen, 276, 250, 66, 46, 23, depth=4, warp=blow, seams=True)
    # The tree.
    limbs = tree.place(trunk[0], trunk[1], t, wind)
    pen.move_to(trunk[0] - 26, 308)
    pen.curve_to(trunk[0] - 8, 304, trunk[0] - 6, 296, trunk[0] - 5, 280)
    pen.line_to(trunk[0] + 7, 280)
    pen.curve_to(trunk[0] + 8, 296, trunk[0] + 12, 304, trunk[0] + 28, 308)
    fill(pen, INK)
    for sx, sy, ex, ey, width in limbs:
        pen.move_to(sx, sy)
        pen.line_to(ex, ey)
        stroke(pen, INK, max(0.8, width))
    if snowed > 0.02:
        for sx, sy, ex, ey, width in limbs:
            if abs(ex - sx) > 0.5 * abs(ey - sy):
                pen.move_to(sx, sy - width * 0.5)
                pen.line_to(ex, ey - width * 0.5)
                stroke(pen, SNOW, max(0.7, width * 0.32), snowed)
    fresh, deep = mix(SAGE, OCHRE, 0.25), mix(SAGE, INK, 0.18)
    for limb, share, dx, dy, size, angle, order in tree.leaves:
        grown = ramp(green, order * 0.6, order * 0.6 + 0.4)
        if grown < 0.02:
            continue
        x, y = at(limbs[limb], share, dx, dy)
        colour = mix(fresh, deep, 0.25 + 0.75 * ramp(t, 12, 17) * ((order * 7) % 1))
        turned = mix(OCHRE, CLAY, (order * 5) % 1 * 0.75)
        colour = mix(colour, turned, ramp(gold, order * 0.6, order * 0.6 + 0.4))
        leaves_at = 28.5 + order * 6
        a = angle + 0.2 * wind * math.sin(t * 2 + order * 9)
        if t > leaves_at:
            falling = t - leaves_at
            ground = 300 + order * 34
            y = min(y + 34 * falling, ground)
            if y < ground:
                x += 15 * math.sin(falling * 2.3 + order * 8) - 5 * falling
                a += falling * 2
            else:
                x += 15 * math.sin(order * 19) - 34 * order
            if snowed > 0.45:
                continue
            colour = mix(colour, SNOW, ramp(snowed, 0.05, 0.45))
        leaf(pen, x, y, size * grown, a, colour)
    for limb, share, dx, dy, order in tree.fruits:
        size = 5.6 * ramp(t, 13 + order * 2, 17 + order * 2)
        if size < 0.2 or t > 22 + order * 2.6 + 1.4:
            continue
        x, y = at(limbs[limb], share, dx, dy)
        picked = t - (22 + order * 2.6)
        if picked > 0:
            y = min(y + 110 * picked * picked, 306 + order * 20)
        circle(pen, x, y, size, mix(mix(SAGE, OCHRE, 0.35), (0.90, 0.58, 0.26), ramp(ripe, order * 0.4, 1)))
    for limb, share, dx, dy, size, order in tree.blossoms:
        opened = ramp(t, 2.6 + order * 3, 4 + order * 3)
        if opened < 0.03:
            continue
        x, y = at(limbs[limb], share, dx, dy)
        falls = t - (7.6 + order * 2.8)
        if falls > 0:
            y += 30 * falls
            x += 16 * math.sin(falls * 2 + order * 9) - 14 * falls
            if y > 306 + order * 30:
                continue
            circle(pen, x, y, size * 0.5, BLOSSOM)
            continue
        for petal in range(5):
            a = petal * 2 * math.pi / 5 + order * 3
            circle(
                pen,
                x + 0.52 * size * math.cos(a) * opened,
                y + 0.52 * size * math.sin(a) * opened,
                0.5 * size * opened,
                mix(BLOSSOM, SNOW, (order * 3) % 1 * 0.8),
            )
        circle(pen, x, y, 0.24 * size * opened, CLAY)
    # Rain in early summer, snow in winter.
    wet = ramp(t, 12.4, 13.2) * (1 - ramp(t, 14.6, 15.4))
    if wet > 0.02:
        drops = random.Random(3)
        for _ in range(70):
            x, start, speed = drops.uniform(0, 660), drops.random(), drops.uniform(0.9, 1.4)
            y = ((start + t * speed) % 1) * 380 - 10
            pen.move_to(x, y)
            pen.line_to(x - 2.4, y + 11)
            stroke(pen, INDIGO, 1.0, 0.45 * wet)
    snow = ramp(t, 37, 39) * (1 - ramp(t, 44.5, 46.5))
    if snow > 0.02:
        flakes = random.Random(4)
        for _ in range(110):
            x, start, speed = flakes.uniform(0, 640), flakes.random(), flakes.uniform(0.06, 0.13)
            y = ((start + t * speed) % 1) * 370 - 5
            circle(pen, x + 9 * math.sin(t + start * 9), y, flakes.uniform(1.4, 2.8), SNOW, snow)
    # What hung on the rope in summer is wrapped around something and waits under the tree in winter.
    wrapped = ramp(t, 38, 40)
    if wrapped > 0.02:
        x, y = 360, 302
        polygon(
            pen,
            [
                (x - 24, y),
                (x - 27, y - 13),
                (x - 15, y - 25),
                (x + 15, y - 25),
                (x + 27, y - 13),
                (x + 24, y),
            ],
            INDIGO,
            wrapped,
        )
        polygon(pen, [(x - 24, y), (x - 27, y - 13), (x - 8, y - 25), (x - 2, y)], PALE_INDIGO, wrapped)
        polygon(
            pen,
            [(x + 8, y), (x + 12, y - 25), (x + 15, y - 25), (x + 27, y - 13), (x + 24, y)],
            OCHRE,
            wrapped,
        )
        polygon(
            pen,
            [
                (x - 3, y - 23),
                (x - 19, y - 36),
                (x - 5, y - 36),
                (x, y - 25),
                (x + 6, y - 36),
                (x + 19, y - 35),
                (x + 3, y - 23),
            ],
            INDIGO,
            wrapped,
        )
    # The last three seconds: one bud.
    bud = ramp(t, 45, 47)
    if bud > 0.02:
        x, y = at(limbs[max(i for i, l in enumerate(tree.limbs) if l[4] == 6)], 1, 0, 0)
        circle(pen, x, y - 2, 5 * bud, BLOSSOM)
        circle(pen, x, y + 1, 2.4 * bud, CLAY)
    # The hem of the page.
    patchwork(pen, 0, HEIGHT - 14, WIDTH, 14, 77, depth=6)
    dark = max(1 - ramp(t, 0, 0.8), ramp(t, 47.2, 48))
    if dark > 0:
        pen.set_source_rgba(*PAPER, dark)
        pen.paint()
    return image


def apricot_sound(path):
    """Sparse strings on five notes, a few drops in early summer, one bell when the snow lies."""
    track = tone.Track(48)
    scale = [55, 57, 60, 62, 64, 67, 69, 72]
    choose = random.Random(9)
    t, step = 1.2, 3
    while t < 45:
        step = max(0, min(7, step + choose.choice([-2, -1, -1, 1, 1, 2])))
        gain = 0.5 if t < 36 else 0.32
        track.add(t, tone.pluck(tone.hertz(scale[step]), 3.2, 0.5, seed=int(t * 10)), gain)
        if choose.random() < 0.3:
            track.add(
                t + 0.02, tone.pluck(tone.hertz(scale[step] - 12), 4, 0.8, seed=int(t * 10) + 1), gain * 0.8
            )
        t += choose.choice([0.8, 0.8, 1.6, 1.6, 2.4]) * (1.0 if t < 24 else 1.3)
    track.add(12.4, tone.rain(3.2), 0.5)
    track.add(40.5, tone.bell(330, 5), 0.35)
    track.room()
    track.write(path)
