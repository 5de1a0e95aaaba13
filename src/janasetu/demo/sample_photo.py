"""A photograph for the demo: a street lamp that burns again, drawn by us."""

import io

from PIL import Image, ImageDraw


def draw() -> bytes:
    """A small JPEG: night, a road, a lamp and its light."""
    picture = Image.new("RGB", (640, 480), (16, 24, 44))
    pen = ImageDraw.Draw(picture)
    pen.polygon([(180, 480), (290, 300), (350, 300), (460, 480)], fill=(58, 62, 74))
    pen.rectangle((60, 200, 180, 340), fill=(30, 40, 62))
    pen.rectangle((95, 240, 125, 275), fill=(240, 204, 110))
    pen.polygon([(430, 110), (330, 330), (530, 330)], fill=(92, 88, 62))
    pen.rectangle((470, 90, 478, 340), fill=(150, 156, 168))
    pen.rectangle((420, 86, 478, 94), fill=(150, 156, 168))
    pen.ellipse((410, 88, 446, 108), fill=(255, 236, 160))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
