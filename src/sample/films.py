"""Draws the two films frame by frame and hands the frames to ffmpeg.

films.py CORPUS [still SECOND NAME]   the second form writes one frame of film NAME as PNG, to look at
"""

import pathlib
import subprocess
import sys
import tempfile

import apricot
import market
from paper import to_pillow

RATE = 12
BIT_EXACT = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]


def encode(frames, seconds, sound, target, video_options, audio_options):
    with tempfile.TemporaryDirectory() as folder:
        wav = pathlib.Path(folder) / "sound.wav"
        sound(wav)
        command = [
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-y",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "bgr0",
            "-s",
            f"{apricot.WIDTH}x{apricot.HEIGHT}",
            "-r",
            str(RATE),
            "-i",
            "-",
            "-i",
            str(wav),
            "-t",
            str(seconds),
            "-pix_fmt",
            "yuv420p",
            *video_options,
            *audio_options,
            *BIT_EXACT,
            str(target),
        ]
        ffmpeg = subprocess.Popen(command, stdin=subprocess.PIPE)
        tree = apricot.Tree()
        for n in range(seconds * RATE):
            ffmpeg.stdin.write(bytes(frames(n / RATE, tree).get_data()))
        ffmpeg.stdin.close()
        if ffmpeg.wait() != 0:
            raise SystemExit(f"ffmpeg did not make {target}")


def main():
    corpus = pathlib.Path(sys.argv[1])
    films = {"apricot": apricot.apricot_frame, "market": market.market_frame}
    if len(sys.argv) == 5 and sys.argv[2] == "still":
        films[sys.argv[4]](float(sys.argv[3]), apricot.Tree(), 640).write_to_png(str(corpus))
        return
    folder = corpus / "영상"
    folder.mkdir(parents=True, exist_ok=True)
    poster = to_pillow(apricot.apricot_frame(7.0, apricot.Tree(), 960))
    poster.save(folder / "살구나무.jpg", quality=82, optimize=True)
    encode(
        apricot.apricot_frame,
        48,
        apricot.apricot_sound,
        folder / "살구나무.mp4",
        [
            "-c:v",
            "libx264",
            "-preset",
            "slower",
            "-crf",
            "33",
            "-tune",
            "animation",
            "-threads",
            "1",
            "-g",
            "60",
            "-x264-params",
            "opencl=0",
            "-bsf:v",
            "filter_units=remove_types=6",
            "-movflags",
            "+faststart",
        ],
        ["-c:a", "aac", "-b:a", "48k", "-ac", "1"],
    )
    encode(
        market.market_frame,
        20,
        market.market_sound,
        folder / "값의 저울.webm",
        [
            "-c:v",
            "libvpx-vp9",
            "-b:v",
            "0",
            "-crf",
            "40",
            "-deadline",
            "good",
            "-cpu-used",
            "2",
            "-g",
            "48",
            "-auto-alt-ref",
            "0",
            "-threads",
            "1",
        ],
        ["-c:a", "libopus", "-b:a", "40k", "-ac", "1", "-ar", "48000"],
    )


if __name__ == "__main__":
    main()
