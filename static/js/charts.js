// Draws every [data-chart] from the JSON that json_script put beside it.
(function () {
  "use strict";

  const config = { responsive: true, displaylogo: false, showSendToCloud: false };
  const printWidth = 660;
  const elements = document.querySelectorAll("[data-chart]");

  // The drawing itself is one picture to a screen reader; the buttons above it stay buttons.
  function hideDrawing(element) {
    element.querySelectorAll("svg.main-svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
  }

  function draw(element) {
    const figure = JSON.parse(document.getElementById(element.dataset.chart).textContent);
    Plotly.newPlot(element, figure.data, figure.layout, config).then(hideDrawing);
  }

  function resizeAll(size) {
    elements.forEach((element) => Plotly.relayout(element, size));
  }

  elements.forEach(draw);
  window.addEventListener("beforeprint", () => resizeAll({ width: printWidth, autosize: false }));
  window.addEventListener("afterprint", () => resizeAll({ width: null, autosize: true }));
})();
