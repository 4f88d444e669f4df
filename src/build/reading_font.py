#!/usr/bin/python3
"""Makes the font that the reader's pages fall back on where the computer has none with Korean letters.

    src/build/reading_font.py                needs (Debian): fonts-nanum python3-fonttools python3-brotli

Out of NanumBarunGothic (fonts-nanum 20200506) it keeps all 11,172 syllables, single letters, Latin and the signs
of ordinary text. Left out: hanja, which would make four times as much of it, and hints, which no screen that the
reader is for needs. The OFL lets a changed font be passed on under the same licence and another name.
"""
import pathlib

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = "/usr/share/fonts/truetype/nanum/NanumBarunGothic.ttf"
COPYRIGHT = "/usr/share/doc/fonts-nanum/copyright"
RESOURCES = pathlib.Path(__file__).parent.parent / "main/resources/org/bojagi/page"
FAMILY = "Bojagi Reading"

KEPT = [
    range(0x20, 0x7F),
    range(0xA0, 0x100),
    range(0x2010, 0x2028),
    range(0x2030, 0x203B),
    range(0x2190, 0x2194),
    range(0x2460, 0x2474),
    range(0x25A0, 0x25D0),
    range(0x3000, 0x301D),
    range(0x3131, 0x318F),
    range(0xAC00, 0xD7A4),
]


def main():
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 4, 6]
    options.notdef_outline = True
    font = subset.load_font(SOURCE, options)
    kept = subset.Subsetter(options)
    kept.populate(unicodes=[code for codes in KEPT for code in codes])
    kept.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = FAMILY
        if record.nameID == 6:
            record.string = FAMILY.replace(" ", "")
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    target = RESOURCES / "font.woff2"
    subset.save_font(font, str(target), options)

    made = TTFont(target)
    cmap = made.getBestCmap()
    empty = [code for code in range(0xAC00, 0xD7A4) if made["glyf"][cmap[code]].numberOfContours == 0]
    assert not empty, empty
    print(f"{target.name}: {target.stat().st_size:,} bytes, {len(cmap):,} characters")

    licence = pathlib.Path(COPYRIGHT).read_text("utf-8").split("License: OFL-1.1\n", 1)[1].split("\n\n", 1)[0]
    lines = [line[1:] if line.startswith(" ") else line for line in licence.split("\n")]
    text = "\n".join("" if line.strip() == "." else line.rstrip() for line in lines).strip()
    head = (
        "font.woff2 is NanumBarunGothic with fewer characters and without hints, under the name\n"
        f'"{FAMILY}". It is under the licence that follows.\n\n'
    )
    (RESOURCES / "font.licence.txt").write_text(head + text + "\n", "utf-8")


if __name__ == "__main__":
    main()
