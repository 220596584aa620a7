// One line a frame: its title, pixels beyond its width, the least contrast of a text, that text.
addEventListener("load", () => {
  const parts = (colour) => {
    const numbers = colour.match(/[\d.]+/g).map(Number);
    return numbers.length > 3 ? numbers : [...numbers, 1];
  };
  const over = (top, below) => {
    const alpha = top[3];
    return [0, 1, 2].map((n) => top[n] * alpha + below[n] * (1 - alpha)).concat(1);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((n) => {
      const share = n / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const lines = [...document.querySelectorAll("iframe")].map((frame) => {
    const page = frame.contentDocument;
    const view = frame.contentWindow;
    const scroller = page.scrollingElement;
    frame.style.height = `${scroller.scrollHeight}px`;
    const probe = page.createElement("div");
    probe.style.backgroundColor = "Canvas";
    page.body.append(probe);
    const canvas = parts(view.getComputedStyle(probe).backgroundColor);
    probe.remove();
    let least = 21;
    let worst = "";
    const texts = page.createTreeWalker(page.body, 4);
    while (texts.nextNode()) {
      const text = texts.currentNode.data.trim();
      if (!text || text === "\u00a0") continue;
      const chain = [];
      for (let e = texts.currentNode.parentElement; e; e = e.parentElement) chain.unshift(view.getComputedStyle(e));
      let behind = canvas;
      let opacity = 1;
      for (const style of chain) {
        behind = over(parts(style.backgroundColor), behind);
        opacity *= Number(style.opacity);
      }
      const colour = parts(chain.at(-1).color);
      const found = contrast(over([...colour.slice(0, 3), colour[3] * opacity], behind), behind);
      if (found < least) [least, worst] = [found, text];
    }
    const beyond = Math.max(0, scroller.scrollWidth - view.innerWidth);
    return [frame.title, beyond, least.toFixed(2), worst.slice(0, 60)].join("\t");
  });
  document.getElementById("found").textContent = lines.join("\n");
});
