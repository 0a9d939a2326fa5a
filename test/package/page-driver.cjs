// Put into a package under test: carries out what lies in the folder KIOSK_PAGE_DRIVER names (`N.ask`: an expression for the
// page; `N.answer`: what it came to). The product itself refuses every remote control.
const { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { BrowserWindow } = require('electron');

const folder = process.env.KIOSK_PAGE_DRIVER;
async function answer(name) {
  const file = path.join(folder, name);
  const code = readFileSync(file, 'utf8');
  rmSync(file);
  let said;
  try {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('there is no window');
    // As if a hand had just touched the page: without one a field opens no choice of files.
    said = { value: await window.webContents.executeJavaScript(code, true) };
  } catch (cause) {
    said = { error: String(cause) };
  }
  const target = file.replace(/ask$/, 'answer');
  writeFileSync(`${target}.new`, JSON.stringify(said));
  renameSync(`${target}.new`, target);
}
if (folder) {
  setInterval(() => {
    for (const name of readdirSync(folder)) if (name.endsWith('.ask')) void answer(name);
  }, 100);
}
