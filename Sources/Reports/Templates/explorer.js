// The explorer: sliders, and the picture itself, change α, c and x; curves, strip, points and numbers follow.
for (const explorer of document.querySelectorAll(".explorer")) {
  const data = JSON.parse(explorer.querySelector(".explorer-data").textContent, (_, v) =>
    v === "inf" ? Infinity : v === "-inf" ? -Infinity : v,
  );
  const loss = robustLoss(data.logZ);
  const controls = explorer.querySelector(".controls");
  const find = (name) => controls.querySelector(`[name="${name}"]`);
  const sliders = { alpha: find("alpha"), c: find("c"), x: find("x") };
  const [alpha, c, x] = data.start;
  const state = { alpha, c, x };

  // The slider of α runs over (α − 2)/(|α − 2| + 4), which reaches −∞ at −1.
  const steps = 240;
  const place = (a) => (Number.isFinite(a) ? (a - 2) / (Math.abs(a - 2) + 4) : Math.sign(a));
  const toSlider = (a) => place(a) * steps;
  const fromSlider = (k) => {
    const t = k / steps;
    return t <= -1 ? -Infinity : Math.round((2 + (4 * t) / (1 - Math.abs(t))) * 1000) / 1000;
  };
  const clamp = (v, low, high) => Math.min(Math.max(v, low), high);
  // Scales and residuals are chosen in steps, and written with the digits that tell one from the next.
  const stepped = (v) => Math.round(v / data.step) * data.step;
  const stepDigits = clamp(Math.ceil(-Math.log10(data.step) - 1e-9), 0, 20);

  const text = (v, digits = 3) => {
    if (Number.isNaN(v)) return "–";
    if (!Number.isFinite(v)) return v < 0 ? "−∞" : "∞";
    const s = Math.abs(v) >= 1e4 || (v !== 0 && Math.abs(v) < 1e-3)
      ? v.toExponential(2) : v.toFixed(Math.abs(v) >= 1e3 ? Math.min(digits, 1) : digits);
    return s.replace(/-/g, "−");
  };

  // The looks of the picture: one, or a light and a dark one.
  const pictures = [...explorer.querySelectorAll("svg")].map((svg) => ({
    svg,
    panels: [...svg.querySelectorAll(".panel")].map((group, i) => {
      const panel = data.panels[i];
      const [left, top, width, height] = panel.frame;
      const px = (v) => left + ((v - panel.x[0]) / (panel.x[1] - panel.x[0])) * width;
      const py = (v) => top + ((panel.y[1] - v) / (panel.y[1] - panel.y[0])) * height;
      return {
        ...panel, left, top, width, height, px, py,
        point: group.querySelector(".mark-points"),
        value: (v, a) => loss[panel.quantity](v, a, state.c),
        strip: group.querySelector(".mark-band path"),
        curves: [...group.querySelectorAll(".mark-curve path")],
        start: [px(x), py(loss[panel.quantity](x, alpha, c))],
      };
    }),
  }));
  // Where the start has no density, or one beyond the frame, its panel has no point yet.
  for (const { svg, panels } of pictures) {
    const first = panels.find((panel) => panel.point);
    panels.forEach((panel, i) => {
      if (panel.point) return;
      panel.point = first.point.cloneNode(true);
      panel.start = first.start;
      svg.querySelectorAll(".panel")[i].append(panel.point);
    });
  }

  // The colour of a shape in a look: mixed on the scale of the slider, as in every other picture.
  const shade = (look, a) => {
    const places = data.ramp.shapes.map(place);
    const i = Math.max(places.findIndex((p, k) => k > 0 && place(a) >= p), 1);
    const t = (places[i - 1] - place(a)) / (places[i - 1] - places[i]);
    const [from, to] = [data.ramp.colors[look][i - 1], data.ramp.colors[look][i]];
    return `rgb(${from.map((v, k) => Math.round(v + (to[k] - v) * t)).join(" ")})`;
  };
  const looks = data.ramp.colors.length;

  const path = (panel, a) => {
    const parts = [];
    let isOut = true;
    for (let i = 0; i <= 400; i++) {
      const v = panel.x[0] + ((panel.x[1] - panel.x[0]) * i) / 400;
      const y = panel.py(panel.value(v, a));
      if (!Number.isFinite(y)) {
        isOut = true;
        continue;
      }
      const limited = clamp(y, panel.top - 1000, panel.top + panel.height + 1000);
      parts.push(`${isOut ? "M" : "L"}${panel.px(v).toFixed(2)} ${limited.toFixed(2)}`);
      isOut = false;
    }
    return parts.join("");
  };

  const draw = () => {
    for (const [k, { panels }] of pictures.entries()) {
      // One picture for both looks takes its colours from the style sheet.
      const [light, dark] = pictures.length === looks ? [k, k] : [0, looks - 1];
      for (const panel of panels) {
        const [a, b] = [panel.px(-state.c), panel.px(state.c)].map((v) => v.toFixed(2));
        panel.strip?.setAttribute("d", `M${a} ${panel.top}H${b}v${panel.height}H${a}z`);
        panel.curves.forEach((curve, i) => {
          curve.setAttribute("d", path(panel, panel.shapes[i] ?? state.alpha));
          if (i < panel.shapes.length) return;
          curve.classList.add("shape");
          curve.style.setProperty("--light", shade(light, state.alpha));
          curve.style.setProperty("--dark", shade(dark, state.alpha));
        });
        const y = panel.value(state.x, state.alpha);
        const isIn = y >= panel.y[0] && y <= panel.y[1];
        panel.point.setAttribute("visibility", isIn ? "visible" : "hidden");
        if (isIn) {
          const dx = panel.px(state.x) - panel.start[0];
          const dy = panel.py(y) - panel.start[1];
          panel.point.setAttribute("transform", `translate(${dx.toFixed(2)} ${dy.toFixed(2)})`);
        }
      }
    }
  };

  const told = { alpha: "α", c: "c", x: "x" };
  const update = () => {
    sliders.alpha.value = toSlider(state.alpha);
    sliders.c.value = state.c;
    sliders.x.value = state.x;
    for (const [name, slider] of Object.entries(sliders)) {
      const value = text(state[name], name === "alpha" ? 3 : stepDigits);
      slider.setAttribute("aria-valuetext", `${told[name]} = ${value}`);
      slider.closest("label").querySelector("output").textContent = value;
    }
    for (const name of ["value", "derivative", "weight", "density"]) {
      controls.querySelector(`[data-value="${name}"]`).textContent =
        text(loss[name](state.x, state.alpha, state.c), 4);
    }
    for (const button of controls.querySelectorAll("button")) {
      const shape = button.value === "-inf" ? -Infinity : Number(button.value);
      button.setAttribute("aria-pressed", String(shape === state.alpha));
    }
    draw();
  };

  const set = (changes) => {
    Object.assign(state, changes);
    update();
  };
  sliders.alpha.addEventListener("input", () => set({ alpha: fromSlider(+sliders.alpha.value) }));
  sliders.c.addEventListener("input", () => set({ c: +sliders.c.value }));
  sliders.x.addEventListener("input", () => set({ x: +sliders.x.value }));
  for (const button of controls.querySelectorAll("button")) {
    button.addEventListener("click", () =>
      set({ alpha: button.value === "-inf" ? -Infinity : Number(button.value) }),
    );
  }

  // Dragging: an edge of the strip is c; the curve of the loss is α, since ρ grows with it; what is left is x.
  const target = (panel, px, py) => {
    if (Math.abs(Math.abs(px - panel.px(0)) - (panel.px(state.c) - panel.px(0))) < 8) return "c";
    if (panel.quantity !== "value") return "x";
    const v = panel.x[0] + ((px - panel.left) / panel.width) * (panel.x[1] - panel.x[0]);
    const y = panel.py(panel.value(v, state.alpha));
    return Math.abs(v) > state.c && Math.abs(py - y) < 16 ? "alpha" : "x";
  };
  const shapeThrough = (panel, v, y) => {
    let [low, high] = [+sliders.alpha.min, +sliders.alpha.max];
    if (panel.value(v, fromSlider(low)) >= y) return fromSlider(low);
    if (panel.value(v, fromSlider(high)) <= y) return fromSlider(high);
    while (high - low > 0.01) {
      const middle = (low + high) / 2;
      if (panel.value(v, fromSlider(middle)) < y) low = middle;
      else high = middle;
    }
    return fromSlider(Math.round((low + high) / 2));
  };
  const cursors = { c: "ew-resize", alpha: "ns-resize", x: "crosshair" };
  for (const { svg, panels } of pictures) {
    let drag = null;
    const at = (event) => {
      const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(
        svg.getScreenCTM().inverse());
      return [p.x, p.y];
    };
    const under = (px, py) => panels.find((q) =>
      px >= q.left && px <= q.left + q.width && py >= q.top && py <= q.top + q.height);
    const move = ({ panel, what }, px, py) => {
      const [low, high] = panel.x;
      const v = clamp(low + ((px - panel.left) / panel.width) * (high - low), low, high);
      if (what === "c") {
        set({ c: clamp(stepped(Math.abs(v)), +sliders.c.min, +sliders.c.max) });
      } else if (what === "alpha") {
        const y = panel.y[1] - ((py - panel.top) / panel.height) * (panel.y[1] - panel.y[0]);
        if (Math.abs(v) > 5 * data.step) set({ alpha: shapeThrough(panel, v, y) });
      } else {
        set({ x: stepped(v) });
      }
    };
    svg.addEventListener("pointerdown", (event) => {
      const [px, py] = at(event);
      const panel = under(px, py);
      if (!panel || event.button !== 0) return;
      drag = { panel, what: target(panel, px, py) };
      svg.setPointerCapture(event.pointerId);
      event.preventDefault();
      move(drag, px, py);
    });
    svg.addEventListener("pointermove", (event) => {
      const [px, py] = at(event);
      if (drag) return move(drag, px, py);
      const panel = under(px, py);
      svg.style.cursor = panel ? cursors[target(panel, px, py)] : "";
    });
    for (const end of ["pointerup", "pointercancel"]) {
      svg.addEventListener(end, () => { drag = null; });
    }
  }

  explorer.loss = loss;
  explorer.state = state;
  update();
  controls.hidden = false;
}
