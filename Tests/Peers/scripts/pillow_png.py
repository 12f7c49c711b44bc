"""Row 6: the same pixels as PNG through Pillow. Arguments: repetitions; level or optimize; the page."""

import io
import sys

from PIL import Image

from repetitions import report

image = Image.open(sys.argv[3]).convert("RGB")
options = {"compress_level": 6} if sys.argv[2] == "level" else {"optimize": True}


def encode():
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file


report(int(sys.argv[1]), encode, lambda file: len(file.getvalue()))
