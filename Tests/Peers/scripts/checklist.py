"""What can be measured of how a figure is laid out, beside its peers': run as `python3 checklist.py FILE.svg…`.

For each SVG, as Chromium lays it out: the share of the page that its frames take, texts that leave the page, texts
that lie on one another, the least contrast of a text, and the numbers on each axis. Frames and axes are known of
Rho's files (groups of class `grid-x`, `axis-x`, …) and of matplotlib's (`axes_1`, `xtick_1`, `patch_2`).
"""
import html
import json
import os
import re
import subprocess
import sys
import tempfile

SCRIPT = """<script>addEventListener('load', async () => {
await document.fonts.ready;
const svg = document.querySelector('svg'), page = svg.getBoundingClientRect();
const box = (e) => e.getBoundingClientRect();
const shown = (e) => { for (; e && e !== svg; e = e.parentElement) if (getComputedStyle(e).visibility === 'hidden'
  || getComputedStyle(e).display === 'none' || getComputedStyle(e).opacity === '0') return false; return true; };
const texts = [...svg.querySelectorAll('text')].filter((e) => e.textContent.trim() && box(e).width > 0 && shown(e));
const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const luminance = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
const rgb = (s) => s.match(/[\\d.]+/g).map(Number);
const ground = [...svg.querySelectorAll('rect, path')].find((e) => box(e).width >= page.width * 0.99);
const back = luminance(ground ? rgb(getComputedStyle(ground).fill) : [255, 255, 255]);
const contrast = texts.filter((e) => !e.closest('.mark-contour')).map((e) => { const l = luminance(rgb(getComputedStyle(e).fill));
  return (Math.max(l, back) + 0.05) / (Math.min(l, back) + 0.05); });
const off = texts.filter((e) => { const r = box(e); return r.left < page.left - 1 || r.right > page.right + 1
  || r.top < page.top - 1 || r.bottom > page.bottom + 1; }).length;
let on = 0;
texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
  if (a.getAttribute('transform') || b.getAttribute('transform')) return;
  const p = box(a), q = box(b);
  if (Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1.5
    && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 0.45 * Math.min(p.height, q.height)) on++; }));
const area = (r) => r.width * r.height;
const rho = [...svg.querySelectorAll('.panel')];
const peer = [...svg.querySelectorAll('g[id^="axes_"]')];
const frames = rho.length
  ? rho.map((p) => { const x = p.querySelector('.axis-x path'), y = p.querySelector('.axis-y path');
      return x && y && !p.querySelector('.axis-z') ? box(x).width * box(y).height : area(box(p)); })
  : peer.map((p) => { const f = p.querySelector('[id^="patch_"]'); return f ? area(box(f)) : 0; });
const ticks = rho.length
  ? rho.flatMap((p) => ['x', 'y', 'z'].map((a) => { const all = [...p.querySelectorAll(`.axis-${a} text`)];
      // The axis's own label has another ink than its numbers.
      const ink = (e) => getComputedStyle(e).fill;
      return all.filter((e) => ink(e) === ink(all[0])).length; }).filter((n) => n > 0))
  : peer.flatMap((p) => ['x', 'y'].map((a) => p.querySelectorAll(`g[id^="${a}tick_"]`).length));
const found = { frames: frames.reduce((a, b) => a + b, 0) / area(page), off, on, texts: texts.length,
  contrast: contrast.length ? Math.min(...contrast) : NaN, ticks };
const pre = document.createElement('pre'); pre.id = 'found'; pre.textContent = JSON.stringify(found);
document.body.replaceChildren(pre); });</script>"""


def measure(path):
    """What Chromium finds in one SVG."""
    with open(path, encoding="utf-8") as file:
        svg = re.sub(r"^<\?xml.*?\?>|<!DOCTYPE.*?>", "", file.read(), flags=re.S)
    with tempfile.TemporaryDirectory() as folder:
        page = os.path.join(folder, "page.html")
        with open(page, "w", encoding="utf-8") as file:
            file.write('<!doctype html><meta charset="utf-8"><body style="margin:0">' + svg + SCRIPT)
        shown = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000",
             "--window-size=2400,2400", "--dump-dom", "file://" + page],
            capture_output=True, text=True, timeout=120, check=False).stdout
    return json.loads(html.unescape(re.search(r'<pre id="found">(.*?)</pre>', shown, re.S).group(1)))


def main(paths):
    if not paths:
        sys.exit(__doc__)
    print("| figure | frames, % of the page | texts off | on one another | least contrast | numbers on axes |")
    print("| --- | --- | --- | --- | --- | --- |")
    for path in paths:
        found = measure(path)
        print(f"| {os.path.splitext(os.path.basename(path))[0]} | {100 * found['frames']:.0f} | {found['off']} | "
              f"{found['on']} | {found['contrast']:.1f} | {', '.join(map(str, found['ticks']))} |")


if __name__ == "__main__":
    main(sys.argv[1:])
