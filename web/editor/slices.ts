// Imported by the page's own script, which has run before the editor and its library come. Where a browser has `isInputPending`, CodeMirror
// colours a text in stretches of 100 ms, which hold up whatever else the page has to do; where it has not, only while the browser says that
// it is idle. The latter is what is wanted.
Object.defineProperty(navigator, "scheduling", { value: undefined, configurable: true });

export {};
