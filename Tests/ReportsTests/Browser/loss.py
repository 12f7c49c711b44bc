"""The loss as the script of a page computes it, at the points of a JSON file: rows of x, α, c."""

import json


def run(page, path, arguments):
    page.open(path)
    points = json.load(open(arguments[0]))
    return page.evaluate(f"""(() => {{
      const {{ loss }} = document.querySelector('.explorer');
      const number = (v) => v === 'inf' ? Infinity : v === '-inf' ? -Infinity : v;
      const names = ['value', 'derivative', 'weight', 'relativeWeight', 'density'];
      return {json.dumps(points)}.map((row) => {{
        const [x, alpha, c] = row.map(number);
        return names.map((name) => String(loss[name](x, alpha, c)));
      }});
    }})()""")
