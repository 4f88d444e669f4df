"""Paper, ink and one indigo: the drawing vocabulary that all pictures and films of the sample share."""

import math
import random

import cairo

PAPER = (0.957, 0.937, 0.894)
INK = (0.165, 0.157, 0.149)
INDIGO = (0.180, 0.243, 0.435)
PALE_INDIGO = (0.560, 0.612, 0.733)
OCHRE = (0.792, 0.620, 0.345)
SAND = (0.890, 0.835, 0.733)
CLAY = (0.725, 0.455, 0.345)
SAGE = (0.545, 0.612, 0.502)
BLOSSOM = (0.949, 0.835, 0.827)
SNOW = (0.985, 0.982, 0.972)
PATCHES = [INDIGO, PALE_INDIGO, SAND, OCHRE, SAGE, (0.93, 0.90, 0.84), CLAY, (0.40, 0.46, 0.60)]


def mix(a, b, share):
    share = min(1.0, max(0.0, share))
    return tuple(x + (y - x) * share for x, y in zip(a, b))


def ramp(t, start, end):
    """0 before start, 1 after end, smooth between."""
    x = min(1.0, max(0.0, (t - start) / (end - start)))
    return x * x * (3 - 2 * x)


def surface(width, height, background=PAPER):
    image = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
    pen = cairo.Context(image)
    pen.set_line_cap(cairo.LINE_CAP_ROUND)
    pen.set_line_join(cairo.LINE_JOIN_ROUND)
    pen.set_source_rgb(*background)
    pen.paint()
    return image, pen


def to_pillow(image):
    from PIL import Image

    return Image.frombuffer(
        "RGB",
        (image.get_width(), image.get_height()),
        bytes(image.get_data()),
        "raw",
        "BGRX",
        image.get_stride(),
        1,
    )


def fill(pen, colour, alpha=1.0):
    pen.set_source_rgba(*colour, alpha)
    pen.fill()


def stroke(pen, colour, width, alpha=1.0):
    pen.set_source_rgba(*colour, alpha)
    pen.set_line_width(width)
    pen.stroke()


def circle(pen, x, y, radius, colour, alpha=1.0):
    pen.new_path()
    pen.arc(x, y, radius, 0, 2 * math.pi)
    fill(pen, colour, alpha)


def polygon(pen, points, colour, alpha=1.0):
    pen.new_path()
    for point in points:
        pen.line_to(*point)
    pen.close_path()
    fill(pen, colour, alpha)


def hills(pen, width, base, height, waves, colour, bottom):
    pen.new_path()
    pen.move_to(0, bottom)
    x = 0
    while x <= width:
        y = base - height * (0.5 + 0.5 * math.sin(waves * 2 * math.pi * x / width + waves))
        pen.line_to(x, y)
        x += 8
    pen.line_to(width, bottom)
    pen.close_path()
    fill(pen, colour)


def patchwork(pen, x, y, width, height, seed, depth=4, warp=None, seams=True):
    """Rectangles cut again and again, as the left-over cloths of a bojagi; warp moves each corner."""
    choose = random.Random(seed)
    warp = warp or (lambda a, b: (a, b))
    pieces = []

    def cut(left, top, w, h, level):
        if level == 0 or (level <= 2 and choose.random() < 0.2):
            pieces.append((left, top, w, h, choose.choice(PATCHES)))
            return
        at = choose.uniform(0.34, 0.66)
        if w * choose.uniform(0.7, 1.3) > h:
            cut(left, top, w * at, h, level - 1)
            cut(left + w * at, top, w * (1 - at), h, level - 1)
        else:
            cut(left, top, w, h * at, level - 1)
            cut(left, top + h * at, w, h * (1 - at), level - 1)

    cut(x, y, width, height, depth)
    for left, top, w, h, colour in pieces:
        corners = [(left, top), (left + w, top), (left + w, top + h), (left, top + h)]
        edge = []
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1]):
            for step in range(6):
                edge.append(warp(ax + (bx - ax) * step / 6, ay + (by - ay) * step / 6))
        polygon(pen, edge, colour)
        if seams:
            pen.new_path()
            for point in edge:
                pen.line_to(*point)
            pen.close_path()
            stroke(pen, PAPER, 1.6)
