"""Plays the sounds of the sample into files. sounds.py CORPUS"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np

import tone

# Arirang, the tune everybody knows: (MIDI note, length in quavers), sixteen bars of six quavers.
D, E, G, A, B, D5 = 62, 64, 67, 69, 71, 74
ARIRANG = [
    (D, 3),
    (E, 1),
    (D, 1),
    (E, 1),
    (G, 3),
    (A, 1),
    (G, 1),
    (A, 1),
    (B, 2),
    (A, 1),
    (B, 0.5),
    (A, 0.5),
    (G, 1),
    (E, 1),
    (D, 3),
    (E, 1),
    (D, 1),
    (E, 1),
    (G, 3),
    (A, 1),
    (G, 1),
    (A, 1),
    (B, 1),
    (A, 1),
    (G, 1),
    (E, 1),
    (D, 1),
    (E, 1),
    (G, 3),
    (A, 1),
    (G, 2),
    (G, 6),
    (D5, 4),
    (D5, 2),
    (D5, 2),
    (B, 2),
    (A, 2),
    (B, 2),
    (A, 1),
    (B, 0.5),
    (A, 0.5),
    (G, 1),
    (E, 1),
    (D, 3),
    (E, 1),
    (D, 1),
    (E, 1),
    (G, 3),
    (A, 1),
    (G, 1),
    (A, 1),
    (B, 1),
    (A, 1),
    (G, 1),
    (E, 1),
    (D, 1),
    (E, 1),
    (G, 3),
    (A, 1),
    (G, 2),
    (G, 6),
]
ARIRANG_WORDS = [
    "아리랑 아리랑 아라리요",
    "아리랑 고개로 넘어간다",
    "나를 버리고 가시는 님은",
    "십리도 못가서 발병난다",
    "아리랑 아리랑 아라리요",
    "아리랑 고개로 넘어간다",
    "청천하늘엔 잔별도 많고",
    "이내 가슴엔 수심도 많다",
]
# A lullaby made for this sample, in five notes.
LULLABY = [
    (69, 2),
    (67, 1),
    (64, 3),
    (62, 2),
    (64, 1),
    (67, 3),
    (69, 2),
    (72, 1),
    (69, 1),
    (67, 1),
    (64, 1),
    (62, 6),
    (64, 2),
    (62, 1),
    (60, 3),
    (62, 2),
    (64, 1),
    (67, 3),
    (64, 1),
    (62, 1),
    (60, 1),
    (57, 1),
    (60, 1),
    (62, 1),
    (60, 6),
]
LULLABY_WORDS = ["자장 자장 우리 아가", "달도 자고 별도 자고", "우물가의 바람도 자고", "보자기속 꿈도 잔다"]


def clock(seconds, separator):
    milliseconds = round(seconds * 1000)
    return (
        f"{milliseconds // 3600000:02d}:{milliseconds // 60000 % 60:02d}:{milliseconds // 1000 % 60:02d}"
        f"{separator}{milliseconds % 1000:03d}"
    )


def timed_words(path, lines, start, each):
    webvtt = path.suffix == ".vtt"
    out = ["WEBVTT", ""] if webvtt else []
    for n, line in enumerate(lines):
        mark = "." if webvtt else ","
        begin, end = start + n * each, start + (n + 1) * each - 0.15
        out += ([] if webvtt else [str(n + 1)]) + [f"{clock(begin, mark)} --> {clock(end, mark)}", line, ""]
    path.write_text("\n".join(out), encoding="utf-8")


def arirang(corpus):
    quaver = 0.34
    track = tone.Track(2 * 96 * quaver + 4)
    at = 1.0
    for verse in range(2):
        bar = at
        for n in range(16):
            root = 43 if n not in (2, 8, 9, 10) else 50
            track.add(bar + n * 6 * quaver, tone.pluck(tone.hertz(root), 2.4, 0.8, seed=n), 0.55)
            for beat, note in ((2, root + 12), (4, root + 19 if root == 43 else root + 9)):
                track.add(
                    bar + (n * 6 + beat) * quaver, tone.pluck(tone.hertz(note), 1.6, 0.7, seed=n + beat), 0.28
                )
        for note, length in ARIRANG:
            sound = (
                tone.reed(tone.hertz(note), length * quaver * 1.02)
                if verse == 0 or length > 2
                else tone.pluck(tone.hertz(note), length * quaver + 0.9, 0.35, seed=note)
            )
            track.add(at, sound, 0.5)
            at += length * quaver
    track.room()
    timed_words(corpus / "노래/아리랑.ko.srt", ARIRANG_WORDS, 1.0, 24 * quaver)
    return track


def lullaby(corpus):
    quaver = 0.36
    total = sum(length for _, length in LULLABY) * quaver
    track = tone.Track(total + 4)
    at = 1.0
    for note, length in LULLABY:
        track.add(at, tone.bell(tone.hertz(note + 12), 2.4), 0.22)
        track.add(at, tone.pluck(tone.hertz(note), 2.6, 0.9, seed=note), 0.6)
        at += length * quaver
    for n in range(int(total / quaver / 6)):
        track.add(
            1.0 + n * 6 * quaver, tone.pluck(tone.hertz(48 if n % 2 == 0 else 43), 3, 0.9, seed=n), 0.45
        )
    track.room()
    timed_words(corpus / "노래/자장가.ko.vtt", LULLABY_WORDS, 1.0, total / 4)
    return track


def rain_on_the_roof(_corpus):
    track = tone.Track(16)
    track.add(0, tone.rain(16), 1)
    for at in (3.1, 5.4, 5.9, 9.2, 12.0, 12.7):
        t = np.arange(3000) / tone.RATE
        track.add(at, np.sin(2 * np.pi * (900 + 5000 * t) * t) * np.exp(-t * 60), 0.35)
    return track


def evening_bell(_corpus):
    track = tone.Track(9)
    track.add(0.2, tone.bell(196, 8.5), 1)
    track.add(3.4, tone.bell(196, 5.5), 0.5)
    return track


def bicycle_in_the_lane(_corpus):
    """Clicks of a freewheel that slow down, and a handlebar bell twice."""
    track = tone.Track(11)
    at, gap = 0.3, 0.045
    while at < 9.5:
        t = np.arange(260) / tone.RATE
        track.add(at, np.sin(2 * np.pi * 3100 * t) * np.exp(-t * 900), 0.16)
        at += gap
        gap *= 1.013
    for start in (2.0, 6.2):
        for n in range(9):
            track.add(start + n * 0.07, tone.bell(2093 if n % 2 else 2217, 1.2), 0.4)
    return track


def main():
    corpus = pathlib.Path(sys.argv[1])
    folder = corpus / "노래"
    folder.mkdir(parents=True, exist_ok=True)
    plan = [
        (arirang, "아리랑.ogg", ["-c:a", "libvorbis", "-q:a", "1", "-serial_offset", "1"]),
        (lullaby, "자장가.opus", ["-c:a", "libopus", "-b:a", "40k", "-ar", "48000", "-serial_offset", "1"]),
        (
            rain_on_the_roof,
            "비소리.mp3",
            ["-c:a", "libmp3lame", "-b:a", "56k", "-ar", "32000", "-write_xing", "0", "-id3v2_version", "0"],
        ),
        (evening_bell, "저녁종.flac", ["-c:a", "flac", "-sample_fmt", "s16", "-ar", "16000"]),
        (bicycle_in_the_lane, "골목의 자전거.m4a", ["-c:a", "aac", "-b:a", "56k", "-movflags", "+faststart"]),
    ]
    with tempfile.TemporaryDirectory() as temporary:
        for make, name, options in plan:
            wav = pathlib.Path(temporary) / "sound.wav"
            make(corpus).write(wav)
            subprocess.run(
                [
                    "ffmpeg",
                    "-nostdin",
                    "-v",
                    "error",
                    "-y",
                    "-i",
                    str(wav),
                    *options,
                    "-ac",
                    "1",
                    "-map_metadata",
                    "-1",
                    "-fflags",
                    "+bitexact",
                    "-flags:a",
                    "+bitexact",
                    str(folder / name),
                ],
                check=True,
            )


if __name__ == "__main__":
    main()
