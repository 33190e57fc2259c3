// Sending files with a bar that shows how far it is, and following a large file that is worked on.
// Without it the form is sent as any other, and the page is asked for again by hand.
(function () {
  "use strict";

  const often = 1500;
  const broken = "Forbindelsen blev afbrudt. Filerne er ikke sendt. Prøv igen.";
  const megabytes = (bytes) => (bytes / 1048576).toLocaleString("da-DK", { maximumFractionDigits: 1 });

  // Sending

  function shownUnder(form) {
    const box = document.createElement("div");
    const words = document.createElement("p");
    const bar = document.createElement("progress");
    box.className = "sending";
    box.hidden = true;
    words.setAttribute("aria-live", "polite");
    bar.max = 100;
    bar.className = "progress__bar";
    bar.setAttribute("aria-label", "Sendt");
    box.append(words, bar);
    form.append(box);
    return { box, words, bar };
  }

  function tellProgress(shown, event) {
    if (!event.lengthComputable) return;
    shown.bar.value = Math.floor((100 * event.loaded) / event.total);
    if (event.loaded === event.total) {
      shown.bar.removeAttribute("value");
      shown.words.textContent = "Sendt. Filerne tjekkes …";
    } else if (shown.bar.value >= shown.told + 10) {
      shown.told = shown.bar.value;
      shown.words.textContent = `Sender: ${megabytes(event.loaded)} af ${megabytes(event.total)} MB`;
    }
  }

  function stop(shown, button, why) {
    shown.bar.hidden = true;
    shown.words.textContent = why;
    button.disabled = false;
  }

  function answered(request, shown, button, form) {
    let answer;
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // Logged out meanwhile, or an error page: let the browser send it and show what comes.
      form.submit();
      return;
    }
    if (answer.to) window.location.assign(answer.to);
    else stop(shown, button, answer.error);
  }

  function send(event, form, shown) {
    event.preventDefault();
    const request = new XMLHttpRequest();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    shown.told = -10;
    shown.box.hidden = shown.bar.hidden = false;
    shown.words.textContent = "Sender …";
    request.upload.addEventListener("progress", (sent) => tellProgress(shown, sent));
    request.addEventListener("load", () => answered(request, shown, button, form));
    request.addEventListener("error", () => stop(shown, button, broken));
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.send(new FormData(form));
  }

  document.querySelectorAll("form[data-upload]").forEach((form) => {
    const shown = shownUnder(form);
    form.addEventListener("submit", (event) => send(event, form, shown));
    // Back from the next page: the button is ready again.
    window.addEventListener("pageshow", () => (form.querySelector("button[type=submit]").disabled = false));
  });

  // Following

  function show(box, state) {
    const words = box.querySelector("[data-progress-words]");
    const bar = box.querySelector("progress");
    if (words.textContent !== state.words) words.textContent = state.words;
    if (bar.hasAttribute("value")) bar.value = state.percent;
  }

  function follow(box) {
    fetch(box.dataset.progress)
      .then((response) => response.json())
      .then((state) => {
        if (state.done || state.stuck) window.location.reload();
        else {
          show(box, state);
          window.setTimeout(follow, often, box);
        }
      })
      .catch(() => window.setTimeout(follow, 10 * often, box));
  }

  document.querySelectorAll("[data-progress]").forEach((box) => {
    if (box.querySelector("progress")) window.setTimeout(follow, often, box);
  });
})();
