// A classic script: it has to run where the modules of this page cannot, and say so in their place.
(() => {
  const modern = "supports" in HTMLScriptElement && HTMLScriptElement.supports("importmap");
  const message = document.getElementById("old-browser");
  if (!modern && message) message.removeAttribute("hidden");
})();
