"""The pages, one question each."""

from pathlib import Path

HERE = Path(__file__).parent
