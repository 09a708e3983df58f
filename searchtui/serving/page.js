// The keys go to the search as soon as it is there.
new MutationObserver((_, observer) => {
  if (document.body.classList.contains("-first-byte")) {
    observer.disconnect();
    document.querySelector("#terminal textarea").focus();
  }
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });
