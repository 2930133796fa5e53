"""What a colour looks like to different readers, and whether two look different.

Colour vision deficiency: Machado, Oliveira and Fernandes, "A physiologically-based model for
simulation of color vision deficiency", IEEE TVCG 15(6), 2009, the matrices of severity 1.0,
applied to linear RGB. Black and white is the relative luminance of WCAG 2.2.

A difference is seen by the measure of Stone, Szafir and Setlur, "An engineering model for
color difference as a function of size", Color and Imaging Conference 2014: along each axis
of CIELAB, ND(p, s) = p × (A + B / s) is what a part p of viewers notices in marks s degrees wide.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Light = NDArray[np.float64]  # red, green and blue, linear, 0 to 1

MATRICES: dict[str, Light] = {
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
VISIONS: dict[str, Light] = {
    "full colour": np.eye(3),
    **MATRICES,
    "black and white": np.tile(LUMINANCE, (3, 1)),
}
TO_XYZ = np.array(  # IEC 61966-2-1 (sRGB), white at D65
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)
NAMED = {"black": "#000000", "white": "#ffffff"}
SMALLEST = 1 / 3  # degrees: the smallest marks that the model was measured on
HALF = 0.5  # of viewers: what the paper calls just noticeable


def light(colour: str) -> Light:
    """Give a colour of a specification as linear light."""
    code = NAMED.get(colour, colour)
    assert len(code) == 7, f"a colour that these tests can't read: {colour}"
    assert code[0] == "#", f"a colour that these tests can't read: {colour}"
    parts = np.array([int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear: Light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear


def over(colour: str, opacity: float, ground: str) -> str:
    """Give what a screen shows of a colour laid on another: it mixes codes, not light."""
    pairs = [
        [int(NAMED.get(each, each)[at : at + 2], 16) for at in (1, 3, 5)]
        for each in (colour, ground)
    ]
    mixed = [round(opacity * top + (1 - opacity) * low) for top, low in zip(*pairs, strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def seen(colour: str, vision: str) -> Light:
    """Give the light of a colour as a reader with that vision sees it."""
    return np.clip(VISIONS[vision] @ light(colour), 0, 1)


def contrast(one: str, other: str, vision: str = "full colour") -> float:
    """Give the contrast ratio of WCAG 2.2."""
    low, high = sorted(float(LUMINANCE @ seen(each, vision)) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(linear: Light) -> Light:
    """Give linear RGB in CIELAB."""
    x, y, z = TO_XYZ @ linear / TO_XYZ.sum(axis=1)
    f = [
        part ** (1 / 3) if part > (6 / 29) ** 3 else part * 841 / 108 + 4 / 29 for part in (x, y, z)
    ]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, vision: str = "full colour") -> float:
    """Give how different two colours look, in just noticeable differences."""
    gap = lab(seen(one, vision)) - lab(seen(other, vision))
    noticed = HALF * np.array(
        [10.16 + 1.50 / SMALLEST, 10.68 + 3.08 / SMALLEST, 10.70 + 5.74 / SMALLEST]
    )
    return float(np.linalg.norm(gap / noticed))
