"""Draws the pictures of the sample. pictures.py CORPUS"""

import math
import pathlib
import random
import sys

from PIL import Image

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
    stroke,
    surface,
    to_pillow,
)


def bojagi(size):
    image, pen = surface(size, size)
    margin = size * 0.09
    inner = size - 2 * margin

    def drape(x, y):
        return x + 5 * math.sin(y * 0.012), y + 6 * math.sin(x * 0.010 + 1)

    patchwork(pen, margin, margin, inner, inner, 2025, depth=7, warp=drape)
    pen.set_dash([7, 6])
    pen.rectangle(margin - 16, margin - 14, inner + 32, inner + 30)
    stroke(pen, INDIGO, 2)
    pen.set_dash([])
    # Four ribbons to tie it with.
    for x, y, turn in (
        (margin, margin, -135),
        (size - margin, margin, -45),
        (size - margin, size - margin, 45),
        (margin, size - margin, 135),
    ):
        pen.save()
        pen.translate(x, y)
        pen.rotate(math.radians(turn))
        polygon(
            pen, [(-4, -9), (margin * 1.15, -15), (margin * 1.28, 0), (margin * 1.15, 15), (-4, 9)], INDIGO
        )
        pen.restore()
    return image


def bridge(width, height):
    """A wooden bridge, a zelkova and a bench, seen from the bank; nobody on it."""
    image, pen = surface(width, height)
    circle(pen, width * 0.2, height * 0.26, 42, OCHRE, 0.9)
    hills(pen, width, height * 0.52, 90, 1.1, mix(PALE_INDIGO, SAND, 0.5), height)
    hills(pen, width, height * 0.58, 40, 1.7, mix(SAGE, SAND, 0.4), height)
    pen.rectangle(0, height * 0.6, width, height * 0.4)
    fill(pen, mix(SAGE, SAND, 0.62))
    # The stream runs under the bridge towards us.
    pen.move_to(width * 0.43, height * 0.6)
    pen.curve_to(width * 0.36, height * 0.72, width * 0.24, height * 0.84, width * 0.14, height)
    pen.line_to(width * 0.82, height)
    pen.curve_to(width * 0.70, height * 0.84, width * 0.60, height * 0.72, width * 0.55, height * 0.6)
    fill(pen, PALE_INDIGO)
    ripples = random.Random(2)
    for _ in range(26):
        y = ripples.uniform(height * 0.64, height * 0.99)
        half = (y / height - 0.58) * width * 0.62
        x = width * 0.485 + ripples.uniform(-half * 0.75, half * 0.7)
        pen.move_to(x, y)
        pen.rel_curve_to(10, -4, 20, 4, 30 + 30 * (y / height - 0.5), 0)
        stroke(pen, SNOW, 2, 0.75)
    deck = height * 0.66
    arch = lambda x: deck - 34 * math.sin(math.pi * (x - width * 0.14) / (width * 0.66))
    for n in range(5):
        x = width * (0.27 + 0.1 * n)
        pen.move_to(x, arch(x))
        pen.line_to(x - 3, height * (0.80 if 0 < n < 4 else 0.755))
        stroke(pen, INK, 8)
    planks = 33
    for n in range(planks):
        a = width * (0.14 + 0.66 * n / planks)
        b = width * (0.14 + 0.66 * (n + 0.86) / planks)
        polygon(
            pen,
            [(a, arch(a)), (b, arch(b)), (b, arch(b) + 15), (a, arch(a) + 15)],
            mix(CLAY, OCHRE if n % 3 else INK, 0.3),
        )
    for lift in (26, 52):
        pen.new_path()
        for n in range(41):
            x = width * (0.14 + 0.66 * n / 40)
            pen.line_to(x, arch(x) - lift)
        stroke(pen, INK, 4)
    for n in range(9):
        x = width * (0.14 + 0.66 * n / 8)
        pen.move_to(x, arch(x) + 4)
        pen.line_to(x, arch(x) - 60)
        stroke(pen, INK, 6)
    # Zelkova and bench on the right.
    tx, ty = width * 0.885, height * 0.77
    polygon(pen, [(tx - 22, ty), (tx - 9, ty - 150), (tx + 12, ty - 150), (tx + 26, ty)], INK)
    crown = random.Random(6)
    for n in range(46):
        a, r = crown.uniform(0, 2 * math.pi), crown.uniform(0, 1) ** 0.5
        circle(
            pen,
            tx + 118 * r * math.cos(a),
            ty - 232 + 96 * r * math.sin(a),
            crown.uniform(22, 40),
            mix(mix(SAGE, INK, 0.12), mix(SAGE, OCHRE, 0.3), crown.random()),
        )
    bx, by = width * 0.745, height * 0.80
    polygon(pen, [(bx, by), (bx + 96, by), (bx + 92, by + 11), (bx - 4, by + 11)], INDIGO)
    for x in (bx + 8, bx + 82):
        pen.move_to(x, by + 10)
        pen.line_to(x, by + 38)
        stroke(pen, INDIGO, 6)
    patchwork(pen, 0, height - 22, width, 22, 8, depth=6)
    return image


def winter_river(width, height):
    image, pen = surface(width, height, (0.925, 0.922, 0.905))
    circle(pen, width * 0.72, height * 0.24, 38, SNOW)
    hills(pen, width, height * 0.48, 120, 1.2, mix(PALE_INDIGO, SNOW, 0.55), height)
    hills(pen, width, height * 0.55, 60, 2.1, mix(PALE_INDIGO, SNOW, 0.75), height)
    pen.rectangle(0, height * 0.56, width, height)
    fill(pen, SNOW)
    pen.move_to(width * 0.62, height * 0.56)
    pen.curve_to(width * 0.18, height * 0.66, width * 0.82, height * 0.74, width * 0.22, height)
    pen.line_to(width * 0.66, height)
    pen.curve_to(width * 0.98, height * 0.74, width * 0.40, height * 0.66, width * 0.66, height * 0.56)
    fill(pen, mix(INDIGO, PALE_INDIGO, 0.5))
    trees = random.Random(12)
    for _ in range(30):
        x = trees.uniform(0, width)
        y = height * trees.uniform(0.55, 0.62)
        if width * 0.40 < x < width * 0.74:
            continue
        tall = trees.uniform(40, 92)
        pen.move_to(x, y)
        pen.line_to(x, y - tall)
        stroke(pen, INK, 2.4)
        for k in range(5):
            for side in (-1, 1):
                base = y - tall * (0.3 + 0.14 * k)
                pen.move_to(x, base)
                pen.line_to(x + side * tall * (0.24 - 0.035 * k), base - tall * 0.16)
                stroke(pen, INK, 1.3)
    # A trail of footprints to the water and back.
    for n in range(17):
        x = width * 0.10 + n * 17
        y = height * 0.90 - 60 * math.sin(n / 16 * math.pi * 0.6)
        circle(pen, x, y + (6 if n % 2 else -4), 4.2, mix(PALE_INDIGO, SNOW, 0.35))
    for n in range(140):
        circle(pen, trees.uniform(0, width), trees.uniform(0, height), trees.uniform(1.4, 3.4), SNOW, 0.9)
    return image


def bicycle(width, height):
    image, pen = surface(width, height)
    pen.rectangle(0, height * 0.79, width, height * 0.21)
    fill(pen, SAND)
    patchwork(pen, width * 0.10, height * 0.10, width * 0.22, height * 0.34, 14, depth=5)
    ground, radius = height * 0.79, height * 0.215
    back, front = (width * 0.30, ground - radius), (width * 0.715, ground - radius)
    for x, y in (back, front):
        pen.arc(x, y, radius, 0, 2 * math.pi)
        stroke(pen, INK, 10)
        pen.arc(x, y, radius - 11, 0, 2 * math.pi)
        stroke(pen, PALE_INDIGO, 3)
        for n in range(18):
            a = n * math.pi / 9
            pen.move_to(x, y)
            pen.line_to(x + (radius - 12) * math.cos(a), y + (radius - 12) * math.sin(a))
            stroke(pen, INK, 1, 0.55)
        circle(pen, x, y, 9, INK)
    crank = (width * 0.47, ground - radius * 0.92)
    seat, head = (width * 0.405, height * 0.30), (width * 0.645, height * 0.31)
    for a, b in ((back, crank), (back, seat), (seat, crank), (seat, head), (crank, head)):
        pen.move_to(*a)
        pen.line_to(*b)
        stroke(pen, INDIGO, 11)
    pen.move_to(width * 0.632, height * 0.22)
    pen.line_to(head[0] + 8, head[1] + 26)
    pen.curve_to(head[0] + 22, head[1] + 90, front[0] - 10, front[1] - 40, *front)
    stroke(pen, INDIGO, 11)
    pen.move_to(width * 0.632, height * 0.218)
    pen.curve_to(width * 0.66, height * 0.195, width * 0.715, height * 0.185, width * 0.712, height * 0.235)
    pen.curve_to(width * 0.710, height * 0.270, width * 0.69, height * 0.275, width * 0.665, height * 0.270)
    stroke(pen, INK, 9)
    pen.move_to(width * 0.393, height * 0.245)
    pen.line_to(*seat)
    stroke(pen, INDIGO, 9)
    pen.move_to(width * 0.345, height * 0.235)
    pen.curve_to(width * 0.37, height * 0.215, width * 0.41, height * 0.225, width * 0.445, height * 0.245)
    pen.line_to(width * 0.40, height * 0.262)
    pen.close_path()
    fill(pen, CLAY)
    pen.arc(*crank, 27, 0, 2 * math.pi)
    stroke(pen, INK, 6)
    for side in (1, -1):
        end = (crank[0] + side * 48, crank[1] + side * 30)
        pen.move_to(*crank)
        pen.line_to(*end)
        stroke(pen, INK, 7)
        pen.move_to(end[0] - 15, end[1])
        pen.line_to(end[0] + 15, end[1])
        stroke(pen, INK, 9)
    # The chain is off and hangs.
    pen.set_dash([5, 5])
    pen.move_to(back[0], back[1] - 10)
    pen.curve_to(
        width * 0.35,
        ground - radius * 1.35,
        width * 0.41,
        ground - radius * 1.1,
        crank[0] - 22,
        crank[1] - 20,
    )
    pen.move_to(back[0] + 4, back[1] + 12)
    pen.curve_to(width * 0.34, ground + 16, width * 0.42, ground + 22, crank[0] - 10, crank[1] + 26)
    stroke(pen, INK, 5)
    pen.set_dash([])
    # A notebook and a pencil on the ground.
    polygon(
        pen,
        [
            (width * 0.82, ground + 58),
            (width * 0.93, ground + 42),
            (width * 0.95, ground + 84),
            (width * 0.84, ground + 102),
        ],
        SNOW,
    )
    pen.move_to(width * 0.845, ground + 92)
    pen.line_to(width * 0.945, ground + 56)
    stroke(pen, OCHRE, 7)
    return image


def still_life(width, height):
    image, pen = surface(width, height, (0.945, 0.915, 0.855))
    polygon(
        pen, [(0, height * 0.62), (width, height * 0.56), (width, height), (0, height)], mix(CLAY, SAND, 0.55)
    )

    def lay(x, y):
        return x + (y - height * 0.66) * 0.32 - 30, y - (x - width / 2) * 0.05

    patchwork(pen, width * 0.14, height * 0.66, width * 0.62, height * 0.24, 40, depth=6, warp=lay)
    cx, cy = width * 0.48, height * 0.60
    for dx, dy in ((-92, -6), (-34, -22), (30, -24), (88, -8), (-62, -52), (0, -66), (58, -54), (0, -10)):
        circle(pen, cx + dx, cy + dy, 42, (0.90, 0.62, 0.32))
        circle(pen, cx + dx - 10, cy + dy - 12, 21, (0.94, 0.72, 0.44))
        pen.arc(cx + dx + 22, cy + dy, 36, math.radians(150), math.radians(225))
        stroke(pen, CLAY, 2.4, 0.7)
    pen.move_to(cx - 164, cy - 4)
    pen.curve_to(cx - 150, cy + 120, cx - 90, cy + 132, cx - 56, cy + 134)
    pen.line_to(cx + 56, cy + 134)
    pen.curve_to(cx + 90, cy + 132, cx + 150, cy + 120, cx + 164, cy - 4)
    pen.curve_to(cx + 90, cy + 26, cx - 90, cy + 26, cx - 164, cy - 4)
    fill(pen, SNOW)
    pen.move_to(cx - 157, cy + 30)
    pen.curve_to(cx - 80, cy + 62, cx + 80, cy + 62, cx + 157, cy + 30)
    stroke(pen, INDIGO, 7)
    pen.move_to(cx - 148, cy + 56)
    pen.curve_to(cx - 80, cy + 84, cx + 80, cy + 84, cx + 148, cy + 56)
    stroke(pen, INDIGO, 2.4)
    x, y = width * 0.78, height * 0.72
    circle(pen, x, y, 38, (0.90, 0.62, 0.32))
    circle(pen, x - 10, y - 12, 18, (0.94, 0.72, 0.44))
    pen.move_to(x + 8, y - 36)
    pen.curve_to(x + 18, y - 70, x + 50, y - 84, x + 78, y - 78)
    pen.curve_to(x + 66, y - 50, x + 38, y - 34, x + 8, y - 36)
    fill(pen, mix(SAGE, INK, 0.1))
    return image


def moon(size, share):
    image, pen = surface(size, size, mix(INDIGO, INK, 0.35))
    stars = random.Random(21)
    for _ in range(26):
        circle(pen, stars.uniform(0, size), stars.uniform(0, size * 0.8), stars.uniform(0.6, 1.5), SNOW, 0.8)
    c, r = size / 2, size * 0.27
    circle(pen, c, c - 8, r, mix(INDIGO, PALE_INDIGO, 0.28))
    # Lit half-circle and half-ellipse; share runs from new (0) over full (0.5) to new (1).
    waxing = share < 0.5
    k = math.cos(2 * math.pi * share)
    pen.new_path()
    if waxing:
        pen.arc(c, c - 8, r, -math.pi / 2, math.pi / 2)
    else:
        pen.arc(c, c - 8, r, math.pi / 2, 3 * math.pi / 2)
    for n in range(41):
        a = math.pi / 2 - math.pi * n / 40 if waxing else -math.pi / 2 + math.pi * n / 40
        pen.line_to(c + (k if waxing else -k) * r * math.cos(a), c - 8 + r * math.sin(a))
    pen.close_path()
    fill(pen, (0.965, 0.925, 0.82))
    patchwork(pen, 0, size - 12, size, 12, 5, depth=5)
    return image


KITE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 640" role="img" lang="ko">
  <title>방패연</title>
  <desc>실에 매인 방패연 하나가 언덕우에 떠있다.</desc>
  <rect width="480" height="640" fill="#f4efe4"/>
  <circle cx="96" cy="120" r="34" fill="#ca9e58"/>
  <path d="M0 560 C120 500 220 520 300 548 S440 580 480 540 V640 H0 Z" fill="#8b9c80"/>
  <path d="M0 600 C140 560 300 610 480 580 V640 H0 Z" fill="#e3d5bb"/>
  <g transform="rotate(14 290 210)">
    <rect x="200" y="100" width="180" height="220" fill="#fbf9f5" stroke="#2a2826" stroke-width="3"/>
    <path d="M200 100 H380 V150 H200 Z" fill="#2e3e6f"/>
    <path d="M200 270 H260 V320 H200 Z" fill="#8f9cbb"/>
    <path d="M320 270 H380 V320 H320 Z" fill="#ca9e58"/>
    <path d="M260 270 H320 V320 H260 Z" fill="#b97458"/>
    <path d="M200 100 L380 320 M380 100 L200 320 M290 100 V320 M200 210 H380" stroke="#2a2826" stroke-width="2"/>
    <circle cx="290" cy="210" r="30" fill="#f4efe4" stroke="#2a2826" stroke-width="3"/>
    <path d="M205 320 C190 380 215 410 200 470 M375 320 C392 380 366 410 380 470" fill="none" stroke="#2e3e6f" stroke-width="7" stroke-linecap="round"/>
  </g>
  <path d="M262 236 C230 360 170 470 92 566" fill="none" stroke="#2a2826" stroke-width="1.6"/>
</svg>
"""

WEATHER = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 420" role="img" lang="ko">
  <title>꾸며낸 일기도</title>
  <desc>어느 고장도 아닌 곳의 등압선, 고기압과 저기압, 찬 전선과 더운 전선.</desc>
  <rect width="640" height="420" fill="#f4efe4"/>
  <g fill="none" stroke="#2e3e6f" stroke-width="2">
    <ellipse cx="170" cy="190" rx="50" ry="38"/><ellipse cx="172" cy="192" rx="92" ry="72"/>
    <ellipse cx="176" cy="196" rx="134" ry="108"/><ellipse cx="182" cy="200" rx="172" ry="146"/>
  </g>
  <g fill="none" stroke="#b97458" stroke-width="2">
    <ellipse cx="470" cy="200" rx="34" ry="28"/><ellipse cx="468" cy="202" rx="60" ry="50"/>
    <ellipse cx="466" cy="204" rx="84" ry="72"/><ellipse cx="464" cy="206" rx="106" ry="94"/>
  </g>
  <g font-family="Malgun Gothic, Noto Sans KR, sans-serif" text-anchor="middle" fill="#2a2826">
    <text x="170" y="200" font-size="28" fill="#2e3e6f">고</text>
    <text x="470" y="210" font-size="28" fill="#b97458">저</text>
    <text x="170" y="150" font-size="13">1028</text><text x="172" y="118" font-size="13">1024</text>
    <text x="470" y="170" font-size="13">992</text><text x="468" y="150" font-size="13">996</text>
  </g>
  <path d="M470 228 C450 300 400 350 330 392" fill="none" stroke="#2e3e6f" stroke-width="4"/>
  <g fill="#2e3e6f">
    <path d="M455 280 l20 10 l-8 -26 Z"/><path d="M425 326 l22 6 l-12 -24 Z"/><path d="M382 362 l22 2 l-14 -20 Z"/>
  </g>
  <path d="M470 228 C520 270 560 300 616 316" fill="none" stroke="#b97458" stroke-width="4"/>
  <g fill="#b97458">
    <path d="M500 252 a12 12 0 0 1 20 14 Z"/><path d="M538 280 a12 12 0 0 1 21 11 Z"/><path d="M578 302 a12 12 0 0 1 23 7 Z"/>
  </g>
</svg>
"""


def main():
    corpus = pathlib.Path(sys.argv[1])
    for folder in ("그림", "이야기/다리 우에서", "이야기/자전거 수리공의 수첩", "알아두기/하늘"):
        (corpus / folder).mkdir(parents=True, exist_ok=True)
    to_pillow(bojagi(1000)).quantize(64).save(corpus / "그림/쪼각보.png", optimize=True)
    to_pillow(bridge(1200, 800)).save(corpus / "이야기/다리 우에서/다리.jpg", quality=80, optimize=True)
    to_pillow(winter_river(1200, 800)).save(corpus / "그림/겨울강.webp", quality=78, method=6)
    to_pillow(bicycle(900, 700)).quantize(96).save(corpus / "이야기/자전거 수리공의 수첩/자전거.png", optimize=True)
    to_pillow(still_life(1100, 800)).save(corpus / "그림/살구 한사발.jpg", quality=82, optimize=True)
    frames = [to_pillow(moon(240, n / 30)).quantize(32, dither=Image.Dither.NONE) for n in range(30)]
    frames[0].save(
        corpus / "그림/달의 모양.gif", save_all=True, append_images=frames[1:], duration=160, loop=0, optimize=True
    )
    (corpus / "그림/방패연.svg").write_text(KITE, encoding="utf-8")
    (corpus / "알아두기/하늘/일기도.svg").write_text(WEATHER, encoding="utf-8")


if __name__ == "__main__":
    main()
