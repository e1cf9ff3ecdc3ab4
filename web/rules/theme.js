// The theme that was chosen in the playground, if any and if the browser lets us know.
try {
  const theme = localStorage.getItem("svcplay.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {}
