"""Drives headless Chromium over the DevTools protocol, through a pair of pipes and without any package.

usage: browser.py CHROMIUM SCRIPT PAGE [ARGUMENT...]

SCRIPT is a Python file beside this one with a function `run(page, arguments)`; what it returns is
printed as JSON.
"""

import base64
import importlib.util
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile


class Page:
    """A tab that shows a local file."""

    def __init__(self, chromium, profile):
        to_read, self.writer = os.pipe()
        self.reader, to_write = os.pipe()

        def place_pipes():
            # Chromium reads commands from 3 and writes answers to 4.
            reading, writing = os.dup(to_read), os.dup(to_write)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--force-color-profile=srgb", "--remote-debugging-pipe", f"--user-data-dir={profile}",
             "about:blank"],
            preexec_fn=place_pipes, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.buffer = b""
        self.last = 0
        self.session = None
        self.events = []
        targets = self.send("Target.getTargets")["targetInfos"]
        target = next(t["targetId"] for t in targets if t["type"] == "page")
        self.session = self.send(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.send(f"{domain}.enable")

    def receive(self):
        while b"\0" not in self.buffer:
            chunk = os.read(self.reader, 1 << 16)
            if not chunk:
                raise RuntimeError("the browser has gone")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.writer, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, event):
        while not any(e.get("method") == event for e in self.events):
            self.events.append(self.receive())

    def open(self, path, width=1200, height=900, dark=False, scripts=True, media=""):
        self.send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.look(width, height, dark, media)
        self.events = []
        self.send("Page.navigate", url=pathlib.Path(path).absolute().as_uri())
        self.wait("Page.loadEventFired")

    def look(self, width, height, dark=False, media=""):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)
        self.send("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def evaluate(self, expression):
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def key(self, name):
        for kind in ["keyDown", "keyUp"]:
            self.send("Input.dispatchKeyEvent", type=kind, key=name, code=name,
                      windowsVirtualKeyCode={"ArrowLeft": 37, "ArrowRight": 39, "Home": 36,
                                             "End": 35, "Tab": 9}[name])

    def mouse(self, kind, x, y):
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left",
                  buttons=1 if kind != "mouseReleased" else 0, clickCount=1)

    def drag(self, start, end, steps=8):
        self.mouse("mousePressed", *start)
        for i in range(1, steps + 1):
            self.mouse("mouseMoved", *(a + (b - a) * i / steps for a, b in zip(start, end)))
        self.mouse("mouseReleased", *end)

    def screenshot(self, path, whole=True):
        image = self.send("Page.captureScreenshot", captureBeyondViewport=whole, **(
            {"clip": {"x": 0, "y": 0, "scale": 1,
                      "width": self.evaluate("document.documentElement.clientWidth"),
                      "height": min(16000, self.evaluate(
                          "document.documentElement.scrollHeight"))}} if whole else {}))
        with open(path, "wb") as file:
            file.write(base64.b64decode(image["data"]))

    @property
    def complaints(self):
        """What the page has written to the console or thrown, and what it asked the network for."""
        self.evaluate("0")
        found = []
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                details = parameters["exceptionDetails"]
                found.append(details.get("exception", {}).get("description", details["text"]))
            elif method == "Runtime.consoleAPICalled":
                found.append(str([a.get("value") for a in parameters["args"]]))
            elif method == "Log.entryAdded":
                found.append(parameters["entry"]["text"])
            elif method == "Network.requestWillBeSent":
                url = parameters["request"]["url"]
                if not url.startswith(("file:", "data:")):
                    found.append(f"asks for {url}")
        return found

    def close(self):
        signal.alarm(0)
        try:
            self.send("Browser.close")
        except (RuntimeError, OSError):
            pass
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def main():
    chromium, script, path, *arguments = sys.argv[1:]
    file = pathlib.Path(__file__).with_name(script)
    sys.path.insert(0, str(file.parent))
    spec = importlib.util.spec_from_file_location("script", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with tempfile.TemporaryDirectory(prefix="rho-browser-", ignore_cleanup_errors=True) as profile:
        page = Page(chromium, profile)
        # A browser that does not answer must not stop the tests for ever.
        signal.signal(signal.SIGALRM, lambda *_: page.process.kill())
        signal.alarm(150)
        try:
            result = module.run(page, path, arguments)
        finally:
            page.close()
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
