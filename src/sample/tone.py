"""Sounds without recordings: plucked strings, bells, rain, as arrays of samples; written as WAV."""

import wave

import numpy as np

RATE = 44100


def hertz(note):
    """MIDI number to Hz."""
    return 440.0 * 2 ** ((note - 69) / 12)


def pluck(frequency, seconds, softness=0.5, seed=1):
    """Karplus and Strong, 1983: a burst of noise in a delay line that loses its edges."""
    period = int(round(RATE / frequency))
    line = np.random.default_rng(seed).uniform(-1, 1, period)
    for _ in range(int(2 + 10 * softness)):
        line = 0.5 * (line + np.roll(line, 1))
    line /= max(1e-9, np.abs(line).max())
    total = int(seconds * RATE)
    out = np.empty(total + period)
    at = 0
    while at < total:
        out[at : at + period] = line
        line = 0.996 * 0.5 * (line + np.roll(line, 1))
        at += period
    out = out[:total]
    tail = min(total, int(0.05 * RATE))
    out[-tail:] *= np.linspace(1, 0, tail)
    return out


def reed(frequency, seconds, vibrato=5.0):
    """A soft flute: three partials, slow attack, a little vibrato that comes late."""
    t = np.arange(int(seconds * RATE)) / RATE
    sway = 0.006 * np.clip((t - 0.25) / 0.4, 0, 1) * np.sin(2 * np.pi * vibrato * t)
    phase = 2 * np.pi * np.cumsum(frequency * (1 + sway)) / RATE
    tone = np.sin(phase) + 0.28 * np.sin(2 * phase) + 0.10 * np.sin(3 * phase)
    envelope = np.minimum(1, t / 0.06) * np.minimum(1, (seconds - t) / 0.09)
    return 0.6 * tone * np.clip(envelope, 0, 1)


def bell(frequency, seconds):
    t = np.arange(int(seconds * RATE)) / RATE
    partials = [
        (0.5, 0.5, 0.9),
        (1, 1, 1.3),
        (1.19, 0.6, 1.9),
        (1.56, 0.35, 2.6),
        (2.0, 0.5, 3.0),
        (2.74, 0.25, 4.4),
    ]
    out = sum(a * np.sin(2 * np.pi * frequency * r * t) * np.exp(-t * d) for r, a, d in partials)
    return 0.3 * out * np.minimum(1, t / 0.004) * np.minimum(1, (seconds - t) / 0.2)


def rain(seconds, seed=7):
    """Drops: short bursts of filtered noise over a low wash."""
    random = np.random.default_rng(seed)
    total = int(seconds * RATE)
    wash = np.convolve(random.normal(0, 1, total), np.ones(24) / 24, "same") * 0.12
    out = wash * (0.7 + 0.3 * np.sin(2 * np.pi * np.arange(total) / RATE / 6))
    for _ in range(int(seconds * 26)):
        at = int(random.uniform(0, total - 2000))
        length = int(random.uniform(200, 1400))
        pitch = random.uniform(700, 2600)
        t = np.arange(length) / RATE
        out[at : at + length] += random.uniform(0.03, 0.2) * np.sin(2 * np.pi * pitch * t) * np.exp(-t * 140)
    edge = int(0.8 * RATE)
    out[:edge] *= np.linspace(0, 1, edge)
    out[-edge:] *= np.linspace(1, 0, edge)
    return out


class Track:
    def __init__(self, seconds):
        self.samples = np.zeros(int(seconds * RATE))

    def add(self, at_seconds, sound, gain=1.0):
        start = int(at_seconds * RATE)
        end = min(len(self.samples), start + len(sound))
        if end > start:
            self.samples[start:end] += gain * sound[: end - start]

    def room(self, delay=0.11, share=0.22, times=4):
        dry = self.samples.copy()
        for n in range(1, times + 1):
            shift = int(delay * n * 1.13 * RATE)
            self.samples[shift:] += share ** (0.6 * n + 0.4) * dry[:-shift]

    def write(self, path, peak=0.7):
        level = np.abs(self.samples).max() or 1.0
        pcm = (self.samples / level * peak * 32767).astype("<i2")
        with wave.open(str(path), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(pcm.tobytes())
