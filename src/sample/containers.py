"""ZIP containers with nothing in them that tells of a maker or a time."""

import zipfile

WHEN = (2025, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def package(path, entries):
    """entries: (name, text or bytes); a name that ends with ! is stored, the others deflated."""
    with zipfile.ZipFile(path, "w") as out:
        for name, content in entries:
            info = zipfile.ZipInfo(name.rstrip("!"), WHEN)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name.endswith("!") else zipfile.ZIP_DEFLATED
            out.writestr(info, content)
