// Stands first among the editor's imports. Where a browser has `isInputPending`, CodeMirror colours a text in stretches of 100 ms, which hold up
// whatever else the page has to do; where it has not, only while the browser says that it is idle. The latter is what is wanted.
Object.defineProperty(navigator, "scheduling", { value: undefined, configurable: true });

export {};
