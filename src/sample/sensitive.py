"""Makes three files that tell of their makers, all invented: what packing has to notice. sensitive.py FOLDER

A picture with a position and an artist, a letter with an author, a film with a place. The position is open sea.
"""

import pathlib
import struct
import subprocess
import sys
import zipfile

from PIL import Image

import containers
import letters
from paper import to_pillow
from pictures import winter_river

LATITUDE, LONGITUDE = 12.3456, -34.5678


def degrees(value):
    whole = int(value)
    minutes = int((value - whole) * 60)
    return float(whole), float(minutes), round((value - whole - minutes / 60) * 3600, 2)


def with_place(film, place):
    """Adds moov/udta/\u00a9xyz as telephones write it; moov is the last box, so no offset moves."""
    at = 0
    while film[at + 4 : at + 8] != b"moov":
        at += struct.unpack(">I", film[at : at + 4])[0]
    if at + struct.unpack(">I", film[at : at + 4])[0] != len(film):
        raise SystemExit("moov is not the last box")
    text = struct.pack(">HH", len(place), 0x15C7) + place
    inner = struct.pack(">I", 8 + len(text)) + b"\xa9xyz" + text
    outer = struct.pack(">I", 8 + len(inner)) + b"udta" + inner
    return film[:at] + struct.pack(">I", len(film) - at + len(outer)) + film[at + 4 :] + outer


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    picture = to_pillow(winter_river(600, 400))
    exif = Image.Exif()
    exif[0x010F] = "Invented Camera"
    exif[0x013B] = "Invented Artist"
    exif[0x8298] = "Invented Artist 2025"
    exif[0x8825] = {0: b"\x02\x03\x00\x00", 1: "N", 2: degrees(LATITUDE), 3: "W", 4: degrees(-LONGITUDE)}
    picture.save(folder / "place-and-artist.jpg", quality=80, exif=exif)

    plain = folder / "plain.docx"
    letters.letter_docx(plain)
    with zipfile.ZipFile(plain) as source:
        entries = [(name, source.read(name)) for name in source.namelist()]
    plain.unlink()
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Invented'
        " Author</dc:creator><cp:lastModifiedBy>Invented Editor</cp:lastModifiedBy><dcterms:created"
        ' xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:created></cp:coreProperties>'
    )
    changed = []
    for name, content in entries:
        if name == "[Content_Types].xml":
            content = content.replace(
                b"</Types>",
                (
                    b'<Override PartName="/docProps/core.xml" ContentType='
                    b'"application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
                ),
            )
        if name == "_rels/.rels":
            content = content.replace(
                b"</Relationships>",
                (
                    b'<Relationship Id="rId2" Type="http://schemas.openxmlformats.'
                    b'org/package/2006/relationships/metadata/core-properties" '
                    b'Target="docProps/core.xml"/></Relationships>'
                ),
            )
        changed.append((name, content))
    containers.package(folder / "author.docx", changed + [("docProps/core.xml", core)])

    film = folder / "place.mp4"
    subprocess.run(
        [
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            "color=c=0x2E3E6F:s=320x180:r=5:d=2",
            "-c:v",
            "libx264",
            "-crf",
            "40",
            "-pix_fmt",
            "yuv420p",
            "-map_metadata",
            "-1",
            "-fflags",
            "+bitexact",
            "-flags:v",
            "+bitexact",
            str(film),
        ],
        check=True,
    )
    film.write_bytes(with_place(film.read_bytes(), f"{LATITUDE:+08.4f}{LONGITUDE:+09.4f}/".encode("ascii")))


if __name__ == "__main__":
    main()
