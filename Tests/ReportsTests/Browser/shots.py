"""Pictures of a page, at the width of a phone and of a desk, light and dark."""


def run(page, path, arguments):
    folder = arguments[0]
    for name, width in [("phone", 390), ("desk", 1200)]:
        for look in ["light", "dark"]:
            page.open(path, width=width, dark=look == "dark")
            page.screenshot(f"{folder}/{name}-{look}.png")
    return []
