// A key that was not used (the reader turned back, or it is another one's): said on the page.
"use strict";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("key_failed").hidden = false;
});
