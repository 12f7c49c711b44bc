// Pictures in frames: a slider and a button that show one of them. A group of the picture that is there
// in some frames only has the first and the last of them in data-frames.
for (const player of document.querySelectorAll(".player")) {
  const names = JSON.parse(player.dataset.names);
  const figure = player.closest("figure");
  const slider = player.querySelector("input");
  const button = player.querySelector("button");
  const output = player.querySelector("output");
  const groups = [...figure.querySelectorAll("[data-frames]")].map((group) => {
    const [first, last] = group.dataset.frames.split(" ").map(Number);
    return { group, first, last };
  });
  let timer = 0;

  const show = (frame) => {
    for (const { group, first, last } of groups) {
      const visibility = frame >= first && frame <= last ? "visible" : "hidden";
      if (group.getAttribute("visibility") !== visibility) {
        group.setAttribute("visibility", visibility);
      }
    }
    slider.value = frame;
    slider.setAttribute("aria-valuetext", names[frame]);
    output.textContent = names[frame];
  };

  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = "Play";
  };

  const play = () => {
    let frame = Number(slider.value);
    if (frame >= names.length - 1) frame = -1;
    button.textContent = "Pause";
    timer = setInterval(() => {
      show(++frame);
      if (frame >= names.length - 1) stop();
    }, Math.max(40, 6000 / names.length));
  };

  slider.addEventListener("input", () => {
    stop();
    show(Number(slider.value));
  });
  button.addEventListener("click", () => (timer ? stop() : play()));
  addEventListener("beforeprint", () => {
    stop();
    show(names.length - 1);
  });
  show(names.length - 1);
  player.hidden = false;
}
